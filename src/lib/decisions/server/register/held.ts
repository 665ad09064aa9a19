import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionReference } from '../../reference.ts';
import { decisions } from '../tables.ts';
import { writtenProcedures } from '../written/tables.ts';
import { registerEntries } from './tables.ts';

/** A decision of the register, taken in a meeting or in writing, as what follows it needs it. */
export interface HeldEntry {
  readonly id: string;
  readonly bodyId: string;
  readonly reference: string;
  /** ISO day on which it was taken. */
  readonly decidedOn: string;
  readonly adopted: boolean;
  /** Null for one taken in writing. */
  readonly meetingId: string | null;
  readonly itemId: string | null;
  /** ISO instant: changes with each correction. */
  readonly recordedAt: string;
}

/**
 * A decision of the register for whoever may read it, locked until the transaction ends; "not found" for anyone else, and
 * once it was withdrawn.
 */
export async function heldEntry(
  tx: Tx,
  actor: Actor,
  today: string,
  entryId: string,
): Promise<Outcome<HeldEntry>> {
  if (!isIdentifier(entryId)) return notFound();
  const [row] = await tx
    .select({
      id: registerEntries.id,
      bodyId: registerEntries.bodyId,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
      heldOn: meetings.heldOn,
      meetingId: decisions.meetingId,
      itemId: decisions.itemId,
      outcome: sql<string | null>`${decisions.verdict} ->> 'outcome'`,
      recordedAt: decisions.recordedAt,
      openedAt: writtenProcedures.openedAt,
      settledAt: writtenProcedures.settledAt,
    })
    .from(registerEntries)
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(meetings, eq(meetings.id, decisions.meetingId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(
      and(
        eq(registerEntries.id, entryId),
        or(isNotNull(registerEntries.decisionId), isNotNull(registerEntries.procedureId)),
      ),
    )
    .for('update', { of: registerEntries });
  if (!row) return notFound();
  const { id, bodyId, heldOn, meetingId, itemId, openedAt, settledAt } = row;
  // In writing, whoever might read the papers of the procedure.
  const readOn = heldOn ?? localDay(openedAt!);
  if (!mayRead(actor, { bodyId, heldOn: readOn }, today).done) return notFound();
  return done({
    id,
    bodyId,
    reference: decisionReference(row),
    decidedOn: heldOn ?? localDay(settledAt!),
    adopted: row.outcome === null || row.outcome === 'adopted',
    meetingId,
    itemId,
    recordedAt: row.recordedAt ?? settledAt!,
  });
}
