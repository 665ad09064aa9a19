import { PLAIN_STYLE, type HouseStyle, type LetterheadFacts } from '#lib/associations/rules/house-style.ts';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { decide } from '#lib/decisions/rules/decide.ts';
import type { Document } from '#lib/documents/blocks.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { minutesDocument } from './document.ts';
import { extractDocument } from './extract.ts';
import type { MinutesSnapshot } from './snapshot.ts';
import type { MinutesStanding } from './standing.ts';

const REFERENCE = 'CA-2026-1';

/** A short board with invented people, in the name and the style of an association: what its documents will look like. */
function exampleOf(association: LetterheadFacts, style: HouseStyle): MinutesSnapshot {
  const statutes = resolveSettings([], { id: 'board', kind: 'board' }, '2026-01-15');
  const verdict = decide({
    bodyKind: 'board',
    kind: 'ordinary',
    statutes,
    counts: [
      {
        college: null,
        tally: { for: 4, against: 0, abstention: 1, blank: 0, invalid: 0 },
        voters: 5,
        members: 6,
      },
    ],
    secondMeeting: false,
    chairVote: null,
    secret: false,
  });
  const chair = { name: 'Prénom Nom', civility: 'madame', office: 'chair' } as const;
  return {
    association,
    style,
    body: { code: 'CA', name: 'Organe d’administration' },
    kind: 'ordinary',
    heldOn: '2026-01-15',
    startsAt: '14:00',
    place: 'exemple',
    theme: null,
    notice: { sentOn: '2026-01-05', lateReasons: [], secondOf: null },
    chair,
    secretary: { name: 'Prénom Nom', civility: 'monsieur' },
    attendance: [
      {
        ...chair,
        sector: 'public',
        organisation: 'Organisation exemple',
        voting: true,
        state: 'present',
        representedBy: null,
      },
    ],
    vacant: [],
    presences: [],
    quorum: [],
    items: [
      {
        mark: '1',
        depth: 1,
        title: 'Un point de l’ordre du jour',
        notes: fromPlain('Ce que la séance a dit du point.'),
        treated: true,
        closedDoor: false,
        conflicts: [],
        events: [],
        fallen: [],
        tasks: [],
        decisions: [
          {
            reference: REFERENCE,
            proposal: 'L’organe d’administration approuve la proposition.',
            verdict,
            represented: null,
            named: [],
          },
        ],
      },
    ],
    sitting: null,
    recordedAt: '2026-01-15T16:00:00Z',
  };
}

/** Approved by the next meeting, and signed by nobody yet. */
const APPROVED: MinutesStanding = {
  version: 1,
  sentOn: '2026-01-20',
  approval: { on: '2026-02-16', reference: REFERENCE, changes: '' },
  signatures: [],
  sealed: null,
};

/** A PV or an extract as a style makes them, to be looked at before it is adopted. */
export function previewDocument(
  association: LetterheadFacts,
  style: HouseStyle = PLAIN_STYLE,
  which: 'minutes' | 'extract' = 'minutes',
): Document {
  const snapshot = exampleOf(association, style);
  const marked = { watermark: 'APERÇU' };
  if (which === 'minutes') return { ...minutesDocument(snapshot, APPROVED), ...marked };
  const extract = extractDocument(snapshot, [REFERENCE], APPROVED);
  if (!extract.done) throw new Error('The example has no such decision.');
  return { ...extract.value, ...marked };
}
