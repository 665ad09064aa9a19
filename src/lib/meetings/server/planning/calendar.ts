import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import { resolveSetting, standingOn, type SettingRow } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { listBodies, type BodyRow } from '#lib/bodies/server/queries.ts';
import { livesOn } from '#lib/bodies/rules/seats.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { holidayName } from '#lib/kernel/holidays.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayRead } from '../../policy.ts';
import { assemblyWindow, judgeWindow, type WindowVerdict } from '../../rules/assembly-window.ts';
import { deadlinesOf, type Deadline, type Period } from '../../rules/calendar.ts';
import type { MeetingKind } from '../../vocabulary.ts';
import { convocations } from '../convocation/tables.ts';
import { readableBy } from '../queries.ts';
import { meetings } from '../tables.ts';
import { findClashes, type ClashView } from './clashes.ts';

export interface PlannedMeeting {
  readonly id: string;
  readonly bodyId: string;
  readonly bodyCode: string;
  readonly bodyName: string;
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly place: string | null;
  readonly cancelled: boolean;
  /** Its notice has left. */
  readonly sent: boolean;
}

export interface MeetingDeadline extends Deadline {
  readonly meetingId: string;
  readonly bodyName: string;
  readonly heldOn: string;
}

export interface CalendarData {
  readonly meetings: readonly PlannedMeeting[];
  readonly deadlines: readonly MeetingDeadline[];
  readonly windows: readonly (WindowVerdict & { readonly bodyName: string })[];
  readonly holidays: readonly { readonly day: string; readonly name: string }[];
  readonly clashes: readonly ClashView[];
}

/** The longest delay that statutes may ask for before a meeting: what falls due now may be for a meeting of next year. */
const LONGEST_DELAY = 366;

/** An assembly a year and a half before a day may still be that of a window that reaches it. */
const LONGEST_WINDOW = 550;

function readMeetings(tx: Tx, actor: Actor, today: string, period: Period): Promise<PlannedMeeting[]> {
  return tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      bodyCode: bodies.code,
      bodyName: bodies.name,
      kind: meetings.kind,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      endsAt: meetings.endsAt,
      place: meetings.place,
      cancelled: sql<boolean>`${meetings.cancelledAt} is not null`,
      sent: sql<boolean>`exists (select 1 from ${convocations} where ${convocations.associationId} = ${meetings.associationId} and ${convocations.meetingId} = ${meetings.id} and ${convocations.kind} = 'notice')`,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      and(
        gte(meetings.heldOn, daysAfter(period.from, -LONGEST_WINDOW)),
        lte(meetings.heldOn, daysAfter(period.to, LONGEST_DELAY)),
        readableBy(actor, today),
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(bodies.position), asc(meetings.id));
}

/** What still has to leave or arrive before the meetings to come. */
function deadlinesIn(
  meetings: readonly PlannedMeeting[],
  { rows, known, today }: Reading,
): MeetingDeadline[] {
  return meetings
    .filter(({ cancelled, sent, heldOn }) => !cancelled && !sent && heldOn >= today)
    .flatMap(({ id, bodyId, bodyName, heldOn }) => {
      const body = known.get(bodyId)!;
      const standing = standingOn(rows, heldOn);
      const rule = {
        'notice-days': resolveSetting('notice-days', standing, body),
        'notice-counted-from': resolveSetting('notice-counted-from', standing, body),
        'proposal-days':
          body.kind === 'general-assembly' ? resolveSetting('proposal-days', standing, body) : null,
      };
      return deadlinesOf(heldOn, rule).map((deadline) => ({ ...deadline, meetingId: id, bodyName, heldOn }));
    });
}

interface Reading {
  readonly rows: readonly SettingRow[];
  readonly known: ReadonlyMap<string, BodyRow>;
  readonly today: string;
}

/** The windows of the general assemblies that touch a period, as far as the actor may know what is planned in them. */
function windowsIn(
  period: Period,
  meetings: readonly PlannedMeeting[],
  actor: Actor,
  { rows, known, today }: Reading,
) {
  const assemblies = [...known.values()].filter(
    (body) =>
      body.kind === 'general-assembly' && mayRead(actor, { bodyId: body.id, heldOn: today }, today).done,
  );
  const firstYear = Number(period.from.slice(0, 4)) - 1;
  const years = Array.from(
    { length: Number(period.to.slice(0, 4)) - firstYear + 1 },
    (_, index) => firstYear + index,
  );
  return assemblies.flatMap((body) => {
    const held = meetings
      .filter(({ bodyId, kind, cancelled }) => bodyId === body.id && kind === 'ordinary' && !cancelled)
      .map(({ heldOn }) => heldOn);
    return years
      .map((year) => {
        const standing = standingOn(rows, `${year}-12-31`);
        return assemblyWindow(`${year}-${resolveSetting('financial-year-end', standing, null).value}`);
      })
      .filter(({ from, until }) => from <= period.to && until >= period.from && livesOn(body, until))
      .map((window) => ({ ...judgeWindow(window, held, today), bodyName: body.name }));
  });
}

/**
 * What the calendar of a period shows to this actor, of all bodies or of the one with this code: the meetings they may
 * read, what is due before those to come, the legal windows of the assemblies, holidays, and clashes (see `findClashes`).
 */
export async function calendarOf(
  tx: Tx,
  actor: Actor,
  today: string,
  { period, body: code }: { readonly period: Period; readonly body: string | null },
): Promise<CalendarData> {
  const all = await listBodies(tx);
  const known = new Map(all.map((body) => [body.id, body]));
  const reading = { rows: await readSettings(tx), known, today };
  const near = await readMeetings(tx, actor, today, period);
  const asked = (bodyCode: string) => code === null || bodyCode === code;
  const inPeriod = near.filter(({ heldOn }) => dayWithin(heldOn, period.from, period.to));
  // A clash with a meeting of another body is a clash: it is looked for before the filter.
  const clashes = await findClashes(
    tx,
    actor,
    inPeriod.filter(({ cancelled }) => !cancelled),
  );
  const shown = inPeriod.filter(({ bodyCode }) => asked(bodyCode));
  const shownIds = new Set(shown.map(({ id }) => id));
  const asking = all.filter((body) => asked(body.code)).map((body) => [body.id, body] as const);
  const deadlines = deadlinesIn(
    near.filter(({ bodyCode }) => asked(bodyCode)),
    reading,
  );
  return {
    meetings: shown,
    deadlines: deadlines
      .filter(({ day }) => dayWithin(day, period.from, period.to))
      .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    windows: windowsIn(period, near, actor, { ...reading, known: new Map(asking) }),
    holidays: holidaysIn(period),
    clashes: clashes.filter(({ meetingIds }) => meetingIds.some((id) => shownIds.has(id))),
  };
}

function holidaysIn({ from, to }: Period) {
  const days: { day: string; name: string }[] = [];
  for (let day = from; day <= to; day = daysAfter(day, 1)) {
    const name = holidayName(day);
    if (name !== null) days.push({ day, name });
  }
  return days;
}
