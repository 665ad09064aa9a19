import type { OfficeHolder } from './alternation.ts';
import type { Proposed } from './draft.ts';
import type { SittingMandate } from './renewal.ts';

/** What is not in order with a draft. What blocks has to be put right before it is applied. */
export interface Finding {
  readonly severity: 'blocking' | 'warning';
  /** Stable, kebab-case. */
  readonly code: string;
  readonly sentence: string;
  readonly source: string | null;
  /** The place concerned; null for the whole composition. */
  readonly placeId: string | null;
}

/** A finding of which the list that holds it says how severe it is. */
export type Said = Omit<Finding, 'severity'>;

/** A finding about a place, or about the whole composition. */
export const about = (
  placeId: string | null,
  code: string,
  sentence: string,
  source: string | null = null,
): Said => ({
  code,
  sentence,
  source,
  placeId,
});

/** Who sits, inside a sentence. */
export const nameOf = ({ person, organisation }: Pick<SittingMandate, 'person' | 'organisation'>) =>
  person?.name ?? `un siège vacant (${organisation.name})`;

/** Those who presided or will, as the rules of the presidency take them. */
export const asHolder = (on: string, proposed: Proposed): OfficeHolder => ({
  office: proposed.office,
  sector: proposed.sector,
  name: nameOf(proposed),
  from: on,
  to: proposed.to,
  exceptionReason: proposed.exceptionReason,
});
