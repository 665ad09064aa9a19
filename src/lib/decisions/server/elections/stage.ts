import { roundName, roundSentences, withdrawalSentences } from '../../rules/election-words.ts';
import type { LoadedElection } from './load.ts';

/** An election as the room and the members follow it: who stands, and the rounds that are over. */
export interface StageElection {
  readonly title: string;
  /** Those who may still be elected. */
  readonly candidates: readonly { readonly name: string; readonly organisation: string }[];
  readonly rounds: readonly { readonly name: string; readonly sentences: readonly string[] }[];
  /** The round to vote now, "Premier tour"; null: none. */
  readonly toVote: string | null;
}

/** The election under way among those of an item; null: none. Nothing of a round before it is entered or published. */
export function electionOnStage(elections: readonly LoadedElection[]): StageElection | null {
  const election = elections.find(({ row }) => row.running);
  if (!election) return null;
  const { row, state, lotOf } = election;
  return {
    title: row.title,
    candidates: state.left.map(({ name, organisation }) => ({ name, organisation })),
    rounds: state.rounds.map((round) => ({
      name: roundName(round.number),
      sentences: [
        ...roundSentences(round, row.candidates, lotOf),
        ...withdrawalSentences(state, round.number),
      ],
    })),
    toVote: state.next.kind === 'round' ? roundName(state.next.number) : null,
  };
}
