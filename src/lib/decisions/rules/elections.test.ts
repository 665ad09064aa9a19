import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import { checkElector, checkOpening, checkRound, orderByAge } from './election-checks.ts';
import { contendersOf, parityCaps, placesIn, seatingOf, type Places } from './election-seats.ts';
import {
  constraintLines,
  electionTitle,
  placesInWords,
  resultWords,
  roundName,
  roundSentences,
  type DrawnLot,
} from './election-words.ts';
import {
  electionState,
  type Candidate,
  type ElectionRule,
  type RoundCount,
  type SettledTie,
} from './elections.ts';

const resolved = <T>(value: T) => ({ value, source: 'statuts, art. 20', toVerify: false, isDefault: false });
const NONE: Places = { public: 0, associative: 0, government: 0, any: 0 };
const rule = (over: Partial<ElectionRule> = {}, places: Partial<Places> = { any: 1 }): ElectionRule => ({
  rounds: resolved('absolute-then-relative' as const),
  tie: resolved('lot' as const),
  ballot: 'list',
  caps: null,
  onePerOrganisation: false,
  seated: [],
  ...over,
  places: { ...NONE, ...places },
});
const person = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  personId: `p-${id}`,
  name: id.toUpperCase(),
  civility: null,
  organisationId: `o-${id}`,
  organisation: `Maison ${id}`,
  sector: 'associative',
  ...over,
});
const papers = (cast: number, votes: Record<string, number>, blank = 0, invalid = 0): RoundCount => ({
  cast,
  blank,
  invalid,
  votes,
});
const [a, b, c] = ['a', 'b', 'c'].map((id) => person(id)) as [Candidate, Candidate, Candidate];
const names = (list: readonly { readonly candidate: Candidate }[]) =>
  list.map(({ candidate }) => candidate.id);
const lot = (round: number, ...order: string[]): SettledTie => ({ round, order, means: 'lot' });
const noLot = () => null;

describe('electionState', () => {
  it('waits for a first round, with as many names as seats on a list', () => {
    const { next } = electionState(rule({}, { any: 2 }), [a, b, c], [], []);
    expect(next).toEqual({ kind: 'round', number: 1, majority: 'absolute', names: 2 });
    const single = electionState(rule({ ballot: 'single' }, { any: 2 }), [a, b, c], [], []);
    expect(single.next).toMatchObject({ names: 1 });
  });

  it.each([
    // Valid ballots, votes of A: half is not enough (R-VOT-08).
    [8, 4, []],
    [8, 5, ['a']],
    [7, 4, ['a']],
    [1, 1, ['a']],
  ])('of %i valid ballots, %i votes at the first round elect %j', (cast, votes, elected) => {
    const state = electionState(rule(), [a, b], [papers(cast, { a: votes, b: cast - votes - 0 })], []);
    expect(names(state.elected).filter((id) => id === 'a')).toEqual(elected);
  });

  it('elects nobody on blank and invalid ballots alone', () => {
    const state = electionState(rule(), [a, b], [papers(3, { a: 0, b: 0 }, 2, 1)], []);
    expect(state).toMatchObject({
      elected: [],
      next: { kind: 'round', number: 2, majority: 'relative' },
      rounds: [{ valid: 0, needed: 1 }],
    });
  });

  it('passes to the most votes at the second round, which is the last', () => {
    const first = papers(9, { a: 4, b: 3, c: 2 });
    const one = electionState(rule(), [a, b, c], [first], []);
    expect(one).toMatchObject({ elected: [], next: { kind: 'round', number: 2, majority: 'relative' } });
    const two = electionState(rule(), [a, b, c], [first, papers(9, { a: 4, b: 3, c: 2 })], []);
    expect(names(two.elected)).toEqual(['a']);
    expect(two.next).toEqual({ kind: 'finished', why: 'filled' });
    const short = electionState(rule({}, { any: 3 }), [a, b, c], [first, papers(2, { a: 2 })], []);
    expect(short.next).toEqual({ kind: 'finished', why: 'last-round' });
  });

  it('asks the absolute majority at each round where the statutes say no more (R-VOT-07)', () => {
    const rounds = resolved('absolute' as const);
    const count = papers(4, { a: 2, b: 2 });
    const state = electionState(rule({ rounds }), [a, b], [count, count, count], []);
    expect(state).toMatchObject({ elected: [], next: { kind: 'round', number: 4, majority: 'absolute' } });
  });

  it('holds a single round where the most votes are enough', () => {
    const rounds = resolved('relative' as const);
    const state = electionState(rule({ rounds }, { any: 2 }), [a, b, c], [papers(3, { a: 3 })], []);
    expect(names(state.elected)).toEqual(['a']);
    expect(state.next).toEqual({ kind: 'finished', why: 'last-round' });
  });

  it('ends when nobody is left for the seats that are', () => {
    const state = electionState(rule({}, { any: 2 }), [a], [papers(2, { a: 2 })], []);
    expect(state.next).toEqual({ kind: 'finished', why: 'nobody-left' });
  });

  it('stops at a tie for the last seat until it is settled, and not where all can sit', () => {
    const rounds = resolved('relative' as const);
    const count = papers(4, { a: 2, b: 2 });
    const open = electionState(rule({ rounds }), [a, b], [count], []);
    expect(open).toMatchObject({ elected: [], next: { kind: 'tie', round: 1, votes: 2 } });
    const settled = electionState(rule({ rounds }), [a, b], [count], [lot(1, 'b', 'a')]);
    expect(names(settled.elected)).toEqual(['b']);
    expect(settled.rounds[0]!.without).toMatchObject([{ obstacle: 'tous les sièges sont pourvus' }]);
    // One of another round or of others does not settle it.
    expect(electionState(rule({ rounds }), [a, b], [count], [lot(2, 'b', 'a')]).next.kind).toBe('tie');
    expect(electionState(rule({ rounds }), [a, b], [count], [lot(1, 'b', 'c')]).next.kind).toBe('tie');
    expect(electionState(rule({ rounds }, { any: 2 }), [a, b], [count], []).next.kind).toBe('finished');
  });

  it('keeps the seats of each sector, and those that are for anyone', () => {
    const d = person('d', { sector: 'public' });
    const state = electionState(
      rule({ rounds: resolved('relative' as const) }, { public: 1, associative: 1 }),
      [a, b, d],
      [papers(9, { a: 9, b: 8, d: 1 })],
      [],
    );
    expect(names(state.elected)).toEqual(['a', 'd']);
    expect(state.rounds[0]!.without).toMatchObject([
      { candidate: { id: 'b' }, obstacle: 'il ne reste pas de siège pour le secteur associatif' },
    ]);
  });

  it('gives an organisation one seat, and none where it sits already', () => {
    const sister = person('b', { organisationId: 'o-a', organisation: 'Maison a' });
    const rounds = resolved('relative' as const);
    const one = rule({ rounds, onePerOrganisation: true, seated: ['o-c'] }, { any: 3 });
    const state = electionState(one, [a, sister, c], [papers(9, { a: 9, b: 8 })], []);
    expect(names(state.elected)).toEqual(['a']);
    expect(state.rounds[0]!.without).toMatchObject([{ obstacle: 'Maison a a déjà un siège' }]);
    expect(state.left).toEqual([]);
    const tied = electionState(one, [a, sister], [papers(9, { a: 9, b: 9 })], []);
    expect(tied.next).toMatchObject({ kind: 'tie', candidates: [{ id: 'a' }, { id: 'b' }] });
  });

  it('keeps parity, and leaves the Government aside', () => {
    const sitters = [a, b, person('d', { sector: 'public' }), person('g', { sector: 'government' })];
    const caps = { public: 1, associative: 1 };
    const state = electionState(
      rule({ rounds: resolved('relative' as const), caps }, { any: 3 }),
      sitters,
      [papers(9, { a: 9, b: 8, d: 7, g: 6 })],
      [],
    );
    expect(names(state.elected)).toEqual(['a', 'd', 'g']);
    expect(state.rounds[0]!.without).toMatchObject([
      { candidate: { id: 'b' }, obstacle: 'la parité ne laisse pas d’autre siège au secteur associatif' },
    ]);
  });

  const sectors = fc.constantFrom(...SECTORS);
  const election = fc
    .record({
      candidates: fc.array(fc.record({ sector: sectors, organisation: fc.nat(4), votes: fc.nat(4) }), {
        minLength: 1,
        maxLength: 7,
      }),
      places: fc.record({ public: fc.nat(2), associative: fc.nat(2), government: fc.nat(1), any: fc.nat(3) }),
      one: fc.boolean(),
      parity: fc.option(fc.nat(2), { nil: null }),
      seed: fc.infiniteStream(fc.nat(9)),
    })
    .map(({ candidates, places, one, parity, seed }) => {
      const people = candidates.map((each, index) =>
        person(`c${index}`, { sector: each.sector, organisationId: `o${each.organisation}` }),
      );
      const all: Places = parity === null ? places : { ...NONE, any: placesIn(places) };
      const caps = parity === null ? null : parityCaps(all.any, parity, { public: 0, associative: 0 });
      const order = people
        .map(({ id }) => ({ id, rank: seed.next().value! }))
        .toSorted((x, y) => x.rank - y.rank);
      return {
        rule: rule({ rounds: resolved('relative' as const), caps, onePerOrganisation: one }, all),
        people,
        count: papers(4, Object.fromEntries(candidates.map(({ votes }, index) => [`c${index}`, votes]))),
        order: order.map(({ id }) => id),
        tolerance: parity,
      };
    });
  /** Settles every tie in a fixed order, as one long draw would. */
  function settleAll(
    frozen: ElectionRule,
    people: readonly Candidate[],
    count: RoundCount,
    order: readonly string[],
  ) {
    const settled: SettledTie[] = [];
    for (;;) {
      const state = electionState(frozen, people, [count], settled);
      if (state.next.kind !== 'tie') return state;
      const tied = state.next.candidates.map(({ id }) => id);
      settled.push(lot(1, ...order.filter((id) => tied.includes(id))));
    }
  }

  it('never seats more than there are seats, nor against a constraint, whatever the votes', () => {
    fc.assert(
      fc.property(election, ({ rule: frozen, people, count, order, tolerance }) => {
        const { elected, seating } = settleAll(frozen, people, count, order);
        expect(elected.length + placesIn(seating.places)).toBe(placesIn(frozen.places));
        expect(Object.values(seating.places).every((left) => left >= 0)).toBe(true);
        const of = (sector: Sector) => elected.filter(({ candidate }) => candidate.sector === sector).length;
        const beyond = SECTORS.reduce((sum, each) => sum + Math.max(0, of(each) - frozen.places[each]), 0);
        expect(beyond).toBeLessThanOrEqual(frozen.places.any);
        const organisations = elected.map(({ candidate }) => candidate.organisationId);
        if (frozen.onePerOrganisation) expect(new Set(organisations).size).toBe(organisations.length);
        if (frozen.caps !== null) {
          expect(of('public')).toBeLessThanOrEqual(frozen.caps.public);
          expect(of('associative')).toBeLessThanOrEqual(frozen.caps.associative);
          if (of('public') + of('associative') === frozen.places.any)
            expect(Math.abs(of('public') - of('associative'))).toBeLessThanOrEqual(tolerance!);
        }
        // Nobody who could still sit had more votes than somebody of their own sector and organisation freedom who sits.
        expect(elected.every(({ votes }) => votes > 0)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of the candidates, but for the draw', () => {
    fc.assert(
      fc.property(election, fc.nat(6), ({ rule: frozen, people, count, order }, turn) => {
        const turned = [...people.slice(turn), ...people.slice(0, turn)].toReversed();
        const one = names(settleAll(frozen, people, count, order).elected).toSorted();
        const other = names(settleAll(frozen, turned, count, order).elected).toSorted();
        expect(other).toEqual(one);
      }),
      { numRuns: 150 },
    );
  });
});

describe('who withdraws', () => {
  const two = rule({ rounds: resolved('absolute-then-relative') });
  const first = papers(9, { a: 4, b: 3, c: 2 });

  it('is out of the rounds to come, and keeps the votes of those before', () => {
    const gone = [{ candidateId: 'c', afterRound: 1 }];
    const between = electionState(two, [a, b, c], [first], [], gone);
    expect(between.left).toEqual([a, b]);
    expect(between.rounds[0]!.count.votes.c).toBe(2);
    expect(between.withdrawn).toEqual([{ candidate: c, afterRound: 1 }]);
    // Whatever a count says of them afterwards.
    const after = electionState(two, [a, b, c], [first, papers(9, { a: 1, b: 2, c: 6 })], [], gone);
    expect(names(after.elected)).toEqual(['b']);
  });

  it('leaves nobody to elect when all of them do', () => {
    const gone = ['a', 'b'].map((candidateId) => ({ candidateId, afterRound: 0 }));
    expect(electionState(two, [a, b], [], [], gone).next).toEqual({ kind: 'finished', why: 'nobody-left' });
  });

  it('is said where it happened', () => {
    const state = electionState(
      two,
      [a, b, c],
      [first],
      [],
      [
        { candidateId: 'c', afterRound: 0 },
        { candidateId: 'a', afterRound: 1 },
        { candidateId: 'b', afterRound: 1 },
      ],
    );
    const { explanation } = resultWords(state, [a, b, c], two.places, noLot);
    expect(explanation[0]).toBe(`${c.name} retire sa candidature avant le premier tour.`);
    expect(explanation).toContain(`${a.name} et ${b.name} retirent leur candidature avant le deuxième tour.`);
  });
});

describe('contendersOf', () => {
  it('leaves aside whoever has a seat of their sector whatever becomes of the others', () => {
    const d = person('d', { sector: 'public' });
    const e = person('e', { sector: 'public' });
    const seating = seatingOf(rule({}, { public: 1, associative: 1 }));
    expect(contendersOf([a, d, e], seating).map(({ id }) => id)).toEqual(['d', 'e']);
    expect(contendersOf([a, d], seating)).toEqual([]);
  });
});

describe('parityCaps', () => {
  it.each([
    [2, 0, 0, 0, { public: 1, associative: 1 }],
    [3, 1, 0, 0, { public: 2, associative: 2 }],
    [2, 0, 3, 1, { public: 0, associative: 2 }],
    [1, 0, 0, 0, null],
    [2, 0, 5, 0, null],
    [2, 9, 0, 0, { public: 2, associative: 2 }],
  ])('%i seats, tolerance %i, beside %i and %i', (seats, tolerance, inPublic, associative, caps) => {
    expect(parityCaps(seats, tolerance, { public: inPublic, associative })).toEqual(caps);
  });
});

describe('checkOpening', () => {
  const places = { ...NONE, associative: 1 };
  const open = { places, caps: null, onePerOrganisation: false, seated: [] };

  it('admits sound candidates', () => {
    expect(checkOpening([a, b], open).done).toBe(true);
  });

  it.each([
    ['no-seat', [a], { ...open, places: NONE }, 'any'],
    ['no-candidate', [], open, 'person-0'],
    ['candidate-twice', [a, { ...b, personId: 'p-a' }], open, 'person-1'],
    ['homonyms', [a, { ...b, name: 'A' }], open, 'person-1'],
    ['no-seat-of-sector', [a, person('d', { sector: 'public' })], open, 'person-1'],
    ['organisation-seated', [a, b], { ...open, onePerOrganisation: true, seated: ['o-b'] }, 'organisation-1'],
  ])('refuses %s', (code, candidates, constraints, field) => {
    expect(checkOpening(candidates, constraints)).toMatchObject({ refusal: { code, field } });
  });

  it('admits everybody to a seat that is for anyone, and an organisation twice where nothing forbids it', () => {
    const any = { ...open, places: { ...NONE, any: 1 }, onePerOrganisation: true, seated: ['o-z'] };
    expect(checkOpening([a, person('d', { sector: 'public' })], any).done).toBe(true);
  });
});

describe('checkRound', () => {
  const frozen = rule({}, { any: 2 });
  const state = electionState(frozen, [a, b, c], [], []);

  it('admits papers that add up', () => {
    expect(checkRound(state, 1, papers(6, { a: 4, b: 4, c: 0 }, 1, 1), 6).done).toBe(true);
    expect(checkRound(state, 1, papers(6, {}, 5, 1), 6).done).toBe(true);
  });

  it.each([
    ['round-moved-on', 2, papers(1, { a: 1 }), 'cast'],
    ['not-a-count', 1, papers(1.5, { a: 1 }), 'cast'],
    ['not-a-count', 1, papers(1, { a: -1 }), 'cast'],
    ['not-running', 1, papers(1, { z: 1 }), 'cast'],
    ['nothing-counted', 1, papers(0, {}), 'cast'],
    ['more-ballots-than-voters', 1, papers(7, { a: 7 }), 'cast'],
    ['more-blank-than-cast', 1, papers(2, {}, 2, 1), 'blank'],
    ['more-votes-than-ballots', 1, papers(2, { a: 3 }), 'votes-a'],
    ['more-names-than-seats', 1, papers(2, { a: 2, b: 2, c: 1 }), 'votes-a'],
    ['ballots-without-name', 1, papers(3, { a: 2 }), 'votes-a'],
  ])('refuses %s', (code, round, count, field) => {
    expect(checkRound(state, round, count, 6)).toMatchObject({ refusal: { code, field } });
  });

  it('says the single name, and who has a seat already', () => {
    const single = electionState({ ...frozen, ballot: 'single' }, [a, b], [], []);
    expect(checkRound(single, 1, papers(2, { a: 2, b: 2 }), 6)).toMatchObject({
      refusal: { sentence: expect.stringContaining('un seul nom') as unknown },
    });
    const later = electionState(frozen, [a, b, c], [papers(3, { a: 3 })], []);
    expect(checkRound(later, 2, papers(3, { a: 3 }), 6)).toMatchObject({
      refusal: { code: 'not-running', sentence: expect.stringContaining('A a déjà un siège') as unknown },
    });
    const over = electionState(rule(), [a], [papers(3, { a: 3 })], []);
    expect(checkRound(over, 2, papers(3, {}), 6)).toMatchObject({ refusal: { code: 'round-moved-on' } });
  });
});

describe('orderByAge', () => {
  it('puts the oldest first', () => {
    const born = { a: '1970-01-01', b: '1951-05-02', c: '1980-01-01' };
    expect(orderByAge([a, b, c], born, null)).toEqual({ done: true, value: ['b', 'a', 'c'] });
  });

  it('asks each day of birth, and the lot for the same one', () => {
    expect(orderByAge([a, b], { a: '1970-01-01' }, null)).toMatchObject({ refusal: { field: 'born-b' } });
    const twins = { a: '1970-01-01', b: '1970-01-01' };
    expect(orderByAge([a, b], twins, null)).toMatchObject({ refusal: { code: 'same-age', field: 'seed' } });
    expect(orderByAge([a, b], twins, ['b', 'a'])).toEqual({ done: true, value: ['b', 'a'] });
  });
});

describe('the words of an election', () => {
  const drawn: DrawnLot = { seed: '7421', hashes: { a: 'f'.repeat(64), b: '0'.repeat(64) } };

  it('names the rounds, the seats and what is elected', () => {
    expect([1, 2, 3].map(roundName)).toEqual(['Premier tour', 'Deuxième tour', '3e\u00a0tour']);
    expect(placesInWords({ ...NONE, any: 2 })).toBe('2\u00a0sièges');
    expect(placesInWords({ ...NONE, public: 1 })).toBe('1\u00a0siège\u00a0: 1 pour le secteur public');
    expect(placesInWords({ ...NONE, public: 1, any: 1 })).toBe(
      '2\u00a0sièges\u00a0: 1 pour le secteur public et 1 sans condition de secteur',
    );
    const about = {
      body: 'CA',
      office: 'member' as const,
      places: { ...NONE, any: 2 },
      from: '2023-01-01',
      to: null,
    };
    expect(electionTitle(about)).toBe(
      'Élection pour 2\u00a0sièges (CA), à partir du 1er\u00a0janvier\u00a02023.',
    );
    expect(electionTitle({ ...about, office: 'secretary', to: '2024-12-31' })).toBe(
      'Élection au secrétariat (CA), du 1er\u00a0janvier\u00a02023 au 31\u00a0décembre\u00a02024.',
    );
    expect(
      constraintLines({
        places: { ...NONE, any: 2 },
        caps: { public: 1, associative: 1 },
        onePerOrganisation: true,
        seated: [],
      }),
    ).toHaveLength(3);
    expect(constraintLines(rule())).toHaveLength(1);
  });

  it('says a round as the PV does', () => {
    const count = papers(9, { a: 5, b: 3 }, 1);
    const { rounds } = electionState(rule(), [a, b, c], [count], []);
    expect(roundSentences(rounds[0]!, [a, b, c], noLot)).toEqual([
      '9\u00a0bulletins, 1\u00a0blanc, 0\u00a0nul\u00a0; 8\u00a0valables\u00a0; majorité absolue des bulletins valables\u00a0: il fallait 5\u00a0voix.',
      'A\u00a0: 5\u00a0voix\u00a0; B\u00a0: 3\u00a0voix.',
      'Obtient le siège\u00a0: A (5\u00a0voix).',
    ]);
    const none = electionState(rule(), [a, b], [papers(2, { a: 1, b: 1 })], []);
    expect(roundSentences(none.rounds[0]!, [a, b], noLot).at(-1)).toBe('Personne n’est élu à ce tour.');
  });

  it.each([
    [['madame', 'madame'], 'Sont élues'],
    [['madame', 'monsieur'], 'Sont élus'],
    [['madame', null], 'Obtiennent un siège'],
    [['madame'], 'Est élue'],
    [['monsieur'], 'Est élu'],
    [[null], 'Obtient le siège'],
  ] as const)('agrees with %j', (civilities, words) => {
    const people = civilities.map((civility, index) => person(`c${index}`, { civility }));
    const frozen = rule({}, { any: people.length });
    const count = papers(2, Object.fromEntries(people.map(({ id }) => [id, 2])));
    const state = electionState(frozen, people, [count], []);
    const result = resultWords(state, people, frozen.places, noLot);
    expect(result.sentence).toMatch(new RegExp(`^${words}\\u00a0: `));
    expect(result.plain).toBe(
      `Élection\u00a0: ${people.length}\u00a0siège${people.length > 1 ? 's pourvus' : ' pourvu'} sur ${people.length}.`,
    );
  });

  it('says what was drawn, with what was said aloud', () => {
    const rounds = resolved('relative' as const);
    const state = electionState(rule({ rounds }), [a, b], [papers(2, { a: 1, b: 1 })], [lot(1, 'b', 'a')]);
    const { explanation, sentence } = resultWords(state, [a, b], rule().places, () => drawn);
    expect(explanation[0]).toMatch(/^Premier tour\u00a0: 2\u00a0bulletins/);
    expect(sentence).toBe('Obtient le siège\u00a0: B.');
    expect(explanation).toContain(
      'Tirage au sort en séance, mots dits à voix haute avant de tirer\u00a0: «\u00a07421\u00a0»\u00a0; empreintes\u00a0: B 00000000 et A ffffffff.',
    );
    expect(explanation).toContain('Ordre du sort\u00a0: B, puis A.');
    expect(explanation).toContain('A, 1\u00a0voix, n’a pas de siège\u00a0: tous les sièges sont pourvus.');
    expect(resultWords(state, [a, b], rule().places, noLot).explanation).toContain(
      'Tirage au sort en séance.',
    );
  });

  it('says the eldest, without a day of birth', () => {
    const people = [person('a', { civility: 'madame' }), person('b', { civility: 'monsieur' }), c];
    const rounds = resolved('relative' as const);
    const said = (order: string[], lotOf: () => DrawnLot | null = noLot) => {
      const count = papers(3, Object.fromEntries(order.map((id) => [id, 1])));
      const tie: SettledTie = { round: 1, order, means: 'age' };
      return resultWords(
        electionState(rule({ rounds }), people, [count], [tie]),
        people,
        rule().places,
        lotOf,
      ).explanation.join(' ');
    };
    expect(said(['a', 'b'])).toContain('l’âge décide\u00a0: A est l’aînée.');
    expect(said(['b', 'a'])).toContain('B est l’aîné.');
    expect(said(['c', 'a', 'b'])).toContain('C est la personne la plus âgée, puis viennent A, B.');
    expect(said(['a', 'b'], () => drawn)).toContain('Même date de naissance. Tirage au sort');
  });

  it('says that nobody is elected, and what stays to be filled', () => {
    const frozen = rule({}, { any: 2 });
    const none = electionState(frozen, [a, b], [papers(2, { a: 1, b: 1 })], []);
    const words = resultWords(none, [a, b], frozen.places, noLot);
    expect(words.sentence).toBe('Personne n’est élu.');
    expect(words.explanation.at(-1)).toBe('2\u00a0sièges restent à pourvoir.');
  });
});

describe('who elects directors (CSA 9:12)', () => {
  const candidates = [{ personId: 'a', name: 'Anne Adam' }];
  const elected = (office: 'member' | 'chair', ...directors: string[]) =>
    ({ body: 'board', office, directors: new Set(directors) }) as const;
  it.each([
    ['general-assembly', elected('member'), null],
    ['board', elected('member', 'a'), 'reserved-to-assembly'],
    ['management-committee', elected('member'), 'reserved-to-assembly'],
    ['board', elected('chair', 'a'), null],
    ['board', elected('chair', 'b'), 'not-a-director'],
    ['board', { ...elected('member'), body: 'working-group' }, null],
  ] as const)('%s, %j: %s', (voting, where, code) => {
    const outcome = checkElector(voting, where, candidates);
    expect(outcome.done ? null : outcome.refusal.code).toBe(code);
  });
});
