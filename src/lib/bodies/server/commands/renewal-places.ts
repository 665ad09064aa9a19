import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull, max } from 'drizzle-orm';
import { addPerson } from '#lib/associations/server/directory.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PlaceAddForm, PlaceForm } from '../../forms/renewal.ts';
import { mayManageBodies } from '../../policy.ts';
import { firstPlaces, unplacedIn } from '../../rules/draft.ts';
import { holdDraft, rowsOf, type NewPlace } from '../drafts.ts';
import { readRenewal, type RenewalRow } from '../renewals.ts';
import { mandates, renewalPlaces, renewals } from '../tables.ts';

const CHOOSE = 'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.';

function stale({ version }: RenewalRow): Refused {
  return refuse(
    'stale',
    'Quelqu’un a modifié ce projet entre-temps. Comparez avec ce qui est enregistré, puis enregistrez à nouveau.',
    { details: { version } },
  );
}

function raise(tx: Tx, { id, version }: RenewalRow): Promise<unknown> {
  return tx
    .update(renewals)
    .set({ version: version + 1 })
    .where(eq(renewals.id, id));
}

type Place = typeof renewalPlaces.$inferSelect;
/** What a save changes of a place. */
type Proposal = Pick<
  NewPlace,
  'keptMandateId' | 'organisationId' | 'personId' | 'office' | 'voting' | 'exceptionReason'
>;

function proposalIn(place: Place): Proposal {
  const { keptMandateId, organisationId, personId, office, voting, exceptionReason } = place;
  return { keptMandateId, organisationId, personId, office, voting, exceptionReason };
}

/**
 * Saves what becomes of a place of a draft, in order or not: the page says what is missing, and only applying asks for
 * more. A place that was added, and where nobody is to sit, leaves the draft. Refuses an unknown place, a renewal that is
 * applied, a version that someone has replaced since, a mandate to keep that does not run on, unknown choices and a
 * namesake. Saved twice, it changes once.
 */
export function savePlace(
  house: House,
  actor: Actor,
  renewalId: string,
  placeId: string,
  form: PlaceForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, journal, nothingToDo } = act;
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const renewal = await holdDraft(tx, renewalId);
    if (!renewal.done) return renewal;
    if (!isIdentifier(placeId)) return notFound();
    const own = and(eq(renewalPlaces.id, placeId), eq(renewalPlaces.renewalId, renewalId));
    const [place] = await tx.select().from(renewalPlaces).where(own);
    if (!place) return notFound();
    const before = proposalIn(place);
    const proposed = await proposalOf(act, actor, renewal.value, place, form);
    if (!proposed.done) return proposed;
    const after = proposed.value;
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (renewal.value.version !== form.version) return stale(renewal.value);
    const subject = { kind: 'renewal', id: renewalId };
    if (form.choice === 'empty' && place.seatId === null && place.formerMandateId === null) {
      await tx.delete(renewalPlaces).where(own);
      journal({ act: 'renewal.place-removed', subject, before: { placeId, ...before } });
    } else {
      await tx.update(renewalPlaces).set(after).where(own);
      journal({
        act: 'renewal.place-changed',
        subject,
        before: { placeId, ...before },
        after: { placeId, ...after },
      });
    }
    await raise(tx, renewal.value);
    return done();
  });
}

/** What a form says of a place, as the table keeps it; a new person is added to the directory. */
async function proposalOf(
  act: Act,
  actor: Actor,
  renewal: RenewalRow,
  place: Place,
  form: PlaceForm,
): Promise<Outcome<Proposal>> {
  if (form.choice === 'keep') return keeping(act.tx, renewal, place);
  if (form.choice === 'empty')
    return done({
      keptMandateId: null,
      organisationId: null,
      personId: null,
      office: 'member',
      voting: place.voting,
      exceptionReason: null,
    });
  const [organisation] = await act.tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, form.organisation))
    // Waits for whoever merges it into another one: it is then no longer there.
    .for('key share');
  if (!organisation) return refuse('unknown-organisation', CHOOSE, { field: 'organisation' });
  const person = await personOf(act, actor, place, form);
  if (!person.done) return person;
  const { office, voting } = form;
  return done({
    keptMandateId: null,
    organisationId: organisation.id,
    personId: person.value,
    office,
    voting,
    exceptionReason: form.exceptionReason || null,
  });
}

/** The former mandate goes on; what was proposed instead stays as it was, unused. */
async function keeping(tx: Tx, { on }: RenewalRow, place: Place): Promise<Outcome<Proposal>> {
  const eve = daysAfter(on, -1);
  const [former] =
    place.formerMandateId === null
      ? []
      : await tx.select({ to: mandates.toDay }).from(mandates).where(eq(mandates.id, place.formerMandateId));
  if (!former || (former.to !== null && former.to <= eve))
    return refuse(
      'nothing-to-keep',
      `Aucun mandat n’y continue le ${dayInWords(on)}. Proposez quelqu’un, ou laissez la place vide.`,
      { field: 'choice' },
    );
  return done({ ...proposalIn(place), keptMandateId: place.formerMandateId });
}

async function personOf(
  act: Act,
  actor: Actor,
  place: Place,
  form: PlaceForm,
): Promise<Outcome<string | null>> {
  if (form.person === 'vacant') return done(null);
  if (form.person === 'new') {
    // Sent twice: the person whom the first one added is in the place already.
    const added = await personIn(act.tx, place);
    const same = added?.givenName === form.givenName && added.familyName === form.familyName;
    return same ? done(place.personId) : addPerson(act, actor, form);
  }
  const [known] = await act.tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, form.person), isNull(people.erasedAt)))
    // Waits for whoever merges or erases them.
    .for('key share');
  return known ? done(known.id) : refuse('unknown-person', CHOOSE, { field: 'person' });
}

async function personIn(tx: Tx, { personId }: Place) {
  if (personId === null) return null;
  const [person] = await tx
    .select({ givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(eq(people.id, personId));
  return person ?? null;
}

async function nextPosition(tx: Tx, renewalId: string): Promise<number> {
  const [last] = await tx
    .select({ position: max(renewalPlaces.position) })
    .from(renewalPlaces)
    .where(eq(renewalPlaces.renewalId, renewalId));
  return (last?.position ?? -1) + 1;
}

/**
 * Adds a place of a sector to a draft, for whoever is to sit beside those of the eve. Refuses an unknown renewal, one
 * that is applied, and a version that someone has replaced since: pressed twice, it adds one.
 */
export function addPlace(
  house: House,
  actor: Actor,
  renewalId: string,
  form: PlaceAddForm,
): Promise<Outcome<{ placeId: string }>> {
  return command(house, actor, async ({ tx, journal }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const renewal = await holdDraft(tx, renewalId);
    if (!renewal.done) return renewal;
    if (renewal.value.version !== form.version) return stale(renewal.value);
    const placeId = randomUUID();
    await tx.insert(renewalPlaces).values({
      associationId: actor.associationId,
      id: placeId,
      renewalId,
      bodyId: renewal.value.bodyId,
      position: await nextPosition(tx, renewalId),
      sector: form.sector,
      office: 'member',
      voting: true,
    });
    await raise(tx, renewal.value);
    journal({
      act: 'renewal.place-added',
      subject: { kind: 'renewal', id: renewalId },
      after: { placeId, sector: form.sector },
    });
    return done({ placeId });
  });
}

/**
 * Adds the places that a draft misses: those of the mandates that began, and of the seats that were described, since it
 * was begun. Refuses an unknown renewal and one that is applied; when none is missing, nothing changes.
 */
export function completePlaces(house: House, actor: Actor, renewalId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    const renewal = await holdDraft(tx, renewalId);
    if (!renewal.done) return renewal;
    const { draft, continuing, moment } = await readRenewal(tx, renewal.value, today);
    const { mandates: eve, seats: open } = unplacedIn(draft);
    if (eve.length + open.length === 0) {
      nothingToDo();
      return done();
    }
    const presidencyPasses = moment.passage !== null;
    const places = firstPlaces({ eve, continuing, seats: draft.seats, open, presidencyPasses });
    const { associationId } = actor;
    const { bodyId } = renewal.value;
    const first = await nextPosition(tx, renewalId);
    await tx.insert(renewalPlaces).values(rowsOf({ associationId, renewalId, bodyId }, places, first));
    await raise(tx, renewal.value);
    journal({
      act: 'renewal.place-added',
      subject: { kind: 'renewal', id: renewalId },
      after: { mandates: eve.map(({ id }) => id), seats: open.map(({ id }) => id) },
    });
    return done();
  });
}
