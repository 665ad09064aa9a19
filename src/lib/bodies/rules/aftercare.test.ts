import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { OFFICES } from '../offices.ts';
import {
  aftercareOf,
  directorChanges,
  followedChanges,
  formalityDue,
  formalitySource,
  type DirectorMandate,
} from './aftercare.ts';

const director = (name: string, more: Partial<DirectorMandate> = {}): DirectorMandate => ({
  personId: name,
  name,
  organisationId: `o-${name}`,
  organisation: `Organisation ${name}`,
  office: 'member',
  from: '2021-06-24',
  to: null,
  ...more,
});
const ALWAYS = { from: '1900-01-01', to: '2200-12-31' };
const names = (mandates: readonly DirectorMandate[]) => mandates.map(({ name }) => name);

describe('directorChanges', () => {
  it('makes one change of all that ends on the eve and begins on the day, the last one first', () => {
    const changes = directorChanges(
      [
        director('An'),
        director('Luc', { to: '2022-06-30' }),
        director('Noor', { to: '2022-06-30', office: 'chair' }),
        director('Zoé', { from: '2022-07-01' }),
        director('Noor', { from: '2022-07-01' }),
      ],
      ALWAYS,
    );
    expect(
      changes.map(({ on, came, left, renewed }) => [on, names(came), names(left), names(renewed)]),
    ).toEqual([
      ['2022-07-01', ['Zoé'], ['Luc'], ['Noor']],
      ['2021-06-24', ['An', 'Luc', 'Noor'], [], []],
    ]);
  });

  it('tells someone who changes organisation as who leaves and who comes', () => {
    const [change] = directorChanges(
      [
        director('Luc', { to: '2022-06-30' }),
        director('Luc', { from: '2022-07-01', organisationId: 'other' }),
      ],
      { from: '2022-07-01', to: '2022-07-01' },
    );
    expect([names(change!.came), names(change!.left), names(change!.renewed)]).toEqual([
      ['Luc'],
      ['Luc'],
      [],
    ]);
  });

  it('leaves vacant seats, substitutes, observers and guests aside', () => {
    const others = (['substitute', 'observer', 'invited'] as const).map((office) =>
      director(office, { office }),
    );
    expect(directorChanges([...others, director('X', { personId: null, name: null })], ALWAYS)).toEqual([]);
  });

  it('follows a change for a year, and none that is to come', () => {
    const days = ['2021-11-20', '2021-11-21', '2022-11-21', '2022-11-22'];
    const mandates = days.map((from) => director(from, { from }));
    expect(followedChanges(mandates, '2022-11-21').map(({ on }) => on)).toEqual(['2022-11-21', '2021-11-21']);
  });

  it('tells each beginning and each end once, whatever the order of the mandates', () => {
    const day = fc.integer({ min: 0, max: 30 }).map((days) => daysAfter('2022-01-01', days));
    const drawn = fc.array(
      fc.record({
        who: fc.constantFrom('An', 'Luc', 'Noor'),
        office: fc.constantFrom(...OFFICES),
        from: day,
        length: fc.option(fc.integer({ min: 0, max: 20 })),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(drawn, (all) => {
        const mandates = all.map(({ who, office, from, length }) =>
          director(who, { office, from, to: length === null ? null : daysAfter(from, length) }),
        );
        const directors = mandates.filter(
          ({ office }) => !['substitute', 'observer', 'invited'].includes(office),
        );
        const changes = directorChanges(mandates, ALWAYS);
        const begun = changes.flatMap(({ came, renewed }) => [...came, ...renewed]);
        expect(begun).toHaveLength(directors.length);
        const ended = new Set(directors.flatMap(({ to }) => (to === null ? [] : [daysAfter(to, 1)])));
        for (const on of ended) expect(changes.map((change) => change.on)).toContain(on);
        expect(changes.map(({ on }) => on)).toEqual(
          directorChanges(mandates.toReversed(), ALWAYS).map(({ on }) => on),
        );
      }),
    );
  });
});

describe('the steps', () => {
  it.each([
    ['extract', '2022-11-01', '2022-12-01'],
    ['publication', '2022-11-01', '2022-12-01'],
    // T78: the thirtieth day is a Saturday.
    ['publication', '2026-06-18', '2026-07-20'],
    ['ubo', '2022-11-01', '2022-12-01'],
    ['ubo', '2026-01-31', '2026-03-02'],
    ['bank', '2022-11-01', null],
    ['partners', '2022-11-01', null],
  ] as const)('%s after %s: %s', (step, on, due) => {
    expect(formalityDue(step, on)).toBe(due);
  });

  it('are late the day after, unless they are done', () => {
    const ticked = [{ changedOn: '2022-11-01', step: 'ubo' as const, doneOn: '2022-11-10', note: null }];
    const late = (today: string) =>
      aftercareOf('2022-11-01', ticked, today).flatMap((step) => (step.late ? [step.step] : []));
    expect(late('2022-12-01')).toEqual([]);
    expect(late('2022-12-02')).toEqual(['extract', 'publication']);
    const steps = aftercareOf('2022-11-01', ticked, '2022-12-02');
    expect(steps.map(({ step, done }) => [step, done?.doneOn ?? null])).toEqual([
      ['extract', null],
      ['publication', null],
      ['ubo', '2022-11-10'],
      ['bank', null],
      ['partners', null],
    ]);
    // Ticked for another change, it is not done for this one.
    expect(aftercareOf('2022-10-01', ticked, '2022-12-02').every(({ done }) => done === null)).toBe(true);
  });

  it('say where they come from; telling the administration is for a relais social (RS-20)', () => {
    expect(formalitySource('publication', 'common')).toContain('formulaires I et II');
    expect(formalitySource('extract', 'common')).toBe(formalitySource('publication', 'common'));
    expect(formalitySource('ubo', 'common')).toBe('dans le mois');
    expect(formalitySource('bank', 'social-relay')).toBeNull();
    expect(formalitySource('partners', 'common')).toBeNull();
    expect(formalitySource('partners', 'social-relay')).toContain('décret du 17 juillet 2003, art. 17');
  });
});
