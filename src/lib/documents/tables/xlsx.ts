import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/universal';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { Temporal } from 'temporal-polyfill';
import type { Cell } from './csv.ts';
import { damaged, LIMITS, tooLarge, tooManyCells } from './limits.ts';

/** What XML cannot carry, and what looks like its replacement: written as the standard says, "_x000D_". */
const NEEDS_ESCAPE = /[[\p{Cc}--[\t\n]]\ufffd]|\p{Noncharacter_Code_Point}|_(?=x[0-9a-f]{4}_)/giv;

const inCode = (found: string) =>
  Array.from(
    { length: found.length },
    (_, index) => `_x${found.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')}_`,
  ).join('');

/** The writer numbers texts in a plain object: a text that is a word of every object ("valueOf") must look otherwise. */
function escaped(text: string): string {
  const writable = text.replaceAll(NEEDS_ESCAPE, inCode);
  return writable in {} ? inCode(writable.slice(0, 1)) + writable.slice(1) : writable;
}

/** A table as one sheet of a workbook: texts as texts, never as formulas, days as days; the first row is a header. */
export async function writeXlsx(
  rows: readonly (readonly Cell[])[],
  sheet: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [header = [], ...body] = rows;
  const bold = header.map((title) => ({ value: String(title), type: String, fontWeight: 'bold' as const }));
  const cells = body.map((row) =>
    row.map((cell) => {
      if (typeof cell !== 'string')
        return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
      return cell === '' ? null : { value: escaped(cell), type: String };
    }),
  );
  const columns = header.map(() => ({ width: 22 }));
  const blob = await writeXlsxFile([bold, ...cells], { sheet, columns, stickyRowsCount: 1 }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * What a workbook holds, unpacked under a limit that counts the bytes that come out (those that it announces may lie);
 * null beyond it. Other parts than XML are left aside.
 */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> | null {
  const parts: Record<string, Uint8Array> = {};
  let total = 0;
  const unzip = new Unzip((file) => {
    if (!/\.(xml|rels)$/.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      total += chunk.length;
      if (total > LIMITS.unpackedBytes) throw new Oversize();
      chunks.push(chunk);
      if (final) parts[file.name] = Buffer.concat(chunks);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    // In pieces: the limit is looked at between two of them.
    for (let at = 0; at < bytes.length; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    return parts;
  } catch (error) {
    if (error instanceof Oversize) return null;
    throw error;
  }
}

class Oversize extends Error {}

/** A piece of a few kilobytes unpacks at most into a thousand times as much. */
const PIECE = 4096;

/** Where a cell or a row says that it stands: "AB12", "12". */
const PLACE = /\br\s*=\s*["']\s*([A-Z]*)(\d+)\s*["']/gi;
/** The same, hidden behind an entity. */
const HIDDEN_PLACE = /\br\s*=\s*(?:"[^"]*&|'[^']*&)/i;

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Whether a sheet stays inside the limits: the reader fills every gap before the last cell. */
function withinLimits(sheet: string): boolean {
  if (HIDDEN_PLACE.test(sheet)) return false;
  for (const [, letters = '', row] of sheet.matchAll(PLACE))
    if (columnNumber(letters) > LIMITS.columns || Number(row) > LIMITS.rows + 1) return false;
  return true;
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  if (cell instanceof Date)
    return Temporal.Instant.fromEpochMilliseconds(cell.getTime())
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
      .toString();
  return String(cell);
}

/**
 * The rows of the first sheet of a workbook: texts, the results that its formulas left (nothing is computed), days as ISO
 * days, "oui" and "non". Refuses what is damaged, too large once unpacked, or too long.
 */
export async function readXlsx(bytes: Uint8Array): Promise<Outcome<string[][]>> {
  try {
    const parts = unpack(bytes);
    if (parts === null) return tooLarge();
    const sheets = Object.keys(parts).filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
    const decoder = new TextDecoder();
    if (!sheets.every((name) => withinLimits(decoder.decode(parts[name])))) return tooManyCells();
    // Packed again from what was counted: what the reader unpacks is what was looked at.
    const packed = zipSync(parts, { level: 0 });
    const rows = await readSheet(packed.buffer as ArrayBuffer, 1, { trim: false });
    return done(rows.map((row) => row.map(asText)));
  } catch {
    return damaged();
  }
}
