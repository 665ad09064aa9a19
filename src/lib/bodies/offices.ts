export const BODY_KINDS = [
  'general-assembly',
  'board',
  'management-committee',
  'consultation-committee',
  'working-group',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export const OFFICES = ['chair', 'vice-chair', 'treasurer', 'member', 'invited'] as const;
export type Office = (typeof OFFICES)[number];
