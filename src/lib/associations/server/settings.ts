import { and, eq, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import { resolveSettings, type SettingRow, type Statutes } from '../rules/statutes.ts';
import { settings } from './tables.ts';

/** The settings of the association of this transaction, past and planned ones included, or those of a condition. */
export async function readSettings(tx: Tx, condition?: SQL): Promise<SettingRow[]> {
  const rows = await tx
    .select({
      bodyId: settings.bodyId,
      key: settings.key,
      fromDay: settings.fromDay,
      // As text: the driver gives one and the same null for the JSON null, a value ("no quorum"), and for nothing said.
      text: sql<string | null>`${settings.value}::text`,
      source: settings.source,
    })
    .from(settings)
    .where(condition);
  return rows.map(({ text, ...row }) => ({ ...row, value: text === null ? undefined : JSON.parse(text) }));
}

/** The statutes as they stand for a body of the association of this transaction on an ISO day. */
export async function statutesOf(
  tx: Tx,
  body: { readonly id: string; readonly kind: BodyKind },
  day: string,
): Promise<Statutes> {
  const here = or(eq(settings.bodyId, body.id), isNull(settings.bodyId));
  const begun = or(isNull(settings.fromDay), lte(settings.fromDay, day));
  return resolveSettings(await readSettings(tx, and(here, begun)), body, day);
}
