import { describe, expect, it } from 'vitest';
import type { Category } from '#lib/associations/categories.ts';
import { compositionWarnings, type StandingPlace } from './warnings.ts';

const place = (category: Category | null, more: Partial<StandingPlace> = {}): StandingPlace => ({
  sector: 'public',
  category,
  vacant: false,
  ...more,
});
/** The twelve seats of the decree (T46). */
const LEAST: readonly StandingPlace[] = [
  place(null, { sector: 'government' }),
  ...Array.from({ length: 3 }, () => place('cpas')),
  ...Array.from({ length: 3 }, () => place('municipality')),
  ...(['hospital', 'housing', 'mental-health', 'social-integration', 'individual-support'] as const).map(
    (category) => place(category),
  ),
];
const warned = (more: Partial<Parameters<typeof compositionWarnings>[0]>) =>
  compositionWarnings({
    kind: 'board',
    profile: 'social-relay',
    members: 34,
    places: LEAST,
    unseated: [],
    ...more,
  });
const codes = (more: Parameters<typeof warned>[0]) => warned(more).map(({ code }) => code);

describe('compositionWarnings', () => {
  it('T46 : les 12 sièges du décret suffisent, un siège vacant en reste un', () => {
    expect(codes({})).toEqual([]);
    expect(
      codes({ places: LEAST.map((each, index) => (index === 1 ? { ...each, vacant: true } : each)) }),
    ).toEqual([]);
  });

  it('T48 : deux communes seulement', () => {
    const [warning] = warned({ places: LEAST.toSpliced(4, 1) });
    expect(warning).toMatchObject({
      code: 'relay-board',
      mend: 'seats',
      source: 'décret du 17 juillet 2003, art. 12',
    });
    expect(warning!.sentence).toContain('1 × villes et communes');
    expect(codes({ places: [...LEAST.toSpliced(4, 1), place('other')] })).toEqual(['relay-board']);
  });

  it('cannot tell while as many categories are unknown as seats are missing', () => {
    const places = [...LEAST.toSpliced(4, 1), place(null)];
    const [warning] = warned({ places });
    expect(warning).toMatchObject({ code: 'relay-board-unknown', mend: 'directory' });
    expect(warning!.sentence).toContain('1 × villes et communes');
    expect(codes({ places: LEAST.toSpliced(4, 2).concat(place(null)) })).toEqual(['relay-board']);
  });

  it('asks nothing of the kind of another association, nor of another body', () => {
    expect(codes({ profile: 'common', places: [place(null), place(null), place(null)] })).toEqual([]);
    expect(codes({ kind: 'management-committee', places: [place(null)] })).toEqual([]);
  });

  it('tells of a board too small, and of no board that waits for its first mandates', () => {
    const two = [place('cpas'), place('cpas'), place('cpas', { vacant: true })];
    expect(warned({ profile: 'common', places: two })).toMatchObject([
      { code: 'board-size', mend: 'mandate', source: 'CSA 9:5' },
    ]);
    expect(codes({ profile: 'common', members: 2, places: two })).toEqual([]);
    expect(codes({ profile: 'common', places: two.map((each) => ({ ...each, vacant: true })) })).toEqual([]);
  });

  it('names who sits without a seat', () => {
    expect(warned({ kind: 'working-group', unseated: ['Alix Abrassart', 'Wivine Warnier'] })).toMatchObject([
      {
        code: 'unseated',
        sentence: expect.stringContaining('Alix Abrassart et Wivine Warnier'),
        mend: 'seats',
      },
    ]);
  });
});
