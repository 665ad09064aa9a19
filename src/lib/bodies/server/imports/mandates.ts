import { eq } from 'drizzle-orm';
import { organisations } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Values, Write } from '../../import/rows.ts';
import type { EndReason, Office } from '../../offices.ts';
import { isPresiding } from '../../rules/alternation.ts';
import { seatFor } from '../../rules/seating.ts';
import { checkAlternation } from '../alternation.ts';
import { holdBody, placeNewMandate, type HeldBody } from '../appoint.ts';
import { writeUnlessForbidden } from '../conflicts.ts';
import { describedSeats } from '../mandates.ts';
import { mandates } from '../tables.ts';

/** The seat of a body by its number, from 1; null for none. */
async function seatNumbered(tx: Tx, bodyId: string, number: string | undefined): Promise<string | null> {
  if (!number) return null;
  return (await describedSeats(tx, bodyId))[Number(number) - 1]?.id ?? null;
}

/** How a mandate ended, as its row keeps it. */
const endOf = (values: Values) => ({
  endReason: (values.endReason || null) as EndReason | null,
  endNote: values.endNote || null,
});

/** Writes a mandate of a file, new or known, under the rules of the pages; answers its identifier. Refuses what they refuse. */
export async function writeMandate(act: Act, actor: Actor, write: Write): Promise<Outcome<string>> {
  const office = write.after.office as Office;
  const body = await holdBody(act.tx, actor, write.refers!.bodyId, [office]);
  if (!body) return notFound();
  return write.id === null ? begin(act, actor, body, write) : change(act, body, write.id, write);
}

async function begin(act: Act, actor: Actor, body: HeldBody, write: Write): Promise<Outcome<string>> {
  const { after, refers } = write;
  const id = crypto.randomUUID();
  const end = endOf(after);
  const placed = await placeNewMandate(
    act,
    actor,
    body,
    {
      id,
      organisationId: refers!.organisationId,
      personId: refers!.personId,
      office: after.office as Office,
      voting: after.voting === 'true',
      from: after.from!,
      to: after.to || null,
      seatId: await seatNumbered(act.tx, body.id, after.seat),
      decisionId: null,
      appointment: after.appointment || null,
      replacesId: null,
      coOpted: false,
      exceptionReason: after.exceptionReason || null,
    },
    end,
  );
  if (!placed.done) return placed;
  if (end.endReason !== null || end.endNote !== null)
    await act.tx.update(mandates).set(end).where(eq(mandates.id, id));
  return done(id);
}

async function change(
  { tx, journal }: Act,
  body: HeldBody,
  id: string,
  { after }: Write,
): Promise<Outcome<string>> {
  const [row] = await tx
    .select({ mandate: mandates, category: organisations.category })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .where(eq(mandates.id, id))
    .for('update', { of: mandates });
  if (!row) return notFound();
  const { mandate, category } = row;
  const written = {
    voting: after.voting === 'true',
    seatId: await seatNumbered(tx, body.id, after.seat),
    toDay: after.to || null,
    appointment: after.appointment || null,
    exceptionReason: after.exceptionReason || null,
    ...endOf(after),
  };
  const days = { from: mandate.fromDay, to: written.toDay };
  const { office, sector, organisationId } = mandate;
  if (isPresiding(office) || written.exceptionReason !== null) {
    const { exceptionReason } = written;
    const inTurn = await checkAlternation(tx, body, { ...days, office, sector, exceptionReason });
    if (!inTurn.done) return inTurn;
  }
  if (written.seatId !== null) {
    const sitter = { ...days, ...written, office, sector, organisationId, category };
    const seat = seatFor(sitter, await describedSeats(tx, body.id));
    if (!seat.done) return seat;
  }
  const changed = { ...mandate, ...written, version: mandate.version + 1 };
  const saved = await writeUnlessForbidden(tx, changed, (savepoint) =>
    savepoint.update(mandates).set(changed).where(eq(mandates.id, id)),
  );
  if (!saved.done) return saved;
  const before = Object.fromEntries(
    Object.keys(written).map((field) => [field, mandate[field as keyof typeof written]]),
  );
  journal({ act: 'mandate.changed', subject: { kind: 'mandate', id }, before, after: written });
  return done(id);
}
