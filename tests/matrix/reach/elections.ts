import { electedMandatesForm, electionForm, roundForm, tieForm } from '#lib/decisions/forms/elections.ts';
import * as giveCommands from '#lib/decisions/server/elections/give.ts';
import * as openCommands from '#lib/decisions/server/elections/open.ts';
import * as resultCommands from '#lib/decisions/server/elections/result.ts';
import * as roundCommands from '#lib/decisions/server/elections/rounds.ts';
import type { Area } from './area.ts';

export const elections: Area = {
  modules: [openCommands, roundCommands, resultCommands, giveCommands],
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
