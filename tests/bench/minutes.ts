import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { decide } from '#lib/decisions/rules/decide.ts';
import { toDocx } from '#lib/documents/docx/docx.ts';
import { toHtml } from '#lib/documents/html-page.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { minutesDocument } from '#lib/minutes/document.ts';
import type { MinutesSnapshot } from '#lib/minutes/snapshot.ts';

const RUNS = 15;
const NOTES =
  'La coordination présente le point et répond aux questions des membres.\n\n- Le **budget** est détaillé en annexe.\n- Le calendrier court jusqu’en juin.';

/** A board of eighteen whose every item has notes and a decision under the double majority. */
function snapshotOf(items: number): MinutesSnapshot {
  const statutes = resolveSettings(
    [{ bodyId: null, key: 'profile', fromDay: null, value: 'social-relay', source: 'reconnaissance' }],
    { id: 'board', kind: 'board' },
    '2022-11-21',
  );
  const tally = { for: 8, against: 1, abstention: 0, blank: 0, invalid: 0 };
  const presences = (['public', 'associative'] as const).map((college) => ({
    college,
    voters: 9,
    members: 9,
  }));
  const verdict = decide({
    bodyKind: 'board',
    kind: 'ordinary',
    statutes,
    counts: presences.map((presence) => ({ ...presence, tally })),
    secondMeeting: false,
    chairVote: null,
    secret: false,
  });
  return {
    association: { name: 'Association de mesure', legalForm: 'ASBL', letterhead: ['Sans siège'] },
    body: { code: 'CA', name: 'Organe d’administration' },
    kind: 'ordinary',
    heldOn: '2022-11-21',
    startsAt: '14:00',
    place: 'Bastogne',
    theme: null,
    notice: { sentOn: null, lateReasons: [], secondOf: null },
    chair: null,
    secretary: null,
    attendance: Array.from({ length: 18 }, (_, index) => ({
      name: `Personne numéro ${index + 1}`,
      civility: null,
      sector: index % 2 === 0 ? ('public' as const) : ('associative' as const),
      office: 'member' as const,
      organisation: `Organisation ${index + 1}`,
      voting: true,
      state: 'present' as const,
      representedBy: null,
    })),
    vacant: [],
    presences,
    quorum: [],
    sitting: null,
    items: Array.from({ length: items }, (_, index) => ({
      mark: String(index + 1),
      depth: 1,
      title: `Présentation et approbation du point numéro ${index + 1}`,
      treated: true,
      closedDoor: false,
      conflicts: [],
      events: [],
      tasks: [],
      notes: fromPlain(NOTES),
      decisions: [
        {
          reference: `CA-2022-${index + 1}`,
          proposal: 'Le CA approuve la proposition telle qu’elle est présentée.',
          verdict,
          represented: null,
          named: [],
        },
      ],
      fallen: [],
    })),
    recordedAt: '2022-11-21T16:00:00Z',
  };
}

/** Milliseconds to write the PV of a meeting with so many items, in the worker: the median of `RUNS`, once warm. */
export async function minutesOf(items: number): Promise<number> {
  const document = minutesDocument(snapshotOf(items));
  await renderPdf(document);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    await renderPdf(document);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}

/** Programs that make a PDF of the same words, with how they are asked. */
const OTHERS = [
  {
    name: 'LibreOffice',
    program: 'soffice',
    asked: (folder: string) => [
      '--headless',
      `-env:UserInstallation=file://${folder}/office`,
      '--convert-to',
      'pdf',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'pv.docx'),
    ],
  },
  {
    name: 'wkhtmltopdf',
    program: 'wkhtmltopdf',
    asked: (folder: string) => ['--quiet', join(folder, 'pv.html'), join(folder, 'wk.pdf')],
  },
  {
    name: 'WeasyPrint',
    program: 'weasyprint',
    asked: (folder: string) => [join(folder, 'pv.html'), join(folder, 'weasy.pdf')],
  },
] as const;

/**
 * Milliseconds that others take for the same PV, from its Word file or its page; null where they are not installed. The
 * median of three, once warm, a process each time: they know no other way.
 */
export function othersOn(items: number): { readonly name: string; readonly time: number | null }[] {
  const folder = mkdtempSync(join(tmpdir(), 'collegial-bench-pv-'));
  try {
    const document = minutesDocument(snapshotOf(items));
    writeFileSync(join(folder, 'pv.docx'), toDocx(document));
    writeFileSync(join(folder, 'pv.html'), toHtml(document));
    return OTHERS.map(({ name, program, asked }) => {
      const places = (process.env.PATH ?? '').split(delimiter);
      const found = places.map((place) => join(place, program)).find((path) => existsSync(path));
      if (found === undefined) return { name, time: null };
      const once = () => {
        const begun = performance.now();
        execFileSync(found, asked(folder), { stdio: 'ignore' });
        return performance.now() - begun;
      };
      once();
      return { name, time: [once(), once(), once()].sort((a, b) => a - b)[1]! };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
