import { eq } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ApplicationForm } from '../../forms/renewal.ts';
import { mayApplyRenewals } from '../../policy.ts';
import type { Beginning } from '../../rules/draft.ts';
import { holdBody, placeNewMandate, type HeldBody } from '../appoint.ts';
import { DECISION_NOT_ADOPTED } from '../conflicts.ts';
import { endPlacedMandate } from '../leave.ts';
import { factsOf } from '../renewal-facts.ts';
import { readRenewal, RENEWAL_COLUMNS, type RenewalRow, type RenewalView } from '../renewals.ts';
import { renewals } from '../tables.ts';

/**
 * Holds a renewal with all that it rests on: terms and settings, the body and so its mandates, then the draft, in the
 * order in which mandates are begun and ended.
 */
async function holdAll(
  tx: Tx,
  actor: Actor,
  renewalId: string,
): Promise<{ body: HeldBody; renewal: RenewalRow } | null> {
  if (!isIdentifier(renewalId)) return null;
  const [found] = await tx
    .select({ bodyId: renewals.bodyId })
    .from(renewals)
    .where(eq(renewals.id, renewalId));
  if (!found) return null;
  await lockAssociation(tx, actor.associationId);
  const body = await holdBody(tx, actor, found.bodyId, []);
  const [renewal] = await tx
    .select(RENEWAL_COLUMNS)
    .from(renewals)
    .where(eq(renewals.id, renewalId))
    .for('update');
  return body && renewal ? { body, renewal } : null;
}

/** Whether the page on which somebody decided said what holds now; refuses with what it did not say. */
function checkSeen(view: RenewalView, seen: string): Outcome<undefined> {
  const facts = factsOf(view);
  const now = new Set(facts.map(({ digest }) => digest));
  const read = new Set(seen.split(' ').filter((each) => each !== ''));
  const unread = facts.filter(({ digest }) => !read.has(digest));
  const gone = [...read].filter((digest) => !now.has(digest));
  if (unread.length === 0 && gone.length === 0) return done();
  const mandatesIn = (digests: readonly string[]) =>
    digests.filter((digest) => digest.startsWith('a')).length;
  const left = mandatesIn(gone) > mandatesIn(unread.map(({ digest }) => digest));
  const news = [
    ...(left ? ['Un mandat de la veille n’y est plus.'] : []),
    ...unread.map(({ sentence }) => sentence),
  ];
  return refuse(
    'changed-meanwhile',
    [
      'Le projet ou ce sur quoi il repose a changé depuis que vous avez ouvert cette page.',
      ...news,
      'Relisez-le, puis appliquez-le.',
    ].join(' '),
  );
}

/**
 * Applies a renewal, all or nothing, by a decision recorded here or taken elsewhere: on the eve it ends the mandates that
 * the draft does not keep, on the day it begins those proposed, and it leaves the others alone. Refuses an unknown
 * renewal or decision, a decision that is not adopted, a version that someone has replaced since, what changed since the page was read (a mandate, a
 * term, a setting) with what it is, a draft that is not in order with its findings, and whatever ending or beginning a
 * mandate refuses. Applied twice by the same decision, it is applied once; by another one it is refused.
 */
export function applyRenewal(
  house: House,
  actor: Actor,
  renewalId: string,
  form: ApplicationForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const allowed = mayApplyRenewals(actor);
    if (!allowed.done) return allowed;
    const held = await holdAll(tx, actor, renewalId);
    if (!held) return notFound();
    const { body, renewal } = held;
    const decisionId = form.decision || null;
    const appointment = form.appointment || null;
    if (renewal.appliedAt !== null) {
      if (renewal.decisionId !== decisionId || renewal.appointment !== appointment)
        return refuse('already-applied', 'Ce renouvellement est déjà appliqué, par une autre décision.');
      nothingToDo();
      return done();
    }
    if (renewal.version !== form.version)
      return refuse('stale', 'Quelqu’un a modifié ce projet entre-temps. Relisez-le, puis appliquez-le.', {
        details: { version: renewal.version },
      });
    const view = await readRenewal(tx, renewal, today);
    const seen = checkSeen(view, form.seen);
    if (!seen.done) return seen;
    const blocking = view.findings.filter(({ severity }) => severity === 'blocking');
    if (blocking.length > 0)
      return refuse(
        'not-in-order',
        `Ce projet ne peut pas encore s’appliquer. ${blocking.map(({ sentence }) => sentence).join(' ')}`,
        { details: { findings: blocking } },
      );
    const decided = { decisionId, appointment };
    const marked = await markApplied(tx, renewalId, {
      ...decided,
      appliedAt: now,
      version: renewal.version + 1,
    });
    if (!marked.done) return marked;
    const carried = await carryOut(act, actor, body, renewal, view, decided);
    if (!carried.done) return carried;
    const { ends, begins, keeps } = view.changes;
    journal({
      act: 'renewal.applied',
      subject: { kind: 'renewal', id: renewalId },
      after: {
        bodyId: body.id,
        on: renewal.on,
        ...decided,
        ended: ends.map(({ mandate }) => mandate.id),
        begun: begins.map(({ place }) => place.id),
        kept: keeps.map(({ id }) => id),
      },
    });
    return done();
  });
}

interface Decided {
  readonly decisionId: string | null;
  readonly appointment: string | null;
}

async function markApplied(
  tx: Tx,
  renewalId: string,
  applied: Decided & { readonly appliedAt: string; readonly version: number },
): Promise<Outcome<undefined>> {
  try {
    await tx.transaction((savepoint) =>
      savepoint.update(renewals).set(applied).where(eq(renewals.id, renewalId)),
    );
    return done();
  } catch (error) {
    // Decisions stand in a room above this one: the database says which are there.
    const constraint = databaseFault(error)?.constraint;
    if (constraint === 'decision_adopted') return DECISION_NOT_ADOPTED;
    if (constraint !== 'renewal_decision') throw error;
    return refuse(
      'unknown-decision',
      'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.',
      { field: 'decision' },
    );
  }
}

/** The refusal of one mandate, about the whole draft: it says whose. */
function ofDraft(name: string, { refusal }: Refused): Refused {
  const { code, sentence, source } = refusal;
  return refuse(code, `${name}\u00a0: ${sentence}`, source === undefined ? {} : { source });
}

/** Ends, then begins: nobody takes a place before it is left. */
async function carryOut(
  act: Act,
  actor: Actor,
  body: HeldBody,
  { on }: RenewalRow,
  { changes }: RenewalView,
  decided: Decided,
): Promise<Outcome<undefined>> {
  const lastDay = daysAfter(on, -1);
  for (const { mandate, reason } of changes.ends) {
    const ended = await endPlacedMandate(act, body.id, {
      mandateId: mandate.id,
      lastDay,
      reason,
      note: null,
    });
    if (!ended.done) return ofDraft(mandate.person?.name ?? mandate.organisation.name, ended);
  }
  for (const beginning of changes.begins) {
    const begun = await placeNewMandate(act, actor, body, {
      ...newMandate(beginning),
      ...decided,
      from: on,
    });
    if (!begun.done) return ofDraft(beginning.person?.name ?? beginning.organisation.name, begun);
  }
  return done();
}

/** Each mandate takes the identifier of its place: it cannot begin twice. */
function newMandate(beginning: Beginning) {
  const { place, organisation, person, office, voting, seatId, replacesId, exceptionReason } = beginning;
  return {
    id: place.id,
    organisationId: organisation.id,
    personId: person?.id ?? null,
    office,
    voting,
    to: null,
    ended: false,
    seatId,
    replacesId,
    coOpted: false,
    exceptionReason,
  };
}
