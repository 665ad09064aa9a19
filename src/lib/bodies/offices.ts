// The statutes (associations) speak of kinds of bodies: the words live below both rooms.
export type { BodyKind } from '#lib/kernel/body-kinds.ts';

export const OFFICES = [
  'chair',
  'vice-chair',
  'treasurer',
  'secretary',
  'member',
  'substitute',
  'observer',
  'invited',
] as const;
export type Office = (typeof OFFICES)[number];

/** Offices that sit without a vote of their own. */
export const OFFICES_WITHOUT_VOTE: readonly Office[] = ['substitute', 'observer', 'invited'];

/** by-right: every full member sits · by-seats: whoever holds one of its seats. */
export type Composed = 'by-right' | 'by-seats';

/** Why a mandate ended. not-confirmed: co-opted, and not confirmed by the assembly (CSA 9:6). */
export const END_REASONS = [
  'term',
  'resignation',
  'replacement',
  'office-lost',
  'dismissal',
  'death',
  'not-confirmed',
  'other',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** What the assembly said of a co-optation; pending until it meets. */
export const CO_OPTATIONS = ['pending', 'confirmed', 'refused'] as const;
export type CoOptation = (typeof CO_OPTATIONS)[number];

/** The steps after a change of directors, in the order of the checklist. */
export const FORMALITY_STEPS = ['extract', 'publication', 'ubo', 'bank', 'partners'] as const;
export type FormalityStep = (typeof FORMALITY_STEPS)[number];

export const IMPORT_CONTENTS = ['organisations', 'people', 'mandates'] as const;
export type ImportContent = (typeof IMPORT_CONTENTS)[number];
