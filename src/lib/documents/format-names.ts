/** The forms in which any document can be had. */
export const FORMATS = ['pdf', 'docx', 'html', 'txt'] as const;
export type Format = (typeof FORMATS)[number];

/** The format of an address; null for another. */
export function formatNamed(name: string): Format | null {
  return FORMATS.find((format) => format === name) ?? null;
}
