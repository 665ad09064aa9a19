import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineInWords, judgeProposal, type Proposal } from './proposals.ts';

const rule = (value: number | null) => ({
  value,
  source: 'statuts',
  toVerify: value === null,
  isDefault: true,
});
const before = { day: '2026-05-01', afterNotice: false };
const after = { day: '2026-06-02', afterNotice: true };
const judge = (more: Partial<Proposal> = {}, days: number | null = null) =>
  judgeProposal(
    {
      bodyKind: 'general-assembly',
      members: 21,
      signatures: [before, before],
      heldOn: '2026-06-20',
      convoked: false,
      ...more,
    },
    rule(days),
  );

describe('judgeProposal', () => {
  it.each<[string, Partial<Proposal>, number | null, boolean, boolean]>([
    ['R-ODJ-02 : 2 signatures de 21 membres', {}, null, true, true],
    ['R-ODJ-02 : une seule de 21', { signatures: [before] }, null, false, false],
    ['R-ODJ-02 : une de 20', { members: 20, signatures: [before] }, null, true, true],
    ['aucun membre : il en faut quand même un', { members: 0, signatures: [] }, null, false, false],
    [
      'R-ODJ-03 : complétée après la convocation',
      { signatures: [before, after], convoked: true },
      null,
      true,
      false,
    ],
    [
      'R-ODJ-03 : complétée avant, signée encore après',
      { signatures: [before, before, after] },
      null,
      true,
      true,
    ],
    [
      'statuts, J-20 : le dernier jour',
      { signatures: [before, { ...before, day: '2026-05-31' }] },
      20,
      true,
      true,
    ],
    [
      'statuts, J-20 : le lendemain',
      { signatures: [before, { ...before, day: '2026-06-01' }] },
      20,
      true,
      false,
    ],
    ['hors de l’assemblée, aucun droit', { bodyKind: 'board' }, null, false, false],
  ])('%s', (_, more, days, reached, isRight) => {
    const standing = judge(more, days);
    expect(standing).toMatchObject({ reached, isRight });
    expect(standing.source).toBe(more.bodyKind ? null : 'CSA 9:14');
  });

  it('says that it is kept for the next assembly', () => {
    expect(judge({ signatures: [before], convoked: true }).sentence).toContain('prochaine assemblée');
    expect(judge({ signatures: [before, after] }).sentence).toContain('après l’envoi de la convocation');
    expect(judge({ signatures: [before, after] }, 20).sentence).toContain('après le dimanche 31');
  });

  it('is never undone by one more signature, nor by one given later', () => {
    const signature = fc.record({
      day: fc.constantFrom('2026-05-01', '2026-06-02'),
      afterNotice: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(signature, { maxLength: 6 }),
        signature,
        fc.integer({ min: 0, max: 60 }),
        (given, one, members) => {
          const standing = judge({ signatures: given, members });
          const more = judge({ signatures: [...given, one], members });
          if (standing.reached) expect([more.reached, more.isRight]).toEqual([true, standing.isRight]);
        },
      ),
    );
  });
});

it('says the deadline: the notice, else the last day', () => {
  expect(deadlineInWords('2026-06-20', rule(null))).toContain('avant l’envoi de la convocation');
  expect(deadlineInWords('2026-06-20', rule(20))).toContain('dimanche 31\u00a0mai');
});
