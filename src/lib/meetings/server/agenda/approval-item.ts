import { and, asc, eq, gt, gte, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import { approvalTitle } from '../../rules/proposed-items.ts';
import { meetingIsConvoked } from '../convocation/state.ts';
import type { Meeting } from '../load.ts';
import { sittings } from '../sitting/tables.ts';
import { agendaItems, meetings } from '../tables.ts';
import { fingerprintOf } from './changes.ts';

/**
 * The next meeting of the same body that may approve the PV of this one: not before today, not over, and not a second
 * meeting, which takes up what the first could not decide and nothing else. Locked until the transaction ends: later
 * meetings are always locked before earlier ones.
 */
export async function holdNextMeeting(tx: Tx, meetingId: string, today: string): Promise<Meeting | null> {
  const [meeting] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn })
    .from(meetings)
    .where(eq(meetings.id, meetingId));
  if (!meeting) return null;
  const [next] = await tx
    .select()
    .from(meetings)
    .where(
      and(
        eq(meetings.bodyId, meeting.bodyId),
        gt(meetings.heldOn, meeting.heldOn),
        gte(meetings.heldOn, today),
        isNull(meetings.cancelledAt),
        isNull(meetings.secondOfId),
        isNull(meetings.minutesFixedAt),
        notInArray(
          meetings.id,
          tx.select({ id: sittings.meetingId }).from(sittings).where(eq(sittings.state, 'closed')),
        ),
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(meetings.id))
    .limit(1)
    .for('update');
  return next ?? null;
}

export interface ApprovalItem {
  readonly itemId: string;
  readonly meetingId: string;
  /** ISO day of the meeting that approves. */
  readonly heldOn: string;
}

/** The item on which the PV of a meeting is to be approved, the latest first tried again; null: none has it. */
export async function approvalItemOf(tx: Tx, meetingId: string): Promise<ApprovalItem | null> {
  const [row] = await tx
    .select({ itemId: agendaItems.id, meetingId: meetings.id, heldOn: meetings.heldOn })
    .from(agendaItems)
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .where(
      and(
        eq(agendaItems.minutesOfId, meetingId),
        isNull(meetings.cancelledAt),
        or(isNull(agendaItems.treatment), ne(agendaItems.treatment, 'not-treated')),
      ),
    )
    .orderBy(sql`${meetings.heldOn} desc`)
    .limit(1);
  return row ?? null;
}

/**
 * Puts the approval of the PV of a meeting first on the agenda of the next one, part of a command that holds both. An item
 * that was typed there by hand under the same title is taken for it. Nothing is added where another agenda has it, and not
 * after the notice: members were told what they would decide. Answers what became of it.
 */
export async function proposeApproval(
  { tx, journal }: Pick<Act, 'tx' | 'journal'>,
  meeting: { readonly id: string; readonly heldOn: string },
  next: Meeting | null,
): Promise<'added' | 'there' | 'convoked' | 'no-meeting'> {
  if (await approvalItemOf(tx, meeting.id)) return 'there';
  if (!next) return 'no-meeting';
  const title = approvalTitle(meeting.heldOn);
  const taken = await tx
    .update(agendaItems)
    .set({ minutesOfId: meeting.id })
    .where(
      and(
        eq(agendaItems.meetingId, next.id),
        eq(agendaItems.title, title),
        eq(agendaItems.nature, 'approval'),
        isNull(agendaItems.minutesOfId),
      ),
    )
    .returning({ id: agendaItems.id });
  if (taken.length > 0) return 'there';
  if (await meetingIsConvoked(tx, next.id)) return 'convoked';
  const { associationId, id: meetingId } = next;
  await tx
    .update(agendaItems)
    .set({ position: sql`${agendaItems.position} + 1` })
    .where(and(eq(agendaItems.meetingId, meetingId), isNull(agendaItems.parentId)));
  const item = { title, nature: 'approval' as const, parentId: null, position: 0, minutesOfId: meeting.id };
  const [created] = await tx
    .insert(agendaItems)
    .values({ associationId, meetingId, ...item })
    .returning({ id: agendaItems.id });
  journal({
    act: 'agenda-item.added',
    subject: { kind: 'agenda-item', id: created!.id },
    after: { meetingId, ...item, agenda: await fingerprintOf(tx, meetingId) },
  });
  return 'added';
}
