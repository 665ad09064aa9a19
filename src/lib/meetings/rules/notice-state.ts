import { weekdayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { noticeClock, type NoticeRule, type NoticeVerdict } from './notice.ts';

/** Where the notice of a meeting stands, for the margin of its pages. */
export interface NoticeState {
  readonly tone: 'plain' | 'ok' | 'warn' | 'error';
  readonly title: string;
  readonly sentence: string;
  readonly source: string | null;
}

export interface NoticeMoments {
  /** ISO days: of the meeting, and of Belgium now. */
  readonly heldOn: string;
  readonly today: string;
  /** The ISO day on which its members were told of this day; null: they were not. */
  readonly sentOn: string | null;
  readonly rule: NoticeRule;
}

const TONES: Readonly<Record<NoticeVerdict, NoticeState['tone']>> = {
  'in-time': 'ok',
  just: 'warn',
  late: 'error',
  free: 'plain',
};

const lastMoment = (day: string) => `${weekdayInWords(day)}, 23\u00a0h\u00a059`;

function sent(heldOn: string, sentOn: string, rule: NoticeRule): NoticeState {
  const clock = noticeClock(heldOn, sentOn, rule);
  const before = `Envoyée le ${weekdayInWords(sentOn)}, ${clock.days === 0 ? 'le jour même' : `${count(clock.days, 'jour', 'jours')} avant la réunion`}`;
  const least = count(rule['notice-days'].value ?? 0, 'jour', 'jours');
  const titles = {
    'in-time': 'Convoquée dans les temps',
    just: 'Convoquée de justesse',
    late: 'Convoquée hors délai',
    free: 'Convocation envoyée',
  };
  const rest = {
    'in-time': ` (il faut ${least}).`,
    just: ` (il faut ${least})\u00a0: la lecture courante du délai est respectée, pas celle qui compte des jours francs.`,
    late: `, il en fallait au moins ${least}\u00a0: la régularité de la réunion peut être contestée.`,
    free: '. Aucun délai n’est demandé.',
  };
  return {
    tone: TONES[clock.verdict],
    title: titles[clock.verdict],
    sentence: before + rest[clock.verdict],
    source: clock.verdict === 'free' ? null : clock.source,
  };
}

/**
 * Where a notice stands: sent, and what that is worth; or still to send, and until which last moment, in words
 * (R-CON-04, R-DEL-03). A meeting whose day has passed without a notice is said so, without more.
 */
export function noticeState({ heldOn, today, sentOn, rule }: NoticeMoments): NoticeState {
  if (sentOn !== null) return sent(heldOn, sentOn, rule);
  const clock = noticeClock(heldOn, today, rule);
  const { safeUntil, lawfulUntil, source } = clock;
  if (today > heldOn)
    return {
      tone: 'plain',
      title: 'Sans convocation notée',
      sentence: 'Aucune convocation n’est partie d’ici pour cette réunion.',
      source: null,
    };
  if (safeUntil === null || lawfulUntil === null)
    return { tone: 'plain', title: 'Pas encore convoquée', sentence: clock.sentence, source: null };
  const reception =
    rule['notice-counted-from'].value === 'reception'
      ? ' Le délai court à partir de la réception\u00a0: comptez trois jours ouvrables de plus par la poste.'
      : '';
  if (clock.verdict === 'in-time')
    return {
      tone: 'plain',
      title: 'À convoquer',
      sentence: `La convocation part au plus tard le ${lastMoment(safeUntil)} (heure de Bruxelles).${reception}`,
      source,
    };
  if (clock.verdict === 'just')
    return {
      tone: 'warn',
      title: 'À convoquer aujourd’hui',
      sentence: `Dernier jour que la loi admette, jusqu’à 23\u00a0h\u00a059 (heure de Bruxelles). Une lecture prudente demandait de convoquer hier.${reception}`,
      source,
    };
  return {
    tone: 'error',
    title: 'Trop tard pour convoquer',
    sentence: `La convocation devait partir au plus tard le ${lastMoment(lawfulUntil)} (heure de Bruxelles). Déplacez la réunion, ou envoyez hors délai en disant pourquoi.`,
    source,
  };
}
