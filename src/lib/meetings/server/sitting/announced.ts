import { eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import type { Reply } from '../../vocabulary.ts';
import { attendanceReplies } from '../participation/tables.ts';

/** What each mandate said of their coming, by mandate: announced before the meeting, and never a fact. For the staff. */
export async function announcedOf(tx: Tx, meetingId: string): Promise<Readonly<Record<string, Reply>>> {
  const rows = await tx
    .select({ mandateId: attendanceReplies.mandateId, reply: attendanceReplies.reply })
    .from(attendanceReplies)
    .where(eq(attendanceReplies.meetingId, meetingId));
  return Object.fromEntries(rows.map(({ mandateId, reply }) => [mandateId, reply]));
}
