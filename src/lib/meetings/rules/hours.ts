/** How long a meeting without a planned end is reckoned to last, in minutes: long enough to see that two would meet. */
const USUAL_LENGTH = 120;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The hours of a meeting in minutes of its day, `to` not included; null when only the day is known. ISO times of day. */
export function hoursOf(meeting: {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}): { readonly from: number; readonly to: number } | null {
  if (meeting.startsAt === null) return null;
  const from = minutesOf(meeting.startsAt);
  return { from, to: meeting.endsAt === null ? from + USUAL_LENGTH : minutesOf(meeting.endsAt) };
}
