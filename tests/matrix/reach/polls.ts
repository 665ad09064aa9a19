import { pollForm } from '#lib/meetings/forms/polls.ts';
import * as answerCommands from '#lib/meetings/server/polls/answer.ts';
import * as openCommands from '#lib/meetings/server/polls/open.ts';
import * as settleCommands from '#lib/meetings/server/polls/settle.ts';
import * as assemblyCommands from '#lib/meetings/server/requests/assembly.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Area, Ids } from './area.ts';

/** The same person, sitting by this mandate. */
const seated = (actor: Actor, { bodyId }: Ids, mandateId: string): Actor => ({
  ...actor,
  seats: [
    {
      mandateId,
      bodyId,
      sector: 'associative',
      office: 'member',
      voting: true,
      from: '2021-01-01',
      to: null,
    },
  ],
});

export const polls: Area = {
  modules: [openCommands, answerCommands, settleCommands, assemblyCommands],
  commands: {
    openPoll: {
      takes: ['bodyId'],
      call: (house, actor, { bodyId }) =>
        openCommands.openPoll(
          house,
          actor,
          pollForm.parse({
            bodyId,
            kind: 'ordinary',
            title: 'CA de février',
            place: 'Liège',
            closesOn: '2023-01-31',
            onDay: ['2023-02-07', '2023-02-09'],
            startsAt: ['18:00', '18:00'],
          }),
        ),
    },
    renewPollLink: {
      takes: ['pollId', 'mandateId'],
      call: (house, actor, { pollId, mandateId }) =>
        openCommands.renewPollLink(house, actor, pollId, mandateId),
    },
    answerPoll: {
      takes: ['pollId', 'dateId'],
      call: (house, actor, ids) =>
        answerCommands.answerPoll(house, seated(actor, ids, ids.mandateId), ids.pollId, {
          answers: [{ dateId: ids.dateId, answer: 'no' }],
        }),
    },
    closePoll: {
      takes: ['pollId'],
      call: (house, actor, { pollId }) => settleCommands.closePoll(house, actor, pollId),
    },
    chooseDate: {
      takes: ['pollId', 'dateId'],
      call: (house, actor, { pollId, dateId }) => settleCommands.chooseDate(house, actor, pollId, dateId),
    },
    signAssemblyRequest: {
      takes: ['youngRequestId'],
      call: (house, actor, ids) =>
        assemblyCommands.signAssemblyRequest(house, seated(actor, ids, ids.mandateId), ids.youngRequestId),
    },
    unsignAssemblyRequest: {
      takes: ['youngRequestId'],
      // Who never signed has nothing to take back.
      call: (house, actor, ids) =>
        assemblyCommands.unsignAssemblyRequest(house, seated(actor, ids, ids.mandateId), ids.youngRequestId),
    },
    enterAssemblySignature: {
      takes: ['youngRequestId', 'mandateId'],
      call: (house, actor, { youngRequestId, mandateId }) =>
        assemblyCommands.enterAssemblySignature(house, actor, youngRequestId, mandateId),
    },
    withdrawAssemblyRequest: {
      takes: ['youngRequestId'],
      call: (house, actor, ids) =>
        assemblyCommands.withdrawAssemblyRequest(
          house,
          seated(actor, ids, ids.observerMandateId),
          ids.youngRequestId,
        ),
    },
    callAssembly: {
      takes: ['assemblyRequestId'],
      call: (house, actor, { assemblyRequestId }) =>
        assemblyCommands.callAssembly(house, actor, assemblyRequestId, {
          heldOn: '2022-12-20',
          startsAt: '19:00',
          place: 'Liège',
        }),
    },
  },
  // It takes the identifier of nothing that is already there but a mandate, and a part of commands.
  others: ['submitAssemblyRequest', 'planMeeting'],
};
