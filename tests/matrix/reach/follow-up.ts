import * as careCommands from '#lib/decisions/server/after-care/commands.ts';
import * as followUpCommands from '#lib/decisions/server/follow-up/commands.ts';
import * as publicCommands from '#lib/decisions/server/public/commands.ts';
import * as taskCommands from '#lib/decisions/server/tasks/commands.ts';
import * as giveCommands from '#lib/decisions/server/tasks/give.ts';
import type { Area } from './area.ts';

export const followUp: Area = {
  modules: [followUpCommands, careCommands, publicCommands, taskCommands, giveCommands],
  commands: {
    linkDecisions: {
      takes: ['secondDecisionId'],
      call: (house, actor, { secondDecisionId }) =>
        followUpCommands.linkDecisions(house, actor, secondDecisionId, {
          kind: 'amends',
          reference: 'CA-2022-1',
        }),
    },
    unlinkDecisions: {
      takes: ['decisionId', 'secondDecisionId'],
      call: (house, actor, { decisionId, secondDecisionId }) =>
        followUpCommands.unlinkDecisions(house, actor, secondDecisionId, { targetId: decisionId }),
    },
    noteExecution: {
      takes: ['decisionId'],
      call: (house, actor, { decisionId }) =>
        followUpCommands.noteExecution(house, actor, decisionId, { executedOn: '2022-11-21', note: '' }),
    },
    clearExecution: {
      takes: ['decisionId'],
      call: (house, actor, { decisionId }) => followUpCommands.clearExecution(house, actor, decisionId),
    },
    giveTask: {
      takes: ['itemId', 'personId'],
      call: (house, actor, { itemId, personId }) =>
        giveCommands.giveTask(
          house,
          actor,
          { itemId },
          { personId, text: 'Appeler le bailleur.', dueOn: house.clock.today() },
        ),
    },
    finishTask: {
      takes: ['taskId'],
      call: (house, actor, { taskId }) => taskCommands.finishTask(house, actor, { taskId, report: '' }),
    },
    giveUpTask: {
      takes: ['taskId'],
      call: (house, actor, { taskId }) =>
        taskCommands.giveUpTask(house, actor, { taskId, reason: 'Plus utile.' }),
    },
    reopenTask: {
      takes: ['doneTaskId'],
      call: (house, actor, { doneTaskId }) => taskCommands.reopenTask(house, actor, { taskId: doneTaskId }),
    },
    postponeTask: {
      takes: ['taskId'],
      call: (house, actor, { taskId }) =>
        taskCommands.postponeTask(house, actor, { taskId, dueOn: '2099-01-01' }),
    },
    sayEffects: {
      takes: ['entryId'],
      call: (house, actor, { entryId }) =>
        careCommands.sayEffects(house, actor, entryId, { effects: ['accounts'] }),
    },
    finishStep: {
      takes: ['entryId'],
      call: (house, actor, { entryId }) =>
        careCommands.finishStep(house, actor, entryId, {
          step: 'publication',
          doneOn: house.clock.today(),
          proof: '',
        }),
    },
    clearStep: {
      takes: ['entryId'],
      call: (house, actor, { entryId }) => careCommands.clearStep(house, actor, entryId, { step: 'deposit' }),
    },
    publishDecision: {
      takes: ['entryId'],
      call: (house, actor, { entryId }) =>
        publicCommands.publishDecision(house, actor, entryId, {
          title: 'Budget',
          text: 'Adopté.',
          closedDoor: '',
        }),
    },
    unpublishDecision: {
      takes: ['entryId'],
      call: (house, actor, { entryId }) => publicCommands.unpublishDecision(house, actor, entryId),
    },
  },
  others: [],
};
