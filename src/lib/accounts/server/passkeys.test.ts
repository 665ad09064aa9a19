import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  doneValue,
  openAccountHouse,
  refusalOf,
  START,
  VISITOR,
} from '../../../../tests/fixtures/account-house.ts';
import { softwareAuthenticator } from '../../../../tests/fixtures/authenticator.ts';
import { secondsAfter } from '../rules.ts';
import {
  addPasskey,
  passkeyRegistration,
  passkeySecondFactor,
  passkeySignIn,
  passkeysOf,
  passWithPasskey,
  removePasskey,
  signInWithPasskey,
} from './passkeys.ts';
import { renewRecoveryCodes, recoveryCodesLeft } from './second-factor.ts';
import { validateSession } from './sessions.ts';

let home: Awaited<ReturnType<typeof openAccountHouse>>;
let email: string;
let people = 0;
const ORIGIN = 'https://gouvernance.example.be';

beforeAll(async () => {
  home = await openAccountHouse();
});
afterAll(() => home.close());
beforeEach(async () => {
  people += 1;
  email = `person${people}@example.be`;
  home.clock.set(secondsAfter(START, people * 100_000));
  await home.addAccount(email);
});

type Authenticator = ReturnType<typeof softwareAuthenticator>;

async function register(token: string, authenticator: Authenticator, name = 'Mon téléphone') {
  const who = await home.who(token);
  const { challengeId, options } = doneValue(await passkeyRegistration(home.house, who));
  return addPasskey(home.house, who, { challengeId, response: authenticator.register(options), name });
}

async function withPasskey() {
  const authenticator = softwareAuthenticator({ origin: ORIGIN });
  const { token } = doneValue(await register(await home.signIn(email), authenticator));
  return { authenticator, token };
}

async function signIn(authenticator: Authenticator, ...counting: [{ count: number }?]) {
  const { challengeId, options } = doneValue(await passkeySignIn(home.house, VISITOR));
  const response = authenticator.sign(options, ...counting);
  return signInWithPasskey(home.house, { challengeId, response, visitor: VISITOR });
}

describe('a passkey', () => {
  it('is added under a name, and raises the session', async () => {
    const authenticator = softwareAuthenticator({ origin: ORIGIN });
    const token = await home.signIn(email);
    const raised = doneValue(await register(token, authenticator)).token;
    expect(await validateSession(home.house, token)).toBeNull();
    const who = await home.who(raised);
    expect(who).toMatchObject({
      account: { passkey: true },
      session: { secondFactorPassedAt: home.clock.now() },
    });
    expect(await passkeysOf(home.house, who)).toMatchObject([{ name: 'Mon téléphone', lastUsedAt: null }]);
    expect(refusalOf(await register(raised, authenticator))).toBe('passkey-known');
  });

  it('made for another site is refused', async () => {
    const elsewhere = softwareAuthenticator({ origin: 'https://gouvernance.example.com' });
    expect(refusalOf(await register(await home.signIn(email), elsewhere))).toBe('passkey-not-verified');
  });

  it('cannot be added by the mailbox alone beside another', async () => {
    await withPasskey();
    const who = await home.who(await home.signIn(email));
    expect(refusalOf(await passkeyRegistration(home.house, who))).toBe('second-factor-needed');
  });

  it('signs in alone, with both factors', async () => {
    const { authenticator } = await withPasskey();
    const { token } = doneValue(await signIn(authenticator));
    const who = await home.who(token);
    expect(who.account.email).toBe(email);
    expect(who.session.secondFactorPassedAt).toBe(home.clock.now());
    expect(await passkeysOf(home.house, who)).toMatchObject([{ lastUsedAt: home.clock.now() }]);
  });

  it('does not sign in alone without having verified its owner, but passes as second factor', async () => {
    const authenticator = softwareAuthenticator({ origin: ORIGIN, verifiesOwner: false });
    doneValue(await register(await home.signIn(email), authenticator));
    expect(refusalOf(await signIn(authenticator))).toBe('passkey-not-verified');
    const token = await home.signIn(email);
    const who = await home.who(token);
    const { challengeId, options } = doneValue(await passkeySecondFactor(home.house, who));
    const response = authenticator.sign(options);
    const raised = doneValue(await passWithPasskey(home.house, who, { challengeId, response }));
    expect(await validateSession(home.house, token)).toBeNull();
    expect((await home.who(raised.token)).session.secondFactorPassedAt).toBe(home.clock.now());
  });

  it('of somebody else does not pass', async () => {
    await withPasskey();
    const who = await home.who(await home.signIn(email));
    const stranger = softwareAuthenticator({ origin: ORIGIN });
    await home.addAccount(`stranger${people}@example.be`);
    doneValue(await register(await home.signIn(`stranger${people}@example.be`), stranger));
    const { challengeId, options } = doneValue(await passkeySecondFactor(home.house, who));
    expect(
      refusalOf(await passWithPasskey(home.house, who, { challengeId, response: stranger.sign(options) })),
    ).toBe('passkey-not-verified');
  });

  it('whose counter goes back was copied: refused', async () => {
    const { authenticator } = await withPasskey();
    doneValue(await signIn(authenticator, { count: 9 }));
    expect(refusalOf(await signIn(authenticator, { count: 9 }))).toBe('passkey-not-verified');
    expect(refusalOf(await signIn(authenticator, { count: 10 }))).toBeNull();
  });

  it('unknown here, or an answer that is none, is refused', async () => {
    expect(refusalOf(await signIn(softwareAuthenticator({ origin: ORIGIN })))).toBe('passkey-not-verified');
    for (const response of ['', '{', 'null', '[]', '{"id":3}', '{"id":"x"}']) {
      const { challengeId } = doneValue(await passkeySignIn(home.house, VISITOR));
      const outcome = await signInWithPasskey(home.house, { challengeId, response, visitor: VISITOR });
      expect(refusalOf(outcome), response).toBe('passkey-not-verified');
    }
  });
});

describe('a challenge', () => {
  it('serves once, even to two posts at once', async () => {
    const { authenticator } = await withPasskey();
    const { challengeId, options } = doneValue(await passkeySignIn(home.house, VISITOR));
    const response = authenticator.sign(options);
    const answer = { challengeId, response, visitor: VISITOR };
    const both = await Promise.all([
      signInWithPasskey(home.house, answer),
      signInWithPasskey(home.house, answer),
    ]);
    expect(both.map(refusalOf).sort()).toEqual(['challenge-expired', null]);
  });

  it('serves for five minutes, for its purpose and its account', async () => {
    const { authenticator, token } = await withPasskey();
    const who = await home.who(token);
    const forSecond = doneValue(await passkeySecondFactor(home.house, who));
    const response = authenticator.sign(forSecond.options);
    expect(
      refusalOf(
        await signInWithPasskey(home.house, {
          challengeId: forSecond.challengeId,
          response,
          visitor: VISITOR,
        }),
      ),
    ).toBe('challenge-expired');
    await home.addAccount(`other${people}@example.be`);
    const other = await home.who(await home.signIn(`other${people}@example.be`));
    expect(
      refusalOf(await passWithPasskey(home.house, other, { challengeId: forSecond.challengeId, response })),
    ).toBe('challenge-expired');
    const late = doneValue(await passkeySignIn(home.house, VISITOR));
    const signed = authenticator.sign(late.options);
    home.clock.set(secondsAfter(home.clock.now(), 300));
    expect(
      refusalOf(
        await signInWithPasskey(home.house, {
          challengeId: late.challengeId,
          response: signed,
          visitor: VISITOR,
        }),
      ),
    ).toBe('challenge-expired');
    expect(
      refusalOf(
        await signInWithPasskey(home.house, { challengeId: 'x', response: signed, visitor: VISITOR }),
      ),
    ).toBe('challenge-expired');
  });
});

describe('removing a passkey', () => {
  it('is for its owner, with the second factor; the last one takes the recovery codes along', async () => {
    const { token } = await withPasskey();
    const who = await home.who(token);
    doneValue(await renewRecoveryCodes(home.house, who));
    const [key] = await passkeysOf(home.house, who);
    const mailbox = await home.who(await home.signIn(email));
    expect(refusalOf(await removePasskey(home.house, mailbox, key!.id))).toBe('second-factor-needed');
    await home.addAccount(`other${people}@example.be`);
    const other = doneValue(
      await register(
        await home.signIn(`other${people}@example.be`),
        softwareAuthenticator({ origin: ORIGIN }),
      ),
    );
    expect(refusalOf(await removePasskey(home.house, await home.who(other.token), key!.id))).toBe(
      'not-found',
    );
    expect(refusalOf(await removePasskey(home.house, who, 'nonsense'))).toBe('not-found');
    doneValue(await removePasskey(home.house, who, key!.id));
    expect(await passkeysOf(home.house, who)).toEqual([]);
    expect(await recoveryCodesLeft(home.house.db, who)).toBe(0);
  });
});
