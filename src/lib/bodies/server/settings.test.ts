import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settingForm, settingResetForm, settingWithdrawalForm } from '#lib/associations/forms.ts';
import { readSettings, statutesOf } from '#lib/associations/server/settings.ts';
import { FOUR_FIFTHS, TWO_THIRDS, UNANIMITY } from '#lib/kernel/fractions.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { changeSetting, resetSetting, withdrawSetting } from './settings.ts';
import { viewSettings } from './statutes.ts';

type Body = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Body;
let foreign: Body;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'common');
  board = await here.addBody('board');
  foreign = await elsewhere.addBody('board');
});
afterAll(() => relay.close());

const change = (more: Record<string, unknown>, actor = here.coordinator) =>
  changeSetting(relay.house, actor, settingForm.parse({ source: 'statuts, art. 20', ...more }));
const reset = (more: Record<string, unknown>, actor = here.coordinator) =>
  resetSetting(relay.house, actor, settingResetForm.parse(more));
const withdraw = (more: Record<string, unknown>, actor = here.coordinator) =>
  withdrawSetting(relay.house, actor, settingWithdrawalForm.parse(more));
const statutes = (day = DAY) => here.inside((tx) => statutesOf(tx, { id: board.bodyId, kind: 'board' }, day));
const journalOf = (id: string, act: 'setting.changed' | 'setting.reset' | 'setting.withdrawn') =>
  here.inside((tx) =>
    tx
      .select({ before: journalEntries.before, after: journalEntries.after })
      .from(journalEntries)
      .where(and(eq(journalEntries.act, act), eq(journalEntries.subjectId, id)))
      .orderBy(journalEntries.seq),
  );
const changesOf = (id: string) => journalOf(id, 'setting.changed');

describe('changeSetting', () => {
  it('sets it for the association, then for one body, and journals both', async () => {
    doneValue(await change({ key: 'tie', value: 'casting-vote' }));
    expect((await statutes()).tie).toMatchObject({ value: 'casting-vote', source: 'statuts, art. 20' });
    doneValue(await change({ key: 'tie', value: 'rejected', bodyId: board.bodyId, source: 'ROI, art. 3' }));
    expect((await statutes()).tie).toMatchObject({ value: 'rejected', source: 'ROI, art. 3' });
    expect(await changesOf('tie')).toEqual([
      { before: null, after: { from: null, value: 'casting-vote', source: 'statuts, art. 20' } },
    ]);
    expect(await changesOf(`${board.bodyId}/tie`)).toHaveLength(1);
  });

  it('pressed twice, changes nothing the second time', async () => {
    const quorum = { key: 'quorum.ordinary', value: TWO_THIRDS };
    doneValue(await change(quorum));
    doneValue(await change(quorum));
    expect(await changesOf('quorum.ordinary')).toHaveLength(1);
    doneValue(await change({ ...quorum, value: null }));
    expect((await statutes())['quorum.ordinary']).toMatchObject({ value: null, isDefault: false });
    expect((await changesOf('quorum.ordinary'))[1]).toMatchObject({ before: { value: TWO_THIRDS } });
  });

  it('two at once: both are done, each journalled against what it replaced', async () => {
    const outcomes = await Promise.all([
      change({ key: 'base', value: 'present' }),
      change({ key: 'base', value: 'members' }),
    ]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    const [first, second] = await changesOf('base');
    expect(first?.before).toBeNull();
    expect(second?.before).toEqual(first?.after);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'sous le minimum légal',
      { key: 'majority.statutes', value: { num: 1, den: 2, strict: true } },
      'below-legal-floor',
    ],
    [
      'la double majorité d’un relais social (RS-07)',
      { key: 'double-majority', value: false },
      'below-legal-floor',
    ],
    ['un type faux', { key: 'tie', value: 3 }, 'wrong-setting-value'],
    ['un réglage inconnu', { key: 'formule', value: '1+1' }, 'unknown-setting'],
    [
      'un réglage sans objet pour un CA',
      { key: 'advance-vote', value: true, bodyId: 'board' },
      'setting-of-other-bodies',
    ],
    [
      'un réglage de toute l’association',
      { key: 'admission', value: 'board', bodyId: 'board' },
      'association-wide-setting',
    ],
    [
      'un organe inconnu',
      { key: 'tie', value: 'rejected', bodyId: '00000000-0000-4000-8000-000000000000' },
      'not-found',
    ],
  ])('refuse %s', async (_, more, code) => {
    const bodyId = more.bodyId === 'board' ? board.bodyId : more.bodyId;
    expect(refusalOf(await change({ ...more, bodyId }))).toBe(code);
  });

  it('refuse l’organe d’une autre association, l’assistant, le lecteur et le membre', async () => {
    const tie = { key: 'tie', value: 'rejected' };
    expect(refusalOf(await change({ ...tie, bodyId: foreign.bodyId }))).toBe('not-found');
    expect(refusalOf(await change(tie, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await change(tie, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await change(tie, here.actor(null)))).toBe('not-found');
  });

  it('leaves the other association as it was', async () => {
    const { lines } = doneValue(await elsewhere.inside((tx) => viewSettings(tx, null, DAY)));
    expect(lines.filter(({ isDefault }) => !isDefault).map(({ key }) => key)).toEqual(['profile']);
  });
});

describe('resetSetting', () => {
  const key = 'government-vote';
  const stands = async (day = DAY) => (await statutes(day))[key];

  it('gives the body the rule of the association, then the association the default, and journals both', async () => {
    doneValue(await change({ key, value: 'advisory' }));
    doneValue(await change({ key, value: 'public', bodyId: board.bodyId }));
    doneValue(await reset({ key, bodyId: board.bodyId }));
    expect(await stands()).toMatchObject({ value: 'advisory', isDefault: false });
    // Pressed twice at once: one entry.
    const outcomes = await Promise.all([reset({ key }), reset({ key })]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await stands()).toMatchObject({ value: 'public', isDefault: true });
    const source = 'statuts, art. 20';
    expect(await journalOf(`${board.bodyId}/${key}`, 'setting.reset')).toEqual([
      { before: { from: null, value: 'public', source }, after: { from: null } },
    ]);
    expect(await journalOf(key, 'setting.reset')).toEqual([
      { before: { from: null, value: 'advisory', source }, after: { from: null } },
    ]);
  });

  it('refuse un réglage ou un organe inconnu, et qui n’est pas la coordination', async () => {
    doneValue(await change({ key, value: 'advisory' }));
    expect(refusalOf(await reset({ key: 'formule' }))).toBe('not-found');
    expect(refusalOf(await reset({ key, bodyId: foreign.bodyId }))).toBe('not-found');
    expect(refusalOf(await reset({ key }, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await reset({ key }, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await reset({ key }, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await reset({ key }, elsewhere.coordinator))).toBeNull();
    expect(await stands()).toMatchObject({ value: 'advisory' });
  });
});

describe('a change of statutes from a day on', () => {
  const key = 'quorum.ordinary';
  const held = async (day: string) => {
    const { value, source } = (await statutes(day))[key];
    return value === null ? source : `${value.num}/${value.den}`;
  };
  const rows = () =>
    here.inside(async (tx) =>
      (await readSettings(tx)).filter((row) => row.key === key && row.bodyId !== null),
    );

  it('holds from its day, and not the day before; a planned one changes nothing today', async () => {
    const bodyId = board.bodyId;
    doneValue(await change({ key, bodyId, value: TWO_THIRDS }));
    doneValue(await change({ key, bodyId, value: FOUR_FIFTHS, from: '2022-07-04' }));
    doneValue(await change({ key, bodyId, value: null, from: '2022-11-22', source: 'statuts, art. 21' }));
    expect(await Promise.all(['2022-07-03', '2022-07-04', DAY, '2022-11-22'].map(held))).toEqual([
      '2/3',
      '4/5',
      '4/5',
      'statuts, art. 21',
    ]);
    expect((await changesOf(`${bodyId}/${key}`)).at(-1)).toEqual({
      before: null,
      after: { from: '2022-11-22', value: null, source: 'statuts, art. 21' },
    });
  });

  it('sent twice, changes once; sent otherwise, corrects the same change', async () => {
    const bodyId = board.bodyId;
    const before = (await changesOf(`${bodyId}/${key}`)).length;
    const planned = { key, bodyId, value: UNANIMITY, from: '2022-11-22' };
    doneValue(await change(planned));
    doneValue(await change(planned));
    expect(await changesOf(`${bodyId}/${key}`)).toHaveLength(before + 1);
    expect(await rows()).toHaveLength(3);
    expect(await held('2022-11-22')).toBe('1/1');
  });

  it('is withdrawn: what was said before goes on', async () => {
    const bodyId = board.bodyId;
    const planned = { key, bodyId, from: '2022-11-22' };
    const outcomes = await Promise.all([withdraw(planned), withdraw(planned)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await held('2022-11-22')).toBe('4/5');
    expect(await journalOf(`${bodyId}/${key}`, 'setting.withdrawn')).toEqual([
      { before: { from: '2022-11-22', value: UNANIMITY, source: 'statuts, art. 20' }, after: null },
    ]);
  });

  it('ends from a day: the rule above holds again, and "no quorum" is no end', async () => {
    const bodyId = board.bodyId;
    doneValue(await change({ key, value: null, source: 'ROI, art. 1' }));
    const outcomes = await Promise.all([1, 2].map(() => reset({ key, bodyId, from: '2022-09-01' })));
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await Promise.all(['2022-08-31', '2022-09-01'].map(held))).toEqual(['4/5', 'ROI, art. 1']);
    expect(await journalOf(`${bodyId}/${key}`, 'setting.reset')).toEqual([
      {
        before: { from: '2022-07-04', value: FOUR_FIFTHS, source: 'statuts, art. 20' },
        after: { from: '2022-09-01' },
      },
    ]);
    // Nothing is said any more: there is nothing to end.
    doneValue(await reset({ key, bodyId, from: '2022-10-01' }));
    expect((await rows()).map(({ fromDay, value }) => [fromDay, value]).toSorted()).toEqual([
      [null, TWO_THIRDS],
      ['2022-07-04', FOUR_FIFTHS],
      ['2022-09-01', undefined],
    ]);
    doneValue(await withdraw({ key, bodyId, from: '2022-09-01' }));
    expect(await held(DAY)).toBe('4/5');
    doneValue(await reset({ key, bodyId }));
    expect(await Promise.all(['2022-07-03', '2022-07-04'].map(held))).toEqual(['ROI, art. 1', '4/5']);
  });

  it('two at once for the same day: both are done, one after the other', async () => {
    const dated = { key: 'proxies', from: '2023-01-01' };
    const outcomes = await Promise.all([
      change({ ...dated, value: 'anyone' }),
      change({ ...dated, value: 'member' }),
    ]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    const [first, second] = await changesOf('proxies');
    expect(second?.before).toEqual(first?.after);
    expect((await statutes('2023-01-01')).proxies).toMatchObject({
      value: (second?.after as { value: string }).value,
    });
    expect((await statutes('2022-12-31')).proxies).toMatchObject({ isDefault: true });
  });

  it('is compared with the regime of that day', async () => {
    const association = await relay.found('devenu-relais', 'common');
    const { bodyId } = await association.addBody('board');
    const become = association.coordinator;
    doneValue(await change({ key: 'profile', value: 'social-relay', from: '2024-01-01' }, become));
    const double = { key: 'double-majority', value: false, bodyId };
    expect(refusalOf(await change({ ...double, from: '2023-12-31' }, become))).toBeNull();
    expect(refusalOf(await change(double, become))).toBeNull();
    expect(refusalOf(await change({ ...double, from: '2024-01-01' }, become))).toBe('below-legal-floor');
  });

  it('refuse un jour qui n’en est pas un, et qui n’est pas la coordination', async () => {
    const planned = { key: 'tie', value: 'rejected', from: '2027-01-01' };
    for (const from of ['demain', '2023-02-30', '0001-01-01'])
      expect(settingForm.safeParse({ ...planned, source: 'ROI', from }).success).toBe(false);
    expect(settingWithdrawalForm.safeParse({ key: 'tie', from: '' }).success).toBe(false);
    expect(refusalOf(await withdraw({ key: 'formule', from: DAY }))).toBe('not-found');
    expect(refusalOf(await withdraw({ key: 'tie', from: DAY, bodyId: foreign.bodyId }))).toBe('not-found');
    for (const actor of [here.actor('assistant'), here.actor('reader')])
      expect(refusalOf(await withdraw({ key: 'tie', from: DAY }, actor))).toBe('not-allowed');
    expect(refusalOf(await withdraw({ key: 'tie', from: DAY }, here.actor(null)))).toBe('not-found');
  });
});
