import { escape, foldLines } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { TIME_ZONE } from '#lib/kernel/days.ts';

/** What an event tells a calendar. Hours are those of Belgium; without an hour, the event lasts the day. */
export interface CalendarEvent {
  /** Never changes: a calendar recognises the event by it. */
  readonly uid: string;
  /** Grows with each change: a calendar keeps the highest. */
  readonly sequence: number;
  /** ISO instant of what is told. */
  readonly at: string;
  /** ISO day. */
  readonly day: string;
  readonly startsAt: string | null;
  /** In minutes, when it has an hour. */
  readonly minutes: number;
  readonly title: string;
  readonly place: string | null;
  readonly description: string;
  readonly address: string | null;
  readonly cancelled: boolean;
}

/** The hours of Belgium since the summer time of the Union, as a calendar that does not know them needs them. */
const TIME_ZONE_LINES = [
  'BEGIN:VTIMEZONE',
  `TZID:${TIME_ZONE}`,
  'BEGIN:DAYLIGHT',
  'TZNAME:CEST',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:CET',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const figures = (moment: string) => moment.replace(/[-:]|\.\d+/g, '');
const escaped = (words: string) => escape(words, false);

function timesOf({ day, startsAt, minutes }: CalendarEvent): string[] {
  if (startsAt === null) return [`DTSTART;VALUE=DATE:${figures(day)}`];
  const starts = Temporal.PlainDateTime.from(`${day}T${startsAt}:00`);
  const moments = { DTSTART: starts, DTEND: starts.add({ minutes }) };
  return Object.entries(moments).map(
    ([name, moment]) => `${name};TZID=${TIME_ZONE}:${figures(moment.toString())}`,
  );
}

function eventLines(event: CalendarEvent): string[] {
  const at = figures(Temporal.Instant.from(event.at).toString({ smallestUnit: 'second' }));
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${at}`,
    `LAST-MODIFIED:${at}`,
    ...timesOf(event),
    `SUMMARY:${escaped(event.title)}`,
    ...(event.place === null ? [] : [`LOCATION:${escaped(event.place)}`]),
    ...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.address === null ? [] : [`URL;VALUE=URI:${event.address}`]),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/**
 * A calendar file (RFC 5545): the same events give the same bytes. Written line by line, because the generator tells the
 * moment of an event in local hours as soon as the event has a time zone, where the standard wants UTC.
 */
export function writeCalendar(calendar: {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Collegial//Reunions//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    `X-WR-TIMEZONE:${TIME_ZONE}`,
    ...TIME_ZONE_LINES,
    ...calendar.events.flatMap(eventLines),
    'END:VCALENDAR',
    '',
  ];
  return foldLines(lines.join('\r\n'));
}
