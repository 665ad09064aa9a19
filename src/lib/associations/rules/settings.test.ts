import { describe, expect, it } from 'vitest';
import { headingOf, SETTING_KEYS, SETTINGS } from './settings.ts';
import { lastDayOfOrdinaryAssembly } from './settings/reports.ts';

describe('the settings', () => {
  it('stand under a heading each, those of a heading together', () => {
    const headings = SETTING_KEYS.map(headingOf);
    expect(headings.filter((heading, index) => heading !== headings[index - 1])).toEqual([
      'Régime',
      'Réunions et convocation',
      'Quorum',
      'Votes',
      'Procurations et participation',
      'Collèges et parité',
      'Présidence',
      'Mandats',
      'Membres',
      'Exercice et rapports',
      'Publication',
      'Messages',
    ]);
  });

  it('have titles that tell them apart', () => {
    expect(new Set(SETTING_KEYS.map((key) => SETTINGS[key].title)).size).toBe(SETTING_KEYS.length);
  });

  it('say that no reminder leaves, or when', () => {
    expect(SETTINGS['reminder-days'].describe(null)).toContain('Aucun rappel');
    expect(SETTINGS['reminder-days'].describe(3)).toContain('3\u00a0jours avant');
  });
});

describe('lastDayOfOrdinaryAssembly', () => {
  it.each([
    // T79.
    ['2025-12-31', '2026-06-30'],
    ['2025-06-30', '2025-12-31'],
    ['2025-03-31', '2025-09-30'],
    ['2025-08-31', '2026-02-28'],
    ['2027-08-31', '2028-02-29'],
    ['2025-02-28', '2025-08-31'],
    ['2025-09-15', '2026-03-15'],
  ])('R-AG-02: a year that closes on %s is presented by %s', (closing, last) => {
    expect(lastDayOfOrdinaryAssembly(closing)).toBe(last);
  });

  it('is said with the closing day', () => {
    expect(SETTINGS['financial-year-end'].describe('12-31')).toBe(
      'L’exercice se clôt le 31\u00a0décembre\u00a0: l’AG ordinaire, avec les comptes et le budget, se tient au plus tard le 30\u00a0juin qui suit (CSA 3:47).',
    );
    expect(SETTINGS['financial-year-end'].describe('06-30')).toContain('le 31\u00a0décembre qui suit');
  });
});
