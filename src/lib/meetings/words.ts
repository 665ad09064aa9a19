import { timeInWords, weekdayInWords } from '#lib/kernel/days.ts';

/** "lundi 21 novembre 2022, 14 h": when a meeting is. */
export function meetingMoment(meeting: { heldOn: string; startsAt: string | null }): string {
  const day = weekdayInWords(meeting.heldOn);
  return meeting.startsAt ? `${day}, ${timeInWords(meeting.startsAt)}` : day;
}

/** "Lundi 21 novembre 2022, 14 h": how a meeting is called on its own page. */
export function meetingTitle(meeting: { heldOn: string; startsAt: string | null }): string {
  const moment = meetingMoment(meeting);
  return moment.charAt(0).toLocaleUpperCase('fr') + moment.slice(1);
}
