import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import { DECISION_KINDS } from '#lib/kernel/decision-kinds.ts';
import { changesSince, isReminderDue, lacksOf, toldSince, type Convocable } from './convocation.ts';

const item = { number: '1', title: 'Article 5', decisionKind: null, text: '' } as const;
const READY: Convocable = { startsAt: '19:00', place: 'Arlon', remoteAccess: null, items: [item] };
const lacks = (more: Partial<Convocable>) => lacksOf({ ...READY, ...more }).map(({ code }) => code);

describe('lacksOf', () => {
  it('asks when, where and what about', () => {
    expect(lacks({})).toEqual([]);
    expect(lacks({ startsAt: null, place: null, items: [] })).toEqual(['no-hour', 'no-place', 'no-agenda']);
    expect(lacks({ place: null, remoteAccess: 'https://visio.example.be' })).toEqual([]);
  });

  it.each(DECISION_KINDS)('R-ODJ-05: says what an item says that decides of: %s', (decisionKind) => {
    const items = (text: string) => [{ ...item, decisionKind, text }];
    expect(lacks({ items: items('  ') })).toEqual(decisionKind === 'ordinary' ? [] : ['imprecise-item']);
    expect(lacks({ items: items('Le texte nouveau.') })).toEqual([]);
    for (const lack of lacksOf({ ...READY, items: items('') }))
      expect(lack).toMatchObject({ number: '1', source: expect.stringMatching(/^CSA/) });
  });
});

describe('changesSince', () => {
  const told = {
    heldOn: '2026-06-30',
    startsAt: '19:00',
    place: 'Arlon',
    remoteAccess: null,
    remoteProcedure: null,
  };
  const remote = { remoteAccess: 'https://visio.example.be', remoteProcedure: 'Levez la main.' };
  const said = (before: object, now: object) =>
    changesSince({ ...told, ...before }, { ...told, ...now }).map((each) => each.replaceAll('\u00a0', ' '));

  it('says each thing that is another now, and what it was', () => {
    expect(said({}, {})).toEqual([]);
    expect(said({}, { heldOn: '2026-07-01', startsAt: '20:30', place: 'Bastogne' })).toEqual([
      'Date : mercredi 1er juillet 2026 (et non mardi 30 juin 2026).',
      'Heure : 20 h 30 (et non 19 h).',
      'Lieu : Bastogne (et non Arlon).',
    ]);
    expect(said({ startsAt: null }, { place: null })).toEqual([
      'Heure : 19 h (et non pas d’heure).',
      'Lieu : pas de lieu (et non Arlon).',
    ]);
    expect(said({}, remote)).toEqual(['On peut maintenant participer à distance.']);
    expect(said(remote, {})).toEqual(['On ne participe plus à distance.']);
    expect(said(remote, { ...remote, remoteProcedure: 'Écrivez.' })).toHaveLength(1);
  });
});

describe('toldSince', () => {
  const told = (...rows: [string, string][]) => rows.map(([on, heldOn]) => ({ on, heldOn }));
  it('counts from the first message that said the day that holds, since it was last another', () => {
    expect(toldSince([], '2026-06-30')).toBeNull();
    expect(toldSince(told(['2026-06-01', '2026-06-30'], ['2026-06-10', '2026-06-30']), '2026-06-30')).toBe(
      '2026-06-01',
    );
    expect(toldSince(told(['2026-06-01', '2026-06-30']), '2026-07-15')).toBeNull();
    const moved = told(
      ['2026-06-01', '2026-06-30'],
      ['2026-06-05', '2026-07-15'],
      ['2026-06-08', '2026-06-30'],
    );
    expect(toldSince(moved, '2026-06-30')).toBe('2026-06-08');
  });
});

describe('isReminderDue', () => {
  it('leaves once between its day and the eve', () => {
    const due = (today: string, ...reminded: string[]) =>
      isReminderDue('2026-06-30', today, '2026-06-27', reminded);
    expect(['2026-06-26', '2026-06-27', '2026-06-29', '2026-06-30'].map((day) => due(day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(due('2026-06-28', '2026-06-27')).toBe(false);
    // One sent by hand long before does not stand for it.
    expect(due('2026-06-28', '2026-06-10')).toBe(true);
    expect(isReminderDue('2026-06-30', '2026-06-28', null, [])).toBe(false);
  });

  it('is never due again once it left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 }), (days, before) => {
        const heldOn = '2026-06-30';
        const today = daysAfter(heldOn, -before);
        const first = daysAfter(heldOn, -days);
        const due = isReminderDue(heldOn, today, first, []);
        expect(due).toBe(before >= 1 && before <= days);
        if (due) expect(isReminderDue(heldOn, daysAfter(today, 1), first, [today])).toBe(false);
      }),
    );
  });
});
