import { and, desc, eq, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { readableBy } from '#lib/meetings/server/queries.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionReference } from '../../reference.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { RegisterFilter } from '../../register-filter.ts';
import type { DecisionKind } from '../../vocabulary.ts';
import { decisions } from '../tables.ts';
import { registerEntries } from './tables.ts';

/** A line of the register. */
export interface RegisterRow {
  /** "CA-2022-3". */
  readonly reference: string;
  readonly body: { readonly code: string; readonly name: string };
  /** ISO day of the meeting. */
  readonly heldOn: string;
  readonly meetingId: string;
  readonly itemId: string;
  readonly item: string;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly verdict: Verdict;
}

/** Decisions of a page of the register. */
export const REGISTER_PAGE = 50;

/** Words are looked for without accents and inflections, in the proposal and in the title of its item. */
function matches(text: string): SQL | undefined {
  const wanted = sql`websearch_to_tsquery('french_search', ${text})`;
  return or(
    sql`to_tsvector('french_search', ${decisions.proposal}) @@ ${wanted}`,
    sql`to_tsvector('french_search', ${agendaItems.title}) @@ ${wanted}`,
    eq(
      sql`upper(${bodies.code} || '-' || ${registerEntries.year} || '-' || ${registerEntries.number})`,
      text.trim().toUpperCase(),
    ),
  );
}

function conditions(actor: Actor, today: string, filter: RegisterFilter): SQL | undefined {
  return and(
    readableBy(actor, today),
    filter.body === null ? undefined : eq(bodies.code, filter.body),
    filter.year === null ? undefined : eq(registerEntries.year, filter.year),
    filter.kind === null ? undefined : eq(decisions.kind, filter.kind),
    filter.outcome === null
      ? undefined
      : sql`(${decisions.verdict} ->> 'outcome' = 'adopted') = ${filter.outcome === 'adopted'}`,
    filter.text === '' ? undefined : matches(filter.text),
  );
}

/** The register that the actor may read, the latest first: one page, or all of it when `page` is null. */
export async function readRegister(
  tx: Tx,
  actor: Actor,
  today: string,
  filter: RegisterFilter,
  page: number | null,
): Promise<{ readonly rows: RegisterRow[]; readonly total: number }> {
  const query = tx
    .select({
      body: { code: bodies.code, name: bodies.name },
      year: registerEntries.year,
      number: registerEntries.number,
      heldOn: meetings.heldOn,
      meetingId: decisions.meetingId,
      itemId: decisions.itemId,
      item: agendaItems.title,
      kind: decisions.kind,
      proposal: decisions.proposal,
      verdict: decisions.verdict,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(registerEntries)
    .innerJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .innerJoin(agendaItems, eq(agendaItems.id, decisions.itemId))
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(conditions(actor, today, filter))
    .orderBy(desc(meetings.heldOn), bodies.position, desc(registerEntries.number));
  const found = await (page === null ? query : query.limit(REGISTER_PAGE).offset((page - 1) * REGISTER_PAGE));
  return {
    total: found[0]?.total ?? 0,
    rows: found.map(({ year, number, total: _total, ...row }) => ({
      ...row,
      reference: decisionReference({ code: row.body.code, year, number }),
    })),
  };
}

/** The years of the register that the actor may read, the latest first. */
export async function registerYears(tx: Tx, actor: Actor, today: string): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ year: registerEntries.year })
    .from(registerEntries)
    .innerJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .where(and(isNotNull(registerEntries.decisionId), readableBy(actor, today)))
    .orderBy(desc(registerEntries.year));
  return rows.map(({ year }) => year);
}
