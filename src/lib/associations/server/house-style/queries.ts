import { desc, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayChangeSettings } from '../../policy.ts';
import { PLAIN_STYLE, type HouseStyle } from '../../rules/house-style.ts';
import { houseStyles } from './tables.ts';

/** A style with its number, and since when it was in use: null while it is only proposed. */
export interface StyleVersion {
  readonly version: number;
  readonly style: HouseStyle;
  readonly adoptedAt: string | null;
}

const COLUMNS = {
  version: houseStyles.version,
  style: houseStyles.style,
  adoptedAt: houseStyles.adoptedAt,
};

/** The style in which documents of the association are written now. */
export async function styleInUse(tx: Tx): Promise<HouseStyle> {
  const [row] = await tx
    .select(COLUMNS)
    .from(houseStyles)
    .where(isNotNull(houseStyles.adoptedAt))
    .orderBy(desc(houseStyles.version))
    .limit(1);
  return row?.style ?? PLAIN_STYLE;
}

/** The last style written, adopted or only proposed; null where none ever was. */
export async function lastStyle(tx: Tx): Promise<StyleVersion | null> {
  const [row] = await tx.select(COLUMNS).from(houseStyles).orderBy(desc(houseStyles.version)).limit(1);
  return row ?? null;
}

/** One style by its number, to be looked at by whoever may change it. */
export async function styleNumbered(tx: Tx, actor: Actor, version: number): Promise<Outcome<StyleVersion>> {
  const allowed = mayChangeSettings(actor);
  if (!allowed.done) return allowed;
  if (!Number.isSafeInteger(version) || version < 1 || version > 2 ** 31 - 1) return notFound();
  const [row] = await tx.select(COLUMNS).from(houseStyles).where(eq(houseStyles.version, version));
  return row ? done(row) : notFound();
}
