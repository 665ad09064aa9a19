import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { NAMED_VALUES, type NamedValue } from '../vocabulary.ts';
import { votesIn } from './counts.ts';
import { addNamed, namedSentences, namedVotes, readNamed, votedFor } from './named.ts';
import type { PersonAtVote } from './snapshot.ts';

const person = (name: string, more: Partial<PersonAtVote> = {}): PersonAtVote => ({
  mandateId: name,
  name,
  civility: null,
  organisation: 'ASBL',
  sector: 'associative',
  college: 'associative',
  office: 'member',
  state: 'present',
  inConflict: false,
  votes: 1,
  representedBy: null,
  ...more,
});
const PEOPLE = [
  person('Alix', { sector: 'public', college: 'public' }),
  person('Bastien', { sector: 'public', college: 'public', state: 'excused', representedBy: 'Alix' }),
  person('Céline'),
  person('Denis', { votes: 0, inConflict: true }),
  person('Élise'),
];
const ALL: Record<string, NamedValue> = { Alix: 'for', Bastien: 'for', Céline: 'for', Élise: 'for' };

describe('readNamed', () => {
  it('keeps one answer for each vote, in the order of the list', () => {
    const given = { ...ALL, Élise: 'against' as const };
    expect(doneValue(readNamed('all-but', PEOPLE, given))).toEqual([
      { mandateId: 'Alix', value: 'for' },
      { mandateId: 'Bastien', value: 'for' },
      { mandateId: 'Céline', value: 'for' },
      { mandateId: 'Élise', value: 'against' },
    ]);
  });

  it.each([
    [
      'quelqu’un qui n’a plus de voix',
      { ...ALL, Denis: 'for' as const },
      'voters-changed',
      'Denis n’a plus de voix',
    ],
    [
      'quelqu’un qui ne siège pas',
      { ...ALL, Zoé: 'for' as const },
      'voters-changed',
      'la liste de ceux qui votent',
    ],
  ])('refuse %s', (_, given, code, words) => {
    const refused = readNamed('roll-call', PEOPLE, given);
    expect(refused).toMatchObject({ refusal: { code, sentence: expect.stringContaining(words) } });
  });

  it('says in the plural who no longer votes', () => {
    const people = [...PEOPLE, person('Fanny', { votes: 0 })];
    const refused = readNamed('all-but', people, { ...ALL, Denis: 'for', Fanny: 'for' });
    expect(refused).toMatchObject({
      refusal: { sentence: expect.stringContaining('Denis et Fanny n’ont plus') },
    });
  });

  it('refuses a roll call that is not over, at the first who is missing', () => {
    const given = { Alix: 'for', Bastien: 'for' } as const;
    expect(readNamed('roll-call', PEOPLE, given)).toMatchObject({
      refusal: {
        code: 'unanswered',
        field: 'vote-Céline',
        sentence: 'L’appel n’est pas fini\u00a0: il manque la réponse de Céline et Élise.',
      },
    });
  });

  it('counts nobody as for who was not on the list: the list is shown again', () => {
    const given = { Alix: 'for', Bastien: 'for', Céline: 'for' } as const;
    expect(refusalOf(readNamed('all-but', PEOPLE, given))).toBe('voters-changed');
    expect(readNamed('all-but', PEOPLE, given)).toMatchObject({
      refusal: { sentence: expect.stringContaining('Élise a maintenant une voix') },
    });
    expect(readNamed('all-but', PEOPLE, {})).toMatchObject({
      refusal: { sentence: expect.stringContaining('ont maintenant une voix') },
    });
  });
});

describe('addNamed', () => {
  it('adds the votes of each college, and none of who takes no part', () => {
    const ballots = [
      { mandateId: 'Alix', value: 'for' as const },
      { mandateId: 'Bastien', value: 'abstention' as const },
      { mandateId: 'Céline', value: 'not-voting' as const },
      { mandateId: 'Élise', value: 'blank' as const },
    ];
    expect(addNamed(PEOPLE, ballots)).toEqual([
      { college: 'public', tally: { for: 1, against: 0, abstention: 1, blank: 0, invalid: 0 } },
      { college: 'associative', tally: { for: 0, against: 0, abstention: 0, blank: 1, invalid: 0 } },
      { college: null, tally: { for: 0, against: 0, abstention: 0, blank: 0, invalid: 0 } },
    ]);
  });

  it('never makes more votes than voters, whatever they answer', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NAMED_VALUES), { maxLength: 12 }), (values) => {
        const people = values.map((_, index) => person(String(index), { college: null }));
        const given = Object.fromEntries(values.map((value, index) => [String(index), value]));
        const tallies = addNamed(people, doneValue(readNamed('roll-call', people, given)));
        const cast = tallies.reduce((sum, { tally }) => sum + votesIn(tally), 0);
        expect(cast).toBe(values.filter((value) => value !== 'not-voting').length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('votedFor', () => {
  it('is the vote of the chair, when it is for or against', () => {
    const ballots = [
      { mandateId: 'Alix', value: 'against' as const },
      { mandateId: 'Céline', value: 'blank' as const },
    ];
    expect(votedFor(ballots, 'Alix')).toBe('against');
    expect(votedFor([{ mandateId: 'Alix', value: 'for' }], 'Alix')).toBe('for');
    expect(votedFor(ballots, 'Céline')).toBeNull();
    expect(votedFor(ballots, null)).toBeNull();
  });
});

describe('namedVotes', () => {
  const ballots = [
    { mandateId: 'Bastien', value: 'for' as const },
    { mandateId: 'Alix', value: 'for' as const },
    { mandateId: 'Céline', value: 'against' as const },
    { mandateId: 'Zoé', value: 'for' as const },
  ];

  it('never names what was secret, nor what was only counted', () => {
    expect(namedVotes({ people: PEOPLE, ballots }, true)).toBeNull();
    expect(namedVotes({ people: PEOPLE, ballots: null }, false)).toBeNull();
    expect(namedVotes(null, false)).toBeNull();
  });

  it('says who voted what, and by whom', () => {
    const votes = namedVotes({ people: PEOPLE, ballots }, false)!;
    expect(votes.map(({ name, value }) => [name, value])).toEqual([
      ['Bastien', 'for'],
      ['Alix', 'for'],
      ['Céline', 'against'],
    ]);
    expect(namedSentences(votes)).toEqual([
      'Ont voté pour\u00a0: Bastien (par Alix) et Alix.',
      'A voté contre\u00a0: Céline.',
    ]);
  });
});
