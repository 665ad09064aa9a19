import { and, asc, between, desc, eq, exists, inArray, isNotNull, not, or, sql, type SQL } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { pageWithin } from '#lib/kernel/pages.ts';
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

/** The day by which the right to read it is judged: in writing, that of the opening, as for its papers. */
const READ_ON = sql`coalesce((select ${localDayOf(sql`${writtenProcedures.openedAt}`)} from ${writtenProcedures} where ${writtenProcedures.id} = ${registerEntries.procedureId}), ${registerEntries.decidedOn})`;

export const IS_A_DECISION = or(
  isNotNull(registerEntries.decisionId),
  isNotNull(registerEntries.procedureId),
);

/** Whether an actor may read an entry. */
export function entryReadableBy(actor: Actor, today: string): SQL | undefined {
  return and(IS_A_DECISION, readableOn(actor, today, registerEntries.bodyId, READ_ON));
}

const ROW = {
  id: registerEntries.id,
  body: { code: bodies.code, name: bodies.name },
  year: registerEntries.year,
  number: registerEntries.number,
  heldOn: registerEntries.decidedOn,
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

const LATEST_FIRST = [desc(registerEntries.decidedOn), asc(bodies.position), desc(registerEntries.number)];

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
    .orderBy(...LATEST_FIRST);
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

/** The entries that a filter asks for, among those that the actor may read: said of the entry and its body alone. */
async function conditions(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: RegisterFilter,
): Promise<SQL | undefined> {
  const { decisionId, procedureId } = registerEntries;
  const inMeeting = (condition: SQL) =>
    exists(sql`(select 1 from ${decisions} where ${decisions.id} = ${decisionId} and ${condition})`);
  const inWriting = (condition: SQL) =>
    exists(
      sql`(select 1 from ${writtenProcedures} where ${writtenProcedures.id} = ${procedureId} and ${condition})`,
    );
  const adopted = or(isNotNull(procedureId), inMeeting(sql`${decisions.verdict} ->> 'outcome' = 'adopted'`))!;
  const executed = exists(
    sql`(select 1 from ${decisionExecutions} where ${decisionExecutions.decisionId} = ${decisionId})`,
  );
  return and(
    entryReadableBy(actor, today),
    filter.body === null ? undefined : eq(bodies.code, filter.body),
    filter.year === null ? undefined : eq(registerEntries.year, filter.year),
    filter.kind === null
      ? undefined
      : or(inMeeting(eq(decisions.kind, filter.kind)), inWriting(eq(writtenProcedures.kind, filter.kind))),
    filter.outcome === null ? undefined : filter.outcome === 'adopted' ? adopted : not(adopted),
    filter.execution === null
      ? undefined
      : and(adopted, filter.execution === 'done' ? executed : not(executed)),
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
  // Counted apart: the page itself is read from the index of days, and stops at its end.
  const [{ total } = { total: 0 }] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(registerEntries)
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(where);
  const shown = pageWithin(page, total, REGISTER_PAGE);
  const keys = await tx
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(where)
    .orderBy(...LATEST_FIRST)
    .limit(REGISTER_PAGE)
    .offset((shown - 1) * REGISTER_PAGE);
  const ids = keys.map(({ id }) => id);
  return { rows: ids.length === 0 ? [] : await registerRows(tx, inList(ids)), total, page: shown };
}

const inList = (ids: readonly string[]) => inArray(registerEntries.id, [...ids]);

/** The years of the register that the actor may read, the latest first. */
export async function registerYears(tx: Tx, actor: Actor, today: string): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ year: registerEntries.year })
    .from(registerEntries)
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
      between(registerEntries.decidedOn, from, to),
    ),
  );
}
