import { eq } from 'drizzle-orm';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { FirstPlace } from '../rules/draft.ts';
import { RENEWAL_COLUMNS, type RenewalRow } from './renewals.ts';
import { renewalPlaces, renewals } from './tables.ts';

/** A place as the table takes it. */
export type NewPlace = typeof renewalPlaces.$inferInsert;

/** Places of a draft as the table keeps them, from a position on. */
export function rowsOf(
  renewal: { associationId: string; renewalId: string; bodyId: string },
  places: readonly FirstPlace[],
  first: number,
): NewPlace[] {
  return places.map(({ former, kept, seat, sector, organisation, person, office, voting }, index) => ({
    ...renewal,
    position: first + index,
    formerMandateId: former?.id ?? null,
    keptMandateId: kept ? former!.id : null,
    seatId: seat?.id ?? null,
    sector,
    organisationId: organisation?.id ?? null,
    personId: person?.id ?? null,
    office,
    voting,
  }));
}

const APPLIED = refuse(
  'already-applied',
  'Ce renouvellement est déjà appliqué\u00a0: son projet ne change plus. Les mandats se corrigent un à un, dans la page de l’instance.',
);

/** Holds a draft until the transaction ends. Refuses an unknown renewal and one that is applied. */
export async function holdDraft(tx: Tx, renewalId: string): Promise<Outcome<RenewalRow>> {
  if (!isIdentifier(renewalId)) return notFound();
  const [renewal] = await tx
    .select(RENEWAL_COLUMNS)
    .from(renewals)
    .where(eq(renewals.id, renewalId))
    .for('update');
  if (!renewal) return notFound();
  return renewal.appliedAt === null ? done(renewal) : APPLIED;
}
