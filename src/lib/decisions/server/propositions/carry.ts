import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { goAlong } from '#lib/meetings/server/agenda/bring-along.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { textsToCarry } from '../../rules/carried-texts.ts';
import { chainsOf } from './queries.ts';
import { propositions } from './tables.ts';

/** Copies the texts that are still to be voted on items to those that take them up in another meeting. */
async function bringTexts(
  tx: Tx,
  { id: meetingId, associationId }: { readonly id: string; readonly associationId: string },
  copies: ReadonlyMap<string, string>,
): Promise<string[]> {
  const sources = await tx
    .selectDistinct({ meetingId: agendaItems.meetingId })
    .from(agendaItems)
    .innerJoin(propositions, eq(propositions.itemId, agendaItems.id))
    .where(inArray(agendaItems.id, [...copies.keys()]));
  const rows: (typeof propositions.$inferInsert)[] = [];
  for (const source of sources) {
    const chains = await chainsOf(tx, source.meetingId);
    for (const [from, itemId] of copies) {
      const texts = textsToCarry(chains.get(from) ?? []);
      const ids = new Map(texts.map(({ id }) => [id, randomUUID() as string]));
      rows.push(
        ...texts.map(({ id, parentId, fallsWithId, ...text }) => ({
          ...text,
          associationId,
          meetingId,
          itemId,
          id: ids.get(id)!,
          parentId: parentId === null ? null : ids.get(parentId)!,
          fallsWithId: fallsWithId === null ? null : ids.get(fallsWithId)!,
        })),
      );
    }
  }
  if (rows.length > 0) await tx.insert(propositions).values(rows);
  return rows.map(({ id }) => id!);
}

/** Takes such texts out again; once one was changed, all stay, and their item with them. */
async function takeTextsBack(tx: Tx, ids: readonly string[]): Promise<void> {
  const untouched = and(
    inArray(propositions.id, [...ids]),
    eq(propositions.version, 1),
    isNull(propositions.decisionId),
    isNull(propositions.withdrawnAt),
  );
  if ((await tx.$count(propositions, untouched)) === ids.length)
    await tx.delete(propositions).where(inArray(propositions.id, [...ids]));
}

const TEXTS = { bring: bringTexts, takeBack: takeTextsBack };

/** Lets the texts of an item go with it to another meeting. Called once at the start. */
export function wireTexts(): void {
  goAlong(TEXTS);
}
