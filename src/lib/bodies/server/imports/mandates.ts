import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { Values, Write } from '../../import/rows.ts';
import type { EndReason, Office } from '../../offices.ts';
import { holdBody, placeNewMandate, type HeldBody } from '../appoint.ts';
import { checkUncounted, contentOf, differing, settledAgain } from '../commands/mandates/correct.ts';
import { writeUnlessForbidden } from '../conflicts.ts';
import { listSeats } from '../seats.ts';
import { mandates } from '../tables.ts';

/** What the journal says of why a mandate was corrected. */
const BY_IMPORT = 'Import d’un fichier';

/** The seat of a body by its name; null for none. */
async function seatNamed(tx: Tx, bodyId: string, name: string | undefined): Promise<string | null> {
  if (!name) return null;
  return (await listSeats(tx, bodyId)).find((seat) => seat.name === name)?.id ?? null;
}

/** How a mandate ended, as its row keeps it. */
const endOf = (values: Values) => ({
  endReason: (values.endReason || null) as EndReason | null,
  endNote: values.endNote || null,
});

/** What a file says of a mandate, whether it begins or stands already. */
const saidOf = (values: Values) => ({
  office: values.office as Office,
  voting: values.voting === 'true',
  from: values.from!,
  to: values.to || null,
  appointment: values.appointment || null,
  exceptionReason: values.exceptionReason || null,
});

/** Writes a mandate of a file, new or known, under the rules of the pages; answers its identifier. Refuses what they refuse. */
export async function writeMandate(act: Act, actor: Actor, write: Write): Promise<Outcome<string>> {
  const office = write.after.office as Office;
  const body = await holdBody(act.tx, actor, write.refers!.bodyId, [office]);
  if (!body) return notFound();
  return write.id === null ? begin(act, actor, body, write) : correct(act, body, write.id, write);
}

async function begin(act: Act, actor: Actor, body: HeldBody, write: Write): Promise<Outcome<string>> {
  const { tx, journal } = act;
  const { after, refers } = write;
  const id = crypto.randomUUID();
  const end = endOf(after);
  const placed = await placeNewMandate(act, actor, body, {
    id,
    organisationId: refers!.organisationId,
    personId: refers!.personId,
    ...saidOf(after),
    ended: end.endReason !== null,
    seatId: await seatNamed(tx, body.id, after.seat),
    decisionId: null,
    replacesId: null,
    coOpted: false,
  });
  if (!placed.done) return placed;
  if (end.endReason !== null || end.endNote !== null) {
    await tx.update(mandates).set(end).where(eq(mandates.id, id));
    journal({ act: 'mandate.ended', subject: { kind: 'mandate', id }, after: end });
  }
  return done(id);
}

/** Corrects a mandate as its page does, under the same rules. */
async function correct(
  { tx, journal }: Act,
  body: HeldBody,
  id: string,
  { after: values }: Write,
): Promise<Outcome<string>> {
  const own = eq(mandates.id, id);
  const [row] = await tx.select().from(mandates).where(own).for('update');
  if (!row) return notFound();
  const before = contentOf(row);
  const { voting, to: toDay, appointment, exceptionReason } = saidOf(values);
  const seatId = await seatNamed(tx, body.id, values.seat);
  const asked = { ...before, voting, toDay, seatId, appointment, exceptionReason, ...endOf(values) };
  const settled = await settledAgain(tx, body, id, before, asked);
  if (!settled.done) return settled;
  const after = settled.value;
  const uncounted = await checkUncounted(tx, row, after);
  if (!uncounted.done) return uncounted;
  const saved = await writeUnlessForbidden(tx, { ...row, ...after }, (savepoint) =>
    savepoint
      .update(mandates)
      .set({ ...after, version: row.version + 1 })
      .where(own),
  );
  if (!saved.done) return saved;
  journal({
    act: 'mandate.corrected',
    subject: { kind: 'mandate', id },
    before: differing(before, after),
    after: { ...differing(after, before), reason: BY_IMPORT },
  });
  return done(id);
}
