import { eq, isNull, or } from 'drizzle-orm';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import { resolveSettings, type Statutes } from '../rules/statutes.ts';
import { settings } from './tables.ts';

/** The statutes as they stand for a body of the association of this transaction. */
export async function statutesOf(
  tx: Tx,
  body: { readonly id: string; readonly kind: BodyKind },
): Promise<Statutes> {
  const rows = await tx
    .select({ bodyId: settings.bodyId, key: settings.key, value: settings.value, source: settings.source })
    .from(settings)
    .where(or(eq(settings.bodyId, body.id), isNull(settings.bodyId)));
  return resolveSettings(rows, body);
}
