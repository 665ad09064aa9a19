import { performance } from 'node:perf_hooks';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { decide } from '#lib/decisions/rules/decide.ts';
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
