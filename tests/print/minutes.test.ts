import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE } from '#lib/demonstration/reference.ts';
import { renderPdf, stopPdfWorkers } from '#lib/documents/pdf.ts';
import { minutesDocument, minutesFilename } from '#lib/minutes/document.ts';
import { minutesSnapshot } from '#lib/minutes/server/queries.ts';
import type { MinutesSnapshot } from '#lib/minutes/snapshot.ts';
import { doneValue } from '../fixtures/account-house.ts';
import { holdBoardOfNovember } from '../fixtures/board-of-november.ts';
import { holdMeeting } from '../fixtures/other-meetings.ts';
import { spoken } from '../fixtures/pdf-reading.ts';

const TODAY = '2022-11-21';

let board: Awaited<ReturnType<typeof holdBoardOfNovember>>;
let snapshot: MinutesSnapshot;
let pdf: Uint8Array;
const folder = mkdtempSync(join(tmpdir(), 'collegial-minutes-'));
const file = join(folder, 'pv.pdf');

beforeAll(async () => {
  board = await holdBoardOfNovember();
  snapshot = await board.inside(async (tx) =>
    doneValue(await minutesSnapshot(tx, board.actor, TODAY, board.meetingId)),
  );
  pdf = await renderPdf(minutesDocument(snapshot));
  writeFileSync(file, pdf);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stopPdfWorkers();
  await board.close();
});

type Tool = 'pdftotext' | 'pdfinfo' | 'pdffonts';

/** Asks Poppler (package poppler-utils) about a PDF. */
function readBack(pdfFile: string, tool: Tool, ...options: string[]): string {
  return execFileSync(tool, [...options, pdfFile, ...(tool === 'pdftotext' ? ['-'] : [])], {
    encoding: 'utf8',
  });
}
const ask = (tool: Tool, ...options: string[]) => readBack(file, tool, ...options);

describe('the PV of other meetings of 2022', () => {
  it.each([
    ['AG', '2022-02-24', { excused: 4, items: ['1', '3'], abstentions: 1 }],
    ['CG', '2022-06-20', { excused: 1, items: ['1'], abstentions: 0 }],
  ] as const)('%s of %s reads, whole, as expected', async (body, day, votes) => {
    const meetingId = await holdMeeting(board, body, day, votes);
    const held = await board.inside(async (tx) =>
      doneValue(await minutesSnapshot(tx, board.actor, TODAY, meetingId)),
    );
    const other = join(folder, `${body}.pdf`);
    writeFileSync(other, await renderPdf(minutesDocument(held)));
    await expect(readBack(other, 'pdftotext', '-layout', '-nodiag')).toMatchFileSnapshot(
      `${body.toLowerCase()}-${day}.txt`,
    );
  });
});

describe('the PV of a long meeting', () => {
  it('reads its forty items, in their order', async () => {
    const items = Array.from({ length: 40 }, (_, index) => {
      const number = String(index + 1);
      return {
        ...snapshot.items[index % snapshot.items.length]!,
        mark: number,
        depth: 1,
        title: `Objet ${number}`,
      };
    });
    const long = join(folder, 'long.pdf');
    writeFileSync(long, await renderPdf(minutesDocument({ ...snapshot, items })));
    const text = readBack(long, 'pdftotext').replace(/\s+/g, ' ');
    const read = [...text.matchAll(/Objet (\d+)\b/g)].map(([, number]) => number);
    expect([...new Set(read)]).toEqual(items.map(({ mark }) => mark));
  });
});

describe('the PV of the board of 21 November 2022', () => {
  it('reads, whole, as expected', async () => {
    // The word across the page stands aslant: it is no text.
    await expect(ask('pdftotext', '-layout', '-nodiag')).toMatchFileSnapshot('ca-2022-11-21.txt');
    expect((await spoken(pdf)).replace(/\s/g, '')).not.toContain('PROJET');
  });

  it('calls the ten items of the published agenda, to the letter', () => {
    const published = REFERENCE.meetings_2022.find(({ body, on }) => body === 'CA' && on === TODAY)!.agenda;
    expect(published).toHaveLength(10);
    expect(snapshot.items.map(({ title }) => title)).toEqual(published);
    const text = ask('pdftotext').replace(/\s+/g, ' ');
    let from = 0;
    for (const title of published as string[]) {
      const at = text.indexOf(title, from);
      expect(at, title).toBeGreaterThan(from);
      from = at;
    }
  });

  it('says its title, language and date, is tagged, and embeds its fonts', () => {
    const info = ask('pdfinfo', '-isodates');
    expect(info).toMatch(
      /^Title: +Procès-verbal de l’organe d’administration du 21\u00a0novembre\u00a02022$/m,
    );
    expect(info).toMatch(/^Author: +Relais social intercommunal de la province de Luxembourg ASBL$/m);
    expect(info).toMatch(/^CreationDate: +2022-11-21T15:40:00Z$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^Pages: +3$/m);
    expect(Buffer.from(pdf).toString('latin1')).toContain('/Lang (fr-BE)');
    const fonts = ask('pdffonts').split('\n').slice(2, -1);
    expect(fonts.length).toBeGreaterThan(3);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/);
  });

  it('is the same file a second time, and in another process', async () => {
    const again = await board.inside(async (tx) =>
      doneValue(await minutesSnapshot(tx, board.actor, TODAY, board.meetingId)),
    );
    expect(Buffer.compare(await renderPdf(minutesDocument(again)), pdf)).toBe(0);
    const script = `
      const { minutesDocument } = await import(${JSON.stringify(import.meta.resolve('../../src/lib/minutes/document.ts'))});
      const { renderPdf } = await import(${JSON.stringify(import.meta.resolve('../../src/lib/documents/pdf.ts'))});
      const { readFileSync } = await import('node:fs');
      const document = minutesDocument(JSON.parse(readFileSync(0, 'utf8')));
      process.stdout.write(Buffer.from(await renderPdf(document)).toString('base64'));`;
    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      input: JSON.stringify(snapshot),
      env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'C' },
      maxBuffer: 2 ** 24,
    });
    expect(elsewhere === Buffer.from(pdf).toString('base64')).toBe(true);
  });

  it('is named after its body and its day', () => {
    expect(minutesFilename(snapshot)).toBe('PV-CA-2022-11-21');
  });
});
