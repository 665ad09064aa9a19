import Papa from 'papaparse';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { isStorable } from '#lib/kernel/typed.ts';
import { damaged } from './limits.ts';

/** A cell to be written: a text as it is, or an ISO day. */
export type Cell = string | { readonly day: string };

const DELIMITERS = [';', ',', '\t'];

/** What a spreadsheet would take for a formula when it opens a CSV, behind any apostrophes already there. */
const FORMULA = /^'*[=+\-@\t\r]/;

const harmless = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
const asWritten = (text: string) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** "21/11/2022": how people of Belgium write a day, and how their spreadsheet reads it. */
function dayInCell(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/**
 * A table as CSV (RFC 4180) for a spreadsheet in French: UTF-8 with its mark, semicolons. A text that a spreadsheet would
 * run as a formula gets an apostrophe in front, which `readCsv` takes away.
 */
export function writeCsv(rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> {
  const texts = rows.map((row) =>
    row.map((cell) => harmless(typeof cell === 'string' ? cell : dayInCell(cell.day))),
  );
  return new TextEncoder().encode(`\ufeff${Papa.unparse(texts, { delimiter: ';', newline: '\r\n' })}\r\n`);
}

/** Bytes as text: UTF-8 or UTF-16 where a mark or the bytes say so, else Windows-1252, which old spreadsheets write. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Without mark: the high half of ordinary letters is zero.
  if (first !== 0 && second === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second !== 0) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Of the three ways to read it, the one that most rows agree upon; where they are level, the one with most columns. */
function bestRead(text: string): Papa.ParseResult<string[]> {
  const score = ({ data }: Papa.ParseResult<string[]>) => {
    const filled = data.filter((row) => row.some((cell) => cell.trim() !== ''));
    const columns = filled[0]?.length ?? 0;
    const alike = filled.filter((row) => row.length === columns).length;
    return columns < 2 ? 0 : alike + columns / (1 + columns);
  };
  const reads = DELIMITERS.map((delimiter) => Papa.parse<string[]>(text, { delimiter }));
  return reads.reduce((best, read) => (score(read) > score(best) ? read : best));
}

/** The rows of a CSV, its separator guessed among ; , and tab. Refuses what is no text, and a quote that never ends. */
export function readCsv(bytes: Uint8Array): Outcome<string[][]> {
  const text = textOf(bytes);
  if (!isStorable(text)) return damaged();
  const { data, errors } = bestRead(text);
  if (errors.some(({ type }) => type === 'Quotes')) return damaged();
  return done(data.map((row) => row.map(asWritten)));
}
