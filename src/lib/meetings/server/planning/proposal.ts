import { and, asc, between, desc, eq, isNotNull, isNull, lt, ne, notExists } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { livesOn } from '#lib/bodies/rules/seats.ts';
import { historiesOf, linesOf } from '#lib/bodies/server/seating.ts';
import { lifeInWords } from '#lib/bodies/words.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { holidayName } from '#lib/kernel/holidays.ts';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import { missedWindow } from '../../rules/assembly-window.ts';
import { noticeClock, type NoticeClock } from '../../rules/notice.ts';
import { proposedItems, type ItemKey, type ProposedItem } from '../../rules/proposed-items.ts';
import type { MeetingKind } from '../../vocabulary.ts';
import type { NewItem } from '../agenda/insert-items.ts';
import { agendaItems, meetings } from '../tables.ts';
import { findClashes } from './clashes.ts';

/** The meeting of a body that comes before an ISO day; null when there is none. */
async function previousMeeting(
  tx: Tx,
  bodyId: string,
  heldOn: string,
): Promise<{ id: string; heldOn: string } | null> {
  const [row] = await tx
    .select({ id: meetings.id, heldOn: meetings.heldOn })
    .from(meetings)
    .where(and(eq(meetings.bodyId, bodyId), lt(meetings.heldOn, heldOn), isNull(meetings.cancelledAt)))
    .orderBy(desc(meetings.heldOn))
    .limit(1);
  return row ?? null;
}

/** What earlier meetings of a body did not treat, and no agenda has taken up since, the oldest first. */
function untreatedItems(tx: Tx, bodyId: string, heldOn: string) {
  const carried = alias(agendaItems, 'carried');
  return tx
    .select({
      id: agendaItems.id,
      title: agendaItems.title,
      nature: agendaItems.nature,
      decisionKind: agendaItems.decisionKind,
      presenter: agendaItems.presenter,
      minutes: agendaItems.minutes,
      text: agendaItems.text,
      closedDoor: agendaItems.closedDoor,
      requestId: agendaItems.requestId,
    })
    .from(agendaItems)
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .where(
      and(
        eq(meetings.bodyId, bodyId),
        lt(meetings.heldOn, heldOn),
        eq(agendaItems.treatment, 'not-treated'),
        notExists(
          tx.select({ id: carried.id }).from(carried).where(eq(carried.carriedFromId, agendaItems.id)),
        ),
      ),
    )
    .orderBy(asc(meetings.heldOn), asc(agendaItems.position), asc(agendaItems.id));
}

/** What the agenda of a meeting of a body on an ISO day may begin with, each item under the key of its tick. */
export async function itemsToPropose(
  tx: Tx,
  bodyId: string,
  heldOn: string,
): Promise<{ readonly proposed: ProposedItem[]; readonly toInsert: ReadonlyMap<ItemKey, NewItem> }> {
  const untreated = await untreatedItems(tx, bodyId, heldOn);
  const previous = await previousMeeting(tx, bodyId, heldOn);
  const proposed = proposedItems(previous?.heldOn ?? null, untreated);
  const carried = new Map(
    untreated.map(({ id, ...item }) => [`carried:${id}`, { ...item, carriedFromId: id }]),
  );
  return {
    proposed,
    toInsert: new Map(
      proposed.map(({ key, title, nature }) => [
        key,
        carried.get(key) ?? { title, nature, minutesOfId: key === 'minutes' ? previous!.id : null },
      ]),
    ),
  };
}

/** The place of the last meeting that has one, of a body or of any: the likely place of the next. */
export async function lastPlaceOf(tx: Tx, bodyId?: string): Promise<string | null> {
  const [row] = await tx
    .select({ place: meetings.place })
    .from(meetings)
    .where(and(isNotNull(meetings.place), bodyId ? eq(meetings.bodyId, bodyId) : undefined))
    .orderBy(desc(meetings.heldOn))
    .limit(1);
  return row?.place ?? null;
}

export interface PlanWarning {
  readonly code: 'outside-life' | 'holiday' | 'clash' | 'outside-window';
  readonly sentence: string;
  readonly source?: string;
}

/** What a body and a date give, before the meeting is created. */
export interface Proposal {
  readonly bodyName: string;
  readonly heldOn: string;
  /** Those entitled to sit that day, by sector; sectors without a seat are left out. */
  readonly entitled: readonly { readonly sector: Sector; readonly seated: number; readonly vacant: number }[];
  readonly notice: NoticeClock;
  readonly items: readonly ProposedItem[];
  readonly place: string | null;
  readonly remote: { readonly allowed: boolean; readonly source: string };
  readonly warnings: readonly PlanWarning[];
}

export interface Plan {
  readonly bodyId: string;
  readonly kind: MeetingKind;
  readonly heldOn: string;
  /** Empty: not said yet. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** The meeting that is being moved, if it exists already. */
  readonly meetingId?: string;
}

async function clashWarnings(tx: Tx, actor: Actor, plan: Plan): Promise<PlanWarning[]> {
  if (plan.startsAt === '') return [];
  const thought = { ...plan, id: plan.meetingId ?? '', endsAt: plan.endsAt || null };
  const others = await tx
    .select({
      id: meetings.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      startsAt: meetings.startsAt,
      endsAt: meetings.endsAt,
    })
    .from(meetings)
    .where(
      and(
        eq(meetings.heldOn, plan.heldOn),
        isNull(meetings.cancelledAt),
        plan.meetingId ? ne(meetings.id, plan.meetingId) : undefined,
      ),
    );
  const bodies = new Map((await listBodies(tx)).map(({ id, name }) => [id, name]));
  const bodyOf = new Map(others.map(({ id, bodyId }) => [id, bodies.get(bodyId)!]));
  const clashes = await findClashes(tx, actor, [thought, ...others]);
  return clashes
    .filter(({ meetingIds }) => meetingIds[0] === thought.id)
    .map(({ meetingIds, names }) => ({
      code: 'clash' as const,
      sentence: `Au même moment que la réunion de «\u00a0${bodyOf.get(meetingIds[1])}\u00a0»\u00a0: ${namesInWords(names)}.`,
    }));
}

/** At most five names, then how many more. */
function namesInWords(names: readonly string[]): string {
  return names.length > 6
    ? `${names.slice(0, 5).join(', ')} et ${names.length - 5}\u00a0autres sont des deux`
    : `${names.join(', ')} ${names.length > 1 ? 'sont' : 'est'} des deux`;
}

/** An ordinary assembly after the six months, when none stands in them: the accounts would come too late. */
async function windowWarning(tx: Tx, plan: Plan, monthDay: string): Promise<PlanWarning[]> {
  const missed = missedWindow(plan.heldOn, monthDay);
  if (missed === null) return [];
  const [inTime] = await tx
    .select({ id: meetings.id })
    .from(meetings)
    .where(
      and(
        eq(meetings.bodyId, plan.bodyId),
        eq(meetings.kind, 'ordinary'),
        isNull(meetings.cancelledAt),
        between(meetings.heldOn, missed.from, missed.until),
        plan.meetingId ? ne(meetings.id, plan.meetingId) : undefined,
      ),
    )
    .limit(1);
  if (inTime) return [];
  return [
    {
      code: 'outside-window',
      sentence: `Hors des six mois\u00a0: pour l’exercice clos le ${dayInWords(missed.closedOn)}, l’AG ordinaire se tient au plus tard le ${weekdayInWords(missed.until)}, et aucune n’y est notée.`,
      source: 'CSA 3:47',
    },
  ];
}

/**
 * What a body and a date give: who is entitled, until when the notice may leave (as if it left `today`), what the agenda
 * may begin with, the place of last time, and what speaks against the date. Null for an unknown body.
 */
export async function proposalFor(tx: Tx, actor: Actor, today: string, plan: Plan): Promise<Proposal | null> {
  const body = (await listBodies(tx)).find(({ id }) => id === plan.bodyId);
  if (!body) return null;
  const { heldOn } = plan;
  const statutes = await statutesOf(tx, body, heldOn);
  const lines = linesOf((await historiesOf(tx, [body])).get(body.id)!, heldOn);
  const holiday = holidayName(heldOn);
  const warnings: PlanWarning[] = [
    ...(livesOn(body, heldOn)
      ? []
      : [
          {
            code: 'outside-life' as const,
            sentence: `Ce jour-là, cette instance ne peut pas se réunir\u00a0: elle existe ${lifeInWords(body)}.`,
          },
        ]),
    ...(holiday === null
      ? []
      : [{ code: 'holiday' as const, sentence: `Le ${dayInWords(heldOn)} est férié\u00a0: ${holiday}.` }]),
    ...(await clashWarnings(tx, actor, plan)),
    ...(body.kind === 'general-assembly' && plan.kind === 'ordinary'
      ? await windowWarning(tx, plan, statutes['financial-year-end'].value)
      : []),
  ];
  const remote = statutes['remote-participation'];
  return {
    bodyName: body.name,
    heldOn,
    entitled: SECTORS.map((sector) => {
      const own = lines.filter(({ words }) => words.sector === sector);
      const vacant = own.filter(({ mandate }) => mandate === null || mandate.vacant).length;
      return { sector, seated: own.length - vacant, vacant };
    }).filter(({ seated, vacant }) => seated + vacant > 0),
    notice: noticeClock(heldOn, today, statutes),
    items: plan.meetingId ? [] : (await itemsToPropose(tx, body.id, heldOn)).proposed,
    place: await lastPlaceOf(tx, body.id),
    remote: { allowed: remote.value, source: remote.source },
    warnings,
  };
}
