import { Temporal } from 'temporal-polyfill';
import type { MeetingSettings } from '#lib/associations/rules/settings/meetings.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { daysAfter, dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { noticeDays, type NoticeRule } from './notice.ts';

export const CALENDAR_VIEWS = ['month', 'year', 'list'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** What an address asks for, or the month; a list and a year show a whole year. */
export function readView(asked: string | null): CalendarView {
  return CALENDAR_VIEWS.find((view) => view === asked) ?? 'month';
}

/** The month an address asks for ("2022-11"), or that of an ISO day. */
export function readMonth(asked: string | null, today: string): string {
  return asked !== null && /^(19[3-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
}

/** ISO days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a view of a month shows: the month in whole weeks, or its year. */
export function periodOf(view: CalendarView, month: string): Period {
  const year = month.slice(0, 4);
  if (view !== 'month') return { from: `${year}-01-01`, to: `${year}-12-31` };
  const weeks = weeksOf(month);
  return { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! };
}

/** The months on either side of what a view shows, as an address asks for them. */
export function besides(
  view: CalendarView,
  month: string,
): { readonly before: string; readonly after: string } {
  const step = { months: view === 'month' ? 1 : 12 };
  const here = Temporal.PlainYearMonth.from(month);
  return { before: here.subtract(step).toString(), after: here.add(step).toString() };
}

/** The weeks that touch a month, from Monday to Sunday, as ISO days. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const monday = daysAfter(first, 1 - Temporal.PlainDate.from(first).dayOfWeek);
  const last = daysAfter(first, Temporal.PlainDate.from(first).daysInMonth - 1);
  const weeks: string[][] = [];
  for (let start = monday; start <= last; start = daysAfter(start, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => daysAfter(start, index)));
  return weeks;
}

export interface DeadlineRule extends NoticeRule {
  /** Null where members have no such right. */
  readonly 'proposal-days': Resolved<MeetingSettings['proposal-days']> | null;
}

/** notice: the notice and the pack leave · proposals: members may still ask for an item. */
export interface Deadline {
  readonly kind: 'notice' | 'proposals';
  /** The last ISO day. */
  readonly day: string;
  readonly sentence: string;
  readonly source: string;
}

/**
 * What has to be done before a meeting on `heldOn` (ISO day), counted backwards: the last day beyond discussion for the
 * notice and the pack that goes with it, and the last one for the proposals of members where the statutes fix one
 * (R-DEL-02, R-DEL-03, R-ODJ-03). Nothing where no delay is asked.
 */
export function deadlinesOf(heldOn: string, rule: DeadlineRule): Deadline[] {
  const deadlines: Deadline[] = [];
  const proposals = rule['proposal-days'];
  if (proposals !== null && proposals.value !== null) {
    const day = daysAfter(heldOn, -proposals.value);
    deadlines.push({
      kind: 'proposals',
      day,
      sentence: `Les membres proposent un point au plus tard le ${weekdayInWords(day)}.`,
      source: proposals.source,
    });
  }
  const notice = noticeDays(heldOn, rule);
  if (notice !== null)
    deadlines.push({
      kind: 'notice',
      day: notice.safeUntil,
      sentence: `La convocation et le dossier partent au plus tard le ${weekdayInWords(notice.safeUntil)} (encore admis le ${dayInWords(notice.lawfulUntil)}).`,
      source: rule['notice-days'].source,
    });
  return deadlines.toSorted((one, other) => (one.day < other.day ? -1 : 1));
}
