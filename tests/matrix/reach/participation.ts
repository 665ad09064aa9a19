import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import * as personalLinkCommands from '#lib/meetings/server/participation/commands/personal-links.ts';
import * as proxyCommands from '#lib/meetings/server/participation/commands/proxies.ts';
import * as representedCommands from '#lib/meetings/server/participation/commands/represented.ts';
import * as questionCommands from '#lib/meetings/server/participation/commands/questions.ts';
import * as replyCommands from '#lib/meetings/server/participation/commands/replies.ts';
import * as privateNotes from '#lib/meetings/server/participation/private-notes.ts';
import { attendances } from '#lib/meetings/server/tables.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { Area, Ids } from './area.ts';

/** The same person, as they sit in the body. */
const seated = (actor: Actor, { mandateId, bodyId }: Ids): Actor => ({
  ...actor,
  seats: [
    {
      mandateId,
      bodyId,
      sector: 'associative',
      office: 'chair',
      voting: true,
      from: '2021-01-01',
      to: null,
    },
  ],
});

export const participation: Area = {
  modules: [
    personalLinkCommands,
    proxyCommands,
    representedCommands,
    questionCommands,
    replyCommands,
    privateNotes,
  ],
  commands: {
    saveReply: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        replyCommands.saveReply(house, actor, meetingId, { mandateId, reply: 'excused', via: 'paper' }),
    },
    giveProxy: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        proxyCommands.giveProxy(house, actor, meetingId, {
          mandateId,
          holder: '',
          holderName: 'Luc Maes',
          instructions: '',
          via: 'paper',
        }),
    },
    noteRepresented: {
      takes: ['meetingId', 'mandateId'],
      call: async (house, actor, { meetingId, mandateId }) => {
        // Nobody is noted yet: whoever is there represents themselves.
        await inAssociation(house.db, actor.associationId, (tx) =>
          tx
            .delete(attendances)
            .where(and(eq(attendances.meetingId, meetingId), eq(attendances.mandateId, mandateId))),
        );
        return representedCommands.noteRepresented(house, actor, meetingId, {
          mandateId,
          holder: '',
          holderName: 'Luc Maes',
          via: 'paper',
        });
      },
    },
    revokeProxy: {
      takes: ['meetingId', 'proxyId'],
      call: (house, actor, { meetingId, proxyId }) =>
        proxyCommands.revokeProxy(house, actor, meetingId, proxyId),
    },
    askQuestion: {
      takes: ['meetingId', 'mandateId', 'itemId'],
      call: (house, actor, { meetingId, mandateId, itemId }) =>
        questionCommands.askQuestion(house, actor, meetingId, {
          mandateId,
          itemId,
          text: 'Et le bail ?',
          via: 'paper',
        }),
    },
    answerQuestion: {
      takes: ['meetingId', 'questionId'],
      call: (house, actor, { meetingId, questionId }) =>
        questionCommands.answerQuestion(house, actor, meetingId, { questionId, seen: '', answer: 'Deux.' }),
    },
    savePrivateNote: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, ids) =>
        privateNotes.savePrivateNote(house, seated(actor, ids), ids.meetingId, ids.itemId, {
          version: 1,
          content: 'À redire.',
        }),
    },
  },
  // A personal link is reached by its secret alone.
  others: ['renewPersonalMeeting', 'giveProxyIn', 'keepsNotes', 'privateNotesOf'],
};
