import { describe, expect, it } from 'vitest';
import { proposedItems } from './proposed-items.ts';
import { checkRemote } from './remote.ts';
import { checkRemoval, TRACE_NAMES } from './removal.ts';

describe('checkRemote', () => {
  const allowed = (value: boolean) => ({ value, source: 'ROI, art. 4', toVerify: false, isDefault: false });
  it.each([
    [null, null, false, null],
    ['https://visio', 'Demandez la parole par écrit.', true, null],
    ['https://visio', 'Demandez la parole par écrit.', false, 'remote-not-allowed'],
    ['https://visio', null, true, 'remote-procedure-missing'],
    [null, 'Demandez la parole par écrit.', true, 'remote-access-missing'],
  ])('accès %s, procédure %s, permise %s : %s', (access, procedure, permitted, code) => {
    const outcome = checkRemote({ access, procedure }, allowed(permitted));
    expect(outcome.done ? null : outcome.refusal.code).toBe(code);
  });
});

describe('checkRemoval', () => {
  it('laisse partir une réunion qui n’a rien laissé', () => {
    expect(checkRemoval('2022-12-12', []).done).toBe(true);
  });

  it('dit tout ce qui s’y oppose', () => {
    expect(checkRemoval('2022-12-12', ['sent', 'notes'])).toMatchObject({
      refusal: {
        code: 'meeting-left-traces',
        sentence: expect.stringContaining(
          '12\u00a0décembre\u00a02022\u00a0: sa convocation est partie et des notes sont prises.',
        ),
      },
    });
    expect(checkRemoval('2022-12-12', TRACE_NAMES).done).toBe(false);
  });
});

describe('proposedItems', () => {
  it('regarde en arrière quand il y a eu une réunion, et finit par les divers', () => {
    const untreated = [{ id: '7', title: 'Bail', nature: 'decision' as const }];
    expect(proposedItems('2022-11-21', untreated)).toEqual([
      {
        key: 'minutes',
        title: 'Approbation du procès-verbal du 21\u00a0novembre\u00a02022',
        nature: 'approval',
      },
      { key: 'follow-up', title: 'Suivi des décisions', nature: 'information' },
      { key: 'carried:7', title: 'Bail', nature: 'decision' },
      { key: 'other-business', title: 'Divers', nature: 'discussion' },
    ]);
    expect(proposedItems(null, []).map(({ key }) => key)).toEqual(['other-business']);
  });
});
