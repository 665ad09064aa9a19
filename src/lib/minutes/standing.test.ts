import { describe, expect, it } from 'vitest';
import { toText } from '#lib/documents/text.ts';
import { minutesDocument } from './document.ts';
import type { MinutesSnapshot } from './snapshot.ts';
import type { MinutesStanding } from './standing.ts';

const SNAPSHOT: MinutesSnapshot = {
  association: { name: 'Relais social', legalForm: 'ASBL', letterhead: [] },
  body: { code: 'CA', name: 'Organe d’administration' },
  kind: 'ordinary',
  heldOn: '2022-11-21',
  startsAt: null,
  place: null,
  theme: null,
  notice: { sentOn: null, lateReasons: [], secondOf: null },
  chair: { name: 'Alix Abrassart', civility: 'madame', office: 'chair' },
  secretary: { name: 'Isaline Jadot', civility: 'madame' },
  attendance: [],
  vacant: [],
  presences: [],
  quorum: null,
  items: [],
  sitting: null,
  recordedAt: '2022-11-21T18:00:00Z',
};
const SENT: MinutesStanding = {
  version: 2,
  sentOn: '2022-11-25',
  approval: null,
  signatures: [],
  sealed: null,
};
const APPROVED: MinutesStanding = {
  ...SENT,
  approval: { on: '2022-12-12', reference: 'CA-2022-9', changes: '' },
};

/** The words of the document and of its footer, with plain spaces. */
function words(standing: MinutesStanding | null): string {
  const document = minutesDocument(SNAPSHOT, standing);
  return `${toText(document)}\n${document.footer!.left}`.replaceAll('\u00a0', ' ');
}

describe('what became of a PV, in its document', () => {
  it('a draft and a version that was sent say that they are drafts', () => {
    expect(words(null)).toContain('Projet de PV, à approuver à la prochaine séance');
    expect(words(SENT)).toContain('version 2, envoyée le 25.11.2022');
    expect(words(SENT)).not.toContain('Approbation');
    expect([SENT, APPROVED].map((standing) => words(standing).includes('…… h ……'))).toEqual([true, false]);
  });

  it('approved as presented, or with changes, and by whom it was signed', () => {
    expect(words(APPROVED)).toContain(
      'Procès-verbal approuvé à la réunion du 12 décembre 2022, par la décision CA-2022-9, tel que présenté.',
    );
    expect(words(APPROVED)).not.toContain('Projet de PV');
    const changed = { ...APPROVED.approval!, changes: 'Point 1 : lire 13.\nPoint 2 : biffer.' };
    const signed = words({
      ...APPROVED,
      approval: changed,
      signatures: [
        { signer: 'chair', name: 'Alix Abrassart', on: '2022-12-13', means: 'second-factor' },
        { signer: 'secretary', name: 'Isaline Jadot', on: '2022-12-14', means: 'paper' },
      ],
    });
    expect(signed).toContain('avec les modifications suivantes :');
    expect(signed).toContain('Point 2 : biffer.');
    expect(signed).toContain('La présidente, signature électronique du 13.12.2022');
    expect(signed).toContain('La secrétaire, signature sur papier du 14.12.2022');
  });

  it('sealed, with the hash of its version', () => {
    const sealed = words({ ...APPROVED, sealed: { on: '2022-12-15', fingerprint: 'ab'.repeat(32) } });
    expect(sealed).toContain('scellé le 15.12.2022');
    expect(sealed).toContain('empreinte SHA-256 abababab abababab');
  });
});
