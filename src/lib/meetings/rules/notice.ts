import type { MeetingSettings } from '#lib/associations/rules/settings/meetings.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { daysAfter, daysBetween, weekdayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';

export interface NoticeRule {
  readonly 'notice-days': Resolved<MeetingSettings['notice-days']>;
  readonly 'notice-counted-from': Resolved<MeetingSettings['notice-counted-from']>;
}

/** in-time: whatever the reading · just: as the law reads, not as the prudent read it · late · free: no delay is asked. */
export type NoticeVerdict = 'in-time' | 'just' | 'late' | 'free';

export interface NoticeClock {
  readonly verdict: NoticeVerdict;
  /** The last ISO day on which sending is beyond discussion, and the last one that the law admits; null when free. */
  readonly safeUntil: string | null;
  readonly lawfulUntil: string | null;
  /** Calendar days between the sending and the meeting. */
  readonly days: number;
  readonly sentence: string;
  readonly source: string;
  readonly toVerify: boolean;
}

/**
 * The last ISO days on which a notice may leave for a meeting on `heldOn`: neither the sending nor the meeting counted
 * (`safeUntil`, clear days), and the sending alone left out (`lawfulUntil`). Null when the statutes ask for no delay.
 * Never put off to a working day: that would shorten the delay of whoever is called (R-DEL-02, R-DEL-03).
 */
export function noticeDays(
  heldOn: string,
  rule: NoticeRule,
): { readonly safeUntil: string; readonly lawfulUntil: string } | null {
  const days = rule['notice-days'].value;
  if (days === null) return null;
  return { safeUntil: daysAfter(heldOn, -days - 1), lawfulUntil: daysAfter(heldOn, -days) };
}

/**
 * What a notice that leaves (or would leave) on `sentOn` is worth for a meeting on `heldOn`, both ISO days of Belgium.
 * Counted from the sending; where the statutes count from the reception, the sentence says to allow for the post
 * (R-CON-04, R-DEL-03, R-DEL-04).
 */
export function noticeClock(heldOn: string, sentOn: string, rule: NoticeRule): NoticeClock {
  const { source, toVerify, value } = rule['notice-days'];
  const days = daysBetween(sentOn, heldOn);
  const limits = noticeDays(heldOn, rule);
  if (limits === null || value === null) {
    const sentence = 'Aucun délai n’est demandé entre la convocation et la réunion.';
    return { verdict: 'free', safeUntil: null, lawfulUntil: null, days, sentence, source, toVerify };
  }
  const { safeUntil, lawfulUntil } = limits;
  const least = count(value, 'jour', 'jours');
  const reception =
    rule['notice-counted-from'].value === 'reception'
      ? ' Le délai court à partir de la réception\u00a0: comptez trois jours ouvrables de plus par la poste.'
      : '';
  const answer = (verdict: NoticeVerdict, sentence: string): NoticeClock => ({
    verdict,
    safeUntil,
    lawfulUntil,
    days,
    sentence: sentence + reception,
    source,
    toVerify,
  });
  if (sentOn <= safeUntil)
    return answer(
      'in-time',
      `Dans les délais\u00a0: il faut au moins ${least}, la convocation peut partir jusqu’au ${weekdayInWords(safeUntil)}.`,
    );
  if (sentOn === lawfulUntil)
    return answer(
      'just',
      `De justesse\u00a0: il faut au moins ${least}. Envoyée ce ${weekdayInWords(lawfulUntil)}, la convocation respecte la lecture courante du délai, pas celle qui compte des jours francs.`,
    );
  return answer(
    'late',
    `Hors délai\u00a0: il faut au moins ${least}, la convocation devait partir au plus tard le ${weekdayInWords(lawfulUntil)}.`,
  );
}
