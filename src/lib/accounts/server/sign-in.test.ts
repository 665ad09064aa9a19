import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '#lib/platform/journal.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import {
  doneValue,
  openAccountHouse,
  refusalOf,
  START,
  VISITOR,
} from '../../../../tests/fixtures/account-house.ts';
import { secondsAfter } from '../rules.ts';
import { forgetExpired } from './expiry.ts';
import {
  readLink,
  renewLink,
  requestOf,
  requestSignIn,
  signInLink,
  signInWithCode,
  signInWithLink,
} from './sign-in.ts';
import { sessions, signInRequests } from './tables.ts';

let home: Awaited<ReturnType<typeof openAccountHouse>>;
let email: string;
let people = 0;
const KNOWN = 'known@example.be';

beforeAll(async () => {
  home = await openAccountHouse();
  await home.addAccount(KNOWN);
});
afterAll(() => home.close());
// A new person and a new hour for each test, so that limits of one do not reach another.
beforeEach(async () => {
  people += 1;
  email = `person${people}@example.be`;
  home.clock.set(secondsAfter(START, people * 100_000));
  await home.addAccount(email);
});

const ask = async (to = email, next = '/rslux/meetings') =>
  doneValue(await requestSignIn(home.house, { email: to, next, visitor: VISITOR })).requestToken;
const withCode = (requestToken: string, code: string) =>
  signInWithCode(home.house, { requestToken, code, visitor: VISITOR });
const withLink = (linkSecret: string) => signInWithLink(home.house, { linkSecret, visitor: VISITOR });
const later = (seconds: number) => home.clock.set(secondsAfter(home.clock.now(), seconds));
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const count = async (table: typeof sessions | typeof signInRequests | typeof outbox) =>
  (await home.house.db.select({ n: sql<number>`count(*)::int` }).from(table))[0]!.n;

describe('the code', () => {
  it('signs in, goes where asked, and leaves the link without use', async () => {
    const requestToken = await ask();
    const { code, linkSecret } = await home.lastMail(email);
    const { token, next } = doneValue(await withCode(requestToken, code));
    expect(next).toBe('/rslux/meetings');
    expect((await home.who(token)).account).toMatchObject({ email, totp: false, passkey: false });
    expect(refusalOf(await withLink(linkSecret))).toBe('link-used');
    expect(refusalOf(await withCode(requestToken, code))).toBe('code-used');
  });

  it('serves one of two posts at once', async () => {
    const requestToken = await ask();
    const { code, linkSecret } = await home.lastMail(email);
    const before = await count(sessions);
    const outcomes = await Promise.all([
      withCode(requestToken, code),
      withLink(linkSecret),
      withCode(requestToken, code),
      withLink(linkSecret),
    ]);
    expect(outcomes.filter((outcome) => outcome.done)).toHaveLength(1);
    expect(await count(sessions)).toBe(before + 1);
  });

  it('serves until 10 minutes, not at 10 minutes', async () => {
    const first = await ask();
    const asked = home.clock.now();
    const { code } = await home.lastMail(email);
    home.clock.set(secondsAfter(asked, 600));
    expect(refusalOf(await withCode(first, code))).toBe('code-expired');
    home.clock.set(secondsAfter(asked, 599));
    expect(refusalOf(await withCode(first, code))).toBeNull();
  });

  it('serves only in the browser that asked', async () => {
    const mine = await ask();
    const { code } = await home.lastMail(email);
    const [id] = mine.split('.');
    expect(refusalOf(await withCode(`${id}.${'x'.repeat(43)}`, code))).toBe('code-wrong');
    expect(refusalOf(await withCode('nonsense', code))).toBe('no-request');
    expect(refusalOf(await withCode(`${crypto.randomUUID()}.${'x'.repeat(43)}`, code))).toBe('no-request');
    expect(refusalOf(await withCode(mine, code))).toBeNull();
  });

  it('dies after five wrong tries, also made at once; the link still serves', async () => {
    const requestToken = await ask();
    const { code, linkSecret } = await home.lastMail(email);
    const tries = await Promise.all(Array.from({ length: 7 }, () => withCode(requestToken, wrong(code))));
    expect(tries.map(refusalOf).sort()).toEqual([
      'code-spent',
      'code-spent',
      ...Array<string>(5).fill('code-wrong'),
    ]);
    expect(refusalOf(await withCode(requestToken, code))).toBe('code-spent');
    expect(refusalOf(await withLink(linkSecret))).toBeNull();
  });

  it('stops who guesses an account over several requests, for a day, and says so', async () => {
    for (let round = 0; round < 2; round += 1) {
      const requestToken = await ask();
      const { code } = await home.lastMail(email);
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect(refusalOf(await withCode(requestToken, wrong(code)))).toBe('code-wrong');
    }
    const requestToken = await ask();
    const { code, linkSecret } = await home.lastMail(email);
    later(3600);
    expect(await withCode(requestToken, code)).toMatchObject({
      done: false,
      refusal: {
        code: 'too-many-attempts',
        sentence: 'Trop d’essais. Réessayez dans 23\u00a0heures. Le lien du message, lui, fonctionne encore.',
      },
    });
    expect(refusalOf(await withLink(linkSecret))).toBeNull();
  });
});

describe('the link', () => {
  it('serves until 24 hours, not at 24 hours; a new one goes to the same address', async () => {
    await ask();
    const asked = home.clock.now();
    const { linkSecret } = await home.lastMail(email);
    home.clock.set(secondsAfter(asked, 86_399));
    expect(await readLink(home.house, linkSecret)).toEqual({ email, state: 'ready' });
    home.clock.set(secondsAfter(asked, 86_400));
    expect(refusalOf(await withLink(linkSecret))).toBe('link-expired');
    expect(await readLink(home.house, linkSecret)).toEqual({ email, state: 'expired' });
    doneValue(await renewLink(home.house, { linkSecret, visitor: VISITOR }));
    const renewed = await home.lastMail(email);
    expect(renewed.linkSecret).not.toBe(linkSecret);
    expect(doneValue(await withLink(renewed.linkSecret)).next).toBe('/rslux/meetings');
  });

  it('is not used by being looked at', async () => {
    await ask();
    const { linkSecret } = await home.lastMail(email);
    await readLink(home.house, linkSecret);
    await readLink(home.house, linkSecret);
    expect(refusalOf(await withLink(linkSecret))).toBeNull();
    expect(await readLink(home.house, linkSecret)).toEqual({ email, state: 'used' });
  });

  it('says nothing when it is invented', async () => {
    expect(await readLink(home.house, 'invented')).toBeNull();
    expect(refusalOf(await withLink('invented'))).toBe('link-unknown');
    expect(refusalOf(await renewLink(home.house, { linkSecret: 'invented', visitor: VISITOR }))).toBe(
      'link-unknown',
    );
  });

  it('is printed for the operator, without message, for an account only', async () => {
    const messages = await count(outbox);
    const { address } = doneValue(await signInLink(home.house, email.toUpperCase()));
    expect(address).toMatch(/^https:\/\/gouvernance\.example\.be\/sign-in\/link\/[\w-]{43}$/);
    expect(refusalOf(await withLink(address.split('/').at(-1)!))).toBeNull();
    expect(refusalOf(await signInLink(home.house, 'nobody@example.be'))).toBe('no-account');
    expect(await count(outbox)).toBe(messages);
  });
});

describe('an unknown address', () => {
  it('is answered like a known one, at each step, but is sent nothing', async () => {
    const answers = [];
    for (const to of [email, 'nobody@example.be']) {
      const asked = await requestSignIn(home.house, { email: to, next: '/', visitor: VISITOR });
      const requestToken = doneValue(asked).requestToken;
      const refusals = [];
      for (let attempt = 0; attempt < 6; attempt += 1) refusals.push(await withCode(requestToken, '000000x'));
      const more = [];
      for (let request = 0; request < 5; request += 1)
        more.push(refusalOf(await requestSignIn(home.house, { email: to, next: '/', visitor: VISITOR })));
      answers.push({ shape: Object.keys(doneValue(asked)), length: requestToken.length, refusals, more });
      expect(await requestOf(home.house, requestToken)).toEqual({ email: to, next: '/' });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]!.more).toEqual([null, null, null, null, 'too-many-attempts']);
    await expect(home.lastMail('nobody@example.be')).rejects.toThrow('No message');
  });

  it('is not in the journal, nor is any secret', async () => {
    const requestToken = await ask();
    await ask('nobody2@example.be');
    const { code, linkSecret } = await home.lastMail(email);
    await withCode(requestToken, wrong(code));
    const { token } = doneValue(await withCode(requestToken, code));
    const text = JSON.stringify(await home.journal());
    for (const secret of [
      linkSecret,
      token.split('.')[1]!,
      requestToken.split('.')[1]!,
      'nobody2',
      '192.0.2.77',
    ])
      expect(text).not.toContain(secret);
    const mine = (await home.journal()).filter(({ at }) => at === home.clock.now());
    expect(mine.map(({ act }) => act)).toEqual([
      'sign-in.requested',
      'sign-in.requested',
      'sign-in.refused',
      'sign-in.succeeded',
    ]);
    const chain = await home.house.db.transaction((tx) => verifyChain(tx, null));
    expect(chain.broken).toBeNull();
  });
});

describe('the limits of requests', () => {
  it('let five per e-mail address pass in a quarter of an hour, whatever their number at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => requestSignIn(home.house, { email, next: '/', visitor: VISITOR })),
    );
    expect(outcomes.filter((outcome) => outcome.done)).toHaveLength(5);
    const began = home.clock.now();
    const again = () => requestSignIn(home.house, { email, next: '/', visitor: VISITOR });
    home.clock.set(secondsAfter(began, 660));
    expect(await again()).toMatchObject({
      refusal: { code: 'too-many-attempts', sentence: 'Trop d’essais. Réessayez dans 4\u00a0minutes.' },
    });
    home.clock.set(secondsAfter(began, 899));
    expect(refusalOf(await again())).toBe('too-many-attempts');
    home.clock.set(secondsAfter(began, 900));
    expect(refusalOf(await again())).toBeNull();
  });

  it('are told once to the journal in a period', async () => {
    for (let request = 0; request < 9; request += 1)
      await requestSignIn(home.house, { email, next: '/', visitor: VISITOR });
    const told = (await home.journal()).filter(
      ({ at, act }) => at === home.clock.now() && act === 'sign-in.refused',
    );
    expect(told).toHaveLength(1);
    expect(told[0]!.after).toMatchObject({ reason: 'too-many-attempts' });
  });

  it('hold per network address, other addresses being free', async () => {
    const visitor = { ...VISITOR, address: '2001:db8:1:2::7' };
    const from = (address: string, to: string) =>
      requestSignIn(home.house, { email: to, next: '/', visitor: { ...visitor, address } });
    for (let request = 0; request < 60; request += 1)
      expect(refusalOf(await from(`2001:db8:1:2::${request}`, `x${request}@example.be`))).toBeNull();
    expect(refusalOf(await from('2001:db8:1:2:ffff::1', email))).toBe('too-many-attempts');
    expect(refusalOf(await from('2001:db8:1:3::1', email))).toBeNull();
  });
});

describe('the page asked for', () => {
  it('is kept only when it is of this site', async () => {
    const requestToken = await ask(email, 'https://elsewhere.example/');
    const { code } = await home.lastMail(email);
    expect(doneValue(await withCode(requestToken, code)).next).toBe('/');
  });
});

describe('the message', () => {
  it('says why it came, and carries link and code as text and as HTML', async () => {
    await ask();
    const { row, code, linkSecret } = await home.lastMail(email);
    expect(row.text).toMatch(/^Bonjour An Peeters,\n\nQuelqu’un, sans doute vous, a demandé à entrer/);
    expect(row.text).toContain('gouvernance.example.be');
    for (const part of [row.text, row.html!]) {
      expect(part).toContain(`https://gouvernance.example.be/sign-in/link/${linkSecret}`);
      expect(part).toContain(`${code.slice(0, 3)}\u00a0${code.slice(3)}`);
    }
    expect(row.subject).not.toContain(code);
  });

  it('cannot be given markup by a name', async () => {
    await home.addAccount('markup@example.be', '<img src=x> & "co"');
    await ask('markup@example.be');
    const { row } = await home.lastMail('markup@example.be');
    expect(row.html).toContain('&#60;img src=x&#62; &#38; &#34;co&#34;');
  });
});

describe('what expired', () => {
  it('is forgotten: sessions at once, links 30 days later', async () => {
    await home.signIn(email);
    const asked = home.clock.now();
    home.clock.set(secondsAfter(asked, 30 * 86_400));
    await forgetExpired(home.house);
    expect(await count(sessions)).toBe(0);
    expect(await count(signInRequests)).toBeGreaterThan(0);
    home.clock.set(secondsAfter(asked, 31 * 86_400));
    await forgetExpired(home.house);
    expect(await count(signInRequests)).toBe(0);
  });
});
