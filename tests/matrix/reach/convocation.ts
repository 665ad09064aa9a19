import { and, eq, inArray } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import * as secondMeetingCommands from '#lib/decisions/server/second-meeting.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import * as cancelCommands from '#lib/meetings/server/convocation/cancel.ts';
import * as proofCommands from '#lib/meetings/server/convocation/proof.ts';
import * as reminderCommands from '#lib/meetings/server/convocation/reminders.ts';
import * as sendCommands from '#lib/meetings/server/convocation/send.ts';
import { sendingForm } from '#lib/meetings/forms/convocation.ts';
import { agendaItems, attendances, meetings } from '#lib/meetings/server/tables.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { Area } from './area.ts';

/** Makes of this meeting an assembly that lacked its quorum; of one that is not its own, nothing. */
function lackQuorum(house: House, { associationId }: Actor, meetingId: string): Promise<unknown> {
  return inAssociation(house.db, associationId, async (tx) => {
    const own = tx.select({ id: meetings.bodyId }).from(meetings).where(eq(meetings.id, meetingId));
    await tx.update(bodies).set({ kind: 'general-assembly' }).where(inArray(bodies.id, own));
    await tx.update(attendances).set({ state: 'absent' }).where(eq(attendances.meetingId, meetingId));
    await tx
      .update(agendaItems)
      .set({ decisionKind: 'statutes' })
      .where(and(eq(agendaItems.meetingId, meetingId), eq(agendaItems.title, 'Divers')));
  });
}

export const convocation: Area = {
  modules: [sendCommands, cancelCommands, proofCommands, reminderCommands, secondMeetingCommands],
  commands: {
    sendNotice: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        sendCommands.sendNotice(house, actor, meetingId, sendingForm.parse({})),
    },
    sendChange: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        sendCommands.sendChange(house, actor, meetingId, sendingForm.parse({})),
    },
    sendReminder: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) => reminderCommands.sendReminder(house, actor, meetingId),
    },
    cancelMeeting: {
      takes: ['cancelledMeetingId'],
      call: (house, actor, { cancelledMeetingId }) =>
        cancelCommands.cancelMeeting(house, actor, cancelledMeetingId, { reason: 'Encore.' }),
    },
    notePosted: {
      takes: ['meetingId', 'recipientId'],
      call: (house, actor, { meetingId, recipientId }) =>
        proofCommands.notePosted(house, actor, meetingId, { recipientId }),
    },
    noteReturned: {
      takes: ['meetingId', 'recipientId'],
      call: (house, actor, { meetingId, recipientId }) =>
        proofCommands.noteReturned(house, actor, meetingId, { recipientId, returned: 'yes' }),
    },
    createSecondMeeting: {
      takes: ['meetingId'],
      call: async (house, actor, { meetingId }) => {
        await lackQuorum(house, actor, meetingId);
        return secondMeetingCommands.createSecondMeeting(house, actor, meetingId, {
          heldOn: '2023-01-16',
          startsAt: '18:00',
          place: 'Liège',
        });
      },
    },
  },
  others: ['prepareNotice', 'everyoneTold', 'noteOpened', 'writeReminders', 'secondMeetingOf'],
};
