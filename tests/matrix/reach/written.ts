import { writtenProcedureForm } from '#lib/decisions/forms/written.ts';
import * as answerCommands from '#lib/decisions/server/written/answer.ts';
import * as followUpCommands from '#lib/decisions/server/written/follow-up.ts';
import * as openCommands from '#lib/decisions/server/written/open.ts';
import type { Area } from './area.ts';

export const written: Area = {
  modules: [openCommands, answerCommands, followUpCommands],
  commands: {
    openProcedure: {
      takes: ['bodyId'],
      call: (house, actor, { bodyId }) =>
        openCommands.openProcedure(
          house,
          actor,
          writtenProcedureForm.parse({ bodyId, proposal: 'Le CA loue la salle.', closesOn: '2022-12-31' }),
        ),
    },
    answerInWriting: {
      takes: ['procedureId'],
      call: (house, actor, { procedureId, bodyId, mandateId }) =>
        answerCommands.answerInWriting(
          house,
          {
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
          },
          procedureId,
          { answer: 'agrees' },
        ),
    },
    enterPaperAnswer: {
      takes: ['procedureId', 'mandateId'],
      call: (house, actor, { procedureId, mandateId }) =>
        answerCommands.enterPaperAnswer(house, actor, procedureId, { mandateId, answer: 'agrees' }),
    },
    remindSilent: {
      takes: ['procedureId'],
      call: (house, actor, { procedureId }) => followUpCommands.remindSilent(house, actor, procedureId),
    },
    withdrawProcedure: {
      takes: ['procedureId'],
      call: (house, actor, { procedureId }) =>
        followUpCommands.withdrawProcedure(house, actor, procedureId, { reason: 'Une réunion suffit.' }),
    },
  },
  others: [],
};
