import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { OFFICES, OFFICES_WITHOUT_VOTE } from '../offices.ts';
import { checkDraft } from './draft-findings.ts';
import {
  changesInWords,
  changesOf,
  compositionOf,
  firstPlaces,
  stateOf,
  type Draft,
  type DraftPlace,
  type DraftSeat,
} from './draft.ts';
import { mandate, PAST, PRESENT, rules } from './renewal.sample.ts';
import { endingsOf, momentOf, type RenewalRules, type SittingMandate } from './renewal.ts';

const ON = '2024-12-02';
const plain = (text: string) => text.replace(/\u00a0/gu, ' ');

const place = (id: string, more: Partial<DraftPlace> = {}): DraftPlace => ({
  id,
  former: null,
  kept: false,
  seat: null,
  sector: more.organisation?.sector ?? 'public',
  organisation: null,
  person: null,
  office: 'member',
  voting: true,
  exceptionReason: null,
  ...more,
});
/** Somebody proposed who did not sit. */
const proposal = (id: string, more: Partial<SittingMandate> & { seat?: DraftSeat } = {}): DraftPlace => {
  const { sector, organisation, person, office, voting, exceptionReason } = mandate(id, more);
  return place(id, {
    sector,
    organisation,
    person,
    office,
    voting,
    exceptionReason,
    seat: more.seat ?? null,
  });
};
const kept = (former: SittingMandate): DraftPlace => ({
  ...place(former.id, { former, kept: true }),
  sector: former.sector,
});
const seat = (id: string, more: Partial<DraftSeat> = {}): DraftSeat => ({
  id,
  sector: 'public',
  category: null,
  organisation: null,
  voting: true,
  from: null,
  to: null,
  ...more,
});
const draft = (places: DraftPlace[], more: Partial<Draft> = {}): Draft => ({
  on: ON,
  places,
  seats: [],
  eve: places.flatMap(({ former }) => former ?? []),
  coming: [],
  ...more,
});

const board = rules({ parityTolerance: { value: null, source: '', toVerify: false }, members: 1 });
const found = (given: Draft, by: RenewalRules = board) =>
  checkDraft(given, by).map(({ severity, code, placeId }) => [severity, code, placeId]);
const blocking = (given: Draft, by: RenewalRules = board) =>
  found(given, by).flatMap(([severity, code, placeId]) => (severity === 'blocking' ? [[code, placeId]] : []));
const warnings = (given: Draft, by: RenewalRules = board) =>
  found(given, by).flatMap(([severity, code]) => (severity === 'warning' ? [code] : []));

const CHAIR = proposal('chair', { office: 'chair', sector: 'associative' });
const VICE = proposal('vice', { office: 'vice-chair' });

describe('what blocks a draft', () => {
  it('T60: takes the presidency of the turn, refuses that of the other sector', () => {
    expect(found(draft([CHAIR, VICE]))).toEqual([]);
    expect(blocking(draft([proposal('a', { office: 'chair' })]))).toEqual([['wrong-sector', 'a']]);
    expect(blocking(draft([CHAIR, proposal('b', { office: 'vice-chair', sector: 'associative' })]))).toEqual([
      ['same-sector', 'chair'],
    ]);
  });

  it('T60: admits an exception with its reason where the statutes do', () => {
    const excepted = rules({ ...board }, { exceptions: 'recorded' });
    const chair = (exceptionReason: string | null) =>
      draft([proposal('a', { office: 'chair', exceptionReason })]);
    expect(blocking(chair(null), excepted)).toEqual([['exception-unexplained', 'a']]);
    expect(blocking(chair('Aucun candidat associatif.'), excepted)).toEqual([]);
    expect(blocking(draft([proposal('a', { exceptionReason: 'Pour rien.' })]), excepted)).toEqual([
      ['no-exception', 'a'],
    ]);
  });

  it('T63: a presidency that stays public refuses an associative chair, and takes the Region as vice-chair', () => {
    const fixed = rules({ ...board }, { mode: 'fixed' });
    expect(blocking(draft([CHAIR]), fixed)).toEqual([['wrong-sector', 'chair']]);
    const chair = proposal('a', { office: 'chair' });
    for (const sector of ['government', 'associative'] as const)
      expect(blocking(draft([chair, proposal('b', { office: 'vice-chair', sector })]), fixed)).toEqual([]);
  });

  it('two chairs, or one person twice', () => {
    const twin = { ...proposal('b', { sector: 'associative' }), person: CHAIR.person };
    expect(blocking(draft([CHAIR, twin]))).toEqual([['same-person', 'b']]);
    const second = proposal('b', { office: 'treasurer' });
    expect(blocking(draft([proposal('a', { office: 'treasurer' }), second]))).toEqual([['same-office', 'b']]);
  });

  it('an organisation of another sector, another kind, or not the one of the seat', () => {
    const other = { ...proposal('a'), sector: 'associative' as const };
    expect(blocking(draft([other]))).toEqual([['other-sector', 'a']]);
    const cpas = { ...mandate('a').organisation, category: 'cpas' as const };
    const at = (more: Partial<DraftSeat>, sitting: Partial<SittingMandate> = {}) => {
      const own = seat('s', more);
      return blocking(draft([proposal('a', { ...sitting, seat: own })], { seats: [own] }));
    };
    expect(at({ category: 'cpas' }, { organisation: cpas })).toEqual([]);
    expect(at({ category: 'cpas' })).toEqual([]);
    expect(at({ category: 'municipality' }, { organisation: cpas })).toEqual([['other-category', 'a']]);
    expect(at({ organisation: { id: 'org-a', name: 'A' } })).toEqual([]);
    expect(at({ organisation: { id: 'org-b', name: 'B' } })).toEqual([['reserved-seat', 'a']]);
    expect(at({ to: '2024-12-01' })).toEqual([['outside-seat', 'a']]);
    expect(at({ voting: false })).toEqual([['seat-without-vote', 'a']]);
    expect(at({ voting: false }, { voting: false, office: 'observer' })).toEqual([]);
  });

  it('two at one seat, unless one substitutes, and a vote beside the seats', () => {
    const own = seat('s');
    const one = proposal('a', { seat: own });
    const seats = [own];
    expect(blocking(draft([one, proposal('b', { seat: own })], { seats }))).toEqual([['same-seat', 'b']]);
    const substitute = { office: 'substitute', voting: false } as const;
    expect(blocking(draft([one, proposal('b', { seat: own, ...substitute })], { seats }))).toEqual([]);
    expect(blocking(draft([one, proposal('b')], { seats }))).toEqual([['without-seat', 'b']]);
    expect(blocking(draft([one, proposal('b', substitute)], { seats }))).toEqual([['without-seat', 'b']]);
    const guest = proposal('b', { office: 'invited', voting: false });
    expect(blocking(draft([one, guest], { seats }))).toEqual([]);
  });

  it('a guest who votes, a substitute who is nobody, a person of no organisation', () => {
    expect(blocking(draft([proposal('a', { office: 'invited' })]))).toEqual([['invited-does-not-vote', 'a']]);
    expect(blocking(draft([proposal('a', { office: 'substitute', voting: false, person: null })]))).toEqual([
      ['nobody-substitutes', 'a'],
    ]);
    expect(blocking(draft([{ ...proposal('a'), organisation: null }]))).toEqual([['no-organisation', 'a']]);
    expect(blocking(draft([place('a')]))).toEqual([]);
  });

  it('a mandate kept that ends, or ended since, and one that began since', () => {
    expect(blocking(draft([kept(mandate('a', { to: '2024-12-01' }))]))).toEqual([['kept-ends', 'a']]);
    const gone = mandate('a', { to: '2024-03-01' });
    expect(blocking(draft([kept(gone)], { eve: [] }))).toEqual([['ended-meanwhile', 'a']]);
    const begun = draft([kept(mandate('a'))], { eve: [mandate('a'), mandate('b', { person: null })] });
    expect(blocking(begun)).toEqual([['begun-meanwhile', null]]);
    expect(plain(checkDraft(begun, board)[0]!.sentence)).toBe(
      'Un siège vacant (Organisation b) siège la veille pour Organisation b et n’a pas de place dans ce projet. Ajoutez sa place.',
    );
  });

  it('a mandate already recorded to begin later, with the same person, office or seat', () => {
    const coming = (more: Partial<SittingMandate>) => [mandate('z', { from: '2025-01-01', ...more })];
    const own = seat('s');
    const { person } = mandate('a');
    expect(blocking(draft([proposal('a')], { coming: coming({ person }) }))).toEqual([
      ['coming-mandate', 'a'],
    ]);
    expect(
      blocking(draft([proposal('a', { office: 'secretary' })], { coming: coming({ office: 'secretary' }) })),
    ).toEqual([['coming-mandate', 'a']]);
    const later = draft([proposal('a', { seat: own })], { seats: [own], coming: coming({ seatId: 's' }) });
    expect(blocking(later)).toEqual([['coming-mandate', 'a']]);
    expect(blocking(draft([kept(mandate('a'))], { coming: coming({ person }) }))).toEqual([]);
    const chair = coming({ office: 'vice-chair', sector: 'associative' });
    expect(blocking(draft([CHAIR], { coming: chair }))).toEqual([['same-sector', 'chair']]);
  });

  it('a day outside the life of the body', () => {
    const short = rules({ ...board, life: { from: '2020-01-01', to: '2024-12-01' } });
    expect(blocking(draft([]), short)).toEqual([['outside-body', null]]);
  });

  it('in a body by right, whatever is not an office', () => {
    const byRight = rules({ ...board, composed: 'by-right', kind: 'general-assembly' });
    const former = mandate('a', { sector: 'associative' });
    const { organisation, person, sector } = former;
    const same = place('a', { former, organisation, person, sector, office: 'chair' });
    expect(blocking(draft([same]), byRight)).toEqual([]);
    expect(blocking(draft([{ ...same, person: mandate('b').person }]), byRight)).toEqual([['by-right', 'a']]);
    expect(blocking(draft([proposal('b')]), byRight)).toEqual([['by-right', 'b']]);
  });

  it('keeps the reason of an exception with a chair that goes on', () => {
    const chair = mandate('a', {
      office: 'chair',
      sector: 'associative',
      exceptionReason: 'Faute de mieux.',
    });
    expect(blocking(draft([kept(chair)]))).toEqual([]);
  });
});

describe('what a draft warns of', () => {
  it('T65: without candidate of the sector in turn, the vice-chair stands in', () => {
    expect(warnings(draft([VICE, proposal('b')]))).toEqual(['interim']);
    expect(warnings(draft([proposal('a'), proposal('b')]))).toEqual(['nobody-presides']);
    const nobody = { ...CHAIR, person: null };
    expect(warnings(draft([nobody, VICE, proposal('b')]))).toEqual(['interim', 'vacant']);
    expect(warnings(draft([proposal('a'), proposal('b')]), rules({ ...board }, { mode: 'none' }))).toEqual(
      [],
    );
  });

  it('parity and by how much, a described seat that is vacant counted', () => {
    const paritary = rules({ members: 1 });
    const given = draft([CHAIR, VICE, proposal('b')]);
    expect(checkDraft(given, paritary).map(({ sentence }) => plain(sentence))).toEqual([
      'Public : 2, associatif : 1, écart 1 (admis : 0) : parité rompue.',
    ]);
    const vacant = seat('s', { sector: 'associative' });
    const seats = [vacant];
    expect(
      warnings(
        draft(
          [
            ...given.places.map((each) => ({ ...each, seat: seat(each.id, { sector: each.sector }) })),
            { ...place('v', { seat: vacant }), sector: 'associative' },
          ],
          { seats },
        ),
        paritary,
      ),
    ).toEqual(['vacant']);
    expect(warnings(draft([CHAIR, VICE]), paritary)).toEqual([]);
  });

  it('RS-09: what the decree asks and is missing, and who is not counted', () => {
    const relay = rules({ ...board, relayBoard: true });
    const said = (places: DraftPlace[]) =>
      checkDraft(draft(places), relay).flatMap(({ code, sentence }) =>
        code.startsWith('relay-board') ? [plain(sentence)] : [],
      );
    const of = (
      id: string,
      category: NonNullable<DraftSeat['category']>,
      sector: 'public' | 'associative' = 'public',
    ) => {
      const made = proposal(id, { sector });
      return { ...made, organisation: { ...made.organisation!, category } };
    };
    const government = proposal('g', { sector: 'government' });
    const full = [
      government,
      ...['1', '2', '3'].map((id) => of(id, 'cpas')),
      ...['4', '5', '6'].map((id) => of(id, 'municipality')),
      of('7', 'hospital'),
      of('8', 'housing', 'associative'),
      of('9', 'mental-health', 'associative'),
      of('10', 'social-integration', 'associative'),
      of('11', 'individual-support', 'associative'),
    ];
    expect(said(full)).toEqual([]);
    expect(said([...full.slice(0, -1), of('11', 'other')])).toEqual([
      'La composition minimale du CA n’est pas atteinte. Il manque : 1 × association d’accompagnement social individuel.',
    ]);
    expect(
      said([...full.slice(0, -1), proposal('11'), place('x', { seat: seat('x', { voting: true }) })])[0],
    ).toMatch(/^La catégorie de 2 sièges n’est pas connue\. Parmi eux, il faut trouver : 1 × association/);
    const seats = full
      .slice(1)
      .map((each) => place(each.id, { seat: seat(each.id, { category: each.organisation!.category }) }));
    expect(said([government, ...seats])).toEqual([]);
    expect(said([{ ...government, voting: false }, ...full.slice(1)])[0]).toContain('1 × Gouvernement');
  });

  it('vacant places by name, seats without place, a board too small', () => {
    const reserved = seat('s', { organisation: { id: 'o', name: 'Solaix' } });
    const vacant = { ...proposal('b'), person: null };
    const given = draft([CHAIR, VICE, vacant, place('s', { seat: reserved })], {
      seats: [reserved, seat('t')],
    });
    const said = checkDraft(given, rules({ ...board, members: 12 })).filter(
      ({ severity }) => severity === 'warning',
    );
    expect(said.map(({ code, sentence }) => [code, plain(sentence)])).toEqual([
      ['seat-added', '1 siège n’a pas de place dans ce projet. Ajoutez les places qui manquent.'],
      ['vacant', '2 places vacantes : Organisation b et Solaix.'],
      [
        'board-size',
        'Impossible d’en rester là : l’organe d’administration compte 2 membres, il en faut 3. Nommez des administrateurs.',
      ],
    ]);
    expect(checkDraft(draft([CHAIR, VICE, place('x')]), board)[0]?.sentence).toBe('1\u00a0place vacante.');
  });

  it('of no size in a body that is not the board', () => {
    expect(warnings(draft([CHAIR, VICE]), rules({ ...board, kind: 'working-group', members: 12 }))).toEqual(
      [],
    );
  });

  it('of the offices alone, in a body by right', () => {
    const byRight = rules({ composed: 'by-right', kind: 'general-assembly', relayBoard: true });
    expect(warnings(draft([]), byRight)).toEqual(['nobody-presides']);
  });
});

const EVE = [
  mandate('chair', { office: 'chair' }),
  mandate('vice', { office: 'vice-chair', sector: 'associative' }),
  mandate('treasurer', { office: 'treasurer', sector: 'associative' }),
  mandate('public', { person: null }),
  mandate('short', { sector: 'associative', to: '2024-12-01' }),
];
const begin = (eve: SittingMandate[], seats: DraftSeat[] = [], on = ON, by = rules()) => {
  const moment = momentOf(by, on);
  const { ending, continuing } = endingsOf(moment, by.composed, eve);
  const places = firstPlaces({
    eve,
    continuing,
    seats,
    open: seats,
    presidencyPasses: moment.passage !== null,
  });
  const made = places.map((each, index) => ({ ...each, id: `p${index}`, exceptionReason: null }));
  return { ending, draft: { ...draft(made, { eve, seats }), on } };
};

describe('the draft that is begun', () => {
  it('keeps who goes on, proposes the others again, and leaves the presidency to be chosen', () => {
    const { draft: begun } = begin(EVE);
    expect(begun.places.map(({ former, office }) => [former?.id, office])).toEqual([
      ['chair', 'member'],
      ['vice', 'member'],
      ['treasurer', 'treasurer'],
      ['public', 'member'],
      ['short', 'member'],
    ]);
    expect(begun.places.map(stateOf)).toEqual(['again', 'again', 'kept', 'vacant', 'again']);
    expect(blocking(begun)).toEqual([]);
  });

  it('follows the seats in their order, substitutes beside, then who sits elsewhere', () => {
    const held = mandate('a', { seatId: 's1', sector: 'associative' });
    const substitute = mandate('b', {
      seatId: 's1',
      office: 'substitute',
      voting: false,
      sector: 'associative',
    });
    const guest = mandate('c', { office: 'invited', voting: false, sector: 'associative' });
    const seats = [seat('s0'), seat('s1', { sector: 'associative' })];
    const { draft: begun } = begin([guest, held, substitute], seats);
    expect(begun.places.map(({ seat: own, former }) => [own?.id, former?.id])).toEqual([
      ['s0', undefined],
      ['s1', 'a'],
      ['s1', 'b'],
      [undefined, 'c'],
    ]);
    expect(stateOf(begun.places[0]!)).toBe('empty');
    expect(stateOf(proposal('n'))).toBe('new');
    const missing = firstPlaces({ eve: [held], continuing: [], seats, open: [], presidencyPasses: false });
    expect(missing.map(({ seat: own, kept: goesOn, office }) => [own?.id, goesOn, office])).toEqual([
      ['s1', false, 'member'],
    ]);
  });

  it('changes, when applied, what it says', () => {
    const { draft: begun, ending } = begin(EVE);
    const chosen = {
      ...begun,
      places: begun.places.map((each) =>
        each.former?.id === 'vice' ? { ...each, office: 'chair' as const } : each,
      ),
    };
    const changes = changesOf(chosen, ending, new Set(['chair']));
    expect(changes.ends.map(({ mandate: { id }, reason }) => [id, reason])).toEqual([
      ['chair', 'office-lost'],
      ['vice', 'term'],
      ['public', 'office-lost'],
    ]);
    expect(changes.begins.map(({ office, replacesId, seatId }) => [office, replacesId, seatId])).toEqual([
      ['chair', 'vice', null],
      ['member', null, null],
      ['member', 'public', null],
      ['member', 'short', null],
    ]);
    expect(plain(changesInWords(changes, ON))).toBe(
      'Le 1er décembre 2024, 3 mandats finissent. Le 2 décembre 2024, 4 mandats commencent. 1 mandat continue sans changement.',
    );
    const none = {
      ends: [EVE[0]!].map((each) => ({ mandate: each, reason: 'term' as const })),
      begins: [],
      keeps: EVE,
    };
    expect(plain(changesInWords(none, ON))).toBe(
      'Le 1er décembre 2024, 1 mandat finit. Le 2 décembre 2024, 0 mandat commence. 5 mandats continuent sans changement.',
    );
  });

  it('begins the chair, then the vice-chair, then the others', () => {
    const { begins } = changesOf(draft([proposal('a'), VICE, CHAIR]), [], new Set());
    expect(begins.map(({ place: { id } }) => id)).toEqual(['chair', 'vice', 'a']);
  });
});

/** A composition with at most one of each officer, whatever the sectors. */
const anyEve = fc
  .array(
    fc.record({
      sector: fc.constantFrom(...SECTORS),
      office: fc.constantFrom(...OFFICES.filter((office) => office !== 'substitute')),
      vacant: fc.boolean(),
      to: fc.constantFrom(null, '2026-06-30'),
    }),
    { maxLength: 20 },
  )
  .map((drawn) =>
    drawn
      .filter(
        ({ office }, index) =>
          office === 'member' || drawn.findIndex((other) => other.office === office) === index,
      )
      .map(({ sector, office, vacant, to }, index) =>
        mandate(`m${index}`, {
          sector,
          office,
          to: office === 'chair' || office === 'vice-chair' ? null : to,
          voting: !OFFICES_WITHOUT_VOTE.includes(office),
          ...(vacant && { person: null }),
        }),
      ),
  );
const keepAll = (eve: SittingMandate[], on: string): Draft => ({ ...draft(eve.map(kept)), on });

describe('whatever the composition', () => {
  it('a draft that keeps everybody on an ordinary day has nothing that blocks, if the eve was in order', () => {
    fc.assert(
      fc.property(anyEve, fc.integer({ min: 1, max: 500 }), (eve, days) => {
        fc.pre(blocking(keepAll(eve, PRESENT.from), rules()).length === 0);
        const on = daysAfter(PRESENT.from, days);
        expect(blocking(keepAll(eve, on), rules())).toEqual([]);
        expect(changesOf(keepAll(eve, on), [], new Set())).toMatchObject({ ends: [], begins: [] });
      }),
    );
  });

  it('what is begun and what is kept make the composition of the day; what ends and what is kept, that of the eve', () => {
    fc.assert(
      fc.property(anyEve, (eve) => {
        const { draft: begun, ending } = begin(eve, [], ON, rules({ terms: [PAST, PRESENT] }));
        const { ends, begins, keeps } = changesOf(begun, ending, new Set());
        const after = [...keeps.map(({ id }) => id), ...begins.map(({ place: { former } }) => former!.id)];
        expect(after.toSorted()).toEqual(
          compositionOf(begun)
            .map(({ place: { former } }) => former!.id)
            .toSorted(),
        );
        const before = [...keeps, ...ends.map((each) => each.mandate)].map(({ id }) => id);
        expect(before.toSorted()).toEqual(eve.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('what is begun has nothing that blocks, for nobody is proposed to preside', () => {
    fc.assert(
      fc.property(anyEve, (eve) => {
        expect(blocking(begin(eve).draft, rules())).toEqual([]);
      }),
    );
  });
});
