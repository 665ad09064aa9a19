import { and, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { readableOn } from '#lib/meetings/server/queries.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionReference } from '../../reference.ts';
import { togetherSentence } from '../../rules/linked.ts';
import type { VoteSnapshot } from '../../rules/snapshot.ts';
import type { Verdict, VerdictOutcome } from '../../rules/verdict.ts';
import type { RegisterFilter } from '../../register-filter.ts';
import type { DecisionKind } from '../../vocabulary.ts';
import { outcomeSentence } from '../../words.ts';
import { WRITTEN_OUTCOMES } from '../../written-words.ts';
import { decisionExecutions } from '../follow-up/tables.ts';
import { decisions } from '../tables.ts';
import { writtenProcedures } from '../written/tables.ts';
import { says } from './search.ts';
import { registerEntries } from './tables.ts';

/** A line of the register: a decision taken in a meeting, or in writing. */
export interface RegisterRow {
  /** Of its entry in the register. */
  readonly id: string;
  /** "CA-2022-3". */
  readonly reference: string;
  readonly body: { readonly code: string; readonly name: string };
  /** ISO day on which it was taken. */
  readonly heldOn: string;
  /** Where it was taken; null for one taken in writing. */
  readonly meetingId: string | null;
  readonly itemId: string | null;
  /** The procedure by which it was taken in writing. */
  readonly procedureId: string | null;
  /** The title of its item; "Décision par écrit" for one without. */
  readonly item: string;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly outcome: VerdictOutcome;
  /** The outcome in words, and how it was reached. */
  readonly sentence: string;
  readonly explanation: readonly string[];
  /** The vote; null for one taken in writing. */
  readonly verdict: Verdict | null;
}

/** The same in a list: also when it was carried out, as an ISO day. */
export interface RegisterLine extends RegisterRow {
  readonly executedOn: string | null;
}

/** Decisions of a page of the register. */
export const REGISTER_PAGE = 50;

const localDayOf = (instant: SQL) => sql`(${instant} at time zone 'Europe/Brussels')::date`;

/** The day on which a decision was taken. */
const DECIDED_ON = sql<string>`coalesce(${meetings.heldOn}, ${localDayOf(sql`${writtenProcedures.settledAt}`)})`;
/** The day by which the right to read it is judged: in writing, that of the opening, as for its papers. */
const READ_ON = sql`coalesce(${meetings.heldOn}, ${localDayOf(sql`${writtenProcedures.openedAt}`)})`;

export const IS_A_DECISION = or(
  isNotNull(registerEntries.decisionId),
  isNotNull(registerEntries.procedureId),
);

/** Whether an actor may read an entry, in a statement that reads the meeting or the procedure beside it. */
export function entryReadableBy(actor: Actor, today: string): SQL | undefined {
  return and(IS_A_DECISION, readableOn(actor, today, registerEntries.bodyId, READ_ON));
}

const ROW = {
  id: registerEntries.id,
  body: { code: bodies.code, name: bodies.name },
  year: registerEntries.year,
  number: registerEntries.number,
  heldOn: sql<string>`${DECIDED_ON}::text`,
  meetingId: decisions.meetingId,
  itemId: decisions.itemId,
  procedureId: registerEntries.procedureId,
  title: agendaItems.title,
  kind: sql<DecisionKind>`coalesce(${decisions.kind}, ${writtenProcedures.kind})`,
  proposal: sql<string>`coalesce(${decisions.proposal}, ${writtenProcedures.proposal})`,
  verdict: decisions.verdict,
  together: sql<VoteSnapshot['together'] | null>`${decisions.snapshot} -> 'together'`,
  written: writtenProcedures.verdict,
  executedOn: decisionExecutions.executedOn,
};

/** Entries of the register as their lines show them. The caller says which, and checks who reads them. */
export async function registerRows(tx: Tx, where: SQL | undefined): Promise<RegisterLine[]> {
  const rows = await tx
    .select(ROW)
    .from(registerEntries)
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(agendaItems, eq(agendaItems.id, decisions.itemId))
    .leftJoin(meetings, eq(meetings.id, decisions.meetingId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .leftJoin(decisionExecutions, eq(decisionExecutions.decisionId, decisions.id))
    .where(where)
    .orderBy(desc(DECIDED_ON), bodies.position, desc(registerEntries.number));
  return rows.map(({ year, number, title, verdict, together, written, ...row }) => ({
    ...row,
    reference: decisionReference({ code: row.body.code, year, number }),
    item: title ?? 'Décision par écrit',
    verdict,
    outcome: verdict?.outcome ?? 'adopted',
    sentence: verdict ? outcomeSentence(verdict) : WRITTEN_OUTCOMES.adopted,
    explanation: [
      ...(together ? [togetherSentence(together)] : []),
      ...(verdict?.explanation ?? [written!.explanation]),
    ],
  }));
}

async function conditions(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: RegisterFilter,
): Promise<SQL | undefined> {
  const adopted = or(
    isNotNull(registerEntries.procedureId),
    sql`${decisions.verdict} ->> 'outcome' = 'adopted'`,
  );
  return and(
    entryReadableBy(actor, today),
    filter.body === null ? undefined : eq(bodies.code, filter.body),
    filter.year === null ? undefined : eq(registerEntries.year, filter.year),
    filter.kind === null ? undefined : eq(ROW.kind, filter.kind),
    filter.outcome === null ? undefined : sql`(${adopted}) = ${filter.outcome === 'adopted'}`,
    filter.execution === null
      ? undefined
      : and(
          adopted,
          filter.execution === 'done'
            ? isNotNull(decisionExecutions.decisionId)
            : isNull(decisionExecutions.decisionId),
        ),
    filter.text === '' ? undefined : await says(tx, filter.text),
  );
}

/**
 * The register that the actor may read, the latest first: one page, or all of it when `page` is null. A page beyond the
 * last gives the last. Only the decisions of the page are read whole.
 */
export async function readRegister(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: RegisterFilter,
  page: number | null,
): Promise<{ readonly rows: RegisterLine[]; readonly total: number; readonly page: number }> {
  const where = await conditions(tx, actor, today, filter);
  if (page === null) {
    const rows = await registerRows(tx, where);
    return { rows, total: rows.length, page: 1 };
  }
  const keysOf = (asked: number) =>
    tx
      .select({ id: registerEntries.id, total: sql<number>`(count(*) over ())::int` })
      .from(registerEntries)
      .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
      .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
      .leftJoin(agendaItems, eq(agendaItems.id, decisions.itemId))
      .leftJoin(meetings, eq(meetings.id, decisions.meetingId))
      .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
      .leftJoin(decisionExecutions, eq(decisionExecutions.decisionId, decisions.id))
      .where(where)
      .orderBy(desc(DECIDED_ON), bodies.position, desc(registerEntries.number))
      .limit(REGISTER_PAGE)
      .offset((asked - 1) * REGISTER_PAGE);
  let shown = page;
  let keys = await keysOf(page);
  if (keys.length === 0 && page > 1) {
    const [first] = await keysOf(1);
    shown = Math.max(1, Math.ceil((first?.total ?? 0) / REGISTER_PAGE));
    keys = await keysOf(shown);
  }
  const ids = keys.map(({ id }) => id);
  return {
    rows: ids.length === 0 ? [] : await registerRows(tx, inList(ids)),
    total: keys[0]?.total ?? 0,
    page: shown,
  };
}

const inList = (ids: readonly string[]) => inArray(registerEntries.id, [...ids]);

/** The years of the register that the actor may read, the latest first. */
export async function registerYears(tx: Tx, actor: Actor, today: string): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ year: registerEntries.year })
    .from(registerEntries)
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(meetings, eq(meetings.id, decisions.meetingId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(entryReadableBy(actor, today))
    .orderBy(desc(registerEntries.year));
  return rows.map(({ year }) => year);
}

/** What a body decided in writing between two ISO days, both included: its next meeting takes note of it. */
export function writtenBetween(
  tx: Tx,
  bodyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<RegisterLine[]> {
  return registerRows(
    tx,
    and(
      eq(registerEntries.bodyId, bodyId),
      isNotNull(registerEntries.procedureId),
      sql`${DECIDED_ON} between ${from}::date and ${to}::date`,
    ),
  );
}
