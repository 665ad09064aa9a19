import { and, eq, inArray, isNull } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { compositionOn } from '#lib/bodies/server/queries.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ElectionForm } from '../../forms/elections.ts';
import { checkElector, checkOpening } from '../../rules/election-checks.ts';
import { parityCaps, placesIn, type Constraints } from '../../rules/election-seats.ts';
import { electionTitle } from '../../rules/election-words.ts';
import type { Candidate, ElectionRule } from '../../rules/elections.ts';
import { checkAnnounced } from '../announced.ts';
import { meetingToDecide } from '../commands.ts';
import { checkNoneGoing, checkNotInAdvance } from '../going.ts';
import { basisOf } from '../judge.ts';
import { elections } from './tables.ts';

const CHOOSE = 'Ce choix n’est plus dans la liste. Choisissez à nouveau.';

type MeetingToElect = { readonly id: string; readonly bodyId: string; readonly heldOn: string };

/** Refuses an item that is not of this meeting or is no election, and one on which a vote or an election is under way. */
async function checkItem(tx: Tx, meeting: MeetingToElect, itemId: string): Promise<Outcome<undefined>> {
  const [item] = await tx
    .select({ nature: agendaItems.nature })
    .from(agendaItems)
    .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meeting.id)));
  if (!item) return notFound();
  if (item.nature !== 'election')
    return refuse(
      'item-not-election',
      'Impossible d’élire à ce point\u00a0: il n’est pas une élection. Changez d’abord sa nature.',
      { field: 'body' },
    );
  const none = await checkNoneGoing(tx, itemId, 'ouvrir une élection', 'body');
  if (!none.done) return none;
  const free = await checkNotInAdvance(tx, itemId, '');
  if (!free.done) return free;
  return checkAnnounced(tx, meeting, itemId, 'ordinary');
}

/** Those who stand, in the order of the form, with the name that tells each of them on the ballots. */
async function candidatesOf(tx: Tx, lines: ElectionForm['candidates']): Promise<Outcome<Candidate[]>> {
  const sheets = await tx
    .select({ id: people.id, given: people.givenName, family: people.familyName, civility: people.civility })
    .from(people)
    .where(
      and(
        inArray(
          people.id,
          lines.map(({ person }) => person),
        ),
        isNull(people.erasedAt),
      ),
    );
  const houses = await tx
    .select({ id: organisations.id, name: organisations.name, sector: organisations.sector })
    .from(organisations)
    .where(
      inArray(
        organisations.id,
        lines.map(({ organisation }) => organisation),
      ),
    );
  const found: Candidate[] = [];
  for (const { line, person, organisation } of lines) {
    const sheet = sheets.find(({ id }) => id === person);
    const house = houses.find(({ id }) => id === organisation);
    if (!sheet) return refuse('unknown-person', CHOOSE, { field: `person-${line}` });
    if (!house) return refuse('unknown-organisation', CHOOSE, { field: `organisation-${line}` });
    found.push({
      id: crypto.randomUUID(),
      personId: sheet.id,
      name: `${sheet.given} ${sheet.family}`,
      civility: sheet.civility,
      organisationId: house.id,
      organisation: house.name,
      sector: house.sector,
    });
  }
  const shared = (candidate: Candidate) =>
    found.some(({ personId, name }) => personId !== candidate.personId && name === candidate.name);
  return done(
    found.map((candidate) =>
      shared(candidate) ? { ...candidate, name: `${candidate.name} (${candidate.organisation})` } : candidate,
    ),
  );
}

/** The rule and the constraints, from the statutes of the day and from who already sits on the first day of the mandates. */
async function ruleOf(
  tx: Tx,
  meeting: MeetingToElect,
  form: ElectionForm,
  candidates: readonly Candidate[],
): Promise<
  Outcome<{ readonly rule: ElectionRule; readonly body: { readonly id: string; readonly name: string } }>
> {
  const [voting] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, meeting.bodyId));
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind, name: bodies.name })
    .from(bodies)
    .where(eq(bodies.id, form.body));
  if (!body) return refuse('unknown-body', CHOOSE, { field: 'body' });
  const { from } = form;
  // Who sits in the meeting that goes on does not change under it.
  if (from < meeting.heldOn || (body.id === meeting.bodyId && from === meeting.heldOn))
    return refuse(
      'begins-too-early',
      body.id === meeting.bodyId
        ? `Ces mandats changent l’instance qui est réunie\u00a0: ils commencent au plus tôt le lendemain du ${dayInWords(meeting.heldOn)}.`
        : `Ces mandats commencent au plus tôt le ${dayInWords(meeting.heldOn)}, jour de l’élection.`,
      { field: 'from' },
    );
  const statutes = await statutesOf(tx, voting!, meeting.heldOn);
  const places = {
    public: form.public,
    associative: form.associative,
    government: form.government,
    any: form.any,
  };
  const composition = await compositionOn(tx, body.id, from);
  const elector = checkElector(
    voting!.kind,
    {
      body: body.kind,
      office: form.office,
      directors: new Set(
        composition.flatMap(({ person, voting: votes }) => (person && votes ? [person.id] : [])),
      ),
    },
    candidates,
  );
  if (!elector.done) return elector;
  const standing = new Set(candidates.map(({ personId }) => personId));
  // Whoever stands for another mandate of the same body leaves the one that they have.
  const sitting = composition.filter(
    ({ person, voting: votes }) => votes && (person === null || !standing.has(person.id)),
  );
  const constraints: Constraints = {
    places,
    caps: null,
    onePerOrganisation: form.onePerOrganisation === 'yes',
    seated: sitting.map(({ organisationId }) => organisationId),
  };
  const rule = {
    ...constraints,
    rounds: statutes['election-rounds'],
    tie: statutes['election-tie'],
    ballot: form.ballot,
  };
  if (form.parity !== 'yes') return done({ rule, body });
  const { value: tolerance } = (await statutesOf(tx, body, from))['parity-tolerance'];
  if (tolerance === null)
    return refuse(
      'no-parity',
      'Les textes ne demandent pas de parité dans cette instance. Décochez la parité, ou notez d’abord cette règle dans les statuts.',
      { field: 'parity' },
    );
  if (placesIn({ ...places, any: 0 }) > 0)
    return refuse(
      'parity-and-sectors',
      'La parité répartit elle-même les sièges entre les secteurs\u00a0: mettez-les tous sans condition de secteur, ou décochez la parité.',
      { field: 'parity' },
    );
  const of = (sector: 'public' | 'associative') => sitting.filter((each) => each.sector === sector).length;
  const caps = parityCaps(places.any, tolerance, { public: of('public'), associative: of('associative') });
  if (caps === null)
    return refuse(
      'parity-out-of-reach',
      `Avec ce nombre de sièges, la parité n’est pas possible\u00a0: ${of('public')} du secteur public et ${of('associative')} du secteur associatif siègent déjà ce jour-là (écart admis\u00a0: ${tolerance}). Changez le nombre de sièges, ou décochez la parité.`,
      { field: 'parity' },
    );
  return done({ rule: { ...rule, caps }, body });
}

/** The refusal of a candidate at their line of the form: those that were left empty are not among the candidates. */
function onItsLine({ refusal }: Refused, form: ElectionForm): Refused {
  const { field } = refusal;
  if (field === undefined) return { done: false, refusal };
  const at = field.replace(/-(\d+)$/, (_, index) => `-${form.candidates[Number(index)]?.line ?? '0'}`);
  return { done: false, refusal: { ...refusal, field: at } };
}

/**
 * Opens an election on an item: seats, candidates and rule are frozen from now on. Refuses what `basisOf` and `checkAnnounced`
 * refuse, an item that is no election, directors elected elsewhere than in the assembly, a second election at once, unknown choices, mandates that would change the meeting
 * that votes, a parity that is not asked or out of reach, and what `checkOpening` refuses.
 */
export function openElection(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  form: ElectionForm,
): Promise<Outcome<{ electionId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const meeting = await meetingToDecide(tx, actor, today, meetingId);
    if (!meeting.done) return meeting;
    const item = await checkItem(tx, meeting.value, itemId);
    if (!item.done) return item;
    const basis = await basisOf(tx, meeting.value, itemId, { kind: 'ordinary', secondMeeting: '' });
    if (!basis.done) return basis;
    const candidates = await candidatesOf(tx, form.candidates);
    if (!candidates.done) return candidates;
    const ruled = await ruleOf(tx, meeting.value, form, candidates.value);
    if (!ruled.done) return onItsLine(ruled, form);
    const { rule, body } = ruled.value;
    const sound = checkOpening(candidates.value, rule);
    if (!sound.done) return onItsLine(sound, form);
    const { office, from } = form;
    const to = form.to || null;
    const title = electionTitle({ body: body.name, office, places: rule.places, from, to });
    const secret = form.secret === 'yes';
    const [created] = await tx
      .insert(elections)
      .values({
        associationId: actor.associationId,
        meetingId,
        itemId,
        bodyId: body.id,
        office,
        fromDay: from,
        toDay: to,
        title,
        secret,
        rule,
        candidates: candidates.value,
        openedAt: now,
        openedBy: actor.name,
      })
      .returning({ id: elections.id });
    const electionId = created!.id;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'election.opened',
      subject: { kind: 'election', id: electionId },
      after: {
        itemId,
        title,
        secret,
        rule,
        candidates: candidates.value.map(({ id, personId, organisationId }) => ({
          id,
          personId,
          organisationId,
        })),
      },
    });
    return done({ electionId });
  });
}
