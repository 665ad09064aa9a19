import { refuse, type Refused } from '#lib/kernel/refusals.ts';

/** What an uploaded table may be: many times the directory of an association, and no more than a request may carry. */
export const LIMITS = {
  /** Of the file. The server receives 2 MB with a form (see src/cli/request-length.ts): the form itself takes little of it. */
  bytes: 1_000_000,
  /** Of what a workbook holds once unpacked. */
  unpackedBytes: 20_000_000,
  /** Rows under the header, and columns. */
  rows: 1000,
  columns: 60,
  /** Characters of all the cells together. */
  characters: 1_000_000,
} as const;

export function tooLarge(): Refused {
  return refuse(
    'table-too-large',
    'Ce fichier est trop lourd\u00a0: 1\u00a0Mo au plus. Gardez une seule feuille, sans image, ou partagez les lignes en plusieurs fichiers.',
    { field: 'file' },
  );
}

export function tooManyCells(): Refused {
  return refuse(
    'table-too-long',
    `Ce tableau est trop grand\u00a0: 1\u00a0000 lignes et ${LIMITS.columns} colonnes au plus. Partagez-le en plusieurs fichiers.`,
    { field: 'file' },
  );
}

export function damaged(): Refused {
  return refuse(
    'table-damaged',
    'Ce fichier est abîmé, ou ce n’est pas un tableau. Ouvrez-le dans votre tableur, enregistrez-le en XLSX, puis envoyez-le à nouveau.',
    { field: 'file' },
  );
}
