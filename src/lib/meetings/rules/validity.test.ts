import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { quorumOf } from './quorum.ts';
import { asksForDocument, validityOf, type ValidityFacts } from './validity.ts';

const statutes = resolveSettings([], { id: 'ag', kind: 'general-assembly' }, '2022-11-21');
const board = resolveSettings([], { id: 'ca', kind: 'board' }, '2022-11-21');
const quorum = (voters: number) =>
  quorumOf([{ college: null, voters, members: 10 }], {
    quorum: board['quorum.ordinary'],
    scope: board['quorum-scope'],
  });
const GOOD: ValidityFacts = {
  heldOn: '2022-11-21',
  openedOn: '2022-11-21',
  rule: statutes,
  notice: { sentOn: '2022-11-01', lateReason: null },
  forgotten: [],
  unreached: [],
  told: 10,
  presiding: { mandateId: 'x', sentence: 'La présidence est là.', source: 'usage', toVerify: true },
  named: true,
  quorum: quorum(8),
  recorded: true,
  undocumented: [],
  documented: 1,
  firstHeldOn: null,
};
const states = (more: Partial<ValidityFacts> = {}) =>
  Object.fromEntries(validityOf({ ...GOOD, ...more }).map(({ about, state }) => [about, state]));

describe('validityOf', () => {
  it('of a meeting without fault says so, line by line', () => {
    expect(states()).toEqual({
      notice: 'ok',
      recipients: 'ok',
      presiding: 'ok',
      quorum: 'ok',
      documents: 'ok',
    });
    expect(states({ documented: 0 })).not.toHaveProperty('documents');
  });
  it.each<[string, Partial<ValidityFacts>, object]>([
    ['no notice', { notice: null }, { notice: 'error' }],
    ['no notice where no delay is asked', { notice: null, rule: board }, { notice: 'warn' }],
    ['M−15', { notice: { sentOn: '2022-11-06', lateReason: null } }, { notice: 'warn' }],
    ['M−14, by choice', { notice: { sentOn: '2022-11-07', lateReason: 'urgence' } }, { notice: 'error' }],
    ['someone forgotten', { forgotten: ['A'], unreached: ['B'] }, { recipients: 'error' }],
    ['someone unreached', { unreached: ['A', 'B', 'C', 'D', 'E', 'F'] }, { recipients: 'warn' }],
    [
      'nobody to preside',
      { named: false, presiding: { ...GOOD.presiding, mandateId: null } },
      { presiding: 'warn' },
    ],
    ['somebody to preside', { named: false }, { presiding: 'ok' }],
    ['nobody recorded', { recorded: false }, { quorum: 'warn' }],
    ['no quorum', { quorum: quorum(5) }, { quorum: 'error' }],
    [
      'no quorum asked',
      { quorum: quorumOf([], { quorum: statutes['quorum.ordinary'], scope: statutes['quorum-scope'] }) },
      { quorum: 'error' },
    ],
    ['no document', { undocumented: ['3'] }, { documents: 'warn' }],
    ['no documents', { undocumented: ['3', '4'] }, { documents: 'warn' }],
    ['before the day', { openedOn: '2022-11-20' }, { day: 'error' }],
    ['after the day', { openedOn: '2022-11-22' }, { day: 'warn' }],
    ['second meeting at D+14', { firstHeldOn: '2022-11-07' }, { 'second-meeting': 'error' }],
    ['second meeting at D+15', { firstHeldOn: '2022-11-06' }, { 'second-meeting': 'warn' }],
    ['second meeting at D+16', { firstHeldOn: '2022-11-05' }, { 'second-meeting': 'ok' }],
  ])('%s', (_, more, expected) => {
    expect(states(more)).toMatchObject(expected);
  });
  it.each([
    [{ forgotten: ['Alix'] }, 'error', 'Pas de convocation'],
    [{ unreached: ['Alix'] }, 'warn', 'revenue ou non remise'],
    [{ forgotten: ['Alix'], unreached: ['Inès'] }, 'error', 'revenue ou non remise'],
  ])('names whoever was not told: %j', (more, state, words) => {
    const line = validityOf({ ...GOOD, ...more }).find(({ about }) => about === 'recipients')!;
    expect(line.state).toBe(state);
    expect(line.sentence).toContain(words);
  });

  it('says why a late notice left all the same', () => {
    const [notice] = validityOf({ ...GOOD, notice: { sentOn: '2022-11-07', lateReason: 'urgence' } });
    expect(notice!.sentence).toContain('«\u00a0urgence\u00a0»');
  });
});

it.each([
  [{ nature: 'decision', decisionKind: 'statutes', subject: null }, true],
  [{ nature: 'decision', decisionKind: 'ordinary', subject: 'budget' }, true],
  [{ nature: 'approval', decisionKind: null, subject: 'accounts' }, true],
  [{ nature: 'information', decisionKind: null, subject: 'accounts' }, false],
  [{ nature: 'decision', decisionKind: null, subject: null }, false],
] as const)('asksForDocument %#', (item, expected) => {
  expect(asksForDocument(item)).toBe(expected);
});
