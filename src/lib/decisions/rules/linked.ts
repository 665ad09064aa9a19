import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isForDecision, type ItemNature } from '#lib/meetings/vocabulary.ts';

/** One of the items that one vote decides together. Plain data, stored as it is. */
export interface LinkedItem {
  readonly itemId: string;
  /** As it stood on the agenda: "5", "5.c". */
  readonly number: string;
  readonly title: string;
  /** What is put to the vote on it. */
  readonly proposal: string;
}

/** An item as far as a common vote depends on it. */
export interface ItemToLink {
  readonly id: string;
  readonly number: string;
  readonly nature: ItemNature;
  /** What the agenda says that a decision on it touches; null: an ordinary one. */
  readonly kind: DecisionKind | null;
  readonly closedDoor: boolean;
  readonly decided: boolean;
  /** It has several texts, or amendments, each with a vote of its own. */
  readonly hasTexts: boolean;
  /** A vote or an election is under way on it, or members vote on it before the sitting. */
  readonly going: boolean;
  /** The item with which it is to be voted already; null: none. */
  readonly leadId: string | null;
  readonly leads: boolean;
  /** The mandates set apart from it by a conflict of interest, with the name of each. */
  readonly conflicts: ReadonlyMap<string, string>;
}

type Linking = Pick<ItemToLink, 'id' | 'number' | 'leadId' | 'leads'>;

/** Why an item takes no part in a common vote, whichever the others are, as the end of a sentence; null: it may. */
function obstacleOf({ nature, decided, hasTexts, going }: ItemToLink): string | null {
  if (!isForDecision(nature)) return 'il n’est pas à décider';
  if (nature === 'election') return 'une élection a ses propres bulletins';
  if (decided) return 'une décision y est déjà prise';
  if (hasTexts) return 'il a plusieurs textes ou amendements, votés un à un';
  return going ? 'un vote y est en cours' : null;
}

/** Whom a conflict of interest sets apart from one of two items and not from the other, by name. */
function apartFromOne(one: Pick<ItemToLink, 'conflicts'>, two: Pick<ItemToLink, 'conflicts'>): string[] {
  const only = (here: typeof one, there: typeof one) =>
    [...here.conflicts].flatMap(([mandateId, name]) => (there.conflicts.has(mandateId) ? [] : [name]));
  return [...new Set([...only(one, two), ...only(two, one)])];
}

/** Why two items do not have the same vote, as the end of a sentence; null: they have. */
function differenceOf(lead: ItemToLink, other: ItemToLink): string | null {
  if ((lead.kind ?? 'ordinary') !== (other.kind ?? 'ordinary'))
    return 'ils ne se décident pas à la même majorité ni avec le même quorum';
  if (lead.closedDoor !== other.closedDoor) return 'un seul des deux est à huis clos';
  const names = apartFromOne(lead, other);
  return names.length === 0
    ? null
    : `${joinList(names)} ne ${names.length === 1 ? 'vote' : 'votent'} pas sur l’un des deux, à cause d’un conflit d’intérêts, et garde${names.length === 1 ? '' : 'nt'} sa voix sur l’autre. Votez ce point à part`.replace(
        'gardent sa voix',
        'gardent leur voix',
      );
}

function checkLinking(lead: Linking, other: Linking): string | null {
  if (lead.id === other.id) return 'un point ne se vote pas avec lui-même';
  if (lead.leadId !== null) return `le point ${lead.number} est déjà voté avec un autre`;
  if (other.leadId !== null && other.leadId !== lead.id) return 'il est déjà voté avec un autre point';
  return other.leads ? 'd’autres points sont déjà votés avec lui' : null;
}

/**
 * Whether an item can be decided by the vote that is taken on another one (`lead`): one voter has one choice for both, so
 * that the rule, the voters and the door must be the same. Refuses an item that takes no part in a common vote, one that
 * has another rule, one behind closed doors beside one that is not, and one from which somebody is set apart by a conflict
 * of interest who votes on the other: they would lose a voice that they have. Source: rule 17 of meetings.
 */
export function checkLink(lead: ItemToLink, other: ItemToLink): Outcome<undefined> {
  const own = obstacleOf(lead);
  if (own !== null)
    return refuse(
      'item-not-linked',
      `Impossible de voter d’autres points avec le point ${lead.number}\u00a0: ${own}.`,
      { field: 'items' },
    );
  const why = obstacleOf(other) ?? checkLinking(lead, other) ?? differenceOf(lead, other);
  return why === null
    ? done()
    : refuse(
        'item-not-linked',
        `Impossible de voter le point ${other.number} avec le point ${lead.number}\u00a0: ${why}.`,
        { field: `link-${other.id}` },
      );
}

/**
 * Whether what one vote decided on these items can be judged again: each of them has the same voters still, as when it was
 * counted. Refuses where a conflict of interest sets somebody apart from some of them only. Source: rule 17 of meetings.
 */
export function checkJudgedTogether(
  items: readonly Pick<ItemToLink, 'number' | 'conflicts'>[],
): Outcome<undefined> {
  const [first, ...others] = items;
  for (const other of others) {
    const names = apartFromOne(first!, other);
    if (names.length > 0)
      return refuse(
        'conflict-on-one',
        `Impossible de corriger cette décision\u00a0: elle a été votée avec d’autres, et un conflit d’intérêts écarte ${joinList(names)} du vote sur un seul des points ${first!.number} et ${other.number}. Retirez la décision, puis votez ces points à part.`,
      );
  }
  return done();
}

/** "Les points 4, 5 et 6 sont votés ensemble." */
export function togetherSentence(items: readonly Pick<LinkedItem, 'number'>[]): string {
  return `Les points ${joinList(items.map(({ number }) => number))} sont votés ensemble.`;
}
