import { asc, eq, getTableColumns } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionReference } from '../../reference.ts';
import { chainOf, type ChainLink } from '../../rules/propositions.ts';
import { registerEntries } from '../register/tables.ts';
import { decisions } from '../tables.ts';
import { propositions } from './tables.ts';

/** A text of the chain as screens show it. */
export interface PropositionView extends ChainLink {
  readonly version: number;
}

/**
 * The texts put to the vote on the items of a meeting, item by item, each in the order of the votes with what became of it.
 * The caller may read the meeting.
 */
export async function chainsOf(tx: Tx, meetingId: string): Promise<ReadonlyMap<string, PropositionView[]>> {
  const rows = await tx
    .select({
      ...getTableColumns(propositions),
      verdict: decisions.verdict,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(propositions)
    .leftJoin(decisions, eq(decisions.id, propositions.decisionId))
    .leftJoin(registerEntries, eq(registerEntries.decisionId, propositions.decisionId))
    .leftJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(eq(propositions.meetingId, meetingId))
    .orderBy(asc(propositions.itemId), asc(propositions.position), asc(propositions.id));
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const byItem = Map.groupBy(rows, ({ itemId }) => itemId);
  return new Map(
    [...byItem].map(([itemId, texts]) => [
      itemId,
      chainOf(
        texts.map(({ decisionId, verdict, code, year, number, withdrawnAt: withdrawn, ...text }) => ({
          id: text.id,
          role: text.role,
          parentId: text.parentId,
          position: text.position,
          text: text.text,
          author: text.author,
          fallsWithId: text.fallsWithId,
          amendedText: text.amendedText,
          amendedWith: text.amendedWith,
          withdrawn: withdrawn !== null,
          vote:
            decisionId && verdict
              ? {
                  decisionId,
                  reference: decisionReference({ code: code!, year: year!, number: number! }),
                  outcome: verdict.outcome,
                }
              : null,
        })),
      ).map((link) => ({ ...link, version: versions.get(link.id)! })),
    ]),
  );
}

/** The texts of one item, in the order of the votes. */
export async function chainOfItem(tx: Tx, meetingId: string, itemId: string): Promise<PropositionView[]> {
  return (await chainsOf(tx, meetingId)).get(itemId) ?? [];
}
