import { electedMandatesForm, electionForm, roundForm, tieForm } from '#lib/decisions/forms/elections.ts';
import * as giveCommands from '#lib/decisions/server/elections/give.ts';
import * as openCommands from '#lib/decisions/server/elections/open.ts';
import * as resultCommands from '#lib/decisions/server/elections/result.ts';
import * as roundCommands from '#lib/decisions/server/elections/rounds.ts';
import * as screenCommands from '#lib/decisions/server/elections/screens.ts';
import * as withdrawalCommands from '#lib/decisions/server/elections/withdrawal.ts';
import { roundVoteForm } from '#lib/decisions/forms/votes.ts';
import type { Area } from './area.ts';

export const elections: Area = {
  modules: [openCommands, screenCommands, roundCommands, withdrawalCommands, resultCommands, giveCommands],
  commands: {
    openElection: {
      takes: ['meetingId', 'electionItemId', 'emptyBodyId', 'personId', 'organisationId'],
      call: (house, actor, { meetingId, electionItemId, emptyBodyId, personId, organisationId }) =>
        openCommands.openElection(
          house,
          actor,
          meetingId,
          electionItemId,
          electionForm.parse({
            body: emptyBodyId,
            office: 'member',
            from: '2022-11-22',
            any: '1',
            ballot: 'single',
            'person-0': personId,
            'organisation-0': organisationId,
          }),
        ),
    },
    enterRound: {
      takes: ['meetingId', 'electionId'],
      call: (house, actor, { meetingId, electionId }) =>
        roundCommands.enterRound(
          house,
          actor,
          meetingId,
          roundForm.parse({ electionId, round: '2', cast: '1', blank: '1' }),
        ),
    },
    openRoundOnScreens: {
      takes: ['electingMeetingId', 'electingElectionId'],
      call: (house, actor, { electingMeetingId, electingElectionId }) =>
        screenCommands.openRoundOnScreens(
          house,
          actor,
          electingMeetingId,
          roundVoteForm.parse({ electionId: electingElectionId, round: '1' }),
        ),
    },
    restoreCandidate: {
      takes: ['meetingId', 'electionId', 'withdrawnCandidateId'],
      call: (house, actor, { meetingId, electionId, withdrawnCandidateId: candidateId }) =>
        withdrawalCommands.restoreCandidate(house, actor, meetingId, { electionId, candidateId }),
    },
    withdrawCandidate: {
      takes: ['meetingId', 'electionId', 'candidateId'],
      call: (house, actor, { meetingId, electionId, candidateId }) =>
        withdrawalCommands.withdrawCandidate(house, actor, meetingId, { electionId, candidateId }),
    },
    eraseRound: {
      takes: ['meetingId', 'electionId'],
      call: (house, actor, { meetingId, electionId }) =>
        roundCommands.eraseRound(house, actor, meetingId, { electionId, round: 1 }),
    },
    settleTie: {
      takes: ['meetingId', 'tiedElectionId'],
      call: (house, actor, { meetingId, tiedElectionId }) =>
        roundCommands.settleTie(
          house,
          actor,
          meetingId,
          tieForm.parse({ electionId: tiedElectionId, round: '1', seed: '7421' }),
        ),
    },
    proclaimElection: {
      takes: ['meetingId', 'electionId'],
      call: (house, actor, { meetingId, electionId }) =>
        resultCommands.proclaimElection(house, actor, meetingId, { electionId }),
    },
    cancelElection: {
      takes: ['meetingId', 'electionId'],
      call: (house, actor, { meetingId, electionId }) =>
        resultCommands.cancelElection(house, actor, meetingId, { electionId, reason: 'Mal imprimés.' }),
    },
    giveElectedMandates: {
      takes: ['meetingId', 'proclaimedElectionId'],
      call: (house, actor, { meetingId, proclaimedElectionId }) =>
        giveCommands.giveElectedMandates(
          house,
          actor,
          meetingId,
          electedMandatesForm.parse({ electionId: proclaimedElectionId }),
        ),
    },
  },
  others: ['unlessRestedUpon'],
};
