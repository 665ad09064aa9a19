import { eq, max } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import type { SittingEventKind } from '../../vocabulary.ts';
import type { Meeting } from '../load.ts';
import { sittingEvents } from './tables.ts';

interface EventFacts {
  readonly kind: SittingEventKind;
  /** ISO instant. */
  readonly at: string;
  readonly itemId?: string | null;
  readonly mandateId?: string;
  readonly remote?: boolean;
  readonly text?: string;
}

/** Adds what happened at the end of the story of a sitting. The row of the meeting is locked: events follow each other. */
export async function addEvent(tx: Tx, meeting: Meeting, event: EventFacts): Promise<string> {
  const [last] = await tx
    .select({ seq: max(sittingEvents.seq) })
    .from(sittingEvents)
    .where(eq(sittingEvents.meetingId, meeting.id));
  const [row] = await tx
    .insert(sittingEvents)
    .values({
      associationId: meeting.associationId,
      meetingId: meeting.id,
      bodyId: meeting.bodyId,
      seq: (last?.seq ?? 0) + 1,
      ...event,
    })
    .returning({ id: sittingEvents.id });
  return row!.id;
}
