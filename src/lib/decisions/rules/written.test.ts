import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInWriting, mustAgree, writtenVerdict } from './written.ts';

const allowed = (value: boolean) => ({
  value,
  source: 'statuts, art. 22',
  toVerify: false,
  isDefault: false,
});

describe('checkInWriting', () => {
  it.each([
    ['R-ECR-01 : AG, décision ordinaire', 'general-assembly', 'ordinary', true, null],
    ['R-OA-06 : CA', 'board', 'ordinary', true, null],
    ['T28 : AG, statuts', 'general-assembly', 'statutes', true, 'forbidden-in-writing'],
    ['T28 : AG, but', 'general-assembly', 'purpose', true, 'forbidden-in-writing'],
    ['CA, exclusion d’un membre', 'board', 'exclusion', true, 'forbidden-in-writing'],
    ['CA, exclu par les statuts', 'board', 'ordinary', false, 'written-decisions-excluded'],
    ['comité de gestion', 'management-committee', 'ordinary', true, 'no-written-decision'],
  ] as const)('%s', (_, bodyKind, kind, setting, expected) => {
    const outcome = checkInWriting(bodyKind, kind, allowed(setting));
    expect(outcome.done ? null : outcome.refusal.code).toBe(expected);
  });
});

describe('mustAgree', () => {
  const seat = { sector: 'public', voting: true, membership: 'full', governmentVote: 'public' } as const;
  it.each([
    ['une administratrice', { ...seat, bodyKind: 'board', vacant: false }, true],
    ['un siège vacant du CA', { ...seat, bodyKind: 'board', vacant: true }, false],
    ['un membre de l’AG sans représentant', { ...seat, bodyKind: 'general-assembly', vacant: true }, true],
    ['une personne invitée', { ...seat, bodyKind: 'board', vacant: false, voting: false }, false],
  ] as const)('%s', (_, each, expected) => {
    expect(mustAgree(each)).toBe(expected);
  });
});

describe('writtenVerdict', () => {
  const verdict = (agreed: number, refused: number, silent: number, today = '2022-12-01') =>
    writtenVerdict({
      bodyKind: 'general-assembly',
      kind: 'ordinary',
      count: { agreed, refused, silent },
      closesOn: '2022-12-01',
      today,
    });

  it.each([
    ['T27 : 11 oui, 1 silence, le dernier jour', verdict(11, 0, 1), null],
    ['T27 : 11 oui, 1 silence, le lendemain', verdict(11, 0, 1, '2022-12-02'), 'rejected'],
    ['12 oui, aussitôt', verdict(12, 0, 0), 'adopted'],
    ['12 oui, le lendemain', verdict(12, 0, 0, '2022-12-02'), 'adopted'],
    ['R-ECR-02 : un seul refus, aussitôt', verdict(3, 1, 8), 'rejected'],
  ])('%s', (_, found, expected) => {
    expect(found?.outcome ?? null).toBe(expected);
  });

  it('dit ce qui a manqué', () => {
    const words = (found: ReturnType<typeof verdict>) => found!.explanation.replaceAll('\u00a0', ' ');
    expect(words(verdict(11, 0, 1, '2022-12-02'))).toBe(
      '11 accords écrits sur 12 ; il fallait l’accord de tous (CSA 9:14/1) : rejeté. Il y a 1 membre sans réponse. Un silence vaut un refus.',
    );
    expect(words(verdict(9, 1, 2))).toMatch(/Il y a 1 refus et 2 membres sans réponse\.$/);
    expect(words(verdict(12, 0, 0))).toMatch(/: adopté\.$/);
  });

  it('n’est jamais adopté sans l’accord de tous', () => {
    const figure = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(figure, figure, figure, fc.boolean(), (agreed, refused, silent, late) => {
        const found = verdict(agreed, refused, silent, late ? '2022-12-02' : '2022-12-01');
        expect(found?.outcome === 'adopted').toBe(agreed > 0 && refused === 0 && silent === 0);
      }),
    );
  });
});
