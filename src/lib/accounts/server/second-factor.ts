import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode-svg';
import { randomBytes } from 'node:crypto';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { mayChangeFactors } from '../policy.ts';
import { ENROLMENT_LIFE, hasCome, secondsAfter } from '../rules.ts';
import { accountAct, authorOf, type AccountAct } from './act.ts';
import { countAttempt, forgetAttempts } from './limits.ts';
import { hashOf, seal, unseal } from './secrets.ts';
import { lockedSession, raiseSession, type SignedIn } from './sessions.ts';
import { accounts, passkeys, recoveryCodes, sessions, totpSecrets } from './tables.ts';

const RECOVERY_CODES = 10;
/** Codes of the period before and after are taken too: clocks of telephones drift. */
const WINDOW = 1;
const PERIOD = 30;

/** Said to a session that wants to change factors with its mailbox alone. */
export const FACTOR_NEEDED = refuse(
  'second-factor-needed',
  'Confirmez d’abord votre second facteur, puis recommencez.',
);

/** A secret waiting for its first code: as an address for the application, as an image, and in letters to type. */
export interface Enrolment {
  readonly uri: string;
  /** An SVG image, as the address of an <img>. */
  readonly image: string;
  readonly letters: string;
}

function totpOf(secret: string, email: string, site: string): TOTP {
  return new TOTP({
    issuer: `Collégial (${site})`,
    label: email,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });
}

/** The period of 30 s for which `code` is right at `now`, or null. */
function stepOf(totp: TOTP, code: string, now: string): number | null {
  const timestamp = Temporal.Instant.from(now).epochMilliseconds;
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/**
 * Draws a secret for an authenticator application; it counts only once confirmed by a first code. Refuses when one
 * is already set up, or when the session must give a second factor first.
 */
export function startTotp(house: House, who: SignedIn): Promise<Outcome<undefined>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!mayChangeFactors(facts.value)) return FACTOR_NEEDED;
    if (facts.value.totp)
      return refuse('already-set', 'Une application est déjà liée à votre compte. Retirez-la d’abord.');
    const sealed = await seal(act.tx, who.account.id, new Secret({ size: 20 }).base32);
    await act.tx
      .insert(totpSecrets)
      .values({ accountId: who.account.id, sealed, createdAt: act.now })
      .onConflictDoUpdate({ target: totpSecrets.accountId, set: { sealed, createdAt: act.now } });
    return done();
  });
}

/** The secret drawn within the last hour and not confirmed yet, or null. */
export function enrolmentOf(house: House, who: SignedIn): Promise<Enrolment | null> {
  return house.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(totpSecrets)
      .where(and(eq(totpSecrets.accountId, who.account.id), isNull(totpSecrets.confirmedAt)));
    if (!row || hasCome(secondsAfter(row.createdAt, ENROLMENT_LIFE), house.clock.now())) return null;
    const secret = await unseal(tx, who.account.id, row.sealed);
    const uri = totpOf(secret, who.account.email, new URL(house.publicAddress).host).toString();
    const svg = new QRCode({ content: uri, width: 220, height: 220, padding: 2, ecl: 'M', join: true }).svg();
    return {
      uri,
      image: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      letters: secret.replace(/.{4}(?=.)/g, '$& '),
    };
  });
}

/**
 * Confirms the application by its first code. Answers ten new recovery codes, shown this once, and the new token of
 * the session. Refuses a wrong code, an enrolment older than an hour, and too many tries.
 */
export function confirmTotp(
  house: House,
  who: SignedIn,
  code: string,
): Promise<Outcome<{ token: string; recoveryCodes: string[] }>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!mayChangeFactors(facts.value)) return FACTOR_NEEDED;
    const tooMany = await countAttempt(act, 'second-factor-by-account', who.account.id);
    if (tooMany) return tooMany;
    const [row] = await act.tx
      .select()
      .from(totpSecrets)
      .where(and(eq(totpSecrets.accountId, who.account.id), isNull(totpSecrets.confirmedAt)));
    if (!row || hasCome(secondsAfter(row.createdAt, ENROLMENT_LIFE), act.now))
      return refuse('no-enrolment', 'Cette image a expiré. Recommencez avec une nouvelle.');
    const totp = totpOf(await unseal(act.tx, who.account.id, row.sealed), who.account.email, '');
    const step = stepOf(totp, code, act.now);
    if (step === null)
      return refuse(
        'code-wrong',
        'Ce n’est pas le bon code. Prenez celui que l’application montre à présent.',
        {
          field: 'code',
        },
      );
    await act.tx
      .update(totpSecrets)
      .set({ confirmedAt: act.now, lastStep: step })
      .where(eq(totpSecrets.accountId, who.account.id));
    await forgetAttempts(act, 'second-factor-by-account', who.account.id);
    act.journal(authorOf(who.account), {
      act: 'second-factor.set',
      subject: { kind: 'account', id: who.account.id },
      after: { factor: 'totp' },
    });
    return done({
      token: await raiseSession(act, who.session.id),
      recoveryCodes: await drawRecoveryCodes(act, who),
    });
  });
}

/** Unlinks the authenticator application. Refuses when there is none or when the second factor was not given. */
export function removeTotp(house: House, who: SignedIn): Promise<Outcome<undefined>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!facts.value.passed) return FACTOR_NEEDED;
    if (!facts.value.totp) return refuse('not-set', 'Aucune application n’est liée à votre compte.');
    await act.tx.delete(totpSecrets).where(eq(totpSecrets.accountId, who.account.id));
    if (!facts.value.passkey)
      await act.tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, who.account.id));
    act.journal(authorOf(who.account), {
      act: 'second-factor.removed',
      subject: { kind: 'account', id: who.account.id },
      before: { factor: 'totp' },
    });
    return done();
  });
}

/**
 * Gives the second factor: six digits of the application, or a recovery code (sixteen characters, which then serves
 * no more). Answers the new token of the session. Refuses a wrong code, one whose period was already used, and the
 * sixth try within a quarter of an hour.
 */
export function passSecondFactor(
  house: House,
  who: SignedIn,
  code: string,
): Promise<Outcome<{ token: string; recoveryCodesLeft: number | null }>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    const tooMany = await countAttempt(act, 'second-factor-by-account', who.account.id);
    if (tooMany) return tooMany;
    const byRecovery = code.length > 6;
    const right = byRecovery
      ? await useRecoveryCode(act, who, code)
      : await useTotp(act.tx, who, code, act.now);
    if (!right) {
      act.journal(authorOf(who.account), {
        act: 'second-factor.refused',
        subject: { kind: 'session', id: who.session.id },
        after: { factor: byRecovery ? 'recovery-code' : 'totp' },
      });
      return refuse(
        'code-wrong',
        byRecovery
          ? 'Ce code de secours n’est pas bon, ou il a déjà servi.'
          : 'Ce n’est pas le bon code, ou il a déjà servi. Attendez le suivant.',
        { field: 'code' },
      );
    }
    await forgetAttempts(act, 'second-factor-by-account', who.account.id);
    act.journal(authorOf(who.account), {
      act: byRecovery ? 'recovery-code.used' : 'second-factor.passed',
      subject: { kind: 'session', id: who.session.id },
      after: { factor: byRecovery ? 'recovery-code' : 'totp' },
    });
    return done({
      token: await raiseSession(act, who.session.id),
      recoveryCodesLeft: byRecovery ? await recoveryCodesLeft(act.tx, who) : null,
    });
  });
}

/** True once per period: the condition on the last one makes two posts of the same code exclude each other. */
async function useTotp(tx: Tx, who: SignedIn, code: string, now: string): Promise<boolean> {
  const [row] = await tx
    .select()
    .from(totpSecrets)
    .where(and(eq(totpSecrets.accountId, who.account.id), isNotNull(totpSecrets.confirmedAt)))
    .for('update');
  if (!row) return false;
  const totp = totpOf(await unseal(tx, who.account.id, row.sealed), who.account.email, '');
  const step = stepOf(totp, code, now);
  if (step === null || step <= row.lastStep!) return false;
  await tx.update(totpSecrets).set({ lastStep: step }).where(eq(totpSecrets.accountId, who.account.id));
  return true;
}

async function useRecoveryCode({ tx, now }: AccountAct, who: SignedIn, code: string): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.accountId, who.account.id),
        eq(recoveryCodes.hash, recoveryHash(who.account.id, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ usedAt: recoveryCodes.usedAt });
  return used.length === 1;
}

/** Replaces the recovery codes by ten new ones, shown this once. Refuses without the second factor. */
export function renewRecoveryCodes(house: House, who: SignedIn): Promise<Outcome<string[]>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!facts.value.passed) return FACTOR_NEEDED;
    return done(await drawRecoveryCodes(act, who));
  });
}

/** How many recovery codes of the account still serve. */
export async function recoveryCodesLeft(db: Pick<Tx, 'select'>, who: SignedIn): Promise<number> {
  const [row] = await db
    .select({ left: sql<number>`count(*)::int` })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, who.account.id), isNull(recoveryCodes.usedAt)));
  return row!.left;
}

async function drawRecoveryCodes({ tx, journal }: AccountAct, who: SignedIn): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => new Secret({ buffer: tenBytes() }).base32);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, who.account.id));
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ accountId: who.account.id, hash: recoveryHash(who.account.id, code) })));
  journal(authorOf(who.account), {
    act: 'recovery-codes.renewed',
    subject: { kind: 'account', id: who.account.id },
    after: { codes: RECOVERY_CODES },
  });
  return codes.map((code) => code.replace(/.{4}(?=.)/g, '$&-'));
}

/** 80 bits, which a fast hash hides well enough, and sixteen letters in base 32. */
function tenBytes(): ArrayBuffer {
  return new Uint8Array(randomBytes(10)).buffer;
}

function recoveryHash(accountId: string, code: string): Buffer {
  return hashOf(`${accountId}:${code}`);
}

/**
 * Takes every second factor of an account away and signs it out everywhere: for the operator's command line, when
 * telephone and recovery codes are lost. The next sign-in sets a new one up. Refuses an unknown e-mail address.
 */
export function resetSecondFactors(house: House, email: string): Promise<Outcome<undefined>> {
  return accountAct(house, async ({ tx, journal }) => {
    const [account] = await tx
      .select()
      .from(accounts)
      .where(eq(accounts.email, email.trim().toLowerCase()))
      .for('update');
    if (!account)
      return refuse('no-account', `Aucun compte n’a l’adresse «\u00a0${email}\u00a0».`, { field: 'email' });
    for (const table of [totpSecrets, recoveryCodes, passkeys, sessions])
      await tx.delete(table).where(eq(table.accountId, account.id));
    journal(
      { accountId: null, name: 'Ligne de commande' },
      {
        act: 'second-factor.removed',
        subject: { kind: 'account', id: account.id },
        before: { factor: 'all' },
      },
    );
    return done();
  });
}
