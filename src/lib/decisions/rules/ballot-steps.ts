import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/**
 * advance: before the sitting, which takes it over when it opens it · open · closed: counted, and the room does not know the result yet · published · cancelled: it decided
 * nothing.
 */
export const VOTE_STATES = ['advance', 'open', 'closed', 'published', 'cancelled'] as const;
export type VoteState = (typeof VOTE_STATES)[number];

/** What is done to a vote; `enter`: the secretary notes a voice. */
export type VoteStep = 'cast' | 'enter' | 'close' | 'publish' | 'cancel';
/** needed: it changes something · already: pressed twice. */
type Step = 'needed' | 'already';

const NEEDED = done<Step>('needed');
const ALREADY = done<Step>('already');
const CANCELLED = refuse(
  'vote-cancelled',
  'Ce vote est annulé\u00a0: il n’a rien décidé. Un autre peut être ouvert.',
);
const OVER = refuse('vote-over', 'Trop tard\u00a0: ce vote est clos. Votre voix n’y est pas ajoutée.');
const NOT_CLOSED = refuse('vote-still-open', 'Impossible de publier\u00a0: clôturez d’abord le vote.');
const NOT_IN_SITTING = refuse(
  'vote-in-advance',
  'Impossible avant la séance\u00a0: ce vote par avance s’ouvre d’abord en séance, sur son point.',
);
const COUNTED = refuse(
  'vote-counted',
  'Impossible d’annuler\u00a0: le vote est clos et compté. Publiez-le\u00a0; une décision erronée se corrige ou se retire ensuite, et le journal le dit.',
);

const STEPS: Readonly<Record<VoteStep, Readonly<Record<VoteState, Outcome<Step>>>>> = {
  cast: { advance: NEEDED, open: NEEDED, closed: OVER, published: OVER, cancelled: CANCELLED },
  // Before the sitting, each votes themselves: nobody would be there to hear them.
  enter: { advance: NOT_IN_SITTING, open: NEEDED, closed: OVER, published: OVER, cancelled: CANCELLED },
  close: { advance: NOT_IN_SITTING, open: NEEDED, closed: ALREADY, published: ALREADY, cancelled: CANCELLED },
  publish: {
    advance: NOT_IN_SITTING,
    open: NOT_CLOSED,
    closed: NEEDED,
    published: ALREADY,
    cancelled: CANCELLED,
  },
  // Whoever has seen the figures does not choose whether they count.
  cancel: { advance: NEEDED, open: NEEDED, closed: COUNTED, published: COUNTED, cancelled: ALREADY },
};

/** Whether this may be done to a vote in this state, and whether something has to change at all. */
export function checkVoteStep(state: VoteState, step: VoteStep): Outcome<Step> {
  return STEPS[step][state];
}

/** What was cast for a right of a named vote so far. */
export interface BallotSoFar {
  readonly choice: string;
  /** Who of the staff noted it; null: cast by whoever has the right. */
  readonly enteredBy: string | null;
  /** Whoever has the right said that it is theirs. */
  readonly confirmed: boolean;
}

/**
 * Whether someone may cast this choice themselves in a named vote. What the secretary noted for them, and they did not
 * confirm, always gives way to their own hand. Refuses another choice where the rule of the vote says that the first one
 * stays.
 */
export function checkOwnBallot(
  before: BallotSoFar | null,
  choice: string,
  mayChange: boolean,
): Outcome<Step> {
  if (before === null || (before.enteredBy !== null && !before.confirmed)) return NEEDED;
  if (before.choice === choice) return ALREADY;
  return mayChange
    ? NEEDED
    : refuse(
        'already-voted',
        'Cette voix est déjà exprimée, et ce vote a été ouvert sans possibilité de changer. Elle reste telle quelle.',
      );
}

/**
 * Whether the secretary may note this choice for someone. Refuses a voice that was cast or confirmed by whoever has it,
 * and one that they contested: they then vote themselves.
 */
export function checkEnteredBallot(
  before: BallotSoFar | null,
  choice: string,
  contested: boolean,
): Outcome<Step> {
  if (contested)
    return refuse(
      'entry-contested',
      'Impossible de noter cette voix\u00a0: la personne a contesté ce qui avait été noté pour elle. Elle vote elle-même sur son écran.',
    );
  if (before === null) return NEEDED;
  if (before.enteredBy === null || before.confirmed)
    return refuse(
      'voted-by-themselves',
      'Impossible de noter cette voix\u00a0: la personne a voté ou confirmé elle-même.',
    );
  return before.choice === choice ? ALREADY : NEEDED;
}

/** Whether an entry still waits for the word of whoever has the right. Said twice, it is said once. */
export function checkConfirmation(before: BallotSoFar | null): Outcome<Step> {
  if (before === null || before.enteredBy === null)
    return refuse(
      'nothing-entered',
      'Il n’y a rien à confirmer\u00a0: rien n’est noté pour cette voix. Rechargez la page.',
    );
  return before.confirmed ? ALREADY : NEEDED;
}
