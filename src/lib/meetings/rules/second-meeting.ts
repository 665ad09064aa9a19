import { Temporal } from 'temporal-polyfill';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

const SOURCE = 'CSA 9:21';

/**
 * Whether a general assembly may decide without quorum because an earlier one did not reach it. Days are ISO days;
 * `firstHeldOn` null when there was none. Refuses less than 15 days after the first (R-AG2-01, R-AG2-02).
 */
export function checkSecondMeeting(firstHeldOn: string | null, heldOn: string): Outcome<undefined> {
  if (firstHeldOn === null)
    return refuse(
      'no-first-meeting',
      'Impossible de décider sans quorum\u00a0: aucune réunion antérieure n’a constaté, pour ce type de décision, que le quorum manquait.',
      { field: 'secondMeeting', source: SOURCE },
    );
  const earliest = Temporal.PlainDate.from(firstHeldOn).add({ days: 15 }).toString();
  if (heldOn < earliest)
    return refuse(
      'second-meeting-too-early',
      `Impossible de décider sans quorum avant le ${dayInWords(earliest)}\u00a0: il faut 15 jours entre les deux réunions.`,
      { field: 'secondMeeting', source: SOURCE },
    );
  return done();
}
