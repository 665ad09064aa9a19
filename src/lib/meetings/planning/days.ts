import type { CalendarData, MeetingDeadline, PlannedMeeting } from '../server/planning/calendar.ts';

/** What one day of the calendar shows. */
export interface CalendarDay {
  readonly day: string;
  readonly holiday: string | null;
  readonly meetings: readonly (PlannedMeeting & { readonly clashing: boolean })[];
  readonly deadlines: readonly MeetingDeadline[];
  /** The assemblies whose six months end that day. */
  readonly windowEnds: readonly string[];
}

/** What happens on each of these ISO days, in their order. */
export function daysOf(days: readonly string[], data: CalendarData): CalendarDay[] {
  const clashing = new Set(data.clashes.flatMap(({ meetingIds }) => meetingIds));
  const meetings = Map.groupBy(
    data.meetings.map((meeting) => ({ ...meeting, clashing: clashing.has(meeting.id) })),
    ({ heldOn }) => heldOn,
  );
  const deadlines = Map.groupBy(data.deadlines, ({ day }) => day);
  const windows = Map.groupBy(data.windows, ({ until }) => until);
  const holidays = new Map(data.holidays.map(({ day, name }) => [day, name]));
  return days.map((day) => ({
    day,
    holiday: holidays.get(day) ?? null,
    meetings: meetings.get(day) ?? [],
    deadlines: deadlines.get(day) ?? [],
    windowEnds: (windows.get(day) ?? []).map(({ bodyName }) => bodyName),
  }));
}

/** The days on which something happens. */
export function busyDays(data: CalendarData): string[] {
  const days = [
    ...data.meetings.map(({ heldOn }) => heldOn),
    ...data.deadlines.map(({ day }) => day),
    ...data.windows.map(({ until }) => until),
    ...data.holidays.map(({ day }) => day),
  ];
  return [...new Set(days)].toSorted();
}
