/** The kinds of organisations that RS-09 counts in the board of a relais social (decree of 17 July 2003, art. 12). */
export const CATEGORIES = [
  'cpas',
  'municipality',
  'hospital',
  'housing',
  'mental-health',
  'social-integration',
  'individual-support',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];
