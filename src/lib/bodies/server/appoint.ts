import { and, eq, isNull } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { JournalEntry } from '#lib/platform/journal.ts';
import type { Office } from '../offices.ts';
import { checkMandate } from '../rules.ts';
import { isPresiding } from '../rules/alternation.ts';
import { checkCoOptation } from '../rules/co-optation.ts';
import { checkLength } from '../rules/length.ts';
import { seatFor } from '../rules/seating.ts';
import { checkAlternation } from './alternation.ts';
import { writeUnlessForbidden, type WrittenMandate } from './conflicts.ts';
import { describedSeats } from './mandates.ts';
import { bodies, mandates } from './tables.ts';

/** A body whose mandates nobody else writes until the transaction ends. */
export interface HeldBody {
  readonly id: string;
  readonly kind: BodyKind;
}

/**
 * Holds a body, so that its mandates begin and change one after the other; null for an unknown one. With a chair or a
 * vice-chair among the offices to be written, the association is held before it, as whoever changes a setting does: the
 * turns stay as they are until the mandate stands.
 */
export async function holdBody(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  offices: readonly Office[],
): Promise<HeldBody | null> {
  if (!isIdentifier(bodyId)) return null;
  if (offices.some((office) => isPresiding(office))) await lockAssociation(tx, actor.associationId);
  const [body] = await tx
    .select({ id: bodies.id, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, bodyId))
    .for('update');
  return body ?? null;
}

/** A mandate to begin; days are ISO days, both included. */
export interface NewMandate {
  readonly id: string;
  readonly organisationId: string;
  /** Null: the seat is vacant. */
  readonly personId: string | null;
  readonly office: Office;
  readonly voting: boolean;
  readonly from: string;
  /** Null: until further notice. */
  readonly to: string | null;
  /** The last day is when it ended in fact, and no term that it is given. */
  readonly ended: boolean;
  /** Null: the one free seat of the sector where the body describes its seats, and no seat elsewhere. */
  readonly seatId: string | null;
  /** The decision recorded here that appointed, or where it was taken in words: "AG du 24 juin 2021". */
  readonly decisionId: string | null;
  readonly appointment: string | null;
  /** The mandate of the same body, over by then, that this one replaces. */
  readonly replacesId: string | null;
  /** By the board, until the next assembly (CSA 9:6). */
  readonly coOpted: boolean;
  /** Why a chair or a vice-chair comes from the sector whose turn it is not. */
  readonly exceptionReason: string | null;
}

/** Refuses to replace somebody who still sits; a mandate that is not of this body is left to the database. */
export async function checkReplaced(
  tx: Tx,
  bodyId: string,
  { replacesId, from }: { readonly replacesId: string | null; readonly from: string },
): Promise<Outcome<undefined>> {
  if (replacesId === null) return done();
  const [replaced] = await tx
    .select({ bodyId: mandates.bodyId, to: mandates.toDay })
    .from(mandates)
    .where(eq(mandates.id, replacesId));
  if (replaced?.bodyId !== bodyId || (replaced.to !== null && replaced.to < from)) return done();
  const until = replaced.to === null ? 'sans dernier jour' : `jusqu’au ${dayInWords(replaced.to)}`;
  return refuse(
    'replaced-still-sits',
    `Le mandat à remplacer court ${until}. Terminez-le d’abord, ou commencez celui-ci le lendemain.`,
    { field: 'replaces' },
  );
}

type MandateRow = Omit<typeof mandates.$inferInsert, 'associationId' | 'id'>;

const CHOOSE = 'Ce choix n’est pas dans la liste. Rechargez la page et choisissez à nouveau.';

/** In which sector the votes of an organisation are counted, and of which kind it is. */
async function organisationFacts(tx: Tx, organisationId: string) {
  const [facts] = await tx
    .select({ sector: organisations.sector, category: organisations.category })
    .from(organisations)
    .where(eq(organisations.id, organisationId))
    // Waits for whoever merges it into another one: it is then no longer there.
    .for('key share');
  return facts ? done(facts) : refuse('unknown-organisation', CHOOSE, { field: 'organisation' });
}

async function checkKnown(tx: Tx, personId: string | null): Promise<Outcome<undefined>> {
  if (personId === null) return done();
  const [known] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.erasedAt)))
    // Waits for whoever merges or erases them.
    .for('key share');
  return known ? done() : refuse('unknown-person', CHOOSE, { field: 'person' });
}

/** Of a mandate that stands already: it keeps the sector in which it is counted, and a person who was erased since. */
type Standing = Pick<typeof mandates.$inferSelect, 'organisationId' | 'sector' | 'personId'>;

/**
 * Everything that the rules say of a mandate of a body that the caller holds, before the database has its say; answers
 * the row to write, with its seat. Itself is left aside where it stands already (`standing`).
 */
export async function settleMandate(
  tx: Tx,
  body: HeldBody,
  mandate: NewMandate,
  standing?: Standing,
): Promise<Outcome<MandateRow & WrittenMandate>> {
  const { id, organisationId, personId, office, voting, from, to, coOpted, exceptionReason } = mandate;
  const sound = checkMandate({ office, voting, from, to });
  if (!sound.done) return sound;
  const organisation = await organisationFacts(tx, organisationId);
  if (!organisation.done) return organisation;
  const { category } = organisation.value;
  const sector = standing?.organisationId === organisationId ? standing.sector : organisation.value.sector;
  const candidate = { office, sector, from, to, exceptionReason };
  const inTurn = await checkAlternation(tx, body, candidate, id);
  if (!inTurn.done) return inTurn;
  const known = personId === standing?.personId ? done() : await checkKnown(tx, personId);
  if (!known.done) return known;
  const statutes = await statutesOf(tx, body, from);
  const coOptation = { coOpted, bodyKind: body.kind, voting, vacant: personId === null };
  const coOptable = checkCoOptation(coOptation, statutes['co-optation']);
  if (!coOptable.done) return coOptable;
  const admitted = checkLength(mandate, statutes['mandate-years']);
  if (!admitted.done) return admitted;
  const replaceable = await checkReplaced(tx, body.id, mandate);
  if (!replaceable.done) return replaceable;
  const seat = seatFor({ ...mandate, sector, category }, await describedSeats(tx, body.id, id));
  if (!seat.done) return seat;
  return done({
    id,
    bodyId: body.id,
    organisationId,
    personId,
    sector,
    office,
    voting,
    fromDay: from,
    toDay: to,
    seatId: seat.value,
    appointingDecisionId: mandate.decisionId,
    appointment: mandate.appointment,
    replacesId: mandate.replacesId,
    coOptation: coOpted ? 'pending' : null,
    exceptionReason,
  });
}

/** Writes a new mandate of a body that the caller holds, and answers what the journal is to keep of it. */
export async function writeNewMandate(
  tx: Tx,
  actor: Actor,
  body: HeldBody,
  mandate: NewMandate,
): Promise<Outcome<JournalEntry>> {
  const settled = await settleMandate(tx, body, mandate);
  if (!settled.done) return settled;
  const { id, ...row } = settled.value;
  const written = await writeUnlessForbidden(tx, settled.value, (savepoint) =>
    savepoint.insert(mandates).values({ associationId: actor.associationId, id, ...row }),
  );
  if (!written.done) return written;
  return done({ act: 'mandate.begun', subject: { kind: 'mandate', id }, after: row });
}

/**
 * Begins a mandate inside a command that has authorised it and holds the body (`holdBody`, with this office). The sector
 * is that of the organisation. Journalled. Refuses a guest who votes, an end before the beginning, unknown choices, a
 * chair or a vice-chair out of turn, no free seat or one that is not for this organisation, a person who already sits in
 * the body in that period, a second chair, vice-chair, treasurer or secretary at once, a day outside the life of the
 * body or of the seat, a replaced mandate that is not over or is replaced already, a co-optation elsewhere than in a board or
 * that the statutes exclude, a term longer than they admit, and an appointment by a decision that is not adopted. The field of a refusal is that of `MandateForm`. Parity is the caller's to look at, on the whole body.
 */
export async function placeNewMandate(
  { tx, journal }: Act,
  actor: Actor,
  body: HeldBody,
  mandate: NewMandate,
): Promise<Outcome<undefined>> {
  const entry = await writeNewMandate(tx, actor, body, mandate);
  if (!entry.done) return entry;
  journal(entry.value);
  return done();
}
