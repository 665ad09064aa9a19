import { describe, expect, it } from 'vitest';
import { noticeState } from './notice-state.ts';
import type { NoticeRule } from './notice.ts';

const said = { source: 'CSA 9:14', toVerify: true, isDefault: true };
const rule = (days: number | null, from: 'sending' | 'reception' = 'sending'): NoticeRule => ({
  'notice-days': { value: days, ...said },
  'notice-counted-from': { value: from, ...said },
});
/** Of a meeting on 30 June 2026. */
const state = (today: string, sentOn: string | null, days: number | null = 15) => {
  const { sentence, ...rest } = noticeState({ heldOn: '2026-06-30', today, sentOn, rule: rule(days) });
  return { ...rest, sentence: sentence.replaceAll('\u00a0', ' ') };
};

describe('noticeState', () => {
  it.each([
    ['2026-06-01', 'plain', 'À convoquer', 'au plus tard le dimanche 14 juin 2026, 23 h 59'],
    ['2026-06-14', 'plain', 'À convoquer', '14 juin'],
    ['2026-06-15', 'warn', 'À convoquer aujourd’hui', 'jusqu’à 23 h 59'],
    ['2026-06-16', 'error', 'Trop tard pour convoquer', 'au plus tard le lundi 15 juin 2026, 23 h 59'],
  ] as const)('not sent on %s: %s', (today, tone, title, words) => {
    expect(state(today, null)).toMatchObject({
      tone,
      title,
      sentence: expect.stringContaining(words),
      source: 'CSA 9:14',
    });
  });

  it.each([
    ['2026-06-14', 'ok', 'Convoquée dans les temps', '16 jours avant la réunion (il faut 15 jours).'],
    ['2026-06-15', 'warn', 'Convoquée de justesse', 'jours francs'],
    ['2026-06-16', 'error', 'Convoquée hors délai', 'il en fallait au moins 15 jours'],
    ['2026-06-30', 'error', 'Convoquée hors délai', 'le jour même'],
  ] as const)('sent on %s: %s', (sentOn, tone, title, words) => {
    expect(state('2026-06-20', sentOn)).toMatchObject({
      tone,
      title,
      sentence: expect.stringContaining(words),
    });
  });

  it('is plain where no delay is asked, and once the day has passed', () => {
    expect(state('2026-06-20', null, null)).toMatchObject({ tone: 'plain', title: 'Pas encore convoquée' });
    expect(state('2026-06-20', '2026-06-20', null)).toMatchObject({ tone: 'plain', source: null });
    expect(state('2026-07-01', null)).toMatchObject({ tone: 'plain', title: 'Sans convocation notée' });
  });

  it('says to allow for the post where the delay runs from the reception', () => {
    for (const today of ['2026-06-01', '2026-06-15'])
      expect(
        noticeState({ heldOn: '2026-06-30', today, sentOn: null, rule: rule(15, 'reception') }).sentence,
      ).toContain('trois jours ouvrables');
  });
});
