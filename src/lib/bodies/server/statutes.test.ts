import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settingForm, settingResetForm } from '#lib/associations/forms.ts';
import { changeSetting, resetSetting } from './settings.ts';
import { viewSetting, viewSettings } from './statutes.ts';

type Body = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Body;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'common');
  board = await here.addBody('board');
  await elsewhere.addBody('board');
});
afterAll(() => relay.close());

const change = (more: Record<string, unknown>) =>
  changeSetting(relay.house, here.coordinator, settingForm.parse({ source: 'statuts, art. 20', ...more }));
const reset = (more: Record<string, unknown>) =>
  resetSetting(relay.house, here.coordinator, settingResetForm.parse(more));

describe('viewSettings', () => {
  const view = async (code: string | null) =>
    doneValue(await here.inside((tx) => viewSettings(tx, code, DAY)));

  it('says the statutes of a body in words', async () => {
    const { lines, body, place } = await view(board.code);
    expect(body?.id).toBe(board.bodyId);
    expect(place).toEqual({ profile: 'social-relay', bodyKind: 'board' });
    expect(lines.find(({ key }) => key === 'double-majority')).toMatchObject({
      title: 'Double majorité',
      value: true,
      source: 'décret du 17 juillet 2003, art. 12',
      setHere: false,
    });
  });

  it('says those of the association, and where another rule holds', async () => {
    const parity = { key: 'parity-tolerance', source: 'statuts, art. 8' };
    doneValue(await change({ ...parity, value: 3 }));
    doneValue(await change({ ...parity, value: 2, bodyId: board.bodyId }));
    const line = async (code: string | null) =>
      (await view(code)).lines.find(({ key }) => key === 'parity-tolerance');
    expect(await line(null)).toMatchObject({ value: 3, setHere: true });
    expect((await line(null))?.elsewhere).toMatchObject([{ codes: [board.code] }]);
    expect(await line(board.code)).toMatchObject({ value: 2, setHere: true, elsewhere: [] });
    doneValue(await reset({ key: 'parity-tolerance', bodyId: board.bodyId }));
    expect(await line(board.code)).toMatchObject({ value: 3, setHere: false, isDefault: false });
  });

  it('does not know the body of another association, and asks two statements however many bodies there are', async () => {
    await elsewhere.addBody('general-assembly');
    await elsewhere.addBody('working-group');
    expect(refusalOf(await here.inside((tx) => viewSettings(tx, 'general-assembly-2', DAY)))).toBe(
      'not-found',
    );
    expect(refusalOf(await here.inside((tx) => viewSettings(tx, '', DAY)))).toBe('not-found');
    expect(await here.statements((tx) => viewSettings(tx, null, DAY))).toHaveLength(2);
    expect(await elsewhere.statements((tx) => viewSettings(tx, null, DAY))).toHaveLength(2);
  });
});

describe('viewSetting', () => {
  const key = 'mandate-years';
  const view = async (code: string | null, day = DAY, of = key) =>
    doneValue(await here.inside((tx) => viewSetting(tx, of, code, day)));

  it('says what a rule was, is and will be, on the day looked at', async () => {
    doneValue(await change({ key, value: 4, bodyId: board.bodyId, from: '2021-01-01' }));
    doneValue(await change({ key, value: 5, bodyId: board.bodyId, from: '2023-01-01' }));
    const { line, history, place } = await view(board.code);
    expect(place).toEqual({ profile: 'social-relay', bodyKind: 'board' });
    expect(history.map(({ from, to, value }) => [from, to, value])).toEqual([
      [null, '2020-12-31', 6],
      ['2021-01-01', '2022-12-31', 4],
      ['2023-01-01', null, 5],
    ]);
    expect(line).toMatchObject({ value: 4, from: '2021-01-01', setHere: true });
    expect(line.planned.map(({ from }) => from)).toEqual(['2023-01-01']);
    expect((await view(board.code, '2020-06-01')).line).toMatchObject({ value: 6, setHere: false });
    expect((await view(null)).line.elsewhere).toMatchObject([{ codes: [board.code] }]);
  });

  it('does not know what means nothing there, and asks two statements', async () => {
    const answer = (of: string, code: string | null) =>
      here.inside((tx) => viewSetting(tx, of, code, DAY)).then(refusalOf);
    expect(await answer('formule', null)).toBe('not-found');
    expect(await answer('admission', board.code)).toBe('not-found');
    expect(await answer('admission', null)).toBeNull();
    expect(await answer('tie', 'inconnue')).toBe('not-found');
    expect(await here.statements((tx) => viewSetting(tx, key, board.code, DAY))).toHaveLength(2);
  });
});
