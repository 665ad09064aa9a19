import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { decide } from '#lib/decisions/rules/decide.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import type { AttendingPerson, MinutedDecision, MinutesItem, MinutesSnapshot } from './snapshot.ts';
import type { MinutesStanding } from './standing.ts';

const statutes = resolveSettings(
  [{ bodyId: null, key: 'profile', fromDay: null, value: 'common', source: 'statuts, art. 1' }],
  { id: 'board', kind: 'board' },
  '2022-11-21',
);

/** Adopted by all of five voters. */
const verdict = decide({
  bodyKind: 'board',
  kind: 'ordinary',
  statutes,
  counts: [
    {
      college: null,
      tally: { for: 5, against: 0, abstention: 0, blank: 0, invalid: 0 },
      voters: 5,
      members: 6,
    },
  ],
  secondMeeting: false,
  chairVote: null,
  secret: false,
});

const member = (name: string, more: Partial<AttendingPerson> = {}): AttendingPerson => ({
  name,
  civility: 'madame',
  sector: 'public',
  office: 'member',
  organisation: 'CPAS d’Arlon',
  voting: true,
  state: 'present',
  representedBy: null,
  ...more,
});

const decision = (reference: string, proposal: string): MinutedDecision => ({
  reference,
  proposal,
  verdict,
  represented: [{ person: { name: 'Bastien Bodelet', civility: 'monsieur' }, holder: 'Alix Abrassart' }],
  named: [],
});

const item = (mark: string, title: string, more: Partial<MinutesItem> = {}): MinutesItem => ({
  mark,
  depth: 1,
  title,
  notes: null,
  treated: true,
  closedDoor: false,
  conflicts: [],
  events: [],
  decisions: [],
  fallen: [],
  tasks: [],
  ...more,
});

/** A board with all that a public version leaves out, for tests of what is made from a PV. */
export const SITTING: MinutesSnapshot = {
  association: { name: 'Relais d’essai', legalForm: 'ASBL', letterhead: ['rue du Test 1, 6600 Bastogne'] },
  body: { code: 'CA', name: 'Organe d’administration' },
  kind: 'ordinary',
  heldOn: '2022-11-21',
  startsAt: '14:00',
  place: 'Bastogne',
  theme: null,
  notice: { sentOn: '2022-11-07', lateReasons: ['Madame Zoé Zune était malade'], secondOf: null },
  chair: { name: 'Alix Abrassart', civility: 'madame', office: 'chair' },
  secretary: { name: 'Isaline Jadot', civility: 'madame' },
  attendance: [
    member('Alix Abrassart', { office: 'chair' }),
    member('Bastien Bodelet', { civility: 'monsieur', state: 'excused', representedBy: 'Alix Abrassart' }),
    member('Zoé Zune', { sector: 'associative', organisation: 'L’Archipel', state: 'left' }),
    member('Anne Abrassart', { sector: 'associative', organisation: 'Solaix', state: 'absent' }),
  ],
  vacant: ['ProxiRélux'],
  presences: [],
  quorum: ['Quorum\u00a0: atteint.'],
  items: [
    item('1', 'Désignation de M. Bastien Bodelet', {
      notes: fromPlain('Zoé Zune a dit son avis.'),
      conflicts: [{ person: { name: 'Zoé Zune', civility: 'madame' }, nature: 'sœur du candidat' }],
      decisions: [
        decision('CA-2022-3', 'Le CA désigne Monsieur  Bastien Bodelet, que Zoé Zune remplace.'),
        decision('CA-2022-4', 'Le CA remercie les Abrassart.'),
      ],
    }),
    item('2', 'Dossier du personnel', {
      closedDoor: true,
      decisions: [decision('CA-2022-5', 'Licenciement.')],
    }),
    item('a', 'Personne visée', { depth: 2 }),
    item('3', 'Divers', {
      treated: false,
      events: [
        {
          kind: 'departure',
          at: '2022-11-21T14:00:00Z',
          number: '3',
          person: { name: 'Zoé Zune', civility: 'madame' },
          remote: false,
          text: null,
        },
        {
          kind: 'suspended',
          at: '2022-11-21T14:30:00Z',
          number: '3',
          person: null,
          remote: false,
          text: null,
        },
      ],
    }),
  ],
  sitting: {
    openedAt: '2022-11-21T13:05:00Z',
    closedAt: '2022-11-21T15:30:00Z',
    tellers: [{ name: 'Tom Teller', civility: 'monsieur' }],
    events: [],
  },
  recordedAt: '2022-11-21T15:40:00Z',
};

/** What became of it, approved as presented by the next meeting. */
export const APPROVED: MinutesStanding = {
  version: 1,
  sentOn: '2022-11-25',
  approval: { on: '2022-12-12', reference: 'CA-2022-9', changes: '' },
  signatures: [],
  sealed: null,
};
