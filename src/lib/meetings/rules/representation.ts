import { Temporal } from 'temporal-polyfill';
import type { Proxies } from '#lib/associations/rules/settings/participation.ts';
import { takesPart, type AttendanceState } from '../vocabulary.ts';

/** Someone whose vote counts in the body, with what was recorded of their presence (null: nothing yet). */
export interface Voter {
  readonly mandateId: string;
  readonly state: AttendanceState | null;
}

/** A proxy that nobody took back. `holderMandateId` null: someone who does not sit in the body holds it. */
export interface GivenProxy {
  readonly id: string;
  readonly principalMandateId: string;
  readonly holderMandateId: string | null;
  /** ISO instant. */
  readonly givenAt: string;
}

export interface ProxyRule {
  readonly proxies: Proxies;
  /** How many one person may hold; null: as many as they are given. */
  readonly most: number | null;
}

/** Why a proxy does not count at this moment. */
export const SUSPENSIONS = [
  'not-allowed',
  'not-a-voter',
  'beyond-most',
  'principal-there',
  'principal-conflict',
  'principal-voted',
  'not-confirmed',
  'holder-away',
  'holder-conflict',
] as const;
export type Suspension = (typeof SUSPENSIONS)[number];

/** The same, as the end of a sentence that begins with the proxy. */
export const SUSPENSION_WORDS: Readonly<Record<Suspension, string>> = {
  'not-allowed': 'les statuts n’admettent pas cette procuration',
  'not-a-voter': 'l’une des deux personnes n’a pas de voix dans l’instance',
  'beyond-most': 'cette personne porte déjà le nombre de procurations admis',
  'principal-there': 'la personne représentée est là',
  'principal-conflict': 'la personne représentée a un conflit d’intérêts sur ce point',
  'principal-voted': 'la personne représentée a voté elle-même, par avance, sur ce point',
  'not-confirmed': 'notez la personne absente comme représentée',
  'holder-away': 'qui la porte n’est pas là',
  'holder-conflict': 'qui la porte a un conflit d’intérêts sur ce point',
};

export interface ProxyNow<P extends GivenProxy = GivenProxy> {
  readonly proxy: P;
  /** Null: it counts. */
  readonly suspended: Suspension | null;
}

/** Who votes at one moment. */
export interface Representation<P extends GivenProxy = GivenProxy> {
  /** The mandates that vote by themselves. */
  readonly there: ReadonlySet<string>;
  /** The mandates for which a holder votes. */
  readonly represented: ReadonlySet<string>;
  readonly proxies: readonly ProxyNow<P>[];
}

/** The proxies that one person may hold: the oldest ones, since what goes beyond the limit is what came last. */
function withinLimit(proxies: readonly GivenProxy[], most: number | null): ReadonlySet<string> {
  const held = new Map<string, number>();
  const within = new Set<string>();
  const oldestFirst = proxies.toSorted(
    (a, b) => Temporal.Instant.compare(a.givenAt, b.givenAt) || (a.id < b.id ? -1 : 1),
  );
  for (const { id, holderMandateId } of oldestFirst) {
    const count = holderMandateId === null ? 0 : (held.get(holderMandateId) ?? 0);
    if (holderMandateId !== null) held.set(holderMandateId, count + 1);
    if (most === null || count < most) within.add(id);
  }
  return within;
}

/**
 * Who votes at this moment: the voters who take part, and the principals of the proxies in effect, less whoever has a
 * conflict of interest on the item. A proxy counts while its principal is away and its holder, a voter of the body, takes
 * part in person: there are no chains. Where the statutes admit anyone, one held from outside the body counts once its
 * principal is noted as excused. Whoever voted on the item before the sitting (`advance`) votes by themselves wherever they
 * are: a proxy is for when one does not vote oneself, and theirs stays for the other items. Sources: R-PAR-02, R-OA-08,
 * R-COI-02, R-DIS-06, CSA 9:15, CSA 9:16/1.
 */
export function representationOf<P extends GivenProxy>(
  voters: readonly Voter[],
  proxies: readonly P[],
  rule: ProxyRule,
  conflicts: ReadonlySet<string>,
  advance: ReadonlySet<string> = new Set(),
): Representation<P> {
  const states = new Map(voters.map(({ mandateId, state }) => [mandateId, state]));
  const isThere = (mandateId: string) => takesPart(states.get(mandateId) ?? null);
  const within = withinLimit(proxies, rule.most);

  const suspensionOf = ({ id, principalMandateId, holderMandateId }: P): Suspension | null => {
    if (rule.proxies === 'none' || (holderMandateId === null && rule.proxies !== 'anyone'))
      return 'not-allowed';
    if (!states.has(principalMandateId)) return 'not-a-voter';
    if (holderMandateId !== null && !states.has(holderMandateId)) return 'not-a-voter';
    if (!within.has(id)) return 'beyond-most';
    if (isThere(principalMandateId)) return 'principal-there';
    if (conflicts.has(principalMandateId)) return 'principal-conflict';
    if (advance.has(principalMandateId)) return 'principal-voted';
    if (holderMandateId === null)
      return states.get(principalMandateId) === 'excused' ? null : 'not-confirmed';
    if (!isThere(holderMandateId)) return 'holder-away';
    return conflicts.has(holderMandateId) ? 'holder-conflict' : null;
  };
  const judged = proxies.map((proxy) => ({ proxy, suspended: suspensionOf(proxy) }));
  return {
    there: new Set(
      voters.flatMap(({ mandateId }) =>
        (isThere(mandateId) || advance.has(mandateId)) && !conflicts.has(mandateId) ? [mandateId] : [],
      ),
    ),
    represented: new Set(
      judged.flatMap(({ proxy, suspended }) => (suspended === null ? [proxy.principalMandateId] : [])),
    ),
    proxies: judged,
  };
}
