import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { union } from 'drizzle-orm/pg-core';
import { bodies } from '#lib/bodies/server/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisions } from '../tables.ts';
import { writtenProcedures } from '../written/tables.ts';
import { registerEntries, registerWords } from './tables.ts';

/** The condition that a decision has this reference, whatever its capitals. */
export function referenceIs(reference: string): SQL {
  const parts = /^(.+)-(\d{4})-(\d{1,9})$/.exec(reference.trim());
  if (!parts) return sql`false`;
  const [, code, year, number] = parts;
  return and(
    eq(sql`upper(${bodies.code})`, code!.toUpperCase()),
    eq(registerEntries.year, Number(year)),
    eq(registerEntries.number, Number(number)),
  )!;
}

/** Quotes around words, a minus in front of one, "or" between two: what `websearch_to_tsquery` understands besides words. */
const OPERATORS = /"|(?:^|\s)-\S|\sor\s/i;

/**
 * The condition that a decision says these words, without accents and inflections, in what was decided or in the title of
 * its item, or that it has this reference. The words are looked up in their index; only what is asked with operators is
 * read again, among those that have the words.
 */
export async function says(tx: Tx, text: string): Promise<SQL | undefined> {
  const wanted = text.replace(/(^|\s)-\S+/g, ' ');
  const [row] = await tx.execute<{ words: string[] }>(
    sql`select tsvector_to_array(to_tsvector('french_search', ${wanted})) as words`,
  );
  const words = row!.words;
  const withOperators = OPERATORS.test(text);
  const having = (condition: SQL) =>
    inArray(
      registerEntries.id,
      tx.select({ id: registerWords.entryId }).from(registerWords).where(condition),
    );
  const either = /\sor\s/i.test(text);
  const indexed = either
    ? [having(inArray(registerWords.word, words))]
    : words.map((word) => having(eq(registerWords.word, word)));
  const reread = sql`to_tsvector('french_search', concat_ws(' ', ${decisions.proposal}, ${agendaItems.title}, ${writtenProcedures.proposal})) @@ websearch_to_tsquery('french_search', ${text})`;
  const entries = tx.select({ id: registerEntries.id }).from(registerEntries).$dynamic();
  const found = withOperators
    ? inArray(
        registerEntries.id,
        entries
          .leftJoin(decisions, eq(decisions.id, registerEntries.decisionId))
          .leftJoin(agendaItems, eq(agendaItems.id, decisions.itemId))
          .leftJoin(writtenProcedures, eq(writtenProcedures.id, registerEntries.procedureId))
          .where(and(...(words.length === 0 ? [] : indexed), reread)),
      )
    : words.length === 0
      ? sql`false`
      : and(...indexed);
  if (!/-\d{4}-\d+$/.test(text.trim())) return found;
  // An address of a decision is typed as it is: it is not made of words. Together rather than "or": each by its own index.
  const referred = tx
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(referenceIs(text));
  return inArray(
    registerEntries.id,
    union(tx.select({ id: registerEntries.id }).from(registerEntries).where(found), referred),
  );
}
