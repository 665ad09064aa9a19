import { and, asc, desc, eq, exists, gte, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import { people } from '#lib/associations/server/tables.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { RichText } from '#lib/documents/rich-text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPrepare, mayRead } from '../policy.ts';
import { numberItems, type Numbered } from '../rules/agenda.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { ItemNature, ItemSubject, MeetingKind, Treatment } from '../vocabulary.ts';
import { convokedBy, toldOf, type Convoked } from './convocation/told.ts';
import { agendaItems, attendances, itemNotes, meetings } from './tables.ts';

export interface MeetingRow {
  readonly id: string;
  readonly bodyCode: string;
  readonly bodyName: string;
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly theme: string | null;
  readonly cancelled: boolean;
  readonly items: number;
  readonly present: number;
}

export interface MeetingFilter {
  readonly year: number;
  /** Code of a body, "CA". */
  readonly body: string | null;
}

/** The condition `mayRead` as the database understands it, in a statement that reads meetings. */
export function readableBy(actor: Actor, today: string): SQL | undefined {
  return readableOn(actor, today, meetings.bodyId, sql`${meetings.heldOn}`);
}

/** The same of anything that a body did on a day. */
export function readableOn(actor: Actor, today: string, bodyId: PgColumn, onDay: SQL): SQL | undefined {
  if (actor.role !== null) return undefined;
  if (actor.personId === null) return sql`false`;
  const covers = (day: SQL) =>
    and(lte(mandates.fromDay, day), or(isNull(mandates.toDay), gte(mandates.toDay, day)));
  return exists(
    sql`(select 1 from ${mandates} where ${and(
      eq(mandates.bodyId, bodyId),
      eq(mandates.personId, actor.personId),
      or(covers(sql`${today}::date`), covers(onDay)),
    )})`,
  );
}

/** The meetings of a year that the actor may read, the latest first. */
export function listMeetings(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: MeetingFilter,
): Promise<MeetingRow[]> {
  return tx
    .select({
      id: meetings.id,
      bodyCode: bodies.code,
      bodyName: bodies.name,
      kind: meetings.kind,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      place: meetings.place,
      theme: meetings.theme,
      cancelled: sql<boolean>`${meetings.cancelledAt} is not null`,
      items: sql<number>`(select count(*)::int from ${agendaItems} where ${agendaItems.associationId} = ${meetings.associationId} and ${agendaItems.meetingId} = ${meetings.id})`,
      present: sql<number>`(select count(*)::int from ${attendances} where ${attendances.associationId} = ${meetings.associationId} and ${attendances.meetingId} = ${meetings.id} and ${attendances.state} in ('present', 'remote', 'left'))`,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      and(
        gte(meetings.heldOn, `${filter.year}-01-01`),
        lte(meetings.heldOn, `${filter.year}-12-31`),
        filter.body === null ? undefined : eq(bodies.code, filter.body),
        readableBy(actor, today),
      ),
    )
    .orderBy(desc(meetings.heldOn), desc(meetings.startsAt), asc(bodies.position));
}

/** The years in which the actor may read a meeting, the latest first. */
export async function meetingYears(tx: Tx, actor: Actor, today: string): Promise<number[]> {
  const year = sql<number>`extract(year from ${meetings.heldOn})::int`;
  const rows = await tx
    .selectDistinct({ year })
    .from(meetings)
    .where(readableBy(actor, today))
    .orderBy(desc(year));
  return rows.map((row) => row.year);
}

export interface AgendaItemView {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly title: string;
  readonly nature: ItemNature;
  readonly decisionKind: DecisionKind | null;
  readonly subject: ItemSubject | null;
  readonly presenter: string;
  readonly minutes: number | null;
  readonly text: string;
  readonly closedDoor: boolean;
  readonly lateReason: string | null;
  readonly lateAddition: boolean;
  readonly treatment: Treatment | null;
  readonly carriedFromId: string | null;
  readonly requestId: string | null;
  /** ISO instant until which members vote on it before the sitting, as they are told. */
  readonly voteBeforeUntil: string | null;
  readonly version: number;
  readonly notes: { content: RichText; version: number; savedAt: string; savedBy: string } | null;
}

export interface PersonName {
  readonly givenName: string;
  readonly familyName: string;
  readonly civility: 'madame' | 'monsieur' | null;
}

export interface MeetingView {
  readonly id: string;
  readonly body: { id: string; code: string; name: string; kind: (typeof bodies.$inferSelect)['kind'] };
  readonly kind: MeetingKind;
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly place: string | null;
  readonly theme: string | null;
  readonly remoteAccess: string | null;
  readonly remoteProcedure: string | null;
  readonly seriesId: string | null;
  /** The meeting that lacked its quorum, when this one is the second. */
  readonly secondOfId: string | null;
  /** ISO instant. */
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
  /** Whether its members were told of it, since when they know its day, and why something left too late. */
  readonly convoked: Convoked;
  readonly version: number;
  readonly presidedByMandateId: string | null;
  readonly secretary: (PersonName & { id: string }) | null;
  readonly agenda: Numbered<AgendaItemView>[];
  /** Whether the actor may prepare this meeting. */
  readonly mayPrepare: boolean;
}

/** One meeting with its agenda and notes, or "not found" for whoever may not read it. */
export async function meetingView(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<MeetingView>> {
  if (!isIdentifier(meetingId)) return notFound();
  const secretary = alias(people, 'secretary');
  const [row] = await tx
    .select({
      meeting: meetings,
      body: { id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind },
      secretary: {
        id: secretary.id,
        givenName: secretary.givenName,
        familyName: secretary.familyName,
        civility: secretary.civility,
      },
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .leftJoin(secretary, eq(secretary.id, meetings.secretaryPersonId))
    .where(eq(meetings.id, meetingId));
  if (!row || !mayRead(actor, row.meeting, today).done) return notFound();
  const items = await tx
    .select({ item: agendaItems, notes: itemNotes })
    .from(agendaItems)
    .leftJoin(itemNotes, eq(itemNotes.itemId, agendaItems.id))
    .where(eq(agendaItems.meetingId, meetingId));
  const { id, kind, heldOn, startsAt, endsAt, place, theme, version, presidedByMandateId } = row.meeting;
  const { remoteAccess, remoteProcedure, seriesId, secondOfId, cancelledAt, cancelReason } = row.meeting;
  return done({
    id,
    body: row.body,
    kind,
    heldOn,
    startsAt,
    endsAt,
    place,
    theme,
    remoteAccess,
    remoteProcedure,
    seriesId,
    secondOfId,
    cancelledAt,
    cancelReason,
    convoked: convokedBy(await toldOf(tx, id), heldOn),
    version,
    presidedByMandateId,
    secretary: row.secretary,
    agenda: numberItems(
      items.map(({ item, notes }) => ({
        id: item.id,
        parentId: item.parentId,
        position: item.position,
        title: item.title,
        nature: item.nature,
        decisionKind: item.decisionKind,
        subject: item.subject,
        presenter: item.presenter,
        minutes: item.minutes,
        text: item.text,
        closedDoor: item.closedDoor,
        lateReason: item.lateReason,
        lateAddition: item.lateAddition,
        treatment: item.treatment,
        carriedFromId: item.carriedFromId,
        requestId: item.requestId,
        voteBeforeUntil: item.voteBeforeUntil,
        version: item.version,
        notes: notes && {
          content: notes.content,
          version: notes.version,
          savedAt: notes.savedAt,
          savedBy: notes.savedBy,
        },
      })),
    ),
    mayPrepare: mayPrepare(actor).done,
  });
}
