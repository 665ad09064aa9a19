import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, openAccountHouse, refusalOf, START } from '../../../../tests/fixtures/account-house.ts';
import { secondsAfter } from '../rules.ts';
import {
  confirmTotp,
  enrolmentOf,
  passSecondFactor,
  recoveryCodesLeft,
  removeTotp,
  renewRecoveryCodes,
  resetSecondFactors,
  startTotp,
} from './second-factor.ts';
import { validateSession } from './sessions.ts';
import { totpSecrets } from './tables.ts';

let home: Awaited<ReturnType<typeof openAccountHouse>>;
let email: string;
let people = 0;

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

const later = (seconds: number) => home.clock.set(secondsAfter(home.clock.now(), seconds));

/** The application on a telephone, whose clock may be `drift` seconds ahead. */
function telephone(letters: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(letters.replaceAll(' ', '')) });
  return (drift = 0) =>
    totp.generate({ timestamp: Temporal.Instant.from(home.clock.now()).epochMilliseconds + drift * 1000 });
}

async function enrolled() {
  const token = await home.signIn(email);
  doneValue(await startTotp(home.house, await home.who(token)));
  const code = telephone((await enrolmentOf(home.house, await home.who(token)))!.letters);
  const confirmed = doneValue(await confirmTotp(home.house, await home.who(token), code()));
  return { old: token, ...confirmed, code };
}

describe('setting an application up', () => {
  it('shows a secret that counts once confirmed, and changes the token', async () => {
    const token = await home.signIn(email);
    const who = await home.who(token);
    expect(await enrolmentOf(home.house, who)).toBeNull();
    doneValue(await startTotp(home.house, who));
    const enrolment = (await enrolmentOf(home.house, who))!;
    expect(enrolment.uri).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/);
    expect(enrolment.uri).toContain(enrolment.letters.replaceAll(' ', ''));
    const svg = Buffer.from(enrolment.image.replace('data:image/svg+xml;base64,', ''), 'base64').toString();
    expect(svg).toMatch(/^(<\?xml[^>]*>)?\s*<svg /);
    expect((await home.who(token)).account.totp).toBe(false);

    const confirmed = doneValue(await confirmTotp(home.house, who, telephone(enrolment.letters)()));
    expect(confirmed.recoveryCodes).toHaveLength(10);
    expect(new Set(confirmed.recoveryCodes).size).toBe(10);
    expect(confirmed.recoveryCodes[0]).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    expect(await validateSession(home.house, token)).toBeNull();
    expect(await home.who(confirmed.token)).toMatchObject({
      session: { id: who.session.id, secondFactorPassedAt: home.clock.now() },
      account: { totp: true },
    });
    expect(await enrolmentOf(home.house, await home.who(confirmed.token))).toBeNull();
  });

  it('refuses a wrong first code, and one that comes after an hour', async () => {
    const who = await home.who(await home.signIn(email));
    doneValue(await startTotp(home.house, who));
    const code = telephone((await enrolmentOf(home.house, who))!.letters);
    expect(refusalOf(await confirmTotp(home.house, who, code(3600)))).toBe('code-wrong');
    later(3600);
    expect(await enrolmentOf(home.house, who)).toBeNull();
    expect(refusalOf(await confirmTotp(home.house, who, code()))).toBe('no-enrolment');
  });

  it('keeps the secret encrypted, bound to its account', async () => {
    const who = await home.who(await home.signIn(email));
    doneValue(await startTotp(home.house, who));
    const letters = (await enrolmentOf(home.house, who))!.letters.replaceAll(' ', '');
    const [row] = await home.house.db
      .select()
      .from(totpSecrets)
      .where(eq(totpSecrets.accountId, who.account.id));
    expect(Buffer.from(row!.sealed).includes(Buffer.from(letters))).toBe(false);
    const thief = await home.addAccount(`thief${people}@example.be`);
    await home.house.db
      .update(totpSecrets)
      .set({ accountId: thief })
      .where(eq(totpSecrets.sealed, row!.sealed));
    const thiefWho = await home.who(await home.signIn(`thief${people}@example.be`));
    await expect(enrolmentOf(home.house, thiefWho)).rejects.toThrow();
  });

  it('cannot be done over by the mailbox alone', async () => {
    await enrolled();
    const mailbox = await home.who(await home.signIn(email));
    expect(mailbox.session.secondFactorPassedAt).toBeNull();
    for (const outcome of [
      await startTotp(home.house, mailbox),
      await confirmTotp(home.house, mailbox, '000000'),
      await removeTotp(home.house, mailbox),
      await renewRecoveryCodes(home.house, mailbox),
    ])
      expect(refusalOf(outcome)).toBe('second-factor-needed');
  });
});

describe('giving the code', () => {
  it('raises the session under a new token', async () => {
    const { code } = await enrolled();
    const token = await home.signIn(email);
    later(30);
    const passed = doneValue(await passSecondFactor(home.house, await home.who(token), code()));
    expect(await validateSession(home.house, token)).toBeNull();
    expect((await home.who(passed.token)).session.secondFactorPassedAt).toBe(home.clock.now());
  });

  it('is taken 30 s early or late, not more', async () => {
    const { code } = await enrolled();
    const who = await home.who(await home.signIn(email));
    later(120);
    expect(refusalOf(await passSecondFactor(home.house, who, code(-60)))).toBe('code-wrong');
    expect(refusalOf(await passSecondFactor(home.house, who, code(60)))).toBe('code-wrong');
    expect(refusalOf(await passSecondFactor(home.house, who, code(-30)))).toBeNull();
    expect(refusalOf(await passSecondFactor(home.house, who, code(30)))).toBeNull();
  });

  it('never serves twice, nor one older than the last, the first one included', async () => {
    const { code } = await enrolled();
    const who = await home.who(await home.signIn(email));
    expect(refusalOf(await passSecondFactor(home.house, who, code()))).toBe('code-wrong');
    later(30);
    const both = await Promise.all([
      passSecondFactor(home.house, who, code()),
      passSecondFactor(home.house, who, code()),
    ]);
    expect(both.map(refusalOf).sort()).toEqual(['code-wrong', null]);
    expect(refusalOf(await passSecondFactor(home.house, who, code(-30)))).toBe('code-wrong');
  });

  it('stops at the sixth try in a quarter of an hour, a right one included', async () => {
    const { code } = await enrolled();
    const who = await home.who(await home.signIn(email));
    later(60);
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(refusalOf(await passSecondFactor(home.house, who, code(7200)))).toBe('code-wrong');
    later(60);
    expect(await passSecondFactor(home.house, who, code())).toMatchObject({
      refusal: { code: 'too-many-attempts', sentence: 'Trop d’essais. Réessayez dans 14\u00a0minutes.' },
    });
    later(840);
    expect(refusalOf(await passSecondFactor(home.house, who, code()))).toBeNull();
  });

  it('says nothing of a session that ended meanwhile', async () => {
    const { code, token } = await enrolled();
    const who = await home.who(token);
    doneValue(await resetSecondFactors(home.house, email));
    later(30);
    expect(refusalOf(await passSecondFactor(home.house, who, code()))).toBe('session-ended');
  });
});

describe('recovery codes', () => {
  it('serve once each, two posts at once included', async () => {
    const { recoveryCodes } = await enrolled();
    const typed = recoveryCodes[0]!.replaceAll('-', '');
    const who = await home.who(await home.signIn(email));
    const both = await Promise.all([
      passSecondFactor(home.house, who, typed),
      passSecondFactor(home.house, who, typed),
    ]);
    expect(both.map(refusalOf).sort()).toEqual(['code-wrong', null]);
    expect(await recoveryCodesLeft(home.house.db, who)).toBe(9);
  });

  it('are of one account', async () => {
    const { recoveryCodes } = await enrolled();
    await home.addAccount(`other${people}@example.be`);
    const other = await home.who(await home.signIn(`other${people}@example.be`));
    expect(refusalOf(await passSecondFactor(home.house, other, recoveryCodes[0]!.replaceAll('-', '')))).toBe(
      'code-wrong',
    );
  });

  it('are replaced together', async () => {
    const { recoveryCodes, token } = await enrolled();
    const renewed = doneValue(await renewRecoveryCodes(home.house, await home.who(token)));
    expect(renewed).toHaveLength(10);
    const who = await home.who(await home.signIn(email));
    expect(refusalOf(await passSecondFactor(home.house, who, recoveryCodes[1]!.replaceAll('-', '')))).toBe(
      'code-wrong',
    );
    const used = doneValue(await passSecondFactor(home.house, who, renewed[1]!.replaceAll('-', '')));
    expect(used.recoveryCodesLeft).toBe(9);
  });

  it('leave neither themselves nor the secret in the journal', async () => {
    const { recoveryCodes, token, code } = await enrolled();
    const text = JSON.stringify(await home.journal());
    for (const secret of [
      ...recoveryCodes,
      recoveryCodes[0]!.replaceAll('-', ''),
      token.split('.')[1]!,
      code(),
    ])
      expect(text).not.toContain(secret);
  });
});

describe('removing', () => {
  it('takes the application and its recovery codes away', async () => {
    const { token } = await enrolled();
    const who = await home.who(token);
    doneValue(await removeTotp(home.house, who));
    expect((await home.who(token)).account.totp).toBe(false);
    expect(await recoveryCodesLeft(home.house.db, who)).toBe(0);
    expect(refusalOf(await removeTotp(home.house, who))).toBe('not-set');
  });

  it('by the operator signs out everywhere', async () => {
    const { token } = await enrolled();
    doneValue(await resetSecondFactors(home.house, email));
    expect(await validateSession(home.house, token)).toBeNull();
    expect((await home.who(await home.signIn(email))).account.totp).toBe(false);
    expect(refusalOf(await resetSecondFactors(home.house, 'nobody@example.be'))).toBe('no-account');
  });
});
