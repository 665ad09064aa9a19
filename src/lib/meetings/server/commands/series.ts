import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { livesOn } from '#lib/bodies/rules/seats.ts';
import { lifeInWords } from '#lib/bodies/words.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import {
  rhythmOf,
  type SeriesForm,
  type seriesEndForm,
  type seriesExceptionForm,
} from '../../forms/series.ts';
import { mayPrepare, mayPrepareMeeting } from '../../policy.ts';
import { checkHours } from '../../rules/hours.ts';
import { checkDates, rhythmKey } from '../../rules/series.ts';
import { deleteMeeting, tracesOf } from '../planning/removal.ts';
import { meetingSeries } from '../planning/tables.ts';
import { meetings } from '../tables.ts';

type Series = typeof meetingSeries.$inferSelect;

/** The days of a form that become meetings. Refuses dates that nobody looked over, and none at all. */
function datesToCreate(form: SeriesForm): Outcome<{ dates: string[]; exceptions: string[] }> {
  const rhythm = rhythmOf(form);
  const checked = checkDates(rhythm);
  if (!checked.done) return checked;
  if (form.seen !== rhythmKey(rhythm) || form.kept.some((day) => !checked.value.includes(day)))
    return refuse(
      'rhythm-changed',
      'Le rythme a changé depuis la liste des dates. Relisez-la ci-dessous, puis créez les réunions.',
    );
  const dates = checked.value.filter((day) => form.kept.includes(day));
  if (dates.length === 0)
    return refuse('no-date-kept', 'Gardez au moins une date de la liste.', { field: 'kept' });
  return done({ dates, exceptions: checked.value.filter((day) => !form.kept.includes(day)) });
}

/** Refuses days outside the life of the body and days on which it meets already at that hour; holds the body. */
async function checkAllFree(
  tx: Tx,
  bodyId: string,
  startsAt: string,
  dates: readonly string[],
): Promise<Outcome<undefined>> {
  const [body] = await tx
    .select({ name: bodies.name, from: bodies.fromDay, to: bodies.toDay })
    .from(bodies)
    .where(eq(bodies.id, bodyId))
    .for('update');
  if (!body)
    return refuse('unknown-body', 'Cette instance n’existe pas. Choisissez dans la liste.', {
      field: 'bodyId',
    });
  const outside = dates.filter((day) => !livesOn(body, day));
  if (outside.length > 0)
    return refuse(
      'outside-body-life',
      `Décochez ${daysInWords(outside)}\u00a0: «\u00a0${body.name}\u00a0» existe ${lifeInWords(body)}.`,
      { field: 'kept' },
    );
  const taken = await tx
    .select({ heldOn: meetings.heldOn })
    .from(meetings)
    .where(
      and(
        eq(meetings.bodyId, bodyId),
        eq(meetings.startsAt, startsAt),
        inArray(meetings.heldOn, [...dates]),
        isNull(meetings.cancelledAt),
      ),
    )
    .orderBy(asc(meetings.heldOn));
  if (taken.length > 0)
    return refuse(
      'already-planned',
      `Décochez ${daysInWords(taken.map(({ heldOn }) => heldOn))}\u00a0: cette instance s’y réunit déjà à cette heure.`,
      { field: 'kept' },
    );
  return done();
}

const daysInWords = (days: readonly string[]) => joinList(days.map((day) => `le ${dayInWords(day)}`));

/**
 * Creates the meetings of a rhythm, less the dates that were unticked. The identifier comes from the page: pressed twice,
 * it creates once. Refuses dates that nobody looked over, none at all, more than sixty, days outside the life of the body
 * and days on which it meets already at that hour.
 */
export function createSeries(
  house: House,
  actor: Actor,
  form: SeriesForm,
): Promise<Outcome<{ seriesId: string }>> {
  return command(house, actor, async ({ tx, now, journal, nothingToDo }) => {
    const allowed = mayPrepare(actor);
    if (!allowed.done) return allowed;
    const chosen = datesToCreate(form);
    if (!chosen.done) return chosen;
    const hours = checkHours({ startsAt: form.startsAt, endsAt: form.endsAt || null });
    if (!hours.done) return hours;
    const { dates, exceptions } = chosen.value;
    const { seriesId, bodyId, kind, startsAt, place } = form;
    const [twice] = await lockedSeries(tx, bodyId, seriesId);
    if (twice) {
      nothingToDo();
      return done({ seriesId });
    }
    const free = await checkAllFree(tx, bodyId, startsAt, dates);
    if (!free.done) return free;
    const common = { associationId: actor.associationId, bodyId, kind, startsAt, place, createdAt: now };
    const endsAt = form.endsAt || null;
    const rhythm = rhythmOf(form);
    await tx.insert(meetingSeries).values({ ...common, ...rhythm, id: seriesId, endsAt, exceptions });
    const created = await tx
      .insert(meetings)
      .values(dates.map((heldOn) => ({ ...common, heldOn, endsAt, seriesId })))
      .returning({ id: meetings.id, heldOn: meetings.heldOn });
    const what = { bodyId, kind, startsAt, endsAt, place };
    journal({
      act: 'series.created',
      subject: { kind: 'series', id: seriesId },
      after: { ...what, ...rhythm, exceptions },
    });
    for (const { id, heldOn } of created)
      journal({
        act: 'meeting.created',
        subject: { kind: 'meeting', id },
        after: { ...what, heldOn, seriesId },
      });
    return done({ seriesId });
  });
}

/** The series that a first press made, once it is there: the body is held before it is looked for. */
async function lockedSeries(tx: Tx, bodyId: string, seriesId: string) {
  await tx.select({ id: bodies.id }).from(bodies).where(eq(bodies.id, bodyId)).for('update');
  return tx.select({ id: meetingSeries.id }).from(meetingSeries).where(eq(meetingSeries.id, seriesId));
}

async function seriesToPrepare(
  tx: Tx,
  actor: Actor,
  today: string,
  seriesId: string,
): Promise<Outcome<Series>> {
  if (!isIdentifier(seriesId)) return notFound();
  const [series] = await tx.select().from(meetingSeries).where(eq(meetingSeries.id, seriesId)).for('update');
  if (!series) return notFound();
  const allowed = mayPrepareMeeting(actor, { bodyId: series.bodyId, heldOn: today }, today);
  return allowed.done ? done(series) : allowed;
}

const STALE = refuse(
  'stale',
  'Quelqu’un a modifié cette série entre-temps. Voici ce qu’elle est devenue\u00a0: relisez, puis recommencez s’il le faut.',
);

/**
 * Ends a series. The meetings to come stay, or go: those for which something was sent or recorded stay in any case.
 * Answers how many went and how many stayed. Refuses a stale version; pressed twice, it ends once.
 */
export function endSeries(
  house: House,
  actor: Actor,
  seriesId: string,
  form: z.infer<typeof seriesEndForm>,
): Promise<Outcome<{ removed: number; kept: number }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await seriesToPrepare(tx, actor, today, seriesId);
    if (!loaded.done) return loaded;
    const series = loaded.value;
    const coming = await tx
      .select({ id: meetings.id, heldOn: meetings.heldOn })
      .from(meetings)
      .where(and(eq(meetings.seriesId, seriesId), gt(meetings.heldOn, today)))
      .orderBy(asc(meetings.heldOn))
      .for('update');
    if (series.endedAt !== null) {
      nothingToDo();
      return done({ removed: 0, kept: coming.length });
    }
    if (series.version !== form.version) return STALE;
    const traces = await tracesOf(
      tx,
      coming.map(({ id }) => id),
    );
    let removed = 0;
    if (form.remaining === 'remove') {
      for (const meeting of coming) {
        const gone = await deleteMeeting(tx, meeting, traces.get(meeting.id)!);
        if (!gone.done) continue;
        removed += 1;
        journal({
          act: 'meeting.removed',
          subject: { kind: 'meeting', id: meeting.id },
          before: { bodyId: series.bodyId, heldOn: meeting.heldOn, seriesId },
        });
      }
    }
    await tx
      .update(meetingSeries)
      .set({ endedAt: now, version: series.version + 1 })
      .where(eq(meetingSeries.id, seriesId));
    const after = { removed, kept: coming.length - removed };
    journal({ act: 'series.ended', subject: { kind: 'series', id: seriesId }, after });
    return done(after);
  });
}

/**
 * Takes a date out of a series: its meeting goes. Refuses when something was sent or recorded for it, with what stands in
 * the way, a day on which the series does not meet, and a stale version. Pressed twice, it takes it out once.
 */
export function addException(
  house: House,
  actor: Actor,
  seriesId: string,
  { day, version }: z.infer<typeof seriesExceptionForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await seriesToPrepare(tx, actor, today, seriesId);
    if (!loaded.done) return loaded;
    const series = loaded.value;
    if (series.exceptions.includes(day)) {
      nothingToDo();
      return done();
    }
    if (series.version !== version) return STALE;
    const [meeting] = await tx
      .select({ id: meetings.id, heldOn: meetings.heldOn })
      .from(meetings)
      .where(and(eq(meetings.seriesId, seriesId), eq(meetings.heldOn, day)))
      .for('update');
    if (!meeting)
      return refuse(
        'no-such-date',
        `Aucune réunion de cette série n’est prévue le ${dayInWords(day)}. Choisissez dans la liste.`,
        { field: 'day' },
      );
    const traces = await tracesOf(tx, [meeting.id]);
    const gone = await deleteMeeting(tx, meeting, traces.get(meeting.id)!);
    if (!gone.done) return gone;
    const exceptions = [...series.exceptions, day].toSorted();
    await tx
      .update(meetingSeries)
      .set({ exceptions, version: version + 1 })
      .where(eq(meetingSeries.id, seriesId));
    journal({
      act: 'meeting.removed',
      subject: { kind: 'meeting', id: meeting.id },
      before: { bodyId: series.bodyId, heldOn: day, seriesId },
    });
    journal({
      act: 'series.changed',
      subject: { kind: 'series', id: seriesId },
      before: { exceptions: series.exceptions },
      after: { exceptions },
    });
    return done();
  });
}
