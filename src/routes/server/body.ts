import { error } from '@sveltejs/kit';
import { listBodies, type BodyRow } from '#lib/bodies/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';

/** The body of an address, or "not found". */
export async function bodyIn(tx: Tx, code: string): Promise<BodyRow> {
  const body = (await listBodies(tx)).find((candidate) => candidate.code === code);
  return body ?? error(404, notFound().refusal.sentence);
}
