export const BODY_KINDS = [
  'general-assembly',
  'board',
  'management-committee',
  'consultation-committee',
  'working-group',
  // Any other, that the association names itself.
  'other',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
