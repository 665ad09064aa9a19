import { timeInWords, weekdayInWords } from '#lib/kernel/days.ts';

/** "Lundi 21 novembre 2022, 14 h": how a meeting is called, on its page and in the way back to it. */
export function meetingTitle(meeting: { heldOn: string; startsAt: string | null }): string {
  const day = weekdayInWords(meeting.heldOn);
  const title = day.charAt(0).toUpperCase() + day.slice(1);
  return meeting.startsAt ? `${title}, ${timeInWords(meeting.startsAt)}` : title;
}
