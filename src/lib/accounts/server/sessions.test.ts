import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  doneValue,
  openAccountHouse,
  refusalOf,
  START,
  VISITOR,
} from '../../../../tests/fixtures/account-house.ts';
import { secondsAfter } from '../rules.ts';
import { renameAccount } from './accounts.ts';
import { devicesOf, endOtherSessions, endSession, openSession, validateSession } from './sessions.ts';
import { sessions } from './tables.ts';

let home: Awaited<ReturnType<typeof openAccountHouse>>;
let accountId: string;
let people = 0;
const DAY = 86_400;

beforeAll(async () => {
  home = await openAccountHouse();
});
afterAll(() => home.close());
beforeEach(async () => {
  people += 1;
  home.clock.set(START);
  accountId = await home.addAccount(`person${people}@example.be`);
});

const open = async (of = accountId) =>
  (
    await home.house.db.transaction((tx) =>
      openSession(tx, of, VISITOR, { now: home.clock.now(), secondFactorPassed: false }),
    )
  ).token;
const at = (seconds: number) => home.clock.set(secondsAfter(START, seconds));

describe('a session', () => {
  it('is known by its token only, and only hashes are kept', async () => {
    const token = await open();
    const [id, secret] = token.split('.') as [string, string];
    expect(await home.who(token)).toMatchObject({
      session: { id },
      account: { id: accountId },
      fresh: false,
    });
    for (const other of ['', 'x', id, `${id}.`, `${id}.${secret}x`, `${id}.${secret}.x`, `${id} .${secret}`])
      expect(await validateSession(home.house, other), other).toBeNull();
    const kept = JSON.stringify(await home.house.db.select().from(sessions));
    expect(kept).not.toContain(secret);
  });

  it('ends after 30 days without use, at that very instant', async () => {
    const token = await open();
    at(30 * DAY);
    expect(await validateSession(home.house, token)).toBeNull();
    at(30 * DAY - 1);
    expect(await validateSession(home.house, token)).not.toBeNull();
  });

  it('goes on when used, written once a day at most', async () => {
    const token = await open();
    at(DAY - 1);
    expect(await home.who(token)).toMatchObject({ fresh: false });
    at(DAY);
    expect(await home.who(token)).toMatchObject({ fresh: true });
    expect(await home.who(token)).toMatchObject({
      fresh: false,
      session: { expiresAt: secondsAfter(START, 31 * DAY) },
    });
    at(31 * DAY - 1);
    expect(await validateSession(home.house, token)).not.toBeNull();
  });

  it('keeps the network and the browser, not the machine', async () => {
    const token = await open();
    const devices = await devicesOf(home.house, await home.who(token));
    expect(devices).toMatchObject([{ device: 'Firefox sur Windows', address: '192.0.2.0', current: true }]);
  });
});

describe('my devices', () => {
  it('are mine, the last seen first, without the expired ones', async () => {
    const first = await open();
    await open(await home.addAccount(`other${people}@example.be`));
    at(DAY);
    const second = await open();
    expect((await devicesOf(home.house, await home.who(second))).map(({ current }) => current)).toEqual([
      true,
      false,
    ]);
    at(30 * DAY);
    expect(await devicesOf(home.house, await home.who(second))).toHaveLength(1);
    expect(await validateSession(home.house, first)).toBeNull();
  });

  it('are signed out one by one, at once', async () => {
    const here = await open();
    const there = await open();
    const who = await home.who(here);
    expect(refusalOf(await endSession(home.house, who, there.split('.')[0]!))).toBeNull();
    expect(await validateSession(home.house, there)).toBeNull();
    expect(await validateSession(home.house, here)).not.toBeNull();
    expect(refusalOf(await endSession(home.house, who, there.split('.')[0]!))).toBe('not-found');
    expect(refusalOf(await endSession(home.house, who, 'nonsense'))).toBe('not-found');
    expect(refusalOf(await endSession(home.house, who, who.session.id))).toBeNull();
    expect(await validateSession(home.house, here)).toBeNull();
  });

  it('are signed out together, except this one and those of others', async () => {
    const stranger = await open(await home.addAccount(`stranger${people}@example.be`));
    const here = await open();
    await open();
    await open();
    expect(doneValue(await endOtherSessions(home.house, await home.who(here)))).toBe(2);
    expect(await devicesOf(home.house, await home.who(here))).toHaveLength(1);
    expect(await validateSession(home.house, stranger)).not.toBeNull();
  });

  it('of somebody else cannot be signed out', async () => {
    const stranger = await open(await home.addAccount(`stranger${people}@example.be`));
    const who = await home.who(await open());
    expect(refusalOf(await endSession(home.house, who, stranger.split('.')[0]!))).toBe('not-found');
    expect(await validateSession(home.house, stranger)).not.toBeNull();
  });
});

describe('my name', () => {
  it('changes, and the journal says from what', async () => {
    const who = await home.who(await open());
    doneValue(await renameAccount(home.house, who, 'An Peeters-Dubois'));
    doneValue(await renameAccount(home.house, who, 'An Peeters-Dubois'));
    const told = (await home.journal()).filter(({ subjectId }) => subjectId === accountId);
    expect(told).toMatchObject([
      {
        act: 'account.updated',
        before: { name: 'An Peeters' },
        after: { name: 'An Peeters-Dubois' },
      },
    ]);
  });
});
