import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compositionDocument, compositionFilename } from '#lib/bodies/documents.ts';
import { compositionSnapshot } from '#lib/bodies/server/composition.ts';
import { renderPdf, stopPdfWorkers } from '#lib/documents/pdf.ts';
import { openReferenceCase, type ReferenceCase } from '../fixtures/reference-case.ts';

let reference: ReferenceCase;
const folder = mkdtempSync(join(tmpdir(), 'collegial-composition-'));
const file = join(folder, 'composition.pdf');

beforeAll(async () => {
  reference = await openReferenceCase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stopPdfWorkers();
  await reference.close();
});

const snapshotOn = (day: string) =>
  reference.inside((tx) => compositionSnapshot(tx, reference.associationId, day));

/** Writes the PDF of a day; answers what pdftotext or pdfinfo reads in it. */
async function asked(day: string, tool: 'pdftotext' | 'pdfinfo', ...options: string[]): Promise<string> {
  writeFileSync(file, await renderPdf(compositionDocument(await snapshotOn(day))));
  return execFileSync(tool, [...options, file, ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' });
}

/** The captions over the tables, by body, as printed. */
async function captionsOn(day: string): Promise<Record<string, string[]>> {
  const captions: Record<string, string[]> = {};
  let body = '';
  const names = (await snapshotOn(day)).bodies.map(({ name }) => name.replaceAll("'", '’'));
  for (const line of (await asked(day, 'pdftotext', '-layout')).split('\n')) {
    const text = line.trim().replaceAll('\u00a0', ' ');
    if (names.includes(text)) body = text;
    else if (/^(Secteur|Gouvernement,)/.test(text)) (captions[body] ??= []).push(text);
  }
  return captions;
}

/** The report does not name the guest. */
const COMMITTEE_PUBLIC = 'Secteur public, 4 sièges, 1 siège invité vacant';
const BOARD_AND_ASSEMBLY = {
  'Assemblée générale': [
    'Secteur public, 13 sièges',
    'Secteur associatif, 21 sièges',
    'Gouvernement, 1 siège vacant',
  ],
  'Organe d’administration': [
    'Secteur public, 9 sièges',
    'Secteur associatif, 9 sièges',
    'Gouvernement, 1 siège vacant',
  ],
};

describe('the composition of the bodies of RSLux', () => {
  it.each(['2022-02-24', '2022-07-04'])('on %s, as in the annual report', async (day) => {
    expect(await captionsOn(day)).toEqual({
      ...BOARD_AND_ASSEMBLY,
      'Comité de gestion': [COMMITTEE_PUBLIC, 'Secteur associatif, 4 sièges'],
    });
  });

  it.each([
    ['2022-09-07', 'Secteur associatif, 4 sièges'],
    ['2022-09-08', 'Secteur associatif, 4 sièges dont 1 vacant'],
  ])('on %s, the seat of Solaix in the management committee: %s', async (day, caption) => {
    expect((await captionsOn(day))['Comité de gestion']).toEqual([COMMITTEE_PUBLIC, caption]);
    const committee = (await snapshotOn(day)).bodies.find(({ name }) => name === 'Comité de gestion')!;
    const solaix = committee.seats.filter(({ organisation }) => organisation === 'Solaix');
    expect(solaix.map(({ name }) => name)).toEqual([day === '2022-09-07' ? 'Pierrick Pirotte' : null]);
  });

  it('reads, whole, as expected on 21 November 2022', async () => {
    await expect(await asked('2022-11-21', 'pdftotext', '-layout')).toMatchFileSnapshot(
      'composition-2022-11-21.txt',
    );
  });

  it('says its title and is tagged; the same day is the same file', async () => {
    const info = await asked('2022-11-21', 'pdfinfo');
    expect(info).toMatch(/^Title: +Composition des instances au 21\u00a0novembre\u00a02022$/m);
    expect(info).toMatch(/^Tagged: +yes$/m);
    const snapshot = await snapshotOn('2022-11-21');
    const first = await renderPdf(compositionDocument(snapshot));
    expect(Buffer.compare(first, await renderPdf(compositionDocument(snapshot)))).toBe(0);
    expect(compositionFilename(snapshot)).toBe('composition-2022-11-21.pdf');
  });

  it('says that nobody sits, before the first mandate', async () => {
    expect(await captionsOn('2021-06-23')).toEqual({});
    expect(await asked('2021-06-23', 'pdftotext')).toContain('Personne n’a de mandat');
  });
});
