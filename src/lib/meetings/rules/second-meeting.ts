import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { noticeDays, type NoticeRule } from './notice.ts';

const SOURCE = 'CSA 9:21';
/** Days between the two meetings: what the law asks, and what leaves nothing to discuss (clear days). */
const LAWFUL = 15;
const SAFE = 16;

/** Kinds of decision that the law submits to a quorum, and frees from it in a second meeting (R-AG2-01). */
export function isFreedByASecondMeeting(kind: DecisionKind | null): boolean {
  return kind !== null && kind !== 'ordinary';
}

/** too-early: less than 15 days after the first · just: on the fifteenth · safe: from the sixteenth on (R-AG2-02). */
export type SecondDay = 'too-early' | 'just' | 'safe';

/** What a day is worth for the second meeting of one held on `firstHeldOn`; ISO days (R-AG2-02). */
export function secondDay(firstHeldOn: string, heldOn: string): SecondDay {
  if (heldOn < daysAfter(firstHeldOn, LAWFUL)) return 'too-early';
  return heldOn < daysAfter(firstHeldOn, SAFE) ? 'just' : 'safe';
}

/**
 * The first ISO day beyond discussion for a second meeting prepared on `today`: sixteen clear days after the first, and
 * late enough for a new notice to leave today, which keeps its own delay (R-AG2-02, R-CON-08).
 */
export function firstSafeSecondDay(firstHeldOn: string, today: string, rule: NoticeRule): string {
  const afterFirst = daysAfter(firstHeldOn, SAFE);
  const limits = noticeDays(afterFirst, rule);
  if (limits === null || today <= limits.safeUntil) return afterFirst;
  const days = rule['notice-days'].value as number;
  return daysAfter(today, days + 1);
}

/**
 * Whether a general assembly may decide without quorum because an earlier one did not reach it. Days are ISO days;
 * `firstHeldOn` null when there was none. Refuses less than 15 days after the first (R-AG2-01, R-AG2-02).
 */
export function checkSecondMeeting(
  firstHeldOn: string | null,
  heldOn: string,
  field: 'secondMeeting' | 'heldOn' = 'secondMeeting',
): Outcome<undefined> {
  if (firstHeldOn === null)
    return refuse(
      'no-first-meeting',
      'Impossible de décider sans quorum\u00a0: aucune réunion antérieure n’a constaté, pour ce type de décision, que le quorum manquait.',
      { field, source: SOURCE },
    );
  if (secondDay(firstHeldOn, heldOn) === 'too-early')
    return refuse(
      'second-meeting-too-early',
      `Impossible de décider sans quorum avant le ${dayInWords(daysAfter(firstHeldOn, LAWFUL))}\u00a0: il faut 15 jours entre les deux réunions.`,
      { field, source: SOURCE },
    );
  return done();
}

/** Refuses to add anything to the agenda of a second meeting: it takes up again what the first could not decide. */
export function checkAgendaOpen(meeting: { readonly secondOfId: string | null }): Outcome<undefined> {
  if (meeting.secondOfId === null) return done();
  return refuse(
    'second-meeting-agenda',
    'Impossible d’ajouter un point\u00a0: cette seconde réunion reprend ce que la première n’a pas pu décider, et rien d’autre. Mettez ce point à l’ordre du jour d’une autre réunion.',
    { source: SOURCE },
  );
}
