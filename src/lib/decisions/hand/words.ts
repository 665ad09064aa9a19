import { m } from '#lib/paraglide/messages.js';
import type { NamedBallot } from '../rules/snapshot.ts';
import type { VoteMethod } from '../vocabulary.ts';

/** How a vote was taken, as people choose and read it. */
export const METHOD_NAMES: Readonly<Record<VoteMethod, () => string>> = {
  'show-of-hands': m.hand_method_show_of_hands,
  'all-but': m.hand_method_all_but,
  'roll-call': m.hand_method_roll_call,
  paper: m.hand_method_paper,
  electronic: m.hand_method_electronic,
};

/** What someone answers by name. */
export const ANSWER_NAMES: Readonly<Record<NamedBallot['value'], () => string>> = {
  for: m.hand_for,
  against: m.hand_against,
  abstention: m.hand_abstention,
  blank: m.hand_blank,
  invalid: m.hand_invalid,
  'not-voting': m.hand_not_voting,
};
