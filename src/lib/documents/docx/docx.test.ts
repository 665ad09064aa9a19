import { execFileSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Block, Document } from '../blocks.ts';
import { PV } from '../pv.sample.ts';
import { DOT } from '../logo.sample.ts';
import { toDocx } from './docx.ts';

const folder = mkdtempSync(join(tmpdir(), 'collegial-docx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const partsOf = (document: Document) => {
  const files = unzipSync(toDocx(document));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
};
const withBlocks = (...blocks: Block[]): Document => ({ ...PV, blocks });
const item = (number: string, level = 1): Block => ({
  kind: 'item',
  number,
  level,
  title: `Titre ${number}`,
  blocks: [],
});
/** Style and words of each paragraph of the body. */
const paragraphsOf = (xml: string) =>
  Array.from(xml.matchAll(/<w:p>(.*?)<\/w:p>/gs), ([, inside]) => [
    /<w:pStyle w:val="(\w+)"/.exec(inside!)?.[1],
    Array.from(inside!.matchAll(/<w:t [^>]*>([^<]*)</g), (found) => found[1]).join(''),
  ]);

describe('a document for Word', () => {
  const parts = partsOf({ ...PV, watermark: 'PROJET' });

  it('is well-formed, with each part that another one names', () => {
    for (const [path, text] of Object.entries(parts)) {
      const open: string[] = [];
      for (const [, closing, name, alone] of text.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
        if (closing) expect(open.pop(), path).toBe(name);
        else if (!alone) open.push(name!);
      }
      expect(open, path).toEqual([]);
    }
    const named = [...parts['word/_rels/document.xml.rels']!.matchAll(/Target="([\w.]+)"/g)];
    for (const [, target] of named) expect(parts).toHaveProperty([`word/${target}`]);
    for (const [, path] of parts['[Content_Types].xml']!.matchAll(/PartName="\/([^"]+)"/g))
      expect(parts).toHaveProperty([path!]);
    for (const [, id] of parts['word/document.xml']!.matchAll(/r:(?:id|embed)="(\w+)"/g))
      expect(parts['word/_rels/document.xml.rels']).toContain(`Id="${id}"`);
  });

  it('gives every paragraph a style that exists, headings first of all', () => {
    const known = new Set(
      Array.from(parts['word/styles.xml']!.matchAll(/w:styleId="(\w+)"/g), (found) => found[1]),
    );
    const paragraphs = paragraphsOf(parts['word/document.xml']!);
    for (const [style] of paragraphs) if (style) expect(known).toContain(style);
    expect(paragraphs).toContainEqual(['Heading1', 'Procès-verbal de l’organe d’administration']);
    expect(paragraphs).toContainEqual(['AgendaItem1', 'Approbation du procès-verbal du 12 septembre 2022']);
    expect(paragraphs).toContainEqual(['AgendaItem2', 'Budget du Capteur logement']);
    expect(paragraphs).toContainEqual(['DecisionLabel', 'Décision\u00a0CA-2022-10']);
    expect(parts['word/styles.xml']).toMatch(/w:styleId="AgendaItem1".*?<w:basedOn w:val="Heading2"\/>/);
  });

  it('says its language, its title, its author and its date', () => {
    expect(parts['word/styles.xml']).toContain('<w:lang w:val="fr-BE"');
    expect(parts['docProps/core.xml']).toContain(`<dc:title>${PV.title}</dc:title>`);
    expect(parts['docProps/core.xml']).toContain('<dc:language>fr-BE</dc:language>');
    expect(parts['docProps/core.xml']).toContain('>2022-11-21T16:40:00Z</dcterms:created>');
  });

  it('repeats the header rows of its tables, numbers its pages, and marks a draft on each of them', () => {
    const tables = parts['word/document.xml']!.match(/<w:tbl>/g)!.length;
    expect(parts['word/document.xml']!.match(/<w:tblHeader\/>/g)).toHaveLength(tables);
    expect(parts['word/footer1.xml']).toMatch(/ PAGE .* NUMPAGES /s);
    expect(parts['word/header1.xml']).toContain('string="PROJET"');
    expect(parts['word/header2.xml']).toContain('string="PROJET"');
    expect(partsOf(PV)['word/header1.xml']).not.toContain('PROJET');
  });

  it('leads to addresses, and to places of its own from the table of contents', () => {
    const { 'word/document.xml': body, 'word/_rels/document.xml.rels': relations } = partsOf(
      withBlocks(
        { kind: 'contents', entries: [{ level: 1, text: 'Organe', target: 'body-CA' }] },
        { kind: 'heading', level: 2, id: 'body-CA', text: 'Organe' },
        { kind: 'paragraph', text: [{ text: 'ici', link: 'https://example.org/?a=1&b=2' }] },
      ),
    );
    expect(body).toContain('<w:bookmarkStart w:id="1" w:name="_body_CA"/>');
    expect(body).toContain('<w:hyperlink w:anchor="_body_CA"');
    expect(body).toContain(' PAGEREF _body_CA \\h ');
    expect(relations).toContain('Target="https://example.org/?a=1&amp;b=2" TargetMode="External"');
  });

  it('carries its logo', () => {
    const logo = { ...DOT, mediaType: 'image/jpeg' as const };
    expect(partsOf({ ...PV, letterhead: { ...PV.letterhead, logo } })).toHaveProperty([
      'word/media/logo.jpeg',
    ]);
  });

  it('writes any words, and leaves out what XML cannot hold', () => {
    const { 'word/document.xml': body } = partsOf(
      withBlocks({ kind: 'paragraph', text: 'a<b & "c"\u0001\ud800\tfin\n漢 😀' }),
    );
    expect(body).toContain('a&lt;b &amp; &quot;c&quot;\ufffd</w:t><w:tab/>');
    expect(body).toContain('<w:br/><w:t xml:space="preserve">漢 😀');
  });
});

describe('numbers', () => {
  it('are given by Word in the order of the agenda', () => {
    const { 'word/document.xml': body, 'word/numbering.xml': numbering } = partsOf(
      withBlocks(item('1'), item('2'), item('a', 2), item('b', 2), item('i', 3), item('3'), item('a', 2)),
    );
    const given = Array.from(body!.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d)"\/>/g), (found) =>
      found.slice(1),
    );
    expect(given).toEqual(['0', '0', '1', '1', '2', '0', '1'].map((level) => [level, '1']));
    expect(numbering).not.toContain('startOverride');
  });

  it('go on to the fortieth item of a long meeting', () => {
    const items = Array.from({ length: 40 }, (_, index) => item(String(index + 1)));
    const { 'word/document.xml': body, 'word/numbering.xml': numbering } = partsOf(withBlocks(...items));
    expect(paragraphsOf(body!).filter(([style]) => style === 'AgendaItem1')).toEqual(
      items.map((_, index) => ['AgendaItem1', `Titre ${index + 1}`]),
    );
    expect(numbering).not.toContain('startOverride');
  });

  it('start where an extract starts, and stay words where Word counts otherwise', () => {
    const { 'word/document.xml': body, 'word/numbering.xml': numbering } = partsOf(
      withBlocks(item('7'), item('7 bis'), item('8'), item('xlix', 3), item('aa', 2)),
    );
    expect(numbering).toMatch(/<w:num w:numId="3">.*?w:ilvl="0"><w:startOverride w:val="7"/);
    expect(paragraphsOf(body!)).toContainEqual(['AgendaItem1', '7 bis. Titre 7 bis']);
    expect(numbering).toMatch(/w:ilvl="2"><w:startOverride w:val="49"/);
    expect(numbering).toMatch(/w:ilvl="1"><w:startOverride w:val="27"/);
  });

  it('begin again in each list', () => {
    const list = (ordered: boolean): Block => ({
      kind: 'list',
      ordered,
      items: [
        [
          { kind: 'paragraph', text: 'un' },
          { kind: 'paragraph', text: 'suite' },
        ],
      ],
    });
    const { 'word/document.xml': body } = partsOf(withBlocks(list(true), list(false), list(true)));
    expect(Array.from(body!.matchAll(/numId w:val="(\d)"/g), (found) => found[1])).toEqual(['3', '2', '4']);
  });
});

describe('the same document', () => {
  it('is the same file, in another process and in another time zone', () => {
    const script = `
      const { toDocx } = await import(${JSON.stringify(import.meta.resolve('./docx.ts'))});
      const { PV } = await import(${JSON.stringify(import.meta.resolve('../pv.sample.ts'))});
      process.stdout.write(Buffer.from(toDocx(PV)).toString('base64'));`;
    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'C' },
    });
    expect(elsewhere).toBe(Buffer.from(toDocx(PV)).toString('base64'));
  });
});

const office = (process.env.PATH ?? '')
  .split(delimiter)
  .map((place) => join(place, 'soffice'))
  .find(existsSync);

describe('LibreOffice', () => {
  it.skipIf(office === undefined)(
    office === undefined ? 'reads it back (not installed here: not tried)' : 'reads it back',
    () => {
      const file = join(folder, 'pv.docx');
      writeFileSync(file, toDocx({ ...PV, watermark: 'PROJET' }));
      execFileSync(
        office!,
        [
          '--headless',
          `-env:UserInstallation=file://${folder}/office`,
          '--convert-to',
          'txt:Text (encoded):UTF8',
          '--outdir',
          folder,
          file,
        ],
        { stdio: 'ignore', timeout: 200_000 },
      );
      const text = readFileSync(join(folder, 'pv.txt'), 'utf8');
      let from = 0;
      for (const piece of [
        'Procès-verbal de l’organe d’administration',
        'Alix Abrassart, présidente',
        '1. Approbation du procès-verbal du 12 septembre 2022',
        '2. Points sur les projets RSLux',
        'a. Budget du Capteur logement',
        '48.200,00 €',
        '3. Présentation et approbation des micro-projets 2022',
        'La proposition est adoptée par 12 voix pour, une contre et une abstention.',
      ]) {
        const at = text.replaceAll('\u00a0', ' ').indexOf(piece, from);
        expect(at, piece).toBeGreaterThanOrEqual(from);
        from = at;
      }
    },
  );
});
