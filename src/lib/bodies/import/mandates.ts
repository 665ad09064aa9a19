import type { Table } from '#lib/documents/tables/read.ts';
import { done, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { OFFICES_WITHOUT_VOTE, type Office } from '../offices.ts';
import { checkMandate } from '../rules.ts';
import { OFFICE_NAMES } from '../words.ts';
import { spokenOf } from './directory.ts';
import {
  findOrganisation,
  findPerson,
  findSeat,
  personLabel,
  type Known,
  type KnownMandate,
} from './known.ts';
import {
  changesBetween,
  differences,
  planRows,
  readRow,
  type Given,
  type PlannedRow,
  type Values,
} from './rows.ts';
import { fold } from './words.ts';

/** What a mandate keeps besides who, where and for whom; these a file can change. */
const KEPT = ['voting', 'seat', 'to', 'appointment', 'endReason', 'endNote', 'exceptionReason'] as const;

/** A new mandate of which a row says nothing more; its seat is then found when it is written. */
const NOTHING_KEPT = { to: '', appointment: '', endReason: '', endNote: '', exceptionReason: '' };

const LONGEST = 200;

interface Meant {
  readonly body: Known['bodies'][number];
  readonly organisationId: string;
  readonly organisation: string;
  readonly personId: string | null;
  readonly person: string;
}

/** Where, for whom and who: what the words of a row mean. */
function meantBy(given: Given, known: Known): Outcome<Meant> {
  const body = known.bodies.find(({ code, name }) =>
    [code, name].some((each) => fold(each) === fold(given.body ?? '')),
  );
  if (!body)
    return refuse(
      'unknown-body',
      given.body === undefined
        ? 'Indiquez l’instance.'
        : `«\u00a0${given.body}\u00a0» n’est pas une instance de l’association. Choisissez parmi\u00a0: ${known.bodies.map(({ code }) => code).join(', ')}.`,
    );
  const { organisation: name, enterpriseNumber: number } = given;
  const organisation = findOrganisation(known.organisations, { name, number });
  if (!organisation.done) return organisation;
  if (!organisation.value)
    return refuse(
      'unknown-organisation',
      name === undefined
        ? 'Indiquez l’organisation.'
        : `L’association ne connaît pas «\u00a0${name}\u00a0». Corrigez ce nom, ou importez d’abord les organisations.`,
    );
  const { id: organisationId, values } = organisation.value;
  const place = { body, organisationId, organisation: values.name! };
  if (['givenName', 'familyName', 'email'].every((field) => given[field] === undefined))
    return done({ ...place, personId: null, person: '' });
  const person = findPerson(known.people, given, organisationId);
  if (!person.done) return person;
  if (!person.value)
    return refuse(
      'unknown-person',
      given.email === undefined && (given.givenName === undefined || given.familyName === undefined)
        ? 'Indiquez le prénom et le nom, ou laissez les deux vides pour un siège vacant.'
        : `L’association ne connaît pas ${personLabel(given) || given.email}. Corrigez ce nom, ou importez d’abord les personnes.`,
    );
  return done({ ...place, personId: person.value.id, person: personLabel(person.value.values) });
}

/** Whether the values of a mandate hold by themselves; what depends on the other mandates is judged when it is written. */
function checkValues(values: Values): Outcome<undefined> {
  const long = KEPT.find((field) => (values[field] ?? '').length > LONGEST);
  if (long) return refuse('too-long', `Au plus ${LONGEST} caractères par cellule.`);
  if (!values.to && (values.endReason || values.endNote))
    return refuse('end-without-day', 'Indiquez le dernier jour du mandat dont vous donnez le motif de fin.');
  return checkMandate({
    office: values.office as Office,
    voting: values.voting === 'true',
    from: values.from!,
    to: values.to || null,
  });
}

const refusedRow = (line: number, label: string, { refusal }: Refused): PlannedRow => ({
  line,
  label,
  outcome: 'refused',
  reason: refusal.sentence,
});

/**
 * What becomes of each row of a file of mandates. A mandate is the same when its body, organisation, person, office and
 * first day are; without person it is a vacant seat. Refuses unknown words, a seat that the body does not have, and what
 * `checkMandate` refuses; overlaps, turns and recorded presences are judged when it is written.
 */
export function planMandates(table: Table, chosen: readonly (string | null)[], known: Known): PlannedRow[] {
  const taken = new Set<string>();
  return planRows(table, ({ line, cells }, spoken) => {
    const read = readRow('mandates', chosen, cells);
    const typed = (field: string) => (cells[chosen.indexOf(field)] ?? '').trim();
    const roughly = [
      typed('body'),
      `${typed('givenName')} ${typed('familyName')}`.trim(),
      typed('organisation'),
    ];
    const rough = roughly.filter(Boolean).join(', ');
    if (!read.done) return refusedRow(line, rough, read);
    const given: Given = read.value;
    const office = (given.office ?? 'member') as Office;
    const meant = meantBy(given, known);
    if (!meant.done) return refusedRow(line, rough, meant);
    const { body, organisationId, personId } = meant.value;
    const label = [
      body.code,
      OFFICE_NAMES[office],
      meant.value.person || 'siège vacant',
      meant.value.organisation,
    ].join(', ');
    const refused = (outcome: Refused) => refusedRow(line, label, outcome);
    if (!given.from) return refused(refuse('no-beginning', 'Indiquez le premier jour du mandat.'));
    const seat = given.seat && findSeat(known.seats, body.id, given.seat);
    if (given.seat && !seat)
      return refused(
        refuse(
          'unknown-seat',
          `Le siège «\u00a0${given.seat}\u00a0» n’est pas décrit dans cette instance. Reprenez son nom dans la page de ses sièges.`,
        ),
      );
    const told: Given = { ...given, ...(seat && { seat }) };
    const kept = Object.fromEntries(KEPT.flatMap((field) => (told[field] ? [[field, told[field]]] : [])));
    const same = (mandate: KnownMandate) =>
      mandate.bodyId === body.id &&
      mandate.organisationId === organisationId &&
      mandate.personId === personId &&
      mandate.values.office === office &&
      mandate.values.from === given.from;
    const candidates = known.mandates.filter(same);
    // An organisation may have several vacant seats: a row means the one that is as it says, else the next one.
    const open = candidates.filter(({ id }) => !taken.has(id));
    const found =
      open.find(({ values }) => Object.keys(differences('mandates', values, kept)).length === 0) ?? open[0];
    const key = [body.id, organisationId, personId, office, given.from, seat].join(' ');
    const before = spoken.get(key);
    if (!found && (candidates.length > 0 || before !== undefined))
      return refused(spokenOf(before ?? spoken.get(candidates[0]!.id)!));
    spoken.set(key, line);
    if (found) {
      taken.add(found.id);
      spoken.set(found.id, line);
    }
    const refers = { bodyId: body.id, organisationId, personId };
    const { from } = given;
    if (!found) {
      const voting = String(!OFFICES_WITHOUT_VOTE.includes(office));
      const after = { office, from, ...NOTHING_KEPT, voting, ...kept };
      const sound = checkValues(after);
      if (!sound.done) return refused(sound);
      return {
        line,
        label,
        outcome: 'create',
        changes: changesBetween('mandates', {}, after),
        write: { id: null, before: null, after, refers },
      };
    }
    const different = differences('mandates', found.values, kept);
    if (Object.keys(different).length === 0) return { line, label, outcome: 'same' };
    const after = { ...found.values, ...different };
    const sound = checkValues(after);
    if (!sound.done) return refused(sound);
    return {
      line,
      label,
      outcome: 'change',
      changes: changesBetween('mandates', found.values, after),
      write: { id: found.id, before: found.values, after, refers },
    };
  });
}
