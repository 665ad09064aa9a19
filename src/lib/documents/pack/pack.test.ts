import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookmarksOf, linksOf, pageTexts } from '../../../../tests/fixtures/pdf-reading.ts';
import { pdfOf, pngOf } from '../../../../tests/fixtures/sample-files.ts';
import type { Block, Document } from '../blocks.ts';
import { linkTo, type Assembly } from './parts.ts';
import { assemblePack, inspectPart, stopPackWorkers } from './pool.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'collegial-pack-'))));
afterAll(async () => {
  await stopPackWorkers();
  await rm(folder, { recursive: true });
});

async function onDisk(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const documentOf = (title: string, blocks: readonly Block[]): Document => ({
  title,
  language: 'fr',
  author: 'Relais',
  created: '2022-11-07T09:00:00Z',
  letterhead: { name: 'Relais', lines: [], reference: ['CA'] },
  footer: { left: 'Dossier', numbered: false },
  blocks,
});

describe('assemblePack', () => {
  let assembly: Assembly;
  beforeAll(async () => {
    const link = (key: string, text: string): Block => ({
      kind: 'paragraph',
      text: [
        { text, link: linkTo(key) },
        { text: ' et ' },
        { text: 'Internet', link: 'https://exemple.be/' },
      ],
    });
    assembly = {
      front: documentOf('Dossier de séance', [
        link('a', 'Comptes'),
        link('b', 'Note'),
        link('c', 'Plan'),
        link('d', 'Photo'),
      ]),
      sheets: documentOf('Feuilles', [{ kind: 'heading', level: 1, text: 'Note à part' }]),
      parts: [
        {
          key: 'a',
          prefix: 'Annexe 1 · ',
          content: { kind: 'pdf', path: await onDisk('a', await pdfOf(['Comptes un', 'Comptes deux'])) },
        },
        { key: 'b', prefix: 'Annexe 2 · ', content: { kind: 'sheet' } },
        {
          key: 'c',
          prefix: 'Annexe 3 · ',
          content: { kind: 'pdf', path: await onDisk('c', await pdfOf(['Plan'], { turned: 90 })) },
        },
        {
          key: 'd',
          prefix: 'Annexe 4 · ',
          content: { kind: 'png', path: await onDisk('d', pngOf(900, 300)) },
        },
      ],
      bookmarks: [
        { title: 'Ordre du jour', to: null, children: [] },
        {
          title: '1. Comptes été',
          to: 'a',
          children: [
            { title: 'Annexe 1', to: 'a', children: [] },
            { title: 'Annexe 2', to: 'b', children: [] },
          ],
        },
        { title: '2. Plan', to: 'c', children: [{ title: 'Annexe 4', to: 'd', children: [] }] },
      ],
      out: join(folder, 'pack.pdf'),
    };
  });

  it('puts each part at its page, numbered, with links and bookmarks that lead there', async () => {
    const steps: number[] = [];
    await assemblePack(assembly, (done) => steps.push(done));
    expect(steps).toEqual([1, 2, 3, 4]);
    const texts = await pageTexts(assembly.out);
    for (const [index, words] of [
      'Internet',
      'Comptes un',
      'Comptes deux',
      'Note à part',
      'Plan',
      '',
    ].entries())
      expect(texts[index]).toContain(words);
    expect(
      texts.map((text) => /(Annexe \d · )?page.\d.\/.\d/.exec(text.replaceAll('\u00a0', ' '))?.[0]),
    ).toEqual([
      'page 1 / 6',
      'Annexe 1 · page 2 / 6',
      'Annexe 1 · page 3 / 6',
      'Annexe 2 · page 4 / 6',
      'Annexe 3 · page 5 / 6',
      'Annexe 4 · page 6 / 6',
    ]);
    const pdf = await PDFDocument.load(await readFile(assembly.out));
    expect(linksOf(pdf, 1)).toEqual([
      2,
      'https://exemple.be/',
      4,
      'https://exemple.be/',
      5,
      'https://exemple.be/',
      6,
      'https://exemple.be/',
    ]);
    expect(bookmarksOf(pdf)).toEqual([
      [0, 'Ordre du jour', 1],
      [0, '1. Comptes été', 2],
      [1, 'Annexe 1', 2],
      [1, 'Annexe 2', 4],
      [0, '2. Plan', 5],
      [1, 'Annexe 4', 6],
    ]);
    expect([pdf.getTitle(), pdf.getLanguage()]).toEqual(['Dossier de séance', 'fr-BE']);
    // The image lies, and so does its page.
    expect(pdf.getPage(5).getWidth()).toBeGreaterThan(pdf.getPage(5).getHeight());
  });

  it('the same content is the same file', async () => {
    const again = join(folder, 'again.pdf');
    await assemblePack({ ...assembly, out: again }, () => undefined);
    expect((await readFile(again)).equals(await readFile(assembly.out))).toBe(true);
  });

  it('names the part that cannot be put in', async () => {
    const broken = {
      key: 'x',
      prefix: '',
      content: { kind: 'pdf' as const, path: await onDisk('x', '%PDF-1.7') },
    };
    await expect(assemblePack({ ...assembly, parts: [broken] }, () => undefined)).rejects.toThrow('Part x');
  });
});

describe('inspectPart', () => {
  it.each<[string, 'pdf' | 'png', () => Promise<Uint8Array> | Uint8Array, string | null]>([
    ['a PDF', 'pdf', () => pdfOf(['a']), null],
    ['one with a password', 'pdf', () => pdfOf(['a'], { password: 'secret' }), 'encrypted'],
    ['one that only forbids', 'pdf', () => pdfOf(['a'], { password: '' }), null],
    ['one cut short', 'pdf', async () => (await pdfOf(['a'])).slice(0, 300), 'broken'],
    ['an image', 'png', () => pngOf(10, 10), null],
    ['an image cut short', 'png', () => pngOf(50, 50).slice(0, 60), 'broken'],
    [
      'an image of a billion dots',
      'png',
      () => {
        const png = Buffer.from(pngOf(10, 10));
        png.writeUInt32BE(40_000, 16);
        png.writeUInt32BE(40_000, 20);
        return png;
      },
      'too-large',
    ],
  ])('%s', async (name, kind, make, expected) => {
    expect(await inspectPart(kind, await onDisk(name, await make()))).toBe(expected);
  });
});
