import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween } from '#lib/kernel/days.ts';
import { otherCollege, SECTORS } from '#lib/kernel/sectors.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import {
  checkPresidency,
  endingAt,
  endingInWords,
  nextPassage,
  presidencyNote,
  turnOn,
  turnsOf,
  type AlternationRule,
  type OfficeHolder,
} from './alternation.ts';
import { checkTerm, type Term } from './terms.ts';

const term = (name: string, from: string, to: string | null): Term => ({ id: name, name, from, to });
/** The calendar of section 5.3: installations of 2018, 2024 and 2030. */
const PAST = term('2018-2024', '2018-12-03', '2024-12-01');
const PRESENT = term('2024-2030', '2024-12-02', '2030-12-01');
const COMING = term('2030-2036', '2030-12-02', '2036-12-01');
const TERMS = [PRESENT, COMING];

const rule = (more: Partial<AlternationRule> = {}): AlternationRule => ({
  mode: 'by-term',
  firstChair: 'public',
  exceptions: 'refused',
  source: 'statuts, art. 24',
  toVerify: false,
  ...more,
});

const holder = (more: Partial<OfficeHolder> = {}): OfficeHolder => ({
  office: 'chair',
  sector: 'public',
  name: 'Alix Abrassart',
  from: '2024-12-02',
  to: null,
  exceptionReason: null,
  ...more,
});
const codeOf = (outcome: Outcome<unknown>) => (outcome.done ? 'done' : outcome.refusal.code);
const sentenceOf = (outcome: Outcome<unknown>) => (outcome.done ? '' : outcome.refusal.sentence);
const check = (
  candidate: Partial<OfficeHolder>,
  more: Partial<AlternationRule> = {},
  others: OfficeHolder[] = [],
) => checkPresidency(holder(candidate), others, TERMS, rule(more));

describe('whose turn it is', () => {
  it('T60: public from 2024 to 2030, associative from 2030 to 2036', () => {
    expect(turnOn(TERMS, rule(), '2024-12-02')).toMatchObject({ chair: 'public', viceChair: 'associative' });
    expect(turnOn(TERMS, rule(), '2030-12-01')).toMatchObject({ chair: 'public' });
    const next = turnOn(TERMS, rule(), '2030-12-02');
    expect(next).toMatchObject({ chair: 'associative', viceChair: 'public' });
    expect(next?.sentence).toBe(
      'Du 2\u00a0décembre\u00a02030 au 1er\u00a0décembre\u00a02036 (2030-2036), la présidence revient au secteur associatif et la vice-présidence au secteur public.',
    );
  });

  it('is told of no day outside the recorded terms, and of none without rule', () => {
    expect(turnOn(TERMS, rule(), '2024-12-01')).toBeNull();
    expect(turnOn(TERMS, rule(), '2036-12-02')).toBeNull();
    expect(turnOn(TERMS, rule({ mode: 'none' }), '2025-01-01')).toBeNull();
    expect(turnOn([], rule(), '2025-01-01')).toBeNull();
  });

  it('takes the terms in any order', () => {
    expect(turnsOf([COMING, PAST, PRESENT], rule()).map(({ chair }) => chair)).toEqual([
      'public',
      'associative',
      'public',
    ]);
  });

  it('at half-term, passes in the middle of each term', () => {
    const turns = turnsOf(TERMS, rule({ mode: 'half-term' }));
    expect(turns.map(({ chair, period: { from, to, half } }) => [chair, from, to, half])).toEqual([
      ['public', '2024-12-02', '2027-12-01', 1],
      ['associative', '2027-12-02', '2030-12-01', 2],
      ['public', '2030-12-02', '2033-12-01', 1],
      ['associative', '2033-12-02', '2036-12-01', 2],
    ]);
    expect(turns[1]?.sentence).toContain('(2024-2030, seconde moitié)');
    expect(turns[0]?.sentence).toContain('(2024-2030, première moitié)');
  });

  it('at half-term, waits for the end of a term to be known', () => {
    const open = turnsOf([term('2024', '2024-12-02', null)], rule({ mode: 'half-term' }));
    expect(open.map(({ period: { from, to, half } }) => [from, to, half])).toEqual([['2024-12-02', null, 1]]);
    expect(open[0]?.sentence).toContain('À partir du 2\u00a0décembre\u00a02024 (2024, première moitié)');
  });

  it('stays with one sector where the statutes say so, recorded terms or not', () => {
    for (const day of ['2020-01-01', '2025-01-01', '2031-01-01'])
      expect(turnOn(TERMS, rule({ mode: 'fixed' }), day)).toMatchObject({
        chair: 'public',
        sentence: 'La présidence revient toujours au secteur public, la vice-présidence à un autre secteur.',
      });
  });
});

describe('a chair or a vice-chair to begin', () => {
  it('T60: refuses a public chair in the turn of the associative sector, and says whose turn it is', () => {
    const outcome = check({ from: '2030-12-02' });
    expect(outcome).toMatchObject({
      refusal: { code: 'wrong-sector', field: 'organisation', source: 'statuts, art. 24' },
    });
    expect(sentenceOf(outcome)).toBe(
      'Du 2\u00a0décembre\u00a02030 au 1er\u00a0décembre\u00a02036 (2030-2036), la présidence revient au secteur associatif et la vice-présidence au secteur public. Choisissez une personne de ce secteur. Sans candidat, n’élisez personne\u00a0: la vice-présidence assure l’intérim.',
    );
    expect(codeOf(check({ from: '2030-12-02', sector: 'associative' }))).toBe('done');
  });

  it.each<[string, Partial<OfficeHolder>, Partial<AlternationRule>, string]>([
    ['un vice-président du secteur qui préside', { office: 'vice-chair' }, {}, 'wrong-sector'],
    ['un vice-président de l’autre secteur', { office: 'vice-chair', sector: 'associative' }, {}, 'done'],
    ['le Gouvernement à la présidence', { sector: 'government' }, {}, 'wrong-sector'],
    [
      'le Gouvernement à la vice-présidence',
      { office: 'vice-chair', sector: 'government' },
      {},
      'wrong-sector',
    ],
    ['un membre, quel que soit son secteur', { office: 'member', sector: 'associative' }, {}, 'done'],
    ['sans alternance, n’importe qui', { sector: 'associative' }, { mode: 'none' }, 'done'],
    [
      'hors des mandatures de la liste, n’importe qui',
      { sector: 'associative', from: '2040-01-01' },
      {},
      'done',
    ],
    ['jusqu’au dernier jour du tour', { to: '2030-12-01' }, {}, 'done'],
    ['au-delà du tour', { to: '2030-12-02' }, {}, 'past-the-turn'],
    ['au-delà de la moitié du mandat', { to: '2027-12-02' }, { mode: 'half-term' }, 'past-the-turn'],
    [
      'à mi-mandature, l’autre secteur',
      { from: '2027-12-02', sector: 'associative' },
      { mode: 'half-term' },
      'done',
    ],
    ['à mi-mandature, le même secteur', { from: '2027-12-02' }, { mode: 'half-term' }, 'wrong-sector'],
    [
      'T63 : présidence toujours publique, candidat associatif',
      { sector: 'associative' },
      { mode: 'fixed' },
      'wrong-sector',
    ],
    [
      'T63 : vice-présidence de la Région',
      { office: 'vice-chair', sector: 'government' },
      { mode: 'fixed' },
      'done',
    ],
    [
      'T63 : vice-présidence associative',
      { office: 'vice-chair', sector: 'associative' },
      { mode: 'fixed' },
      'done',
    ],
    ['T63 : vice-présidence publique', { office: 'vice-chair' }, { mode: 'fixed' }, 'wrong-sector'],
    ['T63 : d’une mandature à l’autre', { to: '2035-01-01' }, { mode: 'fixed' }, 'done'],
  ])('%s', (_, candidate, more, code) => {
    expect(codeOf(check(candidate, more))).toBe(code);
  });

  it('has no last day of the turn while the end of the term is not known', () => {
    const open = [term('2024', '2024-12-02', null)];
    expect(codeOf(checkPresidency(holder({ to: '2040-01-01' }), [], open, rule()))).toBe('done');
  });

  it('whoever replaces a chair who resigned is of the same sector, to the end of the term', () => {
    const gone = holder({ to: '2026-03-31' });
    expect(codeOf(check({ from: '2026-04-01', sector: 'associative' }, {}, [gone]))).toBe('wrong-sector');
    expect(codeOf(check({ from: '2026-04-01', to: '2030-12-01' }, {}, [gone]))).toBe('done');
  });

  it('T65: without candidate of the sector, an exception only where the statutes admit it, with its reason', () => {
    const wrong = { sector: 'associative' as const };
    const reason = { ...wrong, exceptionReason: 'Aucun candidat public.' };
    expect(codeOf(check(reason))).toBe('wrong-sector');
    const asked = check(wrong, { exceptions: 'recorded' });
    expect(asked).toMatchObject({ refusal: { code: 'exception-unexplained', field: 'exceptionReason' } });
    expect(codeOf(check(reason, { exceptions: 'recorded' }))).toBe('done');
    expect(codeOf(check({ ...reason, to: '2031-01-01' }, { exceptions: 'recorded' }))).toBe('past-the-turn');
  });

  it('refuses the reason of an exception that is none', () => {
    for (const candidate of [{}, { office: 'member' as const }, { from: '2040-01-01' }])
      expect(check({ ...candidate, exceptionReason: 'Par précaution.' })).toMatchObject({
        refusal: { code: 'no-exception', field: 'exceptionReason' },
      });
  });

  it('beside a chair by exception, takes the vice-chair from the sector left free', () => {
    const excepted = holder({ sector: 'associative', exceptionReason: 'Aucun candidat public.' });
    expect(codeOf(check({ office: 'vice-chair' }, {}, [excepted]))).toBe('done');
    expect(codeOf(check({ office: 'vice-chair', sector: 'government' }, {}, [excepted]))).toBe(
      'wrong-sector',
    );
  });

  it('never lets both offices be of one sector at once, not even by exception', () => {
    const vice = holder({ office: 'vice-chair', name: 'Wivine Warnier', to: '2025-12-31' });
    const outcome = check({ exceptionReason: 'Raison' }, { exceptions: 'recorded' }, [vice]);
    expect(outcome).toMatchObject({ refusal: { code: 'same-sector', field: 'organisation' } });
    expect(sentenceOf(outcome)).toBe(
      'La présidence et la vice-présidence ne peuvent pas revenir ensemble au secteur public\u00a0: Wivine Warnier le représente déjà du 2\u00a0décembre\u00a02024 au 31\u00a0décembre\u00a02025. Terminez d’abord ce mandat, ou choisissez un autre secteur.',
    );
    expect(codeOf(check({ from: '2026-01-01' }, {}, [vice]))).toBe('done');
    expect(codeOf(check({}, {}, [{ ...vice, sector: 'associative' }]))).toBe('done');
    expect(codeOf(check({}, {}, [{ ...vice, office: 'treasurer' }]))).toBe('done');
    expect(codeOf(check({ from: '2040-01-01' }, {}, [{ ...vice, to: null }]))).toBe('same-sector');
  });
});

describe('what is said of a presidency', () => {
  const turn = turnOn(TERMS, rule(), '2025-01-01');
  const vice = holder({ office: 'vice-chair', sector: 'associative', name: 'Wivine Warnier' });

  it('T65: the vice-chair stands in, with a warning', () => {
    expect(presidencyNote(turn, null, vice)).toEqual({
      state: 'interim',
      sentence:
        'Wivine Warnier assure l’intérim comme vice-présidence, jusqu’à l’élection d’une personne du secteur public.',
    });
    expect(presidencyNote(null, null, vice)?.sentence).toContain('l’élection d’une personne.');
    expect(presidencyNote(turn, null, null)).toEqual({
      state: 'vacant',
      sentence: 'Ni présidence ni vice-présidence. Élisez une personne du secteur public.',
    });
  });

  it('is nothing when it is in order', () => {
    expect(presidencyNote(turn, holder(), vice)).toBeNull();
    expect(presidencyNote(turn, holder(), null)).toBeNull();
    expect(presidencyNote(null, holder({ sector: 'associative' }), null)).toBeNull();
  });

  it('names the wrong sector, the exception and two offices in one sector', () => {
    const other = holder({ sector: 'associative' });
    expect(presidencyNote(turn, other, null)).toEqual({
      state: 'wrong-sector',
      sentence: 'Alix Abrassart préside pour le secteur associatif, au tour du secteur public.',
    });
    expect(presidencyNote(turn, { ...other, exceptionReason: 'aucun candidat.' }, null)).toEqual({
      state: 'exception',
      sentence:
        'Alix Abrassart préside pour le secteur associatif, au tour du secteur public, par exception\u00a0: aucun candidat.',
    });
    expect(presidencyNote(turn, other, vice)?.state).toBe('same-sector');
  });
});

describe('the next renewal', () => {
  it('is the first day of the next term, with what passes to whom', () => {
    expect(nextPassage([PAST, PRESENT], rule(), '2022-11-21')).toEqual({
      on: '2024-12-02',
      kind: 'renewal',
      chair: 'associative',
      viceChair: 'public',
      sentence:
        'Le 2\u00a0décembre\u00a02024, la présidence passe au secteur associatif et la vice-présidence au secteur public.',
    });
  });

  it('is the day after the last recorded term, whose next one is still to record', () => {
    expect(nextPassage(TERMS, rule(), '2036-12-01')).toMatchObject({ on: '2036-12-02', chair: 'public' });
    expect(nextPassage([PRESENT], rule({ mode: 'half-term' }), '2028-01-01')).toMatchObject({
      on: '2030-12-02',
      kind: 'renewal',
      chair: 'public',
    });
    expect(nextPassage(TERMS, rule(), '2036-12-02')).toBeNull();
  });

  it('comes in the middle of the term at half-term', () => {
    expect(nextPassage(TERMS, rule({ mode: 'half-term' }), '2025-01-01')).toMatchObject({
      on: '2027-12-02',
      kind: 'half-term',
      chair: 'associative',
    });
  });

  it('is not known after a term without end, without term or without rule', () => {
    expect(nextPassage([term('2024', '2024-12-02', null)], rule(), '2025-01-01')).toBeNull();
    expect(nextPassage([], rule(), '2025-01-01')).toBeNull();
    expect(nextPassage(TERMS, rule({ mode: 'none' }), '2025-01-01')).toBeNull();
  });

  it('leaves the chair where it stays', () => {
    expect(nextPassage(TERMS, rule({ mode: 'fixed' }), '2025-01-01')?.sentence).toBe(
      'Le 2\u00a0décembre\u00a02030, la présidence reste au secteur public, la vice-présidence à un autre secteur.',
    );
  });

  it('ends the presidency, the vice-presidency and the political offices of public representatives', () => {
    const passage = nextPassage([PAST, PRESENT], rule(), '2022-11-21')!;
    const mandates = [
      holder({ from: '2021-06-24' }),
      holder({ from: '2021-06-24', office: 'vice-chair', sector: 'associative' }),
      holder({ from: '2021-06-24', office: 'member' }),
      holder({ from: '2021-06-24', office: 'member', to: '2024-12-01' }),
      holder({ from: '2021-06-24', office: 'member', sector: 'associative' }),
      holder({ from: '2021-06-24', office: 'member', to: '2024-11-30' }),
    ];
    const ending = endingAt(passage, mandates);
    expect(ending).toEqual(mandates.slice(0, 4));
    expect(endingInWords(ending)).toBe(
      'À renouveler\u00a0: la présidence, la vice-présidence et 2 autres mandats publics.',
    );
    expect(endingAt({ ...passage, kind: 'half-term' }, mandates)).toEqual(mandates.slice(0, 2));
    expect(endingInWords(ending.slice(2, 3))).toBe('À renouveler\u00a0: un autre mandat public.');
    expect(endingInWords([])).toBe('');
  });
});

describe('a term beside the others', () => {
  const others = [PRESENT];
  it.each<[string, string, string | null, string, string?]>([
    ['le lendemain de la précédente', '2030-12-02', '2036-12-01', 'done'],
    ['jusqu’à la veille de la suivante', '2018-12-03', '2024-12-01', 'done'],
    ['sans fin connue', '2030-12-02', null, 'done'],
    ['le dernier jour de la précédente', '2030-12-01', '2036-12-01', 'terms-overlap', 'from'],
    ['sans fin, avant une autre', '2018-12-03', null, 'terms-overlap', 'to'],
    ['qui finit le jour où elle commence', '2030-12-02', '2030-12-02', 'end-before-beginning', 'to'],
  ])('%s', (_, from, to, code, field) => {
    const outcome = checkTerm({ name: 'X', from, to }, others);
    expect(codeOf(outcome)).toBe(code);
    if (!outcome.done) expect(outcome.refusal.field).toBe(field);
  });

  it('names the term that it meets', () => {
    expect(sentenceOf(checkTerm({ name: 'X', from: '2030-01-01', to: null }, others))).toBe(
      'Ces dates touchent «\u00a02024-2030\u00a0», du 2\u00a0décembre\u00a02024 au 1er\u00a0décembre\u00a02030. Une mandature commence le lendemain de la précédente\u00a0: corrigez les dates de l’une ou de l’autre.',
    );
    const open = [term('2024', '2024-12-02', null)];
    expect(codeOf(checkTerm({ name: 'X', from: '2031-01-01', to: null }, open))).toBe('terms-overlap');
  });
});

describe('over any list of terms', () => {
  const START = '1950-01-01';
  /** Terms one after the other, with or without days between them, the last one with or without end. */
  const anyTerms = fc
    .tuple(
      fc.array(fc.record({ gap: fc.nat(400), length: fc.integer({ min: 2, max: 3000 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.boolean(),
    )
    .map(([spans, open]) => {
      let from = START;
      return spans.map(({ gap, length }, index) => {
        const begins = daysAfter(from, gap);
        const to = daysAfter(begins, length - 1);
        from = daysAfter(to, 1);
        return term(`T${index}`, begins, open && index === spans.length - 1 ? null : to);
      });
    });
  const anyRule = fc
    .record({
      mode: fc.constantFrom('by-term' as const, 'half-term' as const),
      firstChair: fc.constantFrom('public' as const, 'associative' as const),
      exceptions: fc.constantFrom('refused' as const, 'recorded' as const),
    })
    .map(rule);
  const anyDay = fc.nat(40_000).map((days) => daysAfter(START, days));

  it('alternates strictly, and gives chair and vice-chair to different sectors', () => {
    fc.assert(
      fc.property(anyTerms, anyRule, (terms, of) => {
        const turns = turnsOf(terms, of);
        expect(turns[0]?.chair).toBe(of.firstChair);
        turns.forEach(({ chair, viceChair }, index) => {
          expect(viceChair).toBe(otherCollege(chair));
          if (index > 0) expect(chair).toBe(turns[index - 1]!.viceChair);
        });
      }),
    );
  });

  it('never gives a day two turns, and gives one to every day of a term', () => {
    fc.assert(
      fc.property(anyTerms, anyRule, anyDay, (terms, of, day) => {
        const holds = ({ from, to }: { from: string; to: string | null }) =>
          from <= day && (to === null || day <= to);
        const turns = turnsOf(terms, of).filter(({ period }) => holds(period));
        expect(turns).toHaveLength(terms.some(holds) ? 1 : 0);
        expect(turnOn(terms, of, day)).toEqual(turns[0] ?? null);
      }),
    );
  });

  it('splits a term in halves that differ by one day at most', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const turns = turnsOf(terms, rule({ mode: 'half-term' }));
        for (const { term: whole, half, from, to } of turns.map(({ period }) => period)) {
          if (half !== 2) continue;
          const first = daysBetween(whole.from, from);
          const second = daysBetween(from, to!) + 1;
          expect(first + second).toBe(daysBetween(whole.from, whole.to!) + 1);
          expect(second - first).toBeGreaterThanOrEqual(0);
          expect(second - first).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('treats the sectors alike: who begins is the only difference', () => {
    fc.assert(
      fc.property(anyTerms, anyRule, anyDay, (terms, of, day) => {
        const mirrored = { ...of, firstChair: otherCollege(of.firstChair) };
        const one = turnOn(terms, of, day);
        const other = turnOn(terms, mirrored, day);
        expect(other && { chair: other.viceChair, viceChair: other.chair }).toEqual(
          one && { chair: one.chair, viceChair: one.viceChair },
        );
      }),
    );
  });

  it('admits the chair of one sector only, and tells the passage of the day before', () => {
    fc.assert(
      fc.property(anyTerms, anyRule, anyDay, (terms, of, day) => {
        const turn = turnOn(terms, of, day);
        const admitted = SECTORS.filter(
          (sector) => checkPresidency(holder({ sector, from: day }), [], terms, of).done,
        );
        if (of.exceptions === 'refused') expect(admitted).toEqual(turn ? [turn.chair] : SECTORS);
        const passage = nextPassage(terms, of, day);
        if (passage === null) return;
        expect(passage.on > day).toBe(true);
        const then = turnOn(terms, of, passage.on);
        if (then) expect([then.chair, then.viceChair]).toEqual([passage.chair, passage.viceChair]);
        if (turn) expect(passage.chair).toBe(turn.viceChair);
      }),
    );
  });
});
