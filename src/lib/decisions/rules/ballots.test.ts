import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { College } from '#lib/kernel/sectors.ts';
import {
  checkConfirmation,
  checkEnteredBallot,
  checkOwnBallot,
  checkVoteStep,
  VOTE_STATES,
} from './ballot-steps.ts';
import {
  BALLOT_CHOICES,
  chairVoteOf,
  checkOpening,
  choicesOf,
  countBallots,
  revealedBy,
  rightsOf,
  secrecyWarnings,
  type BallotChoice,
} from './ballots.ts';
import { votesIn } from './counts.ts';
import { ruleLines } from './frozen-lines.ts';
import type { PersonAtVote, ProxyAtVote } from './snapshot.ts';

const code = (outcome: Outcome<unknown>) => (outcome.done ? outcome.value : outcome.refusal.code);

function person(mandateId: string, more: Partial<PersonAtVote> = {}): PersonAtVote {
  return {
    mandateId,
    name: `Dominique ${mandateId}`,
    civility: null,
    organisation: 'ESPAS',
    sector: 'associative',
    college: 'associative',
    office: 'member',
    state: 'present',
    inConflict: false,
    votes: 1,
    representedBy: null,
    ...more,
  };
}
const proxy = (principal: string, holder: string | null, more: Partial<ProxyAtVote> = {}): ProxyAtVote => ({
  principalMandateId: principal,
  holderMandateId: holder,
  holder: holder ?? 'Une voisine',
  suspended: null,
  ...more,
});

/** What can be cast on a text. */
const ON_A_TEXT = BALLOT_CHOICES.filter((choice) => choice !== 'names');

describe('rightsOf', () => {
  it('gives one right to each voice, cast by whoever holds it', () => {
    const people = [
      person('a'),
      person('b', { state: 'excused', representedBy: 'Dominique a' }),
      person('c', { state: 'absent', votes: 0 }),
      person('d', { college: null, representedBy: 'Une voisine', state: 'excused' }),
    ];
    const proxies = [proxy('b', 'c', { suspended: 'holder-away' }), proxy('b', 'a'), proxy('d', null)];
    expect(rightsOf({ people, proxies })).toEqual([
      { mandateId: 'a', casterMandateId: 'a', college: 'associative' },
      { mandateId: 'b', casterMandateId: 'a', college: 'associative' },
      { mandateId: 'd', casterMandateId: null, college: null },
    ]);
    expect(rightsOf({ people: [people[1]!], proxies: [] })[0]!.casterMandateId).toBeNull();
  });
});

describe('checkOpening', () => {
  const right = (mandateId: string, casterMandateId: string | null) => ({
    mandateId,
    casterMandateId,
    college: null,
  });
  it('refuses a vote without voters, and a secret one that somebody could not cast alone', () => {
    const people = [person('a'), person('b')];
    const outside = [right('a', 'a'), right('b', null)];
    expect(code(checkOpening(false, [], people))).toBe('nobody-votes');
    expect(checkOpening(true, outside, people)).toMatchObject({
      refusal: { code: 'holder-outside', sentence: expect.stringContaining('Dominique b') },
    });
    expect(code(checkOpening(false, outside, people))).toBeUndefined();
    expect(code(checkOpening(true, [right('a', 'a')], people))).toBeUndefined();
  });
});

describe('countBallots', () => {
  it('counts each college apart; who takes no part is a voter without a vote', () => {
    const presences = [
      { college: 'public' as const, voters: 3, members: 4 },
      { college: 'associative' as const, voters: 2, members: 2 },
    ];
    const ballots: { college: College; choice: BallotChoice }[] = [
      { college: 'public', choice: 'for' },
      { college: 'public', choice: 'not-voting' },
      { college: 'associative', choice: 'against' },
      { college: 'associative', choice: 'blank' },
    ];
    expect(countBallots(presences, ballots)).toEqual([
      { ...presences[0], tally: { for: 1, against: 0, abstention: 0, blank: 0, invalid: 0 } },
      { ...presences[1], tally: { for: 0, against: 1, abstention: 0, blank: 1, invalid: 0 } },
    ]);
  });

  it('counts the same in whatever order they come, and every ballot once', () => {
    const ballot = fc.record({ college: fc.constant(null), choice: fc.constantFrom(...ON_A_TEXT) });
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 40 }), (ballots) => {
        const presences = [{ college: null, voters: 40, members: 40 }];
        const [count] = countBallots(presences, ballots);
        expect(countBallots(presences, ballots.toReversed())).toEqual([count]);
        expect(votesIn(count!.tally)).toBe(ballots.filter(({ choice }) => choice !== 'not-voting').length);
      }),
      { numRuns: 50 },
    );
  });
});

it('offers names only in an election, where a ballot can always be blank', () => {
  expect(choicesOf({ blankAllowed: false, names: {} })).toEqual(['names', 'blank', 'not-voting']);
});

it('offers a blank ballot only where the vote was opened so', () => {
  expect(choicesOf({ blankAllowed: true, names: null })).toEqual(ON_A_TEXT);
  expect(choicesOf({ blankAllowed: false, names: null })).not.toContain('blank');
});

it('takes what the chair cast for a casting vote, where it is for or against', () => {
  const ballots = (choice: BallotChoice) => [
    { mandateId: 'b', choice: 'for' as const },
    { mandateId: 'a', choice },
  ];
  expect(chairVoteOf('a', ballots('for'))).toBe('for');
  expect(chairVoteOf('a', ballots('against'))).toBe('against');
  expect(chairVoteOf('a', ballots('abstention'))).toBeNull();
  expect(chairVoteOf(null, ballots('for'))).toBeNull();
  expect(chairVoteOf('c', ballots('for'))).toBeNull();
});

describe('what cannot stay secret', () => {
  const presence = (college: College | null, voters: number) => ({ college, voters, members: 9 });
  const none = { for: 0, against: 0, abstention: 0, blank: 0, invalid: 0 };
  it('is said before the vote opens: fewer than three voters counted together', () => {
    expect(secrecyWarnings([presence('public', 3), presence('associative', 4)])).toEqual([]);
    const [warning, ...others] = secrecyWarnings([
      presence('public', 2),
      presence('associative', 0),
      presence(null, 3),
    ]);
    expect(others).toEqual([]);
    expect(warning).toMatch(/^Parmi les représentants publics, 2\u00a0personnes votent/);
    expect(secrecyWarnings([presence(null, 1)])[0]).toMatch(/^Dans ce vote, 1\u00a0personne vote/);
    expect(secrecyWarnings([presence('associative', 1)])[0]).toMatch(/^Parmi les représentants associatifs/);
  });
  it('is said with the result: unanimity, and a college all alike', () => {
    const count = (college: College | null, voters: number, votes: Partial<typeof none>) => ({
      ...presence(college, voters),
      tally: { ...none, ...votes },
    });
    expect(revealedBy([count('public', 3, { for: 3 }), count('associative', 3, { for: 3 })])).toEqual([
      'Tous les votes exprimés sont les mêmes\u00a0: le résultat dit ce que chacun a voté.',
    ]);
    const [college, ...more] = revealedBy([
      count('public', 3, { for: 3 }),
      count('associative', 3, { for: 1, against: 2 }),
    ]);
    expect(more).toEqual([]);
    expect(college).toMatch(/^Parmi les représentants publics, tous les votes exprimés sont les mêmes/);
    // Who voted is known: the others hide nobody.
    expect(revealedBy([count(null, 18, { for: 1 })])).toHaveLength(1);
    expect(revealedBy([count(null, 9, { for: 1, against: 1 })])).toEqual([
      expect.stringMatching(/^Dans ce vote, 2\u00a0votes sont exprimés/),
    ]);
    expect(revealedBy([count(null, 4, { for: 2, against: 1 })])).toEqual([]);
    expect(revealedBy([count(null, 0, {})])).toEqual([]);
  });
});

it.each([
  ['cast', 'needed', 'needed', 'vote-over', 'vote-over', 'vote-cancelled'],
  ['enter', 'vote-in-advance', 'needed', 'vote-over', 'vote-over', 'vote-cancelled'],
  ['close', 'vote-in-advance', 'needed', 'already', 'already', 'vote-cancelled'],
  ['publish', 'vote-in-advance', 'vote-still-open', 'needed', 'already', 'vote-cancelled'],
  ['cancel', 'needed', 'needed', 'vote-counted', 'vote-counted', 'already'],
] as const)('%s, in each state', (step, advance, open, closed, published, cancelled) => {
  expect(VOTE_STATES.map((state) => code(checkVoteStep(state, step)))).toEqual([
    advance,
    open,
    closed,
    published,
    cancelled,
  ]);
});

describe('one voice of a named vote', () => {
  const own = { choice: 'for', enteredBy: null, confirmed: true };
  const entered = { choice: 'for', enteredBy: 'An Peeters', confirmed: false };
  const confirmed = { ...entered, confirmed: true };

  it.each([
    ['nothing', null, 'for', false, 'needed'],
    ['the same', own, 'for', false, 'already'],
    ['another choice, where the first stays', own, 'against', false, 'already-voted'],
    ['another choice, where it may change', own, 'against', true, 'needed'],
    ['what was noted and not confirmed', entered, 'for', false, 'needed'],
    ['what was noted and confirmed', confirmed, 'against', false, 'already-voted'],
  ] as const)('cast over %s', (_, before, choice, mayChange, expected) => {
    expect(code(checkOwnBallot(before, choice, mayChange))).toBe(expected);
  });

  it.each([
    ['nothing', null, 'for', false, 'needed'],
    ['nothing, once contested', null, 'for', true, 'entry-contested'],
    ['what they cast', own, 'against', false, 'voted-by-themselves'],
    ['what they confirmed', confirmed, 'against', false, 'voted-by-themselves'],
    ['the same entry', entered, 'for', false, 'already'],
    ['another entry', entered, 'against', false, 'needed'],
  ] as const)('noted over %s', (_, before, choice, contested, expected) => {
    expect(code(checkEnteredBallot(before, choice, contested))).toBe(expected);
  });

  it('confirmed: an entry, once', () => {
    expect(code(checkConfirmation(null))).toBe('nothing-entered');
    expect(code(checkConfirmation(own))).toBe('nothing-entered');
    expect(code(checkConfirmation(entered))).toBe('needed');
    expect(code(checkConfirmation(confirmed))).toBe('already');
  });
});

it('shows the rule that is frozen, with its sources; the law gives the base of a special majority', () => {
  const lines = (kind: 'ordinary' | 'statutes', rules: Record<string, unknown> = {}) => {
    const rows = Object.entries(rules).map(([key, value]) => ({
      bodyId: null,
      key,
      fromDay: null,
      value,
      source: 'statuts, art. 20',
    }));
    return ruleLines(kind, resolveSettings(rows, { id: 'b', kind: 'general-assembly' }, '2022-11-21'));
  };
  const titles = (of: ReturnType<typeof lines>) => of.map(({ title }) => title);
  expect(titles(lines('ordinary'))).toContain('Base de la majorité ordinaire');
  expect(titles(lines('statutes'))).not.toContain('Base de la majorité ordinaire');
  expect(lines('statutes')[0]).toMatchObject({ source: 'CSA 9:21' });
  expect(lines('ordinary', { 'double-majority': true })).toHaveLength(lines('ordinary').length + 1);
});
