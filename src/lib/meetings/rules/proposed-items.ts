import { dayInWords } from '#lib/kernel/days.ts';
import type { ItemNature } from '../vocabulary.ts';

/** "Approbation du procès-verbal du 21 novembre 2022", of the ISO day of a meeting. */
export function approvalTitle(heldOn: string): string {
  return `Approbation du procès-verbal du ${dayInWords(heldOn)}`;
}

/** Items of every agenda. minutes: the PV of the last meeting is approved · follow-up: what became of what was decided. */
export const STANDING_ITEMS = ['minutes', 'follow-up', 'other-business'] as const;
export type StandingItem = (typeof STANDING_ITEMS)[number];

/** Which item a tick stands for: a standing one, or one of an earlier meeting by its identifier. */
export type ItemKey = StandingItem | `carried:${string}`;

export interface ProposedItem {
  readonly key: ItemKey;
  readonly title: string;
  readonly nature: ItemNature;
}

/** An item of an earlier meeting of the body that was not treated there, and stands on no later agenda. */
export interface UntreatedItem {
  readonly id: string;
  readonly title: string;
  readonly nature: ItemNature;
}

/**
 * What the agenda of a meeting begins with: the approval of the PV of the previous meeting of the body and the follow-up
 * of its decisions, when there was one on `previousOn` (ISO day); what was not treated then; other business, last.
 */
export function proposedItems(
  previousOn: string | null,
  untreated: readonly UntreatedItem[],
): ProposedItem[] {
  const looksBack: ProposedItem[] =
    previousOn === null
      ? []
      : [
          {
            key: 'minutes',
            title: approvalTitle(previousOn),
            nature: 'approval',
          },
          { key: 'follow-up', title: 'Suivi des décisions', nature: 'information' },
        ];
  return [
    ...looksBack,
    ...untreated.map(({ id, title, nature }) => ({ key: `carried:${id}` as const, title, nature })),
    { key: 'other-business', title: 'Divers', nature: 'discussion' },
  ];
}
