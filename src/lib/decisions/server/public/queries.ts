import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { pageWithin } from '#lib/kernel/pages.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { PublicFilter } from '../../public-filter.ts';
import { publicOutcome, publicWrittenOutcome, type PublicDecision } from '../../rules/public.ts';
import type { RegisterRow } from '../register/queries.ts';
import { registerEntries } from '../register/tables.ts';
import { decisions } from '../tables.ts';
import { writtenProcedures } from '../written/tables.ts';
import { publications } from './tables.ts';

/** What was corrected or withdrawn since it was published is not shown. */
const CURRENT = sql<boolean>`(${publications.recordedAt} = coalesce(${decisions.recordedAt}, ${writtenProcedures.settledAt}))`;

/** What the public page would show of a decision, with this title and this text. */
export function publicDecisionOf(
  row: Pick<RegisterRow, 'reference' | 'body' | 'heldOn' | 'verdict' | 'explanation'>,
  { title, text }: { readonly title: string; readonly text: string },
): PublicDecision {
  const { reference, body, heldOn: decidedOn, verdict } = row;
  return {
    reference,
    body,
    decidedOn,
    title,
    text,
    inWriting: verdict === null,
    ...(verdict
      ? publicOutcome(verdict)
      : publicWrittenOutcome({ outcome: 'adopted', explanation: row.explanation.join(' ') })),
  };
}

/** How the publication of a decision stands, for coordination. */
export interface PublicationState {
  /** What is shown, or would be. */
  readonly shown: PublicDecision;
  /** Null: it is not published. */
  readonly published: { readonly at: string; readonly by: string; readonly stale: boolean } | null;
  readonly closedDoor: boolean;
}

/** How the publication of a decision stands. The caller may read it. */
export async function publicationOf(tx: Tx, row: RegisterRow): Promise<PublicationState> {
  const [published] = await tx
    .select({
      content: publications.content,
      at: publications.publishedAt,
      by: publications.publishedBy,
      current: CURRENT,
    })
    .from(registerEntries)
    .innerJoin(publications, eq(publications.entryId, registerEntries.id))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(eq(registerEntries.id, row.id));
  const [item] =
    row.itemId === null
      ? []
      : await tx
          .select({ closedDoor: agendaItems.closedDoor })
          .from(agendaItems)
          .where(eq(agendaItems.id, row.itemId));
  const proposed = published?.content ?? { title: row.item, text: row.proposal };
  return {
    shown: publicDecisionOf(row, proposed),
    published: published ? { at: published.at, by: published.by, stale: !published.current } : null,
    closedDoor: item?.closedDoor ?? false,
  };
}

/** Public decisions of a page. */
export const PUBLIC_PAGE = 30;

function asked({ text, body, year }: PublicFilter): SQL | undefined {
  return and(
    CURRENT,
    body === null ? undefined : eq(sql`${publications.content} #>> '{body,code}'`, body),
    year === null ? undefined : eq(registerEntries.year, year),
    text === ''
      ? undefined
      : sql`to_tsvector('french_search', concat_ws(' ', ${publications.content} ->> 'reference', ${publications.content} ->> 'title', ${publications.content} ->> 'text')) @@ websearch_to_tsquery('french_search', ${text})`,
  );
}

const readPublic = (tx: Tx, where: SQL | undefined) =>
  tx
    .select({
      content: publications.content,
      publishedAt: publications.publishedAt,
    })
    .from(publications)
    .innerJoin(registerEntries, eq(registerEntries.id, publications.entryId))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(where)
    .orderBy(desc(registerEntries.decidedOn), desc(registerEntries.number), registerEntries.bodyId)
    .$dynamic();

/** One page of what is public, the latest first; a page beyond the last gives the last. Asks nobody who they are. */
export async function publicDecisions(
  tx: Tx,
  filter: PublicFilter & { readonly page: number },
): Promise<{ readonly rows: PublicDecision[]; readonly total: number; readonly page: number }> {
  const where = asked(filter);
  const [{ total } = { total: 0 }] = await tx
    .select({ total: sql<number>`count(*)::int` })
    .from(publications)
    .innerJoin(registerEntries, eq(registerEntries.id, publications.entryId))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(where);
  const page = pageWithin(filter.page, total, PUBLIC_PAGE);
  const rows = await readPublic(tx, where)
    .limit(PUBLIC_PAGE)
    .offset((page - 1) * PUBLIC_PAGE);
  return { rows: rows.map(({ content }) => content), total, page };
}

/** All that is public, the latest first, with the instant of its publication: for feeds and data. */
export async function allPublicDecisions(
  tx: Tx,
  limit: number | null = null,
): Promise<(PublicDecision & { readonly publishedAt: string })[]> {
  const query = readPublic(tx, CURRENT);
  const rows = await (limit === null ? query : query.limit(limit));
  return rows.map(({ content, publishedAt }) => ({ ...content, publishedAt }));
}

/** A public decision by its reference; null when it is not public. */
export async function publicDecision(tx: Tx, reference: string): Promise<PublicDecision | null> {
  const [row] = await readPublic(
    tx,
    and(CURRENT, eq(sql`upper(${publications.content} ->> 'reference')`, reference.toUpperCase())),
  ).limit(1);
  return row?.content ?? null;
}

/** By what the public decisions can be narrowed: their bodies and their years. Null when nothing is public. */
export async function publicScopes(tx: Tx): Promise<{
  readonly bodies: readonly { readonly code: string; readonly name: string }[];
  readonly years: readonly number[];
} | null> {
  const rows = await tx
    .selectDistinct({
      code: sql<string>`${publications.content} #>> '{body,code}'`,
      name: sql<string>`${publications.content} #>> '{body,name}'`,
      year: registerEntries.year,
    })
    .from(publications)
    .innerJoin(registerEntries, eq(registerEntries.id, publications.entryId))
    .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
    .where(CURRENT);
  if (rows.length === 0) return null;
  const bodies = new Map(rows.map(({ code, name }) => [code, name]));
  return {
    bodies: [...bodies]
      .map(([code, name]) => ({ code, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    years: [...new Set(rows.map(({ year }) => year))].toSorted((a, b) => b - a),
  };
}
