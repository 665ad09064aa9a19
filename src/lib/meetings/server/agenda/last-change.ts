import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import type { ActName } from '#lib/platform/acts.ts';
import type { Tx } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { fingerprintOf } from './changes.ts';

/** What changes an agenda and can be undone. */
const UNDOABLE = [
  'agenda-item.added',
  'agenda-item.changed',
  'agenda-item.moved',
  'agenda-item.removed',
  'agenda.copied',
  'agenda.carried-over',
] as const satisfies readonly ActName[];
export type UndoableAct = (typeof UNDOABLE)[number];

/** Among how many acts of the association the last one on an agenda is looked for: nobody undoes what is older. */
const RECENT = 300;

/** The last act on the agenda of a meeting, as the journal has it; undefined when there is none of late. */
export async function lastChangeOf(tx: Tx, actor: Actor, meetingId: string) {
  const [row] = await tx
    .select({
      entry: journalEntries.seq,
      act: journalEntries.act,
      accountId: journalEntries.accountId,
      at: journalEntries.at,
      subjectId: journalEntries.subjectId,
      before: journalEntries.before,
      after: journalEntries.after,
    })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.chain, actor.associationId),
        gt(
          journalEntries.seq,
          sql`(select coalesce(max(seq), 0) - ${RECENT}::int from journal_entries where chain = ${actor.associationId})`,
        ),
        inArray(journalEntries.act, [...UNDOABLE, 'agenda.restored']),
        sql`${journalEntries.after} ->> 'meetingId' = ${meetingId}`,
      ),
    )
    .orderBy(desc(journalEntries.seq))
    .limit(1);
  return row;
}

/** The last act on an agenda, when the actor did it today and nothing has changed since; else null. */
export async function undoableChange(
  tx: Tx,
  actor: Actor,
  meetingId: string,
  today: string,
): Promise<{ readonly entry: number; readonly act: UndoableAct } | null> {
  const last = await lastChangeOf(tx, actor, meetingId);
  const act = UNDOABLE.find((each) => each === last?.act);
  if (!last || !act || last.accountId !== actor.accountId || localDay(last.at) !== today) return null;
  const { agenda } = last.after as { agenda: string };
  return agenda === (await fingerprintOf(tx, meetingId)) ? { entry: last.entry, act } : null;
}
