import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv, type Cell } from './csv.ts';
import { LIMITS } from './limits.ts';
import { readTable, tableOf } from './read.ts';
import { readXlsx, writeXlsx } from './xlsx.ts';

const AWKWARD = [
  '"',
  'a;b,c\td',
  'deux\nlignes',
  'deux\r\nlignes',
  '0123',
  '=1+1',
  "'=1+1",
  "''@x",
  '+32 61 23 45 67',
  '-',
  '@cellule',
  '\tretrait',
  'é à ç œ €',
  '👩‍👧 🇧🇪',
  '_x0041_',
  '1e5',
  'VRAI',
  'valueOf',
  '__proto__',
  '<a href="x">&amp;</a>',
  '\u0001\u007f\ufffd',
];
const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'grapheme' }).filter((each) => each.isWellFormed() && !each.includes('\0')),
);
/** Rows of one length under plain titles; the first cell says something, so that no row is blank. */
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  )
  .map((rows) => [
    rows[0]!.map((_, index) => `Titre ${index}`),
    ...rows.map(([, ...rest], index) => [`n${index}`, ...rest]),
  ]);
const utf8 = (content: string) => new TextEncoder().encode(content);
const valueOf = <T>(outcome: { done: boolean }) => (outcome as unknown as { value: T }).value;
const codeOf = (outcome: unknown) => (outcome as { refusal?: { code: string } }).refusal?.code;
const trimmed = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => {
    const last = row.findLastIndex((cell) => cell !== '');
    return row.slice(0, last + 1);
  });

describe('CSV', () => {
  it('gives back every table that it wrote', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const read = valueOf<string[][]>(readCsv(writeCsv(rows)));
        expect(read.slice(0, -1)).toEqual(rows);
        expect(tableOf(read).rows).toHaveLength(rows.length - 1);
      }),
    );
  });

  it('leaves nothing that a spreadsheet runs as a formula', () => {
    for (const cell of AWKWARD) {
      const written = new TextDecoder().decode(writeCsv([['a', cell]]));
      expect(written).not.toMatch(/^a;"?[=+\-@\t\r]/);
    }
  });

  it('is what a spreadsheet in French opens', () => {
    const bytes = writeCsv([
      ['Nom', 'Début'],
      ['a;"b"', { day: '2022-11-21' }],
    ]);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('Nom;Début\r\n"a;""b""";21/11/2022\r\n');
  });

  it.each([
    ['semicolons', utf8('Nom;Début\nÉlan;1')],
    ['commas', utf8('Nom,Début\nÉlan,1')],
    ['tabs', utf8('Nom\tDébut\nÉlan\t1')],
    ['old line ends', utf8('Nom;Début\rÉlan;1')],
    ['UTF-8 with mark', utf8('\ufeffNom;Début\r\nÉlan;1')],
    ['UTF-16 little', Buffer.from('\ufeffNom;Début\nÉlan;1', 'utf16le')],
    ['UTF-16 big', Buffer.from('\ufeffNom;Début\nÉlan;1', 'utf16le').swap16()],
    ['UTF-16 without mark', Buffer.from('Nom;Début\nÉlan;1', 'utf16le')],
    ['UTF-16 big without mark', Buffer.from('Nom;Début\nÉlan;1', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Nom;Début\nÉlan;1', 'latin1')],
  ])('reads %s', (_, bytes) => {
    expect(readCsv(bytes)).toMatchObject({
      value: [
        ['Nom', 'Début'],
        ['Élan', '1'],
      ],
    });
  });

  it('refuses what is no text, and a quote that never ends', () => {
    expect(codeOf(readCsv(utf8('a;b\nc\0;d')))).toBe('table-damaged');
    expect(codeOf(readCsv(utf8('a;b\n"c;d')))).toBe('table-damaged');
  });
});

describe('XLSX', () => {
  it('gives back every table that it wrote', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const read = valueOf<string[][]>(await readXlsx(await writeXlsx(rows, 'Feuille')));
        expect(trimmed(read)).toEqual(trimmed(rows));
      }),
      { numRuns: 50 },
    );
  });

  it('gives back days as days', async () => {
    const days = ['1921-01-01', '2000-02-29', '2022-11-21', '2200-12-31'];
    const rows: Cell[][] = [['Début'], ...days.map((day) => [{ day }])];
    expect(await readXlsx(await writeXlsx(rows, 'Feuille'))).toMatchObject({
      value: [['Début'], ...days.map((day) => [day])],
    });
  });

  /** A workbook with one sheet, whose rows are this XML. */
  const workbook = (sheetData: string, more: Record<string, Uint8Array> = {}) =>
    zipSync({
      'xl/workbook.xml': strToU8(
        '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
      ...more,
    });

  it('reads what formulas left, numbers and booleans, and computes nothing', async () => {
    const sheet =
      '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x")</f><v>laissé</v></c><c r="B1"><v>12.5</v></c><c r="C1" t="b"><v>1</v></c><c r="D1"><f>1+1</f></c></row>';
    expect(await readXlsx(workbook(sheet))).toMatchObject({ value: [['laissé', '12.5', 'oui']] });
  });

  it.each([
    ['a row far below', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'],
    ['a column far away', '<row r="1"><c r="XFD1"><v>1</v></c></row>'],
    ['another quote', "<row r='1'><c r='XFD1'><v>1</v></c></row>"],
    ['an entity', '<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'],
  ])('refuses %s before it fills what lies between', async (_, sheet) => {
    expect(codeOf(await readXlsx(workbook(sheet)))).toBe('table-too-long');
  });

  it('refuses a small file that unpacks into a large one, whatever it announces', async () => {
    const zeros = new Uint8Array(LIMITS.unpackedBytes + 1);
    const bomb = workbook('<row r="1"><c r="A1"><v>1</v></c></row>', { 'xl/styles.xml': zeros });
    expect(bomb.length).toBeLessThan(LIMITS.bytes);
    expect(codeOf(await readTable(bomb))).toBe('table-too-large');
    // The uncompressed size stands after the compressed one, in the local header and in the directory.
    const lying = Buffer.from(bomb);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(zeros.length);
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 4)) lying.writeUInt32LE(10, at);
    expect(codeOf(await readTable(lying))).toBe('table-too-large');
  });

  it('refuses what is cut short or no workbook', async () => {
    const whole = await writeXlsx([['a'], ['b']], 'A');
    expect(codeOf(await readXlsx(whole.slice(0, whole.length / 2)))).toBe('table-damaged');
    expect(codeOf(await readXlsx(zipSync({ 'autre.txt': strToU8('x') })))).toBe('table-damaged');
  });
});

describe('readTable', () => {
  it.each([
    ['nothing', utf8(''), 'table-empty'],
    ['a header alone', utf8('Nom;Prénom\n;\n'), 'table-empty'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), 'not-a-table'],
    ['a PDF', utf8('%PDF-1.7'), 'not-a-table'],
    ['too many bytes', new Uint8Array(LIMITS.bytes + 1), 'table-too-large'],
    ['too many rows', utf8('a\n' + 'b\n'.repeat(LIMITS.rows + 1)), 'table-too-long'],
    ['too many columns', utf8(`a\n${'b;'.repeat(LIMITS.columns)}c`), 'table-too-long'],
    ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'table-damaged'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(codeOf(await readTable(bytes))).toBe(code);
  });

  it('takes as many rows as it says', async () => {
    expect(codeOf(await readTable(utf8('a\n' + 'b\n'.repeat(LIMITS.rows))))).toBeUndefined();
  });

  it('numbers the lines as the spreadsheet does, blank ones left out', async () => {
    const read = valueOf<string[][]>(await readTable(utf8('\n Nom ;X\n\na;1\n;\nb;2\n')));
    expect(tableOf(read)).toEqual({
      header: ['Nom', 'X'],
      rows: [
        { line: 4, cells: ['a', '1'] },
        { line: 6, cells: ['b', '2'] },
      ],
    });
  });
});
