import { paperCountForm, paperVoteForm } from '#lib/decisions/forms.ts';
import { propositionChangeForm, propositionForm } from '#lib/decisions/forms/propositions.ts';
import * as paperCommands from '#lib/decisions/server/paper/commands.ts';
import * as propositionCommands from '#lib/decisions/server/propositions/commands.ts';
import type { Area } from './area.ts';

export const handVotes: Area = {
  modules: [paperCommands, propositionCommands],
  commands: {
    openPaperVote: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) =>
        paperCommands.openPaperVote(
          house,
          actor,
          meetingId,
          paperVoteForm.parse({ kind: 'ordinary', proposal: 'Le CA admet.', itemId }),
        ),
    },
    enterPaperCount: {
      takes: ['meetingId', 'paperVoteId'],
      call: (house, actor, { meetingId, paperVoteId }) =>
        paperCommands.enterPaperCount(
          house,
          actor,
          meetingId,
          paperCountForm.parse({
            paperVoteId,
            teller: 'Luc Peeters',
            overallFound: 1,
            overallAgainst: 1,
          }),
        ),
    },
    recordPaperVote: {
      takes: ['meetingId', 'paperVoteId'],
      call: (house, actor, { meetingId, paperVoteId }) =>
        paperCommands.recordPaperVote(house, actor, meetingId, { paperVoteId }),
    },
    abandonPaperVote: {
      takes: ['meetingId', 'paperVoteId'],
      call: (house, actor, { meetingId, paperVoteId }) =>
        paperCommands.abandonPaperVote(house, actor, meetingId, { paperVoteId }),
    },
    addProposition: {
      takes: ['meetingId', 'textItemId', 'mainTextId'],
      call: (house, actor, { meetingId, textItemId, mainTextId }) =>
        propositionCommands.addProposition(
          house,
          actor,
          meetingId,
          propositionForm.parse({
            itemId: textItemId,
            role: 'amendment',
            parentId: mainTextId,
            text: 'et sa cour',
          }),
        ),
    },
    changeProposition: {
      takes: ['meetingId', 'amendmentId'],
      call: (house, actor, { meetingId, amendmentId }) =>
        propositionCommands.changeProposition(
          house,
          actor,
          meetingId,
          propositionChangeForm.parse({ propositionId: amendmentId, version: 1, text: 'et sa cour' }),
        ),
    },
    moveProposition: {
      takes: ['meetingId', 'amendmentId'],
      call: (house, actor, { meetingId, amendmentId }) =>
        propositionCommands.moveProposition(house, actor, meetingId, {
          propositionId: amendmentId,
          direction: 'down',
        }),
    },
    writeAmendedText: {
      takes: ['meetingId', 'mainTextId'],
      call: (house, actor, { meetingId, mainTextId }) =>
        propositionCommands.writeAmendedText(house, actor, meetingId, {
          propositionId: mainTextId,
          version: 1,
          text: 'Le CA loue la salle pour un an.',
        }),
    },
    withdrawProposition: {
      takes: ['meetingId', 'amendmentId'],
      call: (house, actor, { meetingId, amendmentId }) =>
        propositionCommands.withdrawProposition(house, actor, meetingId, amendmentId),
    },
    settleWithdrawn: {
      takes: ['meetingId', 'withdrawnTextId'],
      call: (house, actor, { meetingId, withdrawnTextId }) =>
        propositionCommands.settleWithdrawn(house, actor, meetingId, withdrawnTextId, 'erase'),
    },
  },
  others: ['meetingToDecide'],
};
