import type { Proxies } from '#lib/associations/rules/settings/participation.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

export interface ProxyRule {
  readonly proxies: Resolved<Proxies>;
  /** How many one person may hold; null: as many as they are given. */
  readonly most: Resolved<number | null>;
}

/** A mandate of the body on the day of the meeting. A legal person votes by its mandate: that is no proxy (R-PAR-03). */
export interface ProxySeat {
  readonly mandateId: string;
  /** "Alix Abrassart" */
  readonly name: string;
  /** Whether it votes of its own, or why not (R-PAR-01). */
  readonly vote: Outcome<undefined>;
  /** Said that they do not come. */
  readonly excused: boolean;
}

/** A proxy given and not taken back, oldest first. */
export interface GivenProxy {
  readonly principalMandateId: string;
  readonly holderMandateId: string | null;
  readonly holderName: string | null;
}

/** Whoever would hold: a seat of the same body or, where the statutes admit anyone, someone by name. */
export type ProxyHolder = ProxySeat | { readonly mandateId: null; readonly name: string };

export interface ProxyRequest {
  readonly principal: ProxySeat;
  readonly holder: ProxyHolder;
  /** Of this meeting; the one that the principal gave before, if any, is replaced and does not count. */
  readonly given: readonly GivenProxy[];
}

const sameName = (a: string, b: string) => a.localeCompare(b, 'fr', { sensitivity: 'base' }) === 0;

/** How many of these proxies someone holds. */
export function heldBy(
  holder: Pick<ProxyHolder, 'mandateId' | 'name'>,
  given: readonly GivenProxy[],
): number {
  return given.filter((proxy) =>
    holder.mandateId === null
      ? proxy.holderName !== null && sameName(proxy.holderName, holder.name)
      : proxy.holderMandateId === holder.mandateId,
  ).length;
}

/**
 * Whether someone may give a proxy for this meeting at all. Refuses where the statutes admit none (R-PAR-02, R-OA-08),
 * whoever has no vote to give (R-PAR-01), and whoever holds one: a proxy is not handed on.
 */
export function checkMayGive(
  principal: ProxySeat,
  given: readonly GivenProxy[],
  { proxies }: ProxyRule,
): Outcome<undefined> {
  if (proxies.value === 'none')
    return refuse(
      'no-proxies',
      'Impossible de donner procuration\u00a0: les textes ne le prévoient pas dans cette instance. Qui ne vient pas le dit simplement.',
      { source: proxies.source },
    );
  if (!principal.vote.done)
    return refuse(
      'no-vote-to-give',
      'Impossible de donner procuration\u00a0: qui siège sans voix délibérative n’a pas de vote à confier.',
      { source: proxies.source },
    );
  if (heldBy(principal, given) > 0)
    return refuse(
      'holds-already',
      'Impossible de donner procuration en portant celle d’une autre personne\u00a0: une procuration ne se transmet pas. Il faut d’abord y renoncer.',
      { source: proxies.source },
    );
  return done();
}

/**
 * Whether this person may receive one more proxy. Refuses whoever has no vote of their own (T33), gave theirs (no
 * chains), does not come, or holds as many as the statutes allow (T32: the oldest stay).
 */
export function checkMayHold(
  holder: ProxyHolder,
  given: readonly GivenProxy[],
  { proxies, most }: ProxyRule,
): Outcome<undefined> {
  const { name } = holder;
  const no = (code: string, why: string, source = proxies.source) =>
    refuse(code, `${name} ${why} Choisissez une autre personne.`, { source, field: 'holder' });
  if (holder.mandateId !== null) {
    if (!holder.vote.done) return no('holder-without-vote', 'siège sans voix délibérative.');
    if (given.some((proxy) => proxy.principalMandateId === holder.mandateId))
      return no('holder-has-given', 'donne aussi procuration, et une procuration ne se transmet pas.');
    if (holder.excused) return no('holder-excused', 'a dit ne pas venir.');
  }
  const held = heldBy(holder, given);
  if (most.value !== null && held >= most.value)
    return no(
      'holder-full',
      `porte déjà ${count(held, 'procuration', 'procurations')}, le maximum des textes.`,
      most.source,
    );
  return done();
}

/**
 * Whether a proxy may be given. Besides the two sides taken apart, refuses one to oneself, and one to someone who does
 * not sit where the statutes want another member (R-PAR-02).
 */
export function checkProxy({ principal, holder, given }: ProxyRequest, rule: ProxyRule): Outcome<undefined> {
  const others = given.filter((proxy) => proxy.principalMandateId !== principal.mandateId);
  const mayGive = checkMayGive(principal, others, rule);
  if (!mayGive.done) return mayGive;
  if (holder.mandateId === principal.mandateId)
    return refuse(
      'to-oneself',
      'Impossible de se donner procuration à soi-même. Choisissez une autre personne.',
      { field: 'holder' },
    );
  if (holder.mandateId === null && rule.proxies.value !== 'anyone')
    return refuse(
      'holder-not-member',
      'Impossible de donner procuration à une personne extérieure\u00a0: les textes demandent quelqu’un qui vote dans la même instance. Choisissez dans la liste.',
      { source: rule.proxies.source, field: 'holder' },
    );
  return checkMayHold(holder, others, rule);
}

/** The rule in two sentences, for whoever is about to choose. */
export function proxyRuleInWords({ proxies, most }: ProxyRule): string {
  if (proxies.value === 'none') return 'Vos textes ne prévoient pas de procuration dans cette instance.';
  const who =
    proxies.value === 'member'
      ? 'À quelqu’un qui vote dans la même instance.'
      : 'À la personne de votre choix, membre ou non.';
  return most.value === null ? who : `${who} Une même personne en porte au plus ${String(most.value)}.`;
}
