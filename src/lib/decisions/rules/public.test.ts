import { describe, expect, it } from 'vitest';
import type { Tally } from '../vocabulary.ts';
import { figuresReveal, peopleNamedIn, publicOutcome, publicWrittenOutcome } from './public.ts';
import type { Verdict } from './verdict.ts';

const tally = (more: Partial<Tally>): Tally => ({
  for: 0,
  against: 0,
  abstention: 0,
  blank: 0,
  invalid: 0,
  ...more,
});
const counted = (college: 'public' | 'associative' | null, votes: Partial<Tally>) => ({
  college,
  voters: 9,
  members: 10,
  tally: tally(votes),
});
/** What of a verdict the public side reads. */
const verdict = (more: Partial<Verdict>): Verdict =>
  ({
    outcome: 'adopted',
    secret: false,
    counts: [counted(null, { for: 6, against: 2, abstention: 1 })],
    total: tally({ for: 6, against: 2, abstention: 1 }),
    voters: 9,
    members: 10,
    ...more,
  }) as Verdict;

describe('the figures of a vote', () => {
  it('are not those of an election, whose elected the public side does not name', () => {
    const election = { sentence: 'Est élue\u00a0: A.', plain: 'Élection\u00a0: 1\u00a0siège pourvu sur 1.' };
    expect(publicOutcome(verdict({ election }))).toEqual({
      outcome: 'adopted',
      sentence: election.plain,
      votes: null,
    });
  });

  it('are public when it was open, by college where it is counted so', () => {
    const counts = [
      counted('public', { for: 4 }),
      counted('associative', { for: 2, against: 2, abstention: 1 }),
    ];
    expect(publicOutcome(verdict({ counts }))).toEqual({
      outcome: 'adopted',
      sentence: expect.stringMatching(/par 6\svoix\spour, 2\scontre/) as string,
      votes: {
        members: 10,
        voters: 9,
        for: 6,
        against: 2,
        abstention: 1,
        colleges: [
          { college: 'public', for: 4, against: 0, abstention: 0 },
          { college: 'associative', for: 2, against: 2, abstention: 1 },
        ],
      },
    });
  });

  it('of a secret vote are public when they say nothing of anybody', () => {
    const said = publicOutcome(verdict({ secret: true }));
    expect(said.votes).not.toBeNull();
    expect(said.sentence).toContain('Le scrutin était secret.');
  });

  it.each([
    ['all voted alike', [counted(null, { for: 9 })]],
    [
      'all of a college voted alike',
      [counted('public', { for: 4 }), counted('associative', { for: 3, against: 2 })],
    ],
    ['two voted', [counted(null, { for: 1, against: 1 })]],
  ])('of a secret vote stay hidden when %s', (_, counts) => {
    expect(figuresReveal({ secret: true, counts })).toBe(true);
    expect(figuresReveal({ secret: false, counts })).toBe(false);
    const said = publicOutcome(verdict({ secret: true, counts }));
    expect(said).toEqual({
      outcome: 'adopted',
      sentence: 'La proposition est adoptée, au scrutin secret.',
      votes: null,
    });
  });

  it('of nobody reveal nothing', () => {
    expect(figuresReveal({ secret: true, counts: [counted(null, {})] })).toBe(false);
  });

  it('of a decision in writing are the agreement of all', () => {
    expect(publicWrittenOutcome({ outcome: 'adopted', explanation: '3 sur 3' })).toEqual({
      outcome: 'adopted',
      sentence: 'La proposition est adoptée par écrit, de l’accord de tous.',
      votes: null,
    });
  });
});

describe('a text names somebody', () => {
  const people = [
    { givenName: 'Anne-Sophie', familyName: 'Lefèvre' },
    { givenName: 'Luc', familyName: 'Bastogne' },
    { givenName: '', familyName: '' },
  ];
  it.each([
    ['Le CA nomme Anne-Sophie Lefèvre.', ['Anne-Sophie Lefèvre']],
    ['Le CA nomme LEFEVRE Anne Sophie', ['Anne-Sophie Lefèvre']],
    ['Le CA remercie Mme Lefevre, et M. Bastogne', ['Anne-Sophie Lefèvre', 'Luc Bastogne']],
    ['Le CA loue un local à Bastogne.', []],
    ['Le CA nomme Anne-Sophie Lefèvrier.', []],
    ['', []],
  ])('%s', (text, named) => {
    expect(peopleNamedIn(text, people)).toEqual(named);
  });
});
