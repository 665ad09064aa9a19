import {
  advanceMoveForm,
  advanceVoteForm,
  announcementForm,
  ballotForm,
  voteOpeningForm,
} from '#lib/decisions/forms/votes.ts';
import * as advanceCommands from '#lib/decisions/server/votes/advance.ts';
import * as goingCommands from '#lib/decisions/server/votes/advance-going.ts';
import * as announceCommands from '#lib/decisions/server/votes/announce.ts';
import * as castCommands from '#lib/decisions/server/votes/cast.ts';
import * as endCommands from '#lib/decisions/server/votes/end.ts';
import * as entryCommands from '#lib/decisions/server/votes/entries.ts';
import * as openCommands from '#lib/decisions/server/votes/open.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { House } from '#lib/platform/house.ts';
import type { Area, Ids } from './area.ts';

/** The same, who sits in the body by this mandate. */
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

const openInAdvance = (house: House, actor: Actor, { assemblyMeetingId, assemblyItemId }: Ids) =>
  advanceCommands.openAdvanceVote(
    house,
    actor,
    assemblyMeetingId,
    advanceVoteForm.parse({
      itemId: assemblyItemId,
      proposal: 'L’AG approuve le budget.',
      secrecy: 'secret',
      untilDay: daysAfter(house.clock.today(), 19),
      untilTime: '20:00',
    }),
  );

/** A vote before the sitting of which something is then asked; where none could be opened, one that is not there. */
async function openedInAdvance(house: House, actor: Actor, ids: Ids): Promise<string> {
  const opened = await openInAdvance(house, actor, ids);
  return opened.done ? opened.value.voteId : crypto.randomUUID();
}

export const votes: Area = {
  modules: [
    advanceCommands,
    announceCommands,
    goingCommands,
    openCommands,
    castCommands,
    entryCommands,
    endCommands,
  ],
  commands: {
    openVote: {
      takes: ['sittingMeetingId', 'calledItemId'],
      call: (house, actor, { sittingMeetingId, calledItemId }) =>
        openCommands.openVote(
          house,
          actor,
          sittingMeetingId,
          voteOpeningForm.parse({ itemId: calledItemId, proposal: 'Le CA loue la salle.', secrecy: 'named' }),
        ),
    },
    announceAdvanceVote: {
      takes: ['sittingMeetingId', 'calledItemId'],
      call: (house, actor, { sittingMeetingId, calledItemId: itemId }) =>
        announceCommands.announceAdvanceVote(
          house,
          actor,
          sittingMeetingId,
          announcementForm.parse({ itemId }),
        ),
    },
    openAdvanceVote: { takes: ['assemblyMeetingId', 'assemblyItemId'], call: openInAdvance },
    moveAdvanceDeadline: {
      takes: ['assemblyMeetingId', 'assemblyItemId'],
      call: async (house, actor, ids) => {
        const voteId = await openedInAdvance(house, actor, ids);
        const untilDay = daysAfter(house.clock.today(), 18);
        const form = advanceMoveForm.parse({ voteId, untilDay, untilTime: '20:00' });
        return goingCommands.moveAdvanceDeadline(house, actor, ids.assemblyMeetingId, form);
      },
    },
    remindAdvanceVoters: {
      takes: ['assemblyMeetingId', 'assemblyItemId'],
      call: async (house, actor, ids) => {
        const voteId = await openedInAdvance(house, actor, ids);
        return goingCommands.remindAdvanceVoters(house, actor, ids.assemblyMeetingId, { voteId });
      },
    },
    castBallot: {
      takes: ['voteMeetingId', 'voteId', 'mandateId'],
      call: (house, actor, ids) =>
        castCommands.castBallot(
          house,
          seated(actor, ids),
          ids.voteMeetingId,
          ballotForm.parse({ voteId: ids.voteId, mandateId: ids.mandateId, choice: 'against' }),
        ),
    },
    enterBallot: {
      takes: ['voteMeetingId', 'voteId', 'mandateId'],
      call: (house, actor, { voteMeetingId, voteId, mandateId }) =>
        entryCommands.enterBallot(house, actor, voteMeetingId, { voteId, mandateId, choice: 'against' }),
    },
    confirmBallot: {
      takes: ['voteMeetingId', 'voteId', 'mandateId'],
      call: (house, actor, ids) =>
        entryCommands.confirmBallot(house, seated(actor, ids), ids.voteMeetingId, ids),
    },
    contestBallot: {
      takes: ['voteMeetingId', 'voteId', 'mandateId'],
      call: (house, actor, ids) =>
        entryCommands.contestBallot(house, seated(actor, ids), ids.voteMeetingId, ids),
    },
    closeVote: {
      takes: ['voteMeetingId', 'voteId'],
      call: (house, actor, { voteMeetingId, voteId }) =>
        endCommands.closeVote(house, actor, voteMeetingId, { voteId }),
    },
    publishVote: {
      takes: ['voteMeetingId', 'voteId'],
      call: async (house, actor, { voteMeetingId, voteId }) => {
        await endCommands.closeVote(house, actor, voteMeetingId, { voteId });
        return endCommands.publishVote(house, actor, voteMeetingId, { voteId });
      },
    },
    cancelVote: {
      takes: ['voteMeetingId', 'voteId'],
      call: (house, actor, { voteMeetingId, voteId }) =>
        endCommands.cancelVote(house, actor, voteMeetingId, { voteId, reason: 'Mauvaise question.' }),
    },
  },
  others: [
    'tellVotedBefore',
    'announcedNotOpen',
    'writeVoteReminders',
    'meetingToDecide',
    'ballotOf',
    'saveBallot',
    'checkCalled',
  ],
};
