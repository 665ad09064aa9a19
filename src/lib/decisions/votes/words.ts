import { m } from '#lib/paraglide/messages.js';
import type { BallotChoice } from '../rules/ballots.ts';

/** A choice, as its button says it. */
export const CHOICE_NAMES: Readonly<Record<BallotChoice, () => string>> = {
  for: m.vote_choice_for,
  against: m.vote_choice_against,
  abstention: m.vote_choice_abstention,
  blank: m.vote_choice_blank,
  'not-voting': m.vote_choice_not_voting,
  names: m.election_vote_names,
};

/** "7 sur 9 ont voté". */
export function castInWords({
  cast,
  entitled,
}: {
  readonly cast: number;
  readonly entitled: number;
}): string {
  return cast < 2 ? m.vote_cast_few({ cast, entitled }) : m.vote_cast_many({ cast, entitled });
}
