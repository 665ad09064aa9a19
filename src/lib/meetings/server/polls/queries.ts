import { and, asc, desc, eq, gte, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts } from '#lib/accounts/server/tables.ts';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { organisations, people, settings } from '#lib/associations/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { mayPrepare, mayRead } from '../../policy.ts';
import { bestDate, dateResult, type BestDate, type DateResult } from '../../rules/polls.ts';
import type { DateAnswer, MeetingKind } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';
import { datePollAnswers, datePollDates, datePolls } from '../planning/tables.ts';

/** open: can be answered · over: the last day has passed · closed: without a date · chosen: with its meeting. */
export type PollState = 'open' | 'over' | 'closed' | 'chosen';

function stateOf(
  poll: { readonly closesOn: string; readonly closedAt: string | null; readonly meetingId: string | null },
  today: string,
): PollState {
  if (poll.closedAt !== null) return poll.meetingId === null ? 'closed' : 'chosen';
  return today <= poll.closesOn ? 'open' : 'over';
}

export interface PollRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly closesOn: string;
  readonly state: PollState;
  readonly dates: number;
  /** Members who answered at least one date. */
  readonly answered: number;
}

/** The polls that the actor may see, the last opened first: all of them for the staff, those of one's bodies for a member. */
export async function listPolls(tx: Tx, actor: Actor, today: string): Promise<PollRow[]> {
  const own = actor.seats.filter(({ from, to }) => dayWithin(today, from, to)).map(({ bodyId }) => bodyId);
  if (actor.role === null && own.length === 0) return [];
  const rows = await tx
    .select({
      id: datePolls.id,
      title: datePolls.title,
      body: bodies.name,
      closesOn: datePolls.closesOn,
      closedAt: datePolls.closedAt,
      meetingId: datePolls.meetingId,
      dates: sql<number>`count(distinct ${datePollDates.id})::int`,
      answered: sql<number>`count(distinct ${datePollAnswers.mandateId})::int`,
    })
    .from(datePolls)
    .innerJoin(bodies, eq(bodies.id, datePolls.bodyId))
    .leftJoin(datePollDates, eq(datePollDates.pollId, datePolls.id))
    .leftJoin(datePollAnswers, eq(datePollAnswers.dateId, datePollDates.id))
    .where(actor.role === null ? inArray(datePolls.bodyId, own) : undefined)
    .groupBy(datePolls.associationId, datePolls.id, bodies.name)
    .orderBy(desc(datePolls.createdAt), asc(datePolls.id));
  return rows.map(({ closedAt, meetingId, ...row }) => ({
    ...row,
    state: stateOf({ closesOn: row.closesOn, closedAt, meetingId }, today),
  }));
}

/** Somebody who is asked, for the staff alone. */
export interface PollPerson {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
  readonly sector: Sector;
  readonly voting: boolean;
  /** Whether they are reached by mail: those who are not need their link by another way. */
  readonly byMail: boolean;
  readonly answers: Readonly<Record<string, DateAnswer>>;
}

/** Another meeting of somebody who is asked. */
export interface PollClash {
  readonly name: string;
  readonly body: string;
  readonly startsAt: string | null;
}

export interface PollDateView {
  readonly id: string;
  readonly onDay: string;
  readonly startsAt: string;
  readonly result: DateResult;
  /** For the staff those of everybody, for a member their own. */
  readonly clashes: readonly PollClash[];
}

export interface PollView {
  readonly id: string;
  readonly body: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly kind: BodyKind;
  };
  readonly kind: MeetingKind;
  readonly title: string;
  readonly place: string;
  readonly message: string;
  readonly closesOn: string;
  readonly state: PollState;
  readonly meetingId: string | null;
  /** When the meeting created from the chosen date is; null until one is chosen. */
  readonly chosen: { readonly heldOn: string; readonly startsAt: string | null } | null;
  readonly dates: readonly PollDateView[];
  readonly best: BestDate | null;
  /** How many are asked, and how many of them answered. */
  readonly asked: number;
  readonly answered: number;
  /** What the actor answered by date; null for whoever is not asked. */
  readonly own: Readonly<Record<string, DateAnswer>> | null;
  /** Who answered what: for the staff alone, empty for a member. */
  readonly people: readonly PollPerson[];
  readonly mayPrepare: boolean;
}

/** The mandates of a body in force on one of these days at least, vacant ones included. */
function mandatesAround(tx: Tx, bodyId: string, first: string, last: string) {
  return tx
    .select({
      mandateId: mandates.id,
      personId: mandates.personId,
      name: sql<string>`coalesce(${people.givenName} || ' ' || ${people.familyName}, '')`,
      byMail: sql<boolean>`coalesce(${people.email}, ${accounts.email}) is not null`,
      organisation: organisations.name,
      partner: organisations.partner,
      sector: mandates.sector,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .leftJoin(accounts, eq(accounts.id, people.accountId))
    .where(
      and(
        eq(mandates.bodyId, bodyId),
        lte(mandates.fromDay, last),
        or(isNull(mandates.toDay), gte(mandates.toDay, first)),
      ),
    )
    .orderBy(
      sql`array_position(array['public', 'associative', 'government'], ${mandates.sector})`,
      asc(people.familyName),
      asc(mandates.id),
    );
}

/** The other meetings of these people on these days, those of the body itself included but for one (the chosen one). */
async function meetingsOf(
  tx: Tx,
  personIds: readonly string[],
  days: readonly string[],
  except: string | null,
) {
  if (personIds.length === 0) return [];
  const sitting = alias(mandates, 'sitting');
  return tx
    .selectDistinct({
      heldOn: meetings.heldOn,
      personId: sitting.personId,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      body: bodies.name,
      startsAt: meetings.startsAt,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .innerJoin(
      sitting,
      and(
        eq(sitting.bodyId, meetings.bodyId),
        lte(sitting.fromDay, meetings.heldOn),
        or(isNull(sitting.toDay), gte(sitting.toDay, meetings.heldOn)),
      ),
    )
    .innerJoin(people, eq(people.id, sitting.personId))
    .where(
      and(
        inArray(meetings.heldOn, [...days]),
        isNull(meetings.cancelledAt),
        inArray(sitting.personId, [...personIds]),
        except === null ? undefined : ne(meetings.id, except),
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(meetings.startsAt), asc(bodies.name));
}

/**
 * A poll with what each of its dates is worth under the composition and the statutes of that day. Who answered what is
 * there for the staff alone; a member finds figures and their own answers. "Not found" for anyone else.
 */
export async function pollView(
  tx: Tx,
  actor: Actor,
  today: string,
  pollId: string,
): Promise<Outcome<PollView>> {
  if (!isIdentifier(pollId)) return notFound();
  const [row] = await tx
    .select({
      poll: datePolls,
      body: { id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind },
      chosen: { heldOn: meetings.heldOn, startsAt: meetings.startsAt },
    })
    .from(datePolls)
    .innerJoin(bodies, eq(bodies.id, datePolls.bodyId))
    .leftJoin(meetings, eq(meetings.id, datePolls.meetingId))
    .where(eq(datePolls.id, pollId));
  if (!row || !mayRead(actor, { bodyId: row.body.id, heldOn: today }, today).done) return notFound();
  const { poll, body } = row;
  const dates = await tx
    .select({ id: datePollDates.id, onDay: datePollDates.onDay, startsAt: datePollDates.startsAt })
    .from(datePollDates)
    .where(eq(datePollDates.pollId, pollId))
    .orderBy(asc(datePollDates.onDay), asc(datePollDates.startsAt));
  const answers = await tx
    .select({
      dateId: datePollAnswers.dateId,
      mandateId: datePollAnswers.mandateId,
      answer: datePollAnswers.answer,
    })
    .from(datePollAnswers)
    .innerJoin(datePollDates, eq(datePollDates.id, datePollAnswers.dateId))
    .where(eq(datePollDates.pollId, pollId));
  const answerTo = new Map(
    answers.map(({ dateId, mandateId, answer }) => [`${dateId}/${mandateId}`, answer]),
  );
  const days = dates.map(({ onDay }) => onDay);
  const around = await mandatesAround(
    tx,
    body.id,
    days.reduce((first, day) => (day < first ? day : first), today),
    days.reduce((last, day) => (day > last ? day : last), today),
  );
  const asked = around.filter(({ personId, from, to }) => personId !== null && dayWithin(today, from, to));
  const mine = asked.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
  const staff = actor.role !== null;
  const taken = await meetingsOf(
    tx,
    asked.flatMap(({ personId }) => personId ?? []),
    days,
    poll.meetingId,
  );
  const rules = await readSettings(tx, or(eq(settings.bodyId, body.id), isNull(settings.bodyId)));
  const answersOf = (mandateId: string) =>
    Object.fromEntries(
      dates.flatMap(({ id }) => {
        const answer = answerTo.get(`${id}/${mandateId}`);
        return answer ? [[id, answer] as const] : [];
      }),
    );
  const found = dates.map((date) => {
    const seats = around.filter(({ from, to }) => dayWithin(date.onDay, from, to));
    const clashes = taken.filter(({ heldOn }) => heldOn === date.onDay);
    return {
      ...date,
      clashing: new Set(clashes.map(({ personId }) => personId)).size,
      clashes: clashes
        .filter(({ personId }) => staff || personId === mine?.personId)
        .map(({ name, body: other, startsAt }) => ({ name, body: other, startsAt })),
      result: dateResult(
        body.kind,
        seats.map(({ personId, ...seat }) => ({
          ...seat,
          vacant: personId === null,
          answer: answerTo.get(`${date.id}/${seat.mandateId}`) ?? null,
        })),
        resolveSettings(rules, body, date.onDay),
      ),
    };
  });
  return done({
    id: poll.id,
    body,
    kind: poll.kind,
    title: poll.title,
    place: poll.place,
    message: poll.message,
    closesOn: poll.closesOn,
    state: stateOf(poll, today),
    meetingId: poll.meetingId,
    chosen: row.chosen,
    dates: found.map(({ clashing: _, ...date }) => date),
    best: bestDate(found.map(({ clashing, ...date }) => ({ ...date, clashes: clashing }))),
    asked: asked.length,
    answered: asked.filter(({ mandateId }) => answers.some((each) => each.mandateId === mandateId)).length,
    own: mine ? answersOf(mine.mandateId) : null,
    people: staff
      ? asked.map(({ mandateId, name, organisation, sector, voting, byMail }) => ({
          mandateId,
          name,
          organisation,
          sector,
          voting,
          byMail,
          answers: answersOf(mandateId),
        }))
      : [],
    mayPrepare: mayPrepare(actor).done,
  });
}
