import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemblyDelays, assemblySignatures, checkAssemblyDay, memberSteps } from './assembly-requests.ts';
import type { NoticeRule } from './notice.ts';

const rule = (days: number | null): NoticeRule => ({
  'notice-days': { value: days, source: 'CSA 9:14', toVerify: false, isDefault: true },
  'notice-counted-from': { value: 'sending', source: 'CSA 9:14', toVerify: false, isDefault: true },
});
const days = (...list: number[]) => list.map((day) => `2026-11-${String(day).padStart(2, '0')}`);

describe('memberSteps', () => {
  it('compte chaque membre une fois, du premier au dernier jour de ses sièges', () => {
    const seat = (organisationId: string, from: string, to: string | null) => ({ organisationId, from, to });
    expect(
      memberSteps([
        seat('a', '2020-01-01', null),
        seat('a', '2020-01-01', '2021-12-31'),
        seat('b', '2021-01-01', '2021-12-31'),
      ]),
    ).toEqual([
      { from: '2020-01-01', count: 1 },
      { from: '2021-01-01', count: 2 },
      { from: '2022-01-01', count: 1 },
    ]);
    expect(memberSteps([])).toEqual([]);
  });
});

describe('assemblySignatures', () => {
  const members = (count: number) => [{ from: '2020-01-01', count }];
  it.each([
    ['T34 : 4 de 21', days(2, 2, 3, 4), members(21), null, 1],
    ['T34 : 5 de 21', days(2, 2, 3, 4, 5), members(21), '2026-11-05', 0],
    ['plus que le cinquième', days(2, 2, 2, 2, 2, 9), members(21), '2026-11-02', 0],
    ['personne', [], members(21), null, 5],
    ['sans membres', days(2), [], null, 0],
    [
      'un membre part : 4 de 20 suffisent, dès ce jour-là',
      days(2, 2, 3, 4),
      [...members(21), { from: '2026-11-07', count: 20 }],
      '2026-11-07',
      0,
    ],
    [
      'atteint, puis un membre arrive : reste atteint',
      days(2, 2, 3, 4),
      [...members(20), { from: '2026-11-07', count: 21 }],
      '2026-11-04',
      0,
    ],
    [
      'un départ annoncé ne compte pas avant son jour',
      days(2, 2, 3, 4),
      [...members(21), { from: '2026-12-01', count: 20 }],
      null,
      1,
    ],
  ])('%s', (_, signedOn, steps, reachedOn, missing) => {
    expect(assemblySignatures(signedOn, steps, '2026-11-10')).toMatchObject({ reachedOn, missing });
  });

  it('dit les figures', () => {
    const words = assemblySignatures(days(2), members(21), '2026-11-10').sentence.replaceAll('\u00a0', ' ');
    expect(words).toBe(
      '1 membre a signé sur 21 ; il en faut 5 (un cinquième des membres, CSA 9:13) : il en manque 4.',
    );
  });

  it('une signature de plus ne défait rien', () => {
    const signed = fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        signed,
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 40 }),
        (list, more, all) => {
          const [before, after] = [list, [...list, more]].map((each) =>
            assemblySignatures(days(...each), members(all), '2026-11-30'),
          );
          expect(before!.reachedOn !== null && after!.reachedOn === null).toBe(false);
          expect((before!.reachedOn !== null) === (list.length * 5 >= all && list.length > 0)).toBe(true);
        },
      ),
    );
  });
});

describe('assemblyDelays', () => {
  it('T74 : demande du lundi 2 novembre 2026', () => {
    expect(assemblyDelays('2026-11-02', rule(15))).toMatchObject({
      callBy: '2026-11-23',
      holdBy: '2026-12-12',
      earliest: '2026-12-08',
      safeFrom: '2026-12-09',
    });
    expect(assemblyDelays('2026-11-02', rule(15)).warning).toContain('mardi 8\u00a0décembre');
    expect(assemblyDelays('2026-11-02', rule(null))).toMatchObject({ earliest: null, warning: '' });
  });

  it.each([
    ['le quarantième jour', '2026-12-12', 15, '2026-11-10', 'done'],
    ['le quarante et unième', '2026-12-13', 15, '2026-11-10', 'after-the-fortieth-day'],
    [
      'quand le délai de convocation tient encore tout juste',
      '2026-12-13',
      15,
      '2026-11-27',
      'after-the-fortieth-day',
    ],
    ['trop tard pour mieux faire', '2026-12-20', 15, '2026-11-28', 'done'],
    ['sans délai de convocation', '2026-12-13', null, '2026-12-12', 'after-the-fortieth-day'],
    ['sans délai de convocation, passé', '2026-12-20', null, '2026-12-13', 'done'],
  ])('%s', (_, heldOn, notice, today, expected) => {
    const delays = assemblyDelays('2026-11-02', rule(notice));
    const outcome = checkAssemblyDay(heldOn, delays, rule(notice), today);
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });
});
