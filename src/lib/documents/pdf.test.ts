import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { spoken } from '../../../tests/fixtures/pdf-reading.ts';
import type { Block, Document } from './blocks.ts';
import { DOT } from './logo.sample.ts';
import { renderPdf, stopPdfWorkers } from './pdf.ts';
import { PV } from './pv.sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'collegial-pdf-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stopPdfWorkers();
});

/** Asks Poppler (package poppler-utils) about a PDF. */
function ask(tool: 'pdftotext' | 'pdfinfo' | 'pdffonts', bytes: Uint8Array, ...options: string[]): string {
  const file = join(folder, 'document.pdf');
  writeFileSync(file, bytes);
  return execFileSync(tool, [...options, file, ...(tool === 'pdftotext' ? ['-'] : [])], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** The text of each page, white space made single. */
function pagesOf(bytes: Uint8Array): string[] {
  return ask('pdftotext', bytes)
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ' '));
}

function withBlocks(...blocks: Block[]): Document {
  return { ...PV, blocks };
}

function words(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => `mot${from + index}`).join(' ');
}

function items(count: number): Block[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'item',
    number: String(index + 1),
    level: 1,
    title: `Titre du point ${index + 1}`,
    blocks: [
      { kind: 'paragraph', text: words(20 + ((index * 37) % 150)) },
      {
        kind: 'decision',
        label: 'Décision',
        reference: `CA-2022-${index + 1}`,
        proposal: `Début${index + 1} ${words(30 + ((index * 13) % 60))}`,
        outcome: 'La proposition est adoptée à l’unanimité.',
        arithmetic: [`Fin${index + 1}`],
      },
    ],
  }));
}

describe('the PV', () => {
  it('is read in order, with its structure', async () => {
    const bytes = await renderPdf(PV);
    const text = await spoken(bytes);
    let from = 0;
    for (const piece of [
      'Relais social intercommunal de la province de Luxembourg ASBL',
      'CA-2022-3 séance ordinaire',
      'Procès-verbal de l’organe d’administration',
      'Présents ou représentés',
      'Secteur public',
      'Alix Abrassart, présidente CPAS de Bastogne',
      'Secteur associatif',
      'Yaëlle Ysebaert, vice-présidente Soleil du Cœur',
      'Excusés',
      '1 Approbation du procès-verbal du 12 septembre 2022',
      'Décision CA-2022-10',
      '– Housing First',
      '1. un logement à Arlon ;',
      'a Budget du Capteur logement',
      'Traitement d’un équivalent temps plein 48.200,00 € 0,00 €',
      'quittent la séance (CSA 9:8).',
      '3 Présentation et approbation des micro-projets 2022',
      'pour 17.480,00 €, et place le cinquième en réserve.',
      'La proposition est adoptée par 12 voix pour, une contre et une abstention.',
      'Secteur public : 7 voix pour, une contre ; il en fallait 5 sur 8 exprimées.',
      'Fait à Bastogne',
      'La présidente Alix Abrassart',
    ]) {
      const at = text.indexOf(piece, from);
      expect(at, `“${piece}” after “${text.slice(Math.max(0, from - 60), from)}”`).toBeGreaterThanOrEqual(
        from,
      );
      from = at + piece.length;
    }
    const structure = ask('pdfinfo', bytes, '-struct');
    for (const element of [
      'H1',
      'H2',
      'H3',
      'P',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'Link',
      'Table',
      'Caption',
      'TR',
      'TH',
      'TD',
    ]) {
      expect(structure).toMatch(new RegExp(`^ +${element}\\b`, 'm'));
    }
    expect(text).not.toContain('page');
  });

  it('says its title, author, language and date, and embeds its fonts', async () => {
    const bytes = await renderPdf(PV);
    const info = ask('pdfinfo', bytes, '-isodates');
    expect(info).toMatch(/^Title: +Procès-verbal de l’organe d’administration du 21 novembre 2022$/m);
    expect(info).toMatch(/^Author: +Relais social intercommunal de la province de Luxembourg ASBL$/m);
    expect(info).toMatch(/^CreationDate: +2022-11-21T16:40:00Z$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^JavaScript: +no$/m);
    const source = Buffer.from(bytes).toString('latin1');
    expect(source).toContain('/Lang (fr-BE)');
    expect(source).toMatch(/\/DisplayDocTitle true/);
    // The form made for archives (ISO 19005-2, level A): it says so, and says its colours.
    expect(source).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</);
    expect(source).toContain('/GTS_PDFA1');
    const fonts = ask('pdffonts', bytes).split('\n').slice(2, -1);
    expect(fonts.length).toBeGreaterThanOrEqual(5);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Source(Serif4|Sans3).* yes yes yes +\d+ +0$/);
  });

  it('is the same file in another worker and in another process', async () => {
    const [one, two] = await Promise.all([renderPdf(PV), renderPdf(PV)]);
    expect(Buffer.compare(one, two)).toBe(0);
    const script = `
      const { renderPdf } = await import(${JSON.stringify(import.meta.resolve('./pdf.ts'))});
      const { PV } = await import(${JSON.stringify(import.meta.resolve('./pv.sample.ts'))});
      process.stdout.write(Buffer.from(await renderPdf(PV)).toString('base64'));`;
    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'C' },
      maxBuffer: 2 ** 24,
    });
    expect(elsewhere === Buffer.from(one).toString('base64')).toBe(true);
  });

  it('marks a draft on each page without saying it to a screen reader', async () => {
    const bytes = await renderPdf({ ...PV, watermark: 'Brouillon' });
    // Its letters stand aslant: a line each.
    expect(
      ask('pdftotext', bytes, '-raw')
        .replace(/\s/g, '')
        .match(/Brouillon/g),
    ).toHaveLength(2);
    expect((await spoken(bytes)).replace(/\s/g, '')).not.toContain('Brouillon');
  });
});

describe('pages', () => {
  it('number themselves, repeat the reference, and never end on a title', async () => {
    const pages = pagesOf(await renderPdf(withBlocks(...items(40))));
    expect(pages.length).toBeGreaterThan(8);
    pages.forEach((page, index) => {
      expect(page).toContain(`page ${index + 1} / ${pages.length}`);
      expect(page).toContain('CA-2022-3');
      const body = page.replace(/ Projet de procès-verbal, à approuver.*$/, '');
      expect(body).not.toMatch(/Titre du point \d+ ?$/);
    });
  });

  it('keep a short decision whole, and let a long one run on', async () => {
    const pages = pagesOf(await renderPdf(withBlocks(...items(40))));
    for (let number = 1; number <= 40; number += 1) {
      const start = pages.findIndex((page) => page.includes(`Début${number} `));
      expect(pages.findIndex((page) => new RegExp(`Fin${number}\\b`).test(page))).toBe(start);
    }
    const long = await renderPdf(
      withBlocks({
        kind: 'decision',
        label: 'Décision',
        proposal: words(2000),
        outcome: 'Adoptée.',
        arithmetic: [],
      }),
    );
    expect(await spoken(long)).toContain(words(2000));
  });

  it('keep signatures together', async () => {
    const people = [1, 2, 3, 4].map((number) => ({ name: `Nom${number}`, office: `Fonction${number}` }));
    for (const lines of [25, 35, 38, 41, 44]) {
      const filler: Block[] = Array.from({ length: lines }, () => ({ kind: 'paragraph', text: 'ligne' }));
      const pages = pagesOf(await renderPdf(withBlocks(...filler, { kind: 'signatures', people })));
      const of = (word: string) => pages.findIndex((page) => page.includes(word));
      expect(new Set(people.flatMap(({ name, office }) => [of(name), of(office)])).size).toBe(1);
    }
  });

  it('keep what stands above a moved title in its place', async () => {
    const nameAt = async (document: Document) =>
      /yMin="([\d.]+)".*>Nicaise</.exec(ask('pdftotext', await renderPdf(document), '-bbox'))?.[1];
    const alone = await nameAt(withBlocks(...PV.blocks.slice(0, 3)));
    expect(alone).toBeDefined();
    expect(await nameAt(withBlocks(...PV.blocks.slice(0, 3), ...items(40)))).toBe(alone);
  });

  it('lose no group of attendance that meets the end of a page', async () => {
    for (let lines = 26; lines <= 36; lines += 1) {
      const filler: Block[] = Array.from({ length: lines }, () => ({ kind: 'paragraph', text: 'ligne' }));
      const bytes = await renderPdf(withBlocks(...filler, ...PV.blocks.slice(2, 3), ...items(3)));
      expect(await spoken(bytes)).toContain('Excusés Secteur public Diane Delacroix, trésorière');
    }
  });

  it('repeat the header of a table, read once', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Ligne ${index}`, `${index},00 €`]);
    const bytes = await renderPdf(
      withBlocks({ kind: 'table', header: ['Poste', 'Montant'], rows, align: ['left', 'right'] }),
    );
    const pages = pagesOf(bytes);
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page).toContain('Montant');
    expect((await spoken(bytes)).match(/Montant/g)).toHaveLength(1);
  });
});

describe('a table of contents', () => {
  it('leads to the pages that it names, under the structure, and into the bookmarks', async () => {
    const entries = [1, 2, 3].map((number) => ({
      level: 2 as const,
      text: `Décision ${number} du registre`,
      target: `CA-2022-${number}`,
    }));
    const decision = (number: number): Block[] => [
      { kind: 'page-break' },
      {
        kind: 'decision',
        id: `CA-2022-${number}`,
        label: 'Décision',
        reference: `CA-2022-${number}`,
        proposal: words(5),
        outcome: 'Adoptée.',
        arithmetic: [],
      },
    ];
    const bytes = await renderPdf(withBlocks({ kind: 'contents', entries }, ...[1, 2, 3].flatMap(decision)));
    const [first] = pagesOf(bytes);
    for (const number of [1, 2, 3])
      expect(await spoken(bytes)).toContain(`Décision ${number} du registre ${number + 1}`);
    expect(first).toContain('Décision 3 du registre');
    const structure = ask('pdfinfo', bytes, '-struct');
    expect(structure.match(/^ +TOCI\b/gm)).toHaveLength(3);
    expect(structure).toMatch(/Link \(inline\)\n +Object \d+/);
    const places = ask('pdfinfo', bytes, '-dests');
    for (const number of [1, 2, 3])
      expect(places).toMatch(new RegExp(`^ +${number + 1} .*"CA-2022-${number}"`, 'm'));
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Outlines/);
  });
});

describe('a logo', () => {
  it('stands in the letterhead as decoration, in the same file each time', async () => {
    const headed: Document = { ...PV, letterhead: { ...PV.letterhead, logo: DOT } };
    const bytes = await renderPdf(headed);
    expect(ask('pdfinfo', bytes, '-struct')).not.toContain('Figure');
    expect(await spoken(bytes)).toBe(await spoken(await renderPdf(PV)));
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Subtype /Image');
    expect(Buffer.compare(bytes, await renderPdf(headed))).toBe(0);
  });
});

describe('signs', () => {
  it('of French and of its neighbours are read back as written', async () => {
    const text =
      'ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ « guillemets » l’apostrophe – tiret — long … 17.480,00 € n° 3 § 2 ½ × − ° ' +
      'Ștefan Łukasz Čapek Gül Ağrı ñ ß ø å Ωμέγα Щука ≥ ≤ ■ ●';
    expect(pagesOf(await renderPdf(withBlocks({ kind: 'paragraph', text })))[0]).toContain(text);
  });

  it('that no font draws are shown as missing, never lost', async () => {
    const [page] = pagesOf(await renderPdf(withBlocks({ kind: 'paragraph', text: 'avant 😀 ◆ → 漢 après' })));
    expect(page).toContain('avant ■ ■ -> ■ après');
  });

  it('of links keep their address', async () => {
    const bytes = await renderPdf(
      withBlocks({ kind: 'paragraph', text: [{ text: 'ici', link: 'https://example.org/é?a=(b)' }] }),
    );
    expect(Buffer.from(bytes).toString('latin1')).toContain('/URI (https://example.org/%C3%A9?a=\\(b\\))');
  });
});

describe('any document', () => {
  const anyWords = fc.nat(60).map((count) => ({ kind: 'words' as const, count }));
  const anyLong = fc.integer({ min: 300, max: 600 }).map((count) => ({ kind: 'words' as const, count }));
  const amount = fc.oneof({ weight: 6, arbitrary: anyWords }, { weight: 1, arbitrary: anyLong });

  it('shows every word, once, in order, inside its margins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('paragraph', 'list', 'decision', 'table', 'item', 'movement', 'attendance'),
            amount,
          ),
          {
            minLength: 4,
            maxLength: 8,
          },
        ),
        async (shapes) => {
          let next = 0;
          const take = (count: number) => {
            const taken = words(count + 1, next);
            next += count + 1;
            return taken;
          };
          const made = (kind: string, count: number): Block => {
            switch (kind) {
              case 'list':
                return {
                  kind: 'list',
                  ordered: count % 2 === 0,
                  items: [
                    [
                      { kind: 'paragraph', text: take(count) },
                      { kind: 'list', ordered: false, items: [[{ kind: 'paragraph', text: take(count) }]] },
                    ],
                    [{ kind: 'paragraph', text: take(3) }],
                  ],
                };
              case 'decision':
                return {
                  kind,
                  label: 'Décision',
                  proposal: take(count),
                  outcome: take(5),
                  arithmetic: [take(5)],
                  source: take(2),
                };
              case 'table':
                return {
                  kind,
                  header: [take(0), take(0), take(0)],
                  rows: [
                    [take(count), take(3), take(3)],
                    [take(2), take(count), take(0)],
                  ],
                };
              case 'attendance':
                return {
                  kind,
                  groups: [1, 2].map((extra) => ({
                    title: take(extra),
                    columns: (['public', 'associative', 'government'] as const).map((sector) => ({
                      title: take(1),
                      sector,
                      rows: Array.from({ length: count % 15 }, (_, index) => ({
                        name: take(1),
                        remark: take(index === 3 ? count : 1),
                        organisation: take(1),
                      })),
                    })),
                  })),
                };
              case 'item':
                return {
                  kind,
                  number: '',
                  level: 1 + (count % 2),
                  title: take(6),
                  blocks: [
                    made('paragraph', count),
                    made('list', count),
                    made('decision', count),
                    made('table', 5),
                  ],
                };
              default:
                return { kind: kind === 'movement' ? 'movement' : 'paragraph', text: take(count) };
            }
          };
          const document = withBlocks(...shapes.map(([kind, { count }]) => made(kind, count)));
          const bytes = await renderPdf(document);
          expect((await spoken(bytes)).match(/mot\d+/g)).toEqual(words(next).split(' '));
          for (const [, left, right] of ask('pdftotext', bytes, '-bbox').matchAll(
            /xMin="([\d.]+)".*xMax="([\d.]+)".*>mot\d+</g,
          )) {
            expect(Number(left)).toBeGreaterThan(67);
            expect(Number(right)).toBeLessThan(528.5);
          }
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  });
});

describe('failure', () => {
  it('names the document', async () => {
    await expect(renderPdf({ ...PV, created: 'hier' })).rejects.toThrow(PV.title);
  });

  it('comes in time when a document takes too long, and leaves the next one alone', async () => {
    await expect(renderPdf(withBlocks(...items(2000)), 300)).rejects.toThrow(PV.title);
    expect((await renderPdf(PV)).length).toBeGreaterThan(10_000);
  });
});
