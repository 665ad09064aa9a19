import * as followUpCommands from '#lib/decisions/server/follow-up/commands.ts';
import type { Area } from './area.ts';

export const followUp: Area = {
  modules: [followUpCommands],
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
  },
  others: [],
};
