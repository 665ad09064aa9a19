import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

/** What a calendar shows: "month", "2022-11", "CA"; nothing said is the month of today, of all bodies. */
interface CalendarQuery {
  readonly view?: string | undefined;
  readonly on?: string | undefined;
  readonly body?: string | undefined;
}

/** The addresses of planning. */
export const planningAddresses = {
  calendar: (association: string, { view, on, body }: CalendarQuery = {}) =>
    resolve('/[association]/meetings/calendar', { association }) + queryText({ view, on, body }),
  calendarFeed: (association: string) => resolve('/[association]/meetings/calendar/feed', { association }),
  feedFile: (association: string, token: string) =>
    resolve('/[association]/calendar/[token].ics', { association, token }),
  newMeetingOn: (association: string, { body, on }: { body?: string | undefined; on?: string | undefined }) =>
    resolve('/[association]/meetings/new', { association }) + queryText({ body, on }),
  meetingFile: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/meeting.ics', { association, meeting }),
  removeMeeting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/remove', { association, meeting }),
  newSeries: (association: string) => resolve('/[association]/meetings/series/new', { association }),
  series: (association: string, series: string, done?: 'created' | 'ended' | 'removed') =>
    resolve('/[association]/meetings/series/[series]', { association, series }) + (done ? `?${done}` : ''),
};
