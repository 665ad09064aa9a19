import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { readCsv } from './csv.ts';
import { damaged, LIMITS, tooLarge, tooManyCells } from './limits.ts';
import { readXlsx } from './xlsx.ts';

/** How files that are no table begin, and what to say to whoever sent one. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'C’est un ancien fichier Excel (XLS), ou un fichier protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-le en XLSX sans mot de passe, puis envoyez-le à nouveau.',
  ],
  [
    [0x25, 0x50, 0x44, 0x46],
    'C’est un PDF, pas un tableau. Envoyez le tableau d’origine, en XLSX ou en CSV.',
  ],
];

const begins = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, index) => bytes[index] === byte);

/** A table as people send it: its first row with something in it is the header, the others follow in their order. */
export interface Table {
  readonly header: readonly string[];
  /** `line`: as the spreadsheet numbers it. Rows without anything are left out. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The header and the rows of cells as read, blank rows included. */
export function tableOf(cells: readonly (readonly string[])[]): Table {
  const filled = cells.flatMap((row, index) =>
    row.some((cell) => cell.trim() !== '') ? [{ line: index + 1, cells: row }] : [],
  );
  const [header, ...rows] = filled;
  return { header: header?.cells.map((cell) => cell.trim()) ?? [], rows };
}

/**
 * The cells of an uploaded file, XLSX or CSV by its first bytes. Refuses an empty, too large, too long or damaged file,
 * one that is no table, and one without any row under its header; the sentence says how to repair.
 */
export async function readTable(bytes: Uint8Array): Promise<Outcome<string[][]>> {
  if (bytes.length === 0)
    return refuse('table-empty', 'Ce fichier est vide. Choisissez le fichier à importer.', { field: 'file' });
  if (bytes.length > LIMITS.bytes) return tooLarge();
  const foreign = SIGNATURES.find(([signature]) => begins(bytes, signature));
  if (foreign) return refuse('not-a-table', foreign[1], { field: 'file' });
  const read = begins(bytes, [0x50, 0x4b, 0x03, 0x04]) ? await readXlsx(bytes) : readCsv(bytes);
  if (!read.done) return read;
  const cells = read.value.map((row) => row.map((cell) => (cell.isWellFormed() ? cell : '')));
  if (cells.some((row) => row.some((cell) => cell.includes('\0')))) return damaged();
  const { rows } = tableOf(cells);
  if (rows.length === 0)
    return refuse(
      'table-empty',
      'Ce tableau n’a aucune ligne sous ses titres. Ajoutez des lignes, puis envoyez-le à nouveau.',
      { field: 'file' },
    );
  const widest = Math.max(...cells.map((row) => row.length));
  const characters = cells.flat().reduce((sum, cell) => sum + cell.length, 0);
  if (rows.length > LIMITS.rows || widest > LIMITS.columns) return tooManyCells();
  return characters > LIMITS.characters ? tooLarge() : done(cells);
}
