import { and, asc, desc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import { livesOn } from '#lib/bodies/rules/seats.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { holidayName } from '#lib/kernel/holidays.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { rhythmOf, type SeriesForm } from '../../forms/series.ts';
import { mayPrepare, mayRead } from '../../policy.ts';
import { checkDates, rhythmInWords, rhythmKey, type Rhythm } from '../../rules/series.ts';
import type { MeetingKind } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';
import { findClashes } from './clashes.ts';
import { meetingSeries } from './tables.ts';
import { tracesOf } from './removal.ts';

/** A date of a series that is thought of, with what speaks against it. */
export interface SeriesDate {
  readonly day: string;
  /** Cannot be kept: the body is not there that day, or meets already at this hour. */
  readonly barred: string | null;
  /** To be looked at: holidays and clashes. */
  readonly remarks: readonly string[];
}

export interface SeriesPreview {
  readonly rhythm: string;
  /** What the form sends back: these dates were looked over. */
  readonly key: string;
  readonly dates: readonly SeriesDate[];
}

const NAMED = 4;

/** The dates of a series before anything is created, each with what speaks against it. */
export async function previewSeries(tx: Tx, actor: Actor, form: SeriesForm): Promise<Outcome<SeriesPreview>> {
  const rhythm = rhythmOf(form);
  const checked = checkDates(rhythm);
  if (!checked.done) return checked;
  const days = checked.value;
  const all = await listBodies(tx);
  const body = all.find(({ id }) => id === form.bodyId);
  if (!body) return notFound();
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const there = await tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      endsAt: meetings.endsAt,
    })
    .from(meetings)
    .where(and(inArray(meetings.heldOn, days), isNull(meetings.cancelledAt)));
  const thought = days.map((heldOn) => ({
    id: heldOn,
    bodyId: body.id,
    heldOn,
    startsAt: form.startsAt,
    endsAt: form.endsAt || null,
  }));
  const clashes = await findClashes(tx, actor, [...thought, ...there]);
  const bodyOf = new Map(there.map(({ id, bodyId }) => [id, names.get(bodyId)!]));
  const dates = days.map((day): SeriesDate => {
    const twin = there.some(
      ({ bodyId, heldOn, startsAt }) => bodyId === body.id && heldOn === day && startsAt === form.startsAt,
    );
    const holiday = holidayName(day);
    const shared = clashes.filter(({ meetingIds }) => meetingIds[0] === day);
    if (!livesOn(body, day)) return { day, barred: 'cette instance n’existe pas ce jour-là', remarks: [] };
    if (twin) return { day, barred: 'cette instance se réunit déjà à cette heure', remarks: [] };
    return {
      day,
      barred: null,
      remarks: [
        ...(holiday === null ? [] : [`férié\u00a0: ${holiday}`]),
        ...shared.map(
          ({ meetingIds, names: people }) =>
            `même heure que «\u00a0${bodyOf.get(meetingIds[1])}\u00a0»\u00a0: ${people.slice(0, NAMED).join(', ')}${people.length > NAMED ? ` et ${people.length - NAMED}\u00a0autres` : ''}`,
        ),
      ],
    };
  });
  return { done: true, value: { rhythm: rhythmInWords(rhythm), key: rhythmKey(rhythm), dates } };
}

export interface SeriesView extends Rhythm {
  readonly id: string;
  readonly body: { readonly id: string; readonly code: string; readonly name: string };
  readonly kind: MeetingKind;
  readonly words: string;
  readonly exceptions: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly place: string;
  readonly ended: boolean;
  readonly version: number;
  readonly meetings: readonly {
    readonly id: string;
    readonly heldOn: string;
    readonly startsAt: string | null;
    readonly place: string | null;
    readonly cancelled: boolean;
    readonly past: boolean;
    /** Nothing was sent or recorded: it may still go. */
    readonly untouched: boolean;
  }[];
  readonly mayPrepare: boolean;
}

/** A series with its meetings, in order, or "not found" for whoever may not read its body. */
export async function viewSeries(
  tx: Tx,
  actor: Actor,
  today: string,
  seriesId: string,
): Promise<Outcome<SeriesView>> {
  if (!isIdentifier(seriesId)) return notFound();
  const [row] = await tx
    .select({ series: meetingSeries, body: { id: bodies.id, code: bodies.code, name: bodies.name } })
    .from(meetingSeries)
    .innerJoin(bodies, eq(bodies.id, meetingSeries.bodyId))
    .where(eq(meetingSeries.id, seriesId));
  if (!row || !mayRead(actor, { bodyId: row.body.id, heldOn: today }, today).done) return notFound();
  const made = await tx
    .select({
      id: meetings.id,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      place: meetings.place,
      cancelled: sql<boolean>`${meetings.cancelledAt} is not null`,
    })
    .from(meetings)
    .where(eq(meetings.seriesId, seriesId))
    .orderBy(asc(meetings.heldOn), asc(meetings.id));
  const traces = await tracesOf(
    tx,
    made.map(({ id }) => id),
  );
  const { frequency, interval, weekday, ordinals, fromDay, untilDay } = row.series;
  const rhythm = { frequency, interval, weekday, ordinals, fromDay, untilDay };
  const { id, kind, exceptions, startsAt, endsAt, place, endedAt, version } = row.series;
  return {
    done: true,
    value: {
      ...rhythm,
      id,
      body: row.body,
      kind,
      words: rhythmInWords(rhythm),
      exceptions: exceptions.toSorted(),
      startsAt,
      endsAt,
      place,
      ended: endedAt !== null,
      version,
      meetings: made.map((meeting) => ({
        ...meeting,
        past: meeting.heldOn < today,
        untouched: traces.get(meeting.id)!.length === 0,
      })),
      mayPrepare: mayPrepare(actor).done,
    },
  };
}

/** The series that touch a period, for the staff, the latest first. */
export async function listSeries(tx: Tx, { from, to }: { from: string; to: string }) {
  const rows = await tx
    .select({ series: meetingSeries, bodyName: bodies.name })
    .from(meetingSeries)
    .innerJoin(bodies, eq(bodies.id, meetingSeries.bodyId))
    .where(and(lte(meetingSeries.fromDay, to), gte(meetingSeries.untilDay, from)))
    .orderBy(desc(meetingSeries.fromDay), asc(bodies.position), asc(meetingSeries.id));
  return rows.map(({ series, bodyName }) => ({
    id: series.id,
    bodyName,
    words: rhythmInWords(series),
    ended: series.endedAt !== null,
  }));
}
