import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import { databaseFault } from '#lib/platform/database.ts';
import type { EndReason } from '../offices.ts';
import { checkMandateEnd } from '../rules.ts';
import { mandates } from './tables.ts';

/** The end of a mandate: its last ISO day (included), and why. */
export interface MandateEnd {
  readonly mandateId: string;
  readonly lastDay: string;
  readonly reason: EndReason;
  readonly note: string | null;
}

/**
 * Ends a mandate of a body on its last day, inside a command that has authorised it. Journalled; the same end given
 * twice changes nothing. Refuses an unknown mandate, a day before its beginning, one after the end it already has, and
 * one before a meeting where its presence or presidency is recorded. The field of a refusal is `lastDay`.
 */
export async function endPlacedMandate(
  { tx, journal, nothingToDo }: Act,
  bodyId: string,
  { mandateId, lastDay, reason, note }: MandateEnd,
): Promise<Outcome<undefined>> {
  const own = and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId));
  const [mandate] = await tx
    .select({
      from: mandates.fromDay,
      toDay: mandates.toDay,
      endReason: mandates.endReason,
      endNote: mandates.endNote,
      version: mandates.version,
    })
    .from(mandates)
    .where(own)
    .for('update');
  if (!mandate) return notFound();
  const { from, version, ...before } = mandate;
  const after = { toDay: lastDay, endReason: reason, endNote: note };
  if (isDeepStrictEqual(before, after)) {
    nothingToDo();
    return done();
  }
  const ordered = checkMandateEnd(from, lastDay);
  if (!ordered.done) return { done: false, refusal: { ...ordered.refusal, field: 'lastDay' } };
  if (before.toDay !== null && before.toDay < lastDay)
    return refuse(
      'already-ended',
      `Ce mandat prend déjà fin le ${dayInWords(before.toDay)}. Pour qu’il continue, commencez-en un nouveau le lendemain.`,
      { field: 'lastDay' },
    );
  try {
    await tx.transaction((savepoint) =>
      savepoint
        .update(mandates)
        .set({ ...after, version: version + 1 })
        .where(own),
    );
  } catch (error) {
    // Attendance stands in a room above this one: a guard of the database is what says no.
    const fault = databaseFault(error);
    if (fault?.constraint !== 'mandate_covers_attendance' || !fault.detail) throw error;
    return refuse(
      'attendance-recorded',
      `Impossible de finir ce mandat le ${dayInWords(lastDay)}\u00a0: des présences sont notées le ${dayInWords(fault.detail)}. Choisissez ce jour-là ou un jour suivant, ou effacez d’abord ces présences.`,
      { field: 'lastDay' },
    );
  }
  journal({ act: 'mandate.ended', subject: { kind: 'mandate', id: mandateId }, before, after });
  return done();
}
