import { and, asc, eq, sql } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PlacementForm } from '../../forms/seats.ts';
import { mayManageBodies } from '../../policy.ts';
import { checkPlace, seatsFor } from '../../rules/seats.ts';
import { periodInWords } from '../../words.ts';
import { holderInTheWay } from '../conflicts.ts';
import { holdMandates } from '../queries.ts';
import { listSeats } from '../seats.ts';
import { bodies, mandates, seats } from '../tables.ts';

const SITTING = {
  id: mandates.id,
  seatId: mandates.seatId,
  sector: mandates.sector,
  organisationId: mandates.organisationId,
  category: organisations.category,
  office: mandates.office,
  voting: mandates.voting,
  personId: mandates.personId,
  from: mandates.fromDay,
  to: mandates.toDay,
};

/** Keeps the seats of a body as they are: none is changed, closed or removed until the transaction ends. */
async function holdSeats(tx: Tx, bodyId: string): Promise<void> {
  await tx
    .select({ id: seats.id })
    .from(seats)
    .where(eq(seats.bodyId, bodyId))
    .orderBy(seats.id)
    .for('share');
}

/** Sets the seats of mandates, at once. False when the exclusion constraint says that somebody holds one already. */
async function setSeats(
  tx: Tx,
  placements: readonly { readonly mandateId: string; readonly seatId: string | null }[],
): Promise<boolean> {
  const rows = placements.map(({ mandateId, seatId }) => sql`(${mandateId}::uuid, ${seatId}::uuid)`);
  try {
    await tx.transaction((savepoint) =>
      savepoint.execute(sql`
        update ${mandates} set seat_id = placed.seat_id, version = ${mandates.version} + 1
        from (values ${sql.join(rows, sql`, `)}) as placed (id, seat_id) where ${mandates.id} = placed.id`),
    );
    return true;
  } catch (error) {
    if (databaseFault(error)?.constraint !== 'mandate_seat_once') throw error;
    return false;
  }
}

async function seatTaken(
  tx: Tx,
  seat: { readonly id: string; readonly name: string },
  mandate: Parameters<typeof holderInTheWay>[1],
): Promise<Refused> {
  const { holder, organisation, ...days } = await holderInTheWay(tx, mandate, seat.id);
  return refuse(
    'seat-taken',
    `Le siège «\u00a0${seat.name}\u00a0» est déjà tenu\u00a0: ${holder}, pour ${organisation}, ${periodInWords(days)}. Choisissez un autre siège.`,
    { field: 'seatId' },
  );
}

/**
 * Places a mandate on a seat of its body, or takes it off the one it has. Refuses an unknown mandate or seat, what
 * `checkPlace` refuses, and a seat that someone holds in that period. Pressed twice, it is placed once.
 */
export function placeMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  form: PlacementForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(bodyId)) return notFound();
    const { mandateId } = form;
    const seatId = form.seatId || null;
    const [mandate] = await tx
      .select(SITTING)
      .from(mandates)
      .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
      .where(and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId)))
      .for('update', { of: mandates });
    if (!mandate) return notFound();
    if (mandate.seatId === seatId) {
      nothingToDo();
      return done();
    }
    if (seatId !== null) {
      await holdSeats(tx, bodyId);
      const seat = (await listSeats(tx, bodyId)).find(({ id }) => id === seatId);
      if (!seat) return notFound();
      const fits = checkPlace(seat, mandate);
      if (!fits.done) return fits;
      if (!(await setSeats(tx, [{ mandateId, seatId }]))) {
        const { from: fromDay, to: toDay } = mandate;
        return seatTaken(tx, seat, { id: mandateId, bodyId, fromDay, toDay });
      }
    } else await setSeats(tx, [{ mandateId, seatId }]);
    journal({
      act: 'mandate.seated',
      subject: { kind: 'mandate', id: mandateId },
      before: { seatId: mandate.seatId },
      after: { seatId },
    });
    return done();
  });
}

/**
 * Places every mandate that has no seat, past ones included, on a free seat that it may hold; those for which there is
 * none stay as they are. Answers how many were placed. Refuses when somebody takes one of these seats at that moment.
 */
export function placeEveryMandate(
  house: House,
  actor: Actor,
  bodyId: string,
): Promise<Outcome<{ placed: number }>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(bodyId)) return notFound();
    // One at a time: two together would wait for each other's mandates.
    await lockAssociation(tx, actor.associationId);
    const [body] = await tx.select({ id: bodies.id }).from(bodies).where(eq(bodies.id, bodyId));
    if (!body) return notFound();
    await holdMandates(tx, bodyId);
    await holdSeats(tx, bodyId);
    const rows = await tx
      .select(SITTING)
      .from(mandates)
      .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
      .where(eq(mandates.bodyId, bodyId))
      .orderBy(asc(mandates.fromDay), asc(organisations.name), asc(mandates.id));
    const found = seatsFor(
      await listSeats(tx, bodyId),
      rows.map((row) => ({ ...row, vacant: row.personId === null })),
    );
    if (found.length === 0) {
      nothingToDo();
      return done({ placed: 0 });
    }
    if (!(await setSeats(tx, found)))
      return refuse(
        'seat-taken',
        'Quelqu’un vient de placer un mandat sur un de ces sièges. Recommencez\u00a0: les autres sièges libres seront pris.',
      );
    for (const { mandateId, seatId } of found)
      journal({
        act: 'mandate.seated',
        subject: { kind: 'mandate', id: mandateId },
        before: { seatId: null },
        after: { seatId },
      });
    return done({ placed: found.length });
  });
}
