import type { ChainLink } from '#lib/decisions/rules/propositions.ts';

type Identified = { readonly id: string; readonly itemId: string | null };

/** What a PV is written from, in the order in which it tells it. */
interface Facts {
  readonly items: readonly { readonly id: string }[];
  /** Movements, suspensions and incidents; without item: before the first one. */
  readonly events: readonly Identified[];
  readonly conflicts: readonly { readonly itemId: string; readonly mandateId: string }[];
  readonly decisions: readonly Identified[];
  readonly tasks: readonly Identified[];
  /** The texts brought on each item. */
  readonly chains: ReadonlyMap<string, readonly Pick<ChainLink, 'id' | 'state'>[]>;
}

/** Whether a text is told as never put to the vote. */
export const isFallen = ({ state }: Pick<ChainLink, 'state'>) => state === 'fallen' || state === 'withdrawn';

/**
 * By the place of each sentence in a snapshot, the fact that it tells: "2.event.0" is "event:…". Places move when something
 * is noted before them; facts keep their key, so that what completes one follows it. Pure.
 */
export function factKeys({ items, events, conflicts, decisions, tasks, chains }: Facts) {
  const keys = new Map(['opening', 'attendance', 'quorum', 'closing'].map((one) => [one, one]));
  const add = (place: string, what: string, ids: readonly string[]) => {
    for (const [index, id] of ids.entries()) keys.set(`${place}.${index}`, `${what}:${id}`);
  };
  const idsOn = (rows: readonly Identified[], item: string | null) =>
    rows.flatMap(({ id, itemId }) => (itemId === item ? [id] : []));
  add('before', 'event', idsOn(events, null));
  for (const [at, { id }] of items.entries()) {
    for (const what of ['closed-door', 'not-treated']) keys.set(`${at}.${what}`, `${what}:${id}`);
    const declared = conflicts.filter(({ itemId }) => itemId === id);
    add(
      `${at}.conflict`,
      'conflict',
      declared.map(({ mandateId }) => `${id}:${mandateId}`),
    );
    add(`${at}.event`, 'event', idsOn(events, id));
    add(`${at}.decision`, 'decision', idsOn(decisions, id));
    // The text under discussion is told before the first vote on it.
    add(`${at}.text`, 'text', idsOn(decisions, id));
    const fallen = (chains.get(id) ?? []).filter(isFallen);
    add(
      `${at}.fallen`,
      'fallen',
      fallen.map((text) => text.id),
    );
    add(`${at}.task`, 'task', idsOn(tasks, id));
  }
  return keys;
}
