import type { Sourced } from '#lib/associations/rules/settings/definition.ts';
import { lastDayOfYears } from '#lib/kernel/calendar.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { OFFICES_WITHOUT_VOTE, type Office } from '../offices.ts';

/** How long a mandate lasts by the rules of its body on its first day, in years; null: as long as one likes. */
export type Length = Pick<Sourced<number | null>, 'value' | 'source' | 'toVerify'>;

/** The last ISO day (included) of a mandate that lasts as long as the rules say; null where they say nothing of it. */
export function longestUntil(
  { office, from }: { readonly office: Office; readonly from: string },
  length: Length,
): string | null {
  return length.value === null || OFFICES_WITHOUT_VOTE.includes(office)
    ? null
    : lastDayOfYears(from, length.value);
}

/**
 * Whether a mandate is no longer than the statutes admit; days are ISO days, both included. Refuses a term given beyond
 * it. Admits a mandate without a last day (the renewal ends it), one that `ended` in fact (late renewals are what they
 * were), who sits without a vote, and everything where the length is the tool's own reading, that no statutes confirmed.
 */
export function checkLength(
  mandate: {
    readonly office: Office;
    readonly from: string;
    readonly to: string | null;
    readonly ended: boolean;
  },
  length: Length,
): Outcome<undefined> {
  const { from, to, ended } = mandate;
  const last = longestUntil(mandate, length);
  if (last === null || to === null || to <= last || ended || length.toVerify) return done();
  return refuse(
    'longer-than-admitted',
    `Un mandat dure ${count(length.value!, 'an', 'ans')} au plus\u00a0: commencé le ${dayInWords(from)}, il finit au plus tard le ${dayInWords(last)}. Choisissez ce jour-là ou un jour d’avant, ou laissez la fin vide.`,
    { field: 'to', source: length.source },
  );
}
