import { resolve } from '$app/paths';
import { agendaAddresses } from './addresses/agenda.ts';
import { annexesAddresses } from './addresses/annexes.ts';
import { convocationAddresses } from './addresses/convocation.ts';
import { documentsAddresses } from './addresses/documents.ts';
import { electionsAddresses } from './addresses/elections.ts';
import { liveAddresses } from './addresses/live.ts';
import { minutesAddresses } from './addresses/minutes.ts';
import { participationAddresses } from './addresses/participation.ts';
import { planningAddresses } from './addresses/planning.ts';
import { pollsAddresses } from './addresses/polls.ts';
import { followUpAddresses } from './addresses/follow-up.ts';
import { registerAddresses } from './addresses/register.ts';
import { sittingAddresses } from './addresses/sitting.ts';
import { queryText } from './addresses/query-text.ts';
import { votesAddresses } from './addresses/votes.ts';
import { writtenAddresses } from './addresses/written.ts';

/** Every address of the application is built here, and nowhere else. */
export const addresses = {
  ...planningAddresses,
  ...pollsAddresses,
  ...agendaAddresses,
  ...annexesAddresses,
  ...convocationAddresses,
  ...participationAddresses,
  ...sittingAddresses,
  ...liveAddresses,
  ...votesAddresses,
  ...electionsAddresses,
  ...writtenAddresses,
  ...registerAddresses,
  ...documentsAddresses,
  ...followUpAddresses,
  ...minutesAddresses,
  home: () => resolve('/'),
  signIn: (next?: string) =>
    resolve('/(account)/sign-in') + (next ? `?next=${encodeURIComponent(next)}` : ''),
  signInCode: () => resolve('/(account)/sign-in/code'),
  passkeySignIn: () => resolve('/(account)/sign-in/passkey'),
  secondFactor: (next: string) =>
    resolve('/(account)/sign-in/second-factor') + `?next=${encodeURIComponent(next)}`,
  passkeySecondFactor: () => resolve('/(account)/sign-in/second-factor/passkey'),
  signOut: () => resolve('/sign-out'),
  account: () => resolve('/(account)/account'),
  accountSecondFactor: () => resolve('/(account)/account/second-factor'),
  newPasskey: () => resolve('/(account)/account/second-factor/passkey'),
  start: () => resolve('/(account)/start'),
  demonstration: () => resolve('/demonstration'),
  desk: (association: string) => resolve('/[association]', { association }),
  meetings: (association: string, filter: { year?: number | undefined; body?: string | undefined } = {}) => {
    const query = new URLSearchParams();
    if (filter.year) query.set('year', String(filter.year));
    if (filter.body) query.set('body', filter.body);
    const text = query.toString();
    return resolve('/[association]/meetings', { association }) + (text ? `?${text}` : '');
  },
  newMeeting: (association: string) => resolve('/[association]/meetings/new', { association }),
  meeting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]', { association, meeting }),
  changeMeeting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/edit', { association, meeting }),
  attendance: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/attendance', { association, meeting }),
  item: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]', { association, meeting, item }),
  notes: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]/notes', { association, meeting, item }),
  bodies: (association: string) => resolve('/[association]/bodies', { association }),
  body: (association: string, code: string, on?: string, view?: 'list') =>
    resolve('/[association]/bodies/[code]', { association, code }) + queryText({ on, view }),
  changeBody: (association: string, code: string) =>
    resolve('/[association]/bodies/[code]/edit', { association, code }),
  seats: (association: string, code: string, placed?: string) =>
    resolve('/[association]/bodies/[code]/seats', { association, code }) + queryText({ placed }),
  seat: (association: string, code: string, seat: string) =>
    resolve('/[association]/bodies/[code]/seats/[seat]', { association, code, seat }),
  composition: (association: string, on?: string) =>
    resolve('/[association]/bodies/composition.pdf', { association }) + queryText({ on }),
  publicPage: (association: string) => resolve('/(public)/[association]/public', { association }),
  newBody: (association: string) => resolve('/[association]/bodies/new', { association }),
  newMandate: (association: string, code: string, query: { replaces?: string } = {}) =>
    resolve('/[association]/bodies/[code]/mandates/new', { association, code }) + queryText(query),
  mandate: (association: string, code: string, mandate: string, saved?: 'saved') =>
    resolve('/[association]/bodies/[code]/mandates/[mandate]', { association, code, mandate }) +
    (saved ? '?saved' : ''),
  correctMandate: (association: string, code: string, mandate: string) =>
    resolve('/[association]/bodies/[code]/mandates/[mandate]/correct', { association, code, mandate }),
  renewals: (association: string, code: string, on?: string) =>
    resolve('/[association]/bodies/[code]/renewals', { association, code }) + queryText({ on }),
  renewal: (association: string, code: string, renewal: string, place?: string) =>
    resolve('/[association]/bodies/[code]/renewals/[renewal]', { association, code, renewal }) +
    (place ? `#place-${place}` : ''),
  renewalPlace: (association: string, code: string, renewal: string, place: string) =>
    resolve('/[association]/bodies/[code]/renewals/[renewal]/places/[place]', {
      association,
      code,
      renewal,
      place,
    }),
  terms: (association: string) => resolve('/[association]/bodies/terms', { association }),
  formalities: (association: string) => resolve('/[association]/bodies/formalities', { association }),
  newTerm: (association: string) => resolve('/[association]/bodies/terms/new', { association }),
  term: (association: string, term: string) =>
    resolve('/[association]/bodies/terms/[term]', { association, term }),
  organisations: (
    association: string,
    query: { name?: string | undefined; sector?: string | undefined; erased?: 'yes' | undefined } = {},
  ) => resolve('/[association]/organisations', { association }) + queryText(query),
  newOrganisation: (association: string) => resolve('/[association]/organisations/new', { association }),
  organisation: (association: string, organisation: string, done?: 'saved' | 'merged') =>
    resolve('/[association]/organisations/[organisation]', { association, organisation }) +
    (done ? `?${done}` : ''),
  changeOrganisation: (association: string, organisation: string) =>
    resolve('/[association]/organisations/[organisation]/edit', { association, organisation }),
  mergeOrganisation: (association: string, organisation: string, duplicate?: string) =>
    resolve('/[association]/organisations/[organisation]/merge', { association, organisation }) +
    queryText({ with: duplicate }),
  person: (association: string, person: string, done?: 'saved' | 'merged') =>
    resolve('/[association]/people/[person]', { association, person }) + (done ? `?${done}` : ''),
  mergePerson: (association: string, person: string, duplicate?: string) =>
    resolve('/[association]/people/[person]/merge', { association, person }) + queryText({ with: duplicate }),
  erasePerson: (association: string, person: string) =>
    resolve('/[association]/people/[person]/erase', { association, person }),
  changePerson: (association: string, person: string) =>
    resolve('/[association]/people/[person]/edit', { association, person }),
  personData: (association: string, person: string) =>
    resolve('/[association]/people/[person]/data.json', { association, person }),
  imports: (association: string) => resolve('/[association]/imports', { association }),
  import: (association: string, id: string, step?: 'columns') =>
    resolve('/[association]/imports/[import]', { association, import: id }) + (step ? '?columns' : ''),
  exportedList: (association: string, file: string) =>
    resolve('/[association]/exports/[file]', { association, file }),
  outbox: (query: { state?: string | null; page?: number; settled?: string } = {}) => {
    const text = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
    ).toString();
    return resolve('/(account)/operator/outbox') + (text ? `?${text}` : '');
  },
  outboxMail: (id: string) => resolve('/(account)/operator/outbox/[id]', { id }),
  settings: (
    association: string,
    query: { body?: string | undefined; changed?: string | undefined; on?: string | undefined } = {},
  ) => resolve('/[association]/settings', { association }) + queryText(query),
  setting: (association: string, key: string, body?: string) =>
    resolve('/[association]/settings/[key]', { association, key }) + queryText({ body }),
  access: (association: string, { granted = false } = {}) =>
    resolve('/[association]/settings/access', { association }) + (granted ? '?granted' : ''),
  associationSettings: (association: string, saved?: 'saved') =>
    resolve('/[association]/settings/association', { association }) + (saved ? '?saved' : ''),
  newRole: (association: string) => resolve('/[association]/settings/access/new', { association }),
  personAccess: (association: string, person: string) =>
    resolve('/[association]/settings/access/[person]', { association, person }),
};
