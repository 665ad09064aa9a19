export const BODY_KINDS = [
  'general-assembly',
  'board',
  'management-committee',
  'consultation-committee',
  'working-group',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
