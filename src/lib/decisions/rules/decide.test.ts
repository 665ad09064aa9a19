import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '#lib/associations/rules/settings/definition.ts';
import { collegesCounted, resolveSettings } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { DECISION_KINDS, type DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { College } from '#lib/kernel/sectors.ts';
import type { Tally } from '../vocabulary.ts';
import { checkCounts, votesIn } from './counts.ts';
import { decide, type Vote } from './decide.ts';
import type { CollegeCount, Verdict } from './verdict.ts';
import { decideInWriting } from './written.ts';

const NO_VOTES: Tally = { for: 0, against: 0, abstention: 0, blank: 0, invalid: 0 };
type Rules = Record<string, unknown>;

function statutesOf(bodyKind: BodyKind, rules: Rules = {}) {
  const rows = Object.entries(rules).map(([key, value]) => ({
    bodyId: null,
    key,
    fromDay: null,
    value,
    source: 'statuts, art. 20',
  }));
  return resolveSettings(rows, { id: 'body', kind: bodyKind }, '2022-11-21');
}

function count(
  college: College | null,
  votes: Partial<Tally>,
  more: Partial<CollegeCount> = {},
): CollegeCount {
  const tally = { ...NO_VOTES, ...votes };
  const voters = more.voters ?? votesIn(tally);
  return { college, tally, voters, members: more.members ?? voters };
}

interface Case {
  bodyKind?: BodyKind;
  kind?: DecisionKind;
  rules?: Rules;
  votes?: Partial<Tally>;
  voters?: number;
  members?: number;
  public?: Partial<Tally>;
  associative?: Partial<Tally>;
  chairVote?: 'for' | 'against';
  secret?: boolean;
  secondMeeting?: boolean;
}

function vote(given: Case): Verdict {
  const { bodyKind = 'general-assembly', kind = 'ordinary', rules, votes, voters, members } = given;
  const statutes = statutesOf(bodyKind, rules);
  const more = { ...(voters !== undefined && { voters }), ...(members !== undefined && { members }) };
  const counts = votes
    ? [count(null, votes, more)]
    : [count('public', given.public ?? {}), count('associative', given.associative ?? {})];
  expect(checkCounts(counts, statutes)).toEqual({ done: true });
  return decide({
    bodyKind,
    kind,
    statutes,
    counts,
    secondMeeting: given.secondMeeting ?? false,
    chairVote: given.chairVote ?? null,
    secret: given.secret ?? false,
  });
}

const CASTING = { tie: 'casting-vote' };
const RELAY = { profile: 'social-relay' };

describe('decide', () => {
  it.each<[string, Case, Verdict['outcome']]>([
    ['T01 : P10 C9 A5', { votes: { for: 10, against: 9, abstention: 5 } }, 'adopted'],
    ['T02 : P10 C10', { votes: { for: 10, against: 10 } }, 'rejected'],
    [
      'T03 : P10 C10, voix prépondérante pour',
      { votes: { for: 10, against: 10 }, rules: CASTING, chairVote: 'for' },
      'adopted',
    ],
    [
      'T03 : P10 C10, voix prépondérante contre',
      { votes: { for: 10, against: 10 }, rules: CASTING, chairVote: 'against' },
      'rejected',
    ],
    ['T03 : P10 C10, la présidence se tait', { votes: { for: 10, against: 10 }, rules: CASTING }, 'rejected'],
    [
      'M10 : voix prépondérante, vote secret',
      { votes: { for: 10, against: 10 }, rules: CASTING, chairVote: 'for', secret: true },
      'rejected',
    ],
    [
      'T02 : sans clause, la présidence n’y peut rien',
      { votes: { for: 10, against: 10 }, chairVote: 'for' },
      'rejected',
    ],
    ['T04 : P0 C0 A12', { votes: { abstention: 12 } }, 'no-valid-vote'],
    ['T05 : P1 C0 A19', { votes: { for: 1, abstention: 19 } }, 'adopted'],
    [
      'T06 : P1 C0 A19, base présents',
      { votes: { for: 1, abstention: 19 }, rules: { base: 'present' } },
      'rejected',
    ],
    ['T10 : B3', { votes: { blank: 3 } }, 'no-valid-vote'],
    ['M3 : 0/0 aux 2/3', { votes: { invalid: 3 }, kind: 'statutes' }, 'no-valid-vote'],
    ['T11 : statuts, 20 sur 30', { kind: 'statutes', votes: { for: 20 }, members: 30 }, 'adopted'],
    ['T12 : statuts, 19 sur 30', { kind: 'statutes', votes: { for: 19 }, members: 30 }, 'quorum-missing'],
    ['T15 : statuts, 34 sur 50', { kind: 'statutes', votes: { for: 34 }, members: 50 }, 'adopted'],
    ['T15 : statuts, 33 sur 50', { kind: 'statutes', votes: { for: 33 }, members: 50 }, 'quorum-missing'],
    [
      'T16 : statuts P20 C10 A5',
      { kind: 'statutes', votes: { for: 20, against: 10, abstention: 5 } },
      'adopted',
    ],
    ['T17 : statuts P19 C10', { kind: 'statutes', votes: { for: 19, against: 10 } }, 'rejected'],
    ['T19 : statuts P14 C7 B2', { kind: 'statutes', votes: { for: 14, against: 7, blank: 2 } }, 'adopted'],
    [
      'R-MOD-03 : P14 C7 A9, la base présents ne vaut pas pour les statuts',
      { kind: 'statutes', votes: { for: 14, against: 7, abstention: 9 }, rules: { base: 'present' } },
      'adopted',
    ],
    ['T21 : objet P16 C4', { kind: 'purpose', votes: { for: 16, against: 4 } }, 'adopted'],
    ['objet P15 C4', { kind: 'purpose', votes: { for: 15, against: 4 } }, 'rejected'],
    ['T23 : but P24 C6 A9', { kind: 'purpose', votes: { for: 24, against: 6, abstention: 9 } }, 'adopted'],
    [
      'T25 : 2e AG, 3 sur 30, P2 C1',
      { kind: 'statutes', votes: { for: 2, against: 1 }, members: 30, secondMeeting: true },
      'adopted',
    ],
    [
      'T25 : 2e AG sans personne',
      { kind: 'statutes', votes: {}, members: 30, secondMeeting: true },
      'quorum-missing',
    ],
    [
      'R-AG2-01 : la seconde réunion ne dispense pas du quorum statutaire ordinaire',
      { bodyKind: 'board', votes: { for: 3 }, members: 30, secondMeeting: true },
      'quorum-missing',
    ],
    ['R-EXC-01 : exclusion P2 C1', { kind: 'exclusion', votes: { for: 2, against: 1 } }, 'adopted'],
    ['R-EXC-01 : exclusion P19 C10', { kind: 'exclusion', votes: { for: 19, against: 10 } }, 'rejected'],
    ['R-DSO-01 : dissolution P4 C1', { kind: 'dissolution', votes: { for: 4, against: 1 } }, 'adopted'],
    ['R-DSO-01 : dissolution P79 C20', { kind: 'dissolution', votes: { for: 79, against: 20 } }, 'rejected'],
    [
      'R-AG-01 : le CA ne modifie pas les statuts',
      { kind: 'statutes', bodyKind: 'board', votes: { for: 9 } },
      'forbidden',
    ],
    [
      'T29 : OA de 2, 1-1, voix prépondérante',
      { bodyKind: 'board', votes: { for: 1, against: 1 }, rules: CASTING, chairVote: 'for' },
      'rejected',
    ],
    [
      'T29 : AG de 2, 1-1, voix prépondérante',
      { votes: { for: 1, against: 1 }, rules: CASTING, chairVote: 'for' },
      'adopted',
    ],
    [
      'T29 : OA de 3, 1-1 et une abstention, voix prépondérante',
      { bodyKind: 'board', votes: { for: 1, against: 1, abstention: 1 }, rules: CASTING, chairVote: 'for' },
      'adopted',
    ],
    [
      'OA de 4, 2-2, voix prépondérante',
      { bodyKind: 'board', votes: { for: 2, against: 2 }, rules: CASTING, chairVote: 'for' },
      'adopted',
    ],
    [
      'R-VOT-04 : égalité, mais pas la moitié des présents',
      {
        votes: { for: 10, against: 10, abstention: 5 },
        rules: { ...CASTING, base: 'present' },
        chairVote: 'for',
      },
      'rejected',
    ],
    [
      'R-VOT-04 : la voix prépondérante ne fait pas deux tiers',
      {
        votes: { for: 1, against: 1 },
        rules: { ...CASTING, 'majority.ordinary': { num: 2, den: 3, strict: false } },
        chairVote: 'for',
      },
      'rejected',
    ],
    ['M2 : 4-3', { votes: { for: 4, against: 3 } }, 'adopted'],
    ['M2 : 3-3', { votes: { for: 3, against: 3 } }, 'rejected'],
    ['M2 : 1-0', { votes: { for: 1 } }, 'adopted'],
    ['M2 : 0-0', { votes: {}, voters: 3 }, 'no-valid-vote'],
    ['M2 : 0-1', { votes: { against: 1 } }, 'rejected'],
    ['M3 : 2-1 aux 2/3', { kind: 'statutes', votes: { for: 2, against: 1 } }, 'adopted'],
    ['M3 : 66-34 aux 2/3', { kind: 'statutes', votes: { for: 66, against: 34 } }, 'rejected'],
    ['M3 : 67-33 aux 2/3', { kind: 'statutes', votes: { for: 67, against: 33 } }, 'adopted'],
    ['M3 : 8-2 aux 4/5', { kind: 'purpose', votes: { for: 8, against: 2 } }, 'adopted'],
    ['T40', { rules: RELAY, public: { for: 6, against: 2 }, associative: { for: 5, against: 4 } }, 'adopted'],
    ['T41', { rules: RELAY, public: { for: 8 }, associative: { for: 4, against: 5 } }, 'rejected'],
    ['T44 strict', { rules: RELAY, public: { abstention: 6 }, associative: { for: 7 } }, 'rejected'],
    [
      'T44 ignoré',
      {
        rules: { ...RELAY, 'empty-college': 'ignored' },
        public: { abstention: 6 },
        associative: { for: 7 },
      },
      'adopted',
    ],
    [
      'T44 ignoré, mais l’autre collège refuse',
      {
        rules: { ...RELAY, 'empty-college': 'ignored' },
        public: { abstention: 6 },
        associative: { for: 3, against: 3 },
      },
      'rejected',
    ],
    [
      'RS-07 : au CA aussi',
      { bodyKind: 'board', rules: RELAY, public: { for: 8 }, associative: { for: 4, against: 5 } },
      'rejected',
    ],
    [
      'majorités simples dans les deux collèges, pas 2/3 ensemble',
      {
        kind: 'statutes',
        rules: RELAY,
        public: { for: 5, against: 4 },
        associative: { for: 5, against: 4 },
      },
      'rejected',
    ],
    [
      '2/3 ensemble, pas de majorité dans un collège',
      {
        kind: 'statutes',
        rules: RELAY,
        public: { for: 17 },
        associative: { for: 3, against: 4 },
      },
      'rejected',
    ],
    [
      '2/3 ensemble et majorités simples',
      {
        kind: 'statutes',
        rules: RELAY,
        public: { for: 17 },
        associative: { for: 4, against: 3 },
      },
      'adopted',
    ],
  ])('%s', (_, given, expected) => {
    expect(vote(given).outcome).toBe(expected);
  });

  it('M4 : le même vote, trois bases, et laquelle', () => {
    const votes = { for: 10, against: 5, abstention: 6 };
    const last = (base: string, members: number) =>
      vote({ votes, members, rules: { base } }).explanation.at(-1);
    expect(last('cast', 24)).toBe(
      '10\u00a0pour, 5\u00a0contre, 6\u00a0abstentions\u00a0; base 15\u00a0; il fallait 8 (plus de la moitié, à défaut de statuts)\u00a0: adopté.',
    );
    expect(last('present', 24)).toContain('base 21 (présents et représentés)\u00a0; il fallait 11 (');
    expect(last('members', 24)).toContain('base 24 (membres en fonction)\u00a0; il fallait 13 (');
    expect(vote({ votes, rules: { base: 'present' } }).outcome).toBe('rejected');
    expect(vote({ votes: { ...votes, for: 12 }, members: 24, rules: { base: 'present' } }).outcome).toBe(
      'adopted',
    );
    expect(vote({ votes: { ...votes, for: 12 }, members: 24, rules: { base: 'members' } }).outcome).toBe(
      'rejected',
    );
  });

  it('explains a special majority', () => {
    const verdict = vote({ kind: 'statutes', votes: { for: 26, against: 12, abstention: 4 } });
    expect(verdict.explanation).toEqual([
      'Quorum\u00a0: présents ou représentés, 42 sur 42\u00a0; il en fallait 28 (2/3, CSA 9:21)\u00a0: atteint.',
      '26\u00a0pour, 12\u00a0contre, 4\u00a0abstentions\u00a0; base 38\u00a0; il fallait 26 (2/3, CSA 9:21)\u00a0: adopté.',
    ]);
    expect(verdict.conditions.map(({ label, met }) => [label, met])).toEqual([
      ['Quorum', true],
      ['Ensemble', true],
    ]);
  });

  it('explains the double majority college by college (T41)', () => {
    const verdict = vote({
      rules: RELAY,
      public: { for: 7, against: 1, abstention: 1 },
      associative: { for: 4, against: 5, blank: 1, invalid: 2 },
    });
    expect(verdict.explanation.slice(1)).toEqual([
      'Ensemble\u00a0: 11\u00a0pour, 6\u00a0contre, 1\u00a0abstention, 1\u00a0blanc, 2\u00a0nuls\u00a0; base 17\u00a0; il fallait 9 (plus de la moitié, à défaut de statuts).',
      'Public\u00a0: 7\u00a0pour, 1\u00a0contre, 1\u00a0abstention\u00a0; base 8\u00a0; il fallait 5.',
      'Associatif\u00a0: 4\u00a0pour, 5\u00a0contre, 1\u00a0blanc, 2\u00a0nuls\u00a0; base 9\u00a0; il fallait 5.',
      'Rejeté\u00a0: majorité non atteinte (associatif\u00a0; double majorité\u00a0: décret du 17 juillet 2003, art. 12).',
    ]);
    expect(verdict.conditions.filter(({ met }) => !met).map(({ label }) => label)).toEqual(['Associatif']);
  });

  it('explains an adoption by both colleges, and a college left aside', () => {
    const adopted = vote({ rules: RELAY, public: { for: 1 }, associative: { for: 5, against: 4 } });
    expect(adopted.explanation.slice(2)).toEqual([
      'Public\u00a0: 1\u00a0pour, 0\u00a0contre\u00a0; base 1\u00a0; il fallait 1.',
      'Associatif\u00a0: 5\u00a0pour, 4\u00a0contre\u00a0; base 9\u00a0; il fallait 5.',
      'Adopté\u00a0: toutes les majorités sont atteintes (double majorité\u00a0: décret du 17 juillet 2003, art. 12).',
    ]);
    const ignored = vote({ rules: { ...RELAY, 'empty-college': 'ignored' }, associative: { for: 7 } });
    expect(ignored.explanation).toContain(
      'Public\u00a0: aucune voix exprimée, collège laissé de côté (statuts, art. 20).',
    );
  });

  it.each<[string, Case, string]>([
    [
      'la présidence l’emporte, pour',
      { votes: { for: 2, against: 2 }, rules: CASTING, chairVote: 'for' },
      'Égalité\u00a0: la voix de la présidence l’emporte (statuts, art. 20), elle est pour.',
    ],
    [
      'la présidence l’emporte, contre',
      { votes: { for: 2, against: 2 }, rules: CASTING, chairVote: 'against' },
      'Égalité\u00a0: la voix de la présidence l’emporte (statuts, art. 20), elle est contre.',
    ],
    [
      'la présidence se tait',
      { votes: { for: 2, against: 2 }, rules: CASTING },
      'Égalité\u00a0: la présidence n’a pas fait usage de sa voix prépondérante.',
    ],
    [
      'vote secret',
      { votes: { for: 2, against: 2 }, rules: CASTING, secret: true },
      'Égalité\u00a0: dans un vote secret, la voix de la présidence ne peut pas l’emporter.',
    ],
    [
      'T29 : OA de deux',
      { bodyKind: 'board', votes: { for: 1, against: 1 }, rules: CASTING, chairVote: 'for' },
      'Égalité\u00a0: dans un organe d’administration de deux membres, la voix prépondérante est sans effet (CSA 9:5).',
    ],
    [
      'personne ne s’exprime',
      { votes: { abstention: 12 } },
      '0\u00a0pour, 0\u00a0contre, 12\u00a0abstentions\u00a0: aucune voix n’est exprimée, rien n’est adopté.',
    ],
    [
      'quorum manquant',
      { kind: 'statutes', votes: { for: 19 }, members: 30 },
      '19\u00a0pour, 0\u00a0contre\u00a0: sans effet, le quorum manque.',
    ],
    [
      'hors compétence',
      { kind: 'dissolution', bodyKind: 'board', votes: { for: 9 } },
      '9\u00a0pour, 0\u00a0contre\u00a0: sans effet, seule l’assemblée générale peut en décider (CSA 9:12).',
    ],
  ])('explains: %s', (_, given, sentence) => {
    expect(vote(given).explanation).toContain(sentence);
  });

  it('M3 : sur 0 voix, il en aurait fallu au moins une', () => {
    const { conditions } = vote({ kind: 'statutes', votes: { abstention: 3 } });
    expect(conditions.at(-1)).toMatchObject({ label: 'Ensemble', votes: 0, base: 0, needed: 1 });
  });

  it('M10 : dit l’égalité, et si la présidence l’a tranchée', () => {
    const tied = { votes: { for: 2, against: 2 } };
    expect(vote(tied)).toMatchObject({ tie: true, castingVote: null });
    expect(vote({ ...tied, rules: CASTING, chairVote: 'for' })).toMatchObject({
      tie: true,
      castingVote: 'for',
    });
    expect(vote({ ...tied, rules: CASTING, chairVote: 'for', secret: true }).castingVote).toBeNull();
    expect(vote({ votes: { abstention: 2 } }).tie).toBe(false);
  });

  it.each<[string, Case, Verdict['unanimity']]>([
    ['tous pour', { votes: { for: 9 } }, 'all'],
    ['une abstention', { votes: { for: 8, abstention: 1 } }, 'cast'],
    ['un blanc', { votes: { for: 8, blank: 1 } }, 'cast'],
    ['une voix manquante', { votes: { for: 8 }, voters: 9 }, 'none'],
    ['une voix contre', { votes: { for: 8, against: 1 } }, 'none'],
    ['un quorum manquant', { kind: 'statutes', votes: { for: 8 }, members: 30 }, 'none'],
    ['tous pour, mais rejeté par un collège vide', { rules: RELAY, associative: { for: 7 } }, 'none'],
  ])('M13 : unanimité, %s', (_, given, expected) => {
    expect(vote(given).unanimity).toBe(expected);
  });

  it('is plain data, complete: what the database gives back is the same', () => {
    const verdict = vote({ rules: RELAY, public: { for: 8 }, associative: { for: 4, against: 5 } });
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});

describe('checkCounts', () => {
  const together = statutesOf('general-assembly');
  const relay = statutesOf('board', RELAY);
  const both = [count('public', { for: 3 }), count('associative', { for: 2 })];

  it.each<[string, CollegeCount[], typeof together, string]>([
    [
      'M6 : plus de voix que de votants',
      [count(null, { for: 8, blank: 1 }, { voters: 8 })],
      together,
      'more-votes-than-voters',
    ],
    ['un nombre négatif', [count(null, { for: 3, against: -1 }, { voters: 3 })], together, 'not-a-count'],
    ['une demi-voix', [count(null, { for: 1.5 }, { voters: 3 })], together, 'not-a-count'],
    ['NaN', [count(null, { for: Number.NaN }, { voters: 3 })], together, 'not-a-count'],
    [
      'plus de présents que de membres',
      [count(null, { for: 3 }, { voters: 9, members: 8 })],
      together,
      'more-voters-than-members',
    ],
    ['des collèges là où il n’y en a pas', both, together, 'wrong-colleges'],
    ['tout ensemble sous la double majorité', [count(null, { for: 3 })], relay, 'wrong-colleges'],
    ['un collège oublié', [count('public', { for: 3 })], relay, 'wrong-colleges'],
    [
      'deux fois le même collège',
      [count('public', { for: 3 }), count('public', { for: 3 })],
      relay,
      'wrong-colleges',
    ],
    [
      'trop de voix dans un collège',
      [count('public', { for: 3 }), count('associative', { for: 3 }, { voters: 2 })],
      relay,
      'more-votes-than-voters',
    ],
  ])('refuse %s', (_, counts, statutes, code) => {
    const outcome = checkCounts(counts, statutes);
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(code);
  });

  it('names the college concerned, in the sentence and the field', () => {
    const outcome = checkCounts(
      [count('public', { for: 3 }, { voters: 2 }), count('associative', {})],
      relay,
    );
    expect(outcome).toEqual({
      done: false,
      refusal: {
        code: 'more-votes-than-voters',
        sentence:
          'Impossible de compter 3 voix parmi les représentants publics\u00a0: les présences n’en donnent que 2. Corrigez les voix, ou complétez les présences.',
        field: 'counts.public',
      },
    });
  });

  it('accepts missing votes, and colleges in any order', () => {
    expect(checkCounts([count(null, { for: 3 }, { voters: 9 })], together).done).toBe(true);
    expect(checkCounts([...both].reverse(), relay).done).toBe(true);
  });

  it('counts by college as well when the quorum is counted there', () => {
    expect(collegesCounted(together)).toEqual([null]);
    expect(collegesCounted(statutesOf('board', { 'quorum-scope': 'both' }))).toEqual([
      'public',
      'associative',
    ]);
  });
});

describe('decideInWriting', () => {
  it.each([
    ['T27 : AG, 11 de 12', 'general-assembly', 'ordinary', 11, 12, 'rejected'],
    ['AG, 12 de 12', 'general-assembly', 'ordinary', 12, 12, 'adopted'],
    ['T28 : AG, statuts, 12 de 12', 'general-assembly', 'statutes', 12, 12, 'forbidden'],
    ['T28 : AG, but, 12 de 12', 'general-assembly', 'purpose', 12, 12, 'forbidden'],
    ['R-OA-06 : OA, 5 de 5', 'board', 'ordinary', 5, 5, 'adopted'],
    ['R-OA-06 : OA, 4 de 5', 'board', 'ordinary', 4, 5, 'rejected'],
    ['OA, exclusion', 'board', 'exclusion', 5, 5, 'forbidden'],
    ['un organe vide', 'board', 'ordinary', 0, 0, 'rejected'],
  ] as const)('%s', (_, bodyKind, kind, agreed, members, expected) => {
    expect(decideInWriting({ bodyKind, kind, agreed, members }).outcome).toBe(expected);
  });

  it('says how many agreed', () => {
    expect(
      decideInWriting({ bodyKind: 'general-assembly', kind: 'ordinary', agreed: 11, members: 12 })
        .explanation,
    ).toBe('11\u00a0accords écrits sur 12\u00a0; il fallait l’accord de tous (CSA 9:14/1)\u00a0: rejeté.');
  });
});

describe('properties of every vote', () => {
  const figure = fc.integer({ min: 0, max: 12 });
  const tallies = fc.record({
    for: figure,
    against: figure,
    abstention: figure,
    blank: figure,
    invalid: figure,
  });
  const absent = fc.integer({ min: 0, max: 5 });
  const rules = fc.record({
    profile: fc.constantFrom(...PROFILES),
    base: fc.constantFrom('cast', 'present', 'members'),
    tie: fc.constantFrom('rejected', 'casting-vote'),
    'empty-college': fc.constantFrom('strict', 'ignored'),
    'quorum-scope': fc.constantFrom('overall', 'each-college', 'both'),
  });
  const votes = fc
    .record({
      kind: fc.constantFrom(...DECISION_KINDS),
      bodyKind: fc.constantFrom<BodyKind>('general-assembly', 'board'),
      rules,
      public: tallies,
      associative: tallies,
      spare: fc.tuple(absent, absent, absent, absent),
      chairVote: fc.constantFrom('for', 'against', null),
      secret: fc.boolean(),
      secondMeeting: fc.boolean(),
    })
    .map(({ rules: given, public: first, associative: second, spare, ...vote }): Vote => {
      const statutes = statutesOf(vote.bodyKind, given);
      // One voter more than the votes, at least: room for one more vote.
      const voters = (tally: Tally, missing: number) => votesIn(tally) + 1 + missing;
      const one = voters(first, spare[0]);
      const two = voters(second, spare[1]);
      const counts: CollegeCount[] =
        collegesCounted(statutes).length === 1
          ? [{ college: null, tally: first, voters: one, members: one + spare[2] }]
          : [
              { college: 'public', tally: first, voters: one, members: one + spare[2] },
              { college: 'associative', tally: second, voters: two, members: two + spare[3] },
            ];
      return { ...vote, statutes, counts };
    });

  function changed(vote: Vote, index: number, change: (count: CollegeCount) => CollegeCount): Vote {
    return {
      ...vote,
      counts: vote.counts.map((each, at) => (at === index % vote.counts.length ? change(each) : each)),
    };
  }
  const withOneMore = (vote: Vote, index: number, value: keyof Tally) =>
    changed(vote, index, (each) => ({ ...each, tally: { ...each.tally, [value]: each.tally[value] + 1 } }));
  const college = fc.integer({ min: 0, max: 1 });
  const isAdopted = (vote: Vote) => decide(vote).outcome === 'adopted';

  it('one more "for" never turns adopted into rejected', () => {
    fc.assert(
      fc.property(votes, college, (vote, index) => {
        fc.pre(isAdopted(vote));
        // A new vote in a college left aside may fill it: that college then has its majority.
        expect(isAdopted(withOneMore(vote, index, 'for'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('one more "against" never turns rejected into adopted', () => {
    fc.assert(
      fc.property(votes, college, (vote, index) => {
        fc.pre(!isAdopted(vote));
        expect(isAdopted(withOneMore(vote, index, 'against'))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('treats both colleges alike', () => {
    fc.assert(
      fc.property(votes, (vote) => {
        const other = { public: 'associative', associative: 'public' } as const;
        const counts = vote.counts.map((each) => ({ ...each, college: each.college && other[each.college] }));
        expect(decide({ ...vote, counts }).outcome).toBe(decide(vote).outcome);
      }),
    );
  });

  it('abstentions, blank and invalid votes move nothing when the base is the votes cast', () => {
    fc.assert(
      fc.property(votes, college, fc.constantFrom('abstention', 'blank', 'invalid'), (vote, index, value) => {
        fc.pre(decide(vote).rule.base.value === 'cast');
        expect(decide(withOneMore(vote, index, value)).outcome).toBe(decide(vote).outcome);
      }),
    );
  });

  it('keeps its outcome when every figure is multiplied', () => {
    fc.assert(
      fc.property(votes, fc.integer({ min: 2, max: 50 }), (vote, factor) => {
        fc.pre(vote.bodyKind !== 'board' || decide(vote).members > 2);
        const counts = vote.counts.map(({ college: which, tally, voters, members }) => ({
          college: which,
          tally: {
            for: tally.for * factor,
            against: tally.against * factor,
            abstention: tally.abstention * factor,
            blank: tally.blank * factor,
            invalid: tally.invalid * factor,
          },
          voters: voters * factor,
          members: members * factor,
        }));
        expect(decide({ ...vote, counts }).outcome).toBe(decide(vote).outcome);
      }),
    );
  });

  it('never adopts without a vote cast', () => {
    fc.assert(
      fc.property(votes, (vote) => {
        const counts = vote.counts.map((each) => ({ ...each, tally: { ...each.tally, for: 0, against: 0 } }));
        expect(isAdopted({ ...vote, counts })).toBe(false);
      }),
    );
  });

  it('says every figure of the vote and of the comparisons', () => {
    fc.assert(
      fc.property(votes, (vote) => {
        const verdict = decide(vote);
        const said = verdict.explanation.join(' ').match(/\d+/g)?.map(Number) ?? [];
        const { for: yes, against, ...rest } = verdict.total;
        const figures = [yes, against, ...Object.values(rest).filter((value) => value > 0)];
        if (verdict.outcome === 'adopted' || verdict.outcome === 'rejected')
          figures.push(...verdict.conditions.flatMap(({ votes: got, base, needed }) => [got, base, needed]));
        for (const value of figures) expect(said).toContain(value);
      }),
    );
  });

  it('adopts only when every condition is met', () => {
    fc.assert(
      fc.property(votes, (vote) => {
        const { outcome, conditions } = decide(vote);
        if (outcome === 'adopted') expect(conditions.every(({ met }) => met)).toBe(true);
        if (outcome === 'rejected') expect(conditions.some(({ met }) => !met)).toBe(true);
      }),
    );
  });
});
