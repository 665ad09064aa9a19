import { writeCalendar, type CalendarEvent } from '#lib/documents/calendar.ts';
import { hoursOf } from './rules/hours.ts';

/** A meeting as a calendar shows it. */
export interface CalendarMeeting {
  readonly id: string;
  readonly version: number;
  /** ISO instants. */
  readonly createdAt: string;
  readonly cancelledAt: string | null;
  readonly bodyName: string;
  readonly theme: string | null;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly place: string | null;
  readonly remoteAccess: string | null;
}

interface Where {
  /** The short name of the association: a calendar holds the meetings of several. */
  readonly association: string;
  /** The address of the page of a meeting, in full. */
  readonly addressOf: (meetingId: string) => string;
}

function eventOf(meeting: CalendarMeeting, { association, addressOf }: Where): CalendarEvent {
  const hours = hoursOf(meeting);
  const cancelled = meeting.cancelledAt !== null;
  const description = [
    meeting.theme,
    meeting.remoteAccess === null ? null : `À distance\u00a0: ${meeting.remoteAccess}`,
    meeting.startsAt !== null && meeting.endsAt === null
      ? 'L’heure de fin n’est pas fixée\u00a0: deux heures sont comptées.'
      : null,
  ];
  return {
    uid: `${meeting.id}@collegial`,
    sequence: meeting.version,
    at: meeting.cancelledAt ?? meeting.createdAt,
    day: meeting.heldOn,
    startsAt: meeting.startsAt,
    minutes: hours === null ? 0 : hours.to - hours.from,
    title: `${cancelled ? 'Annulée\u00a0: ' : ''}${meeting.bodyName} (${association})`,
    place: meeting.place,
    description: description.filter((line) => line !== null).join('\n'),
    address: addressOf(meeting.id),
    cancelled,
  };
}

/** The calendar file of one meeting, to attach to a mail or to download. */
export function meetingCalendar(meeting: CalendarMeeting, where: Where): string {
  return writeCalendar({ name: meeting.bodyName, events: [eventOf(meeting, where)] });
}

/** The calendar of a person in an association: all these meetings. */
export function meetingsCalendar(meetings: readonly CalendarMeeting[], where: Where): string {
  const events = meetings.map((meeting) => eventOf(meeting, where));
  return writeCalendar({ name: `Réunions, ${where.association}`, events });
}
