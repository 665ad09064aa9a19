// The statutes (associations) speak of kinds of bodies: the words live below both rooms.
export type { BodyKind } from '#lib/kernel/body-kinds.ts';

export const OFFICES = ['chair', 'vice-chair', 'treasurer', 'member', 'invited'] as const;
export type Office = (typeof OFFICES)[number];
