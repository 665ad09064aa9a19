import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { deviceLabel, truncatedAddress } from '../devices.ts';
import { hasCome, secondsAfter, SESSION_LIFE, SESSION_RENEWAL } from '../rules.ts';
import { accountAct, authorOf, type AccountAct } from './act.ts';
import { hashOf, newSecret, readToken, sameBytes } from './secrets.ts';
import { accounts, passkeys, sessions, totpSecrets } from './tables.ts';

/** The browser that asks: its network address, and what it says it is. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | null;
}

export interface Session {
  readonly id: string;
  readonly expiresAt: string;
  readonly secondFactorPassedAt: string | null;
}

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly operator: boolean;
  /** Whether an authenticator application is set up, whether there is a passkey. */
  readonly totp: boolean;
  readonly passkey: boolean;
}

export interface SignedIn {
  readonly session: Session;
  readonly account: Account;
}

const hasTotp = sql<boolean>`exists (select 1 from ${totpSecrets}
  where ${totpSecrets.accountId} = ${accounts.id} and ${totpSecrets.confirmedAt} is not null)`;
const hasPasskey = sql<boolean>`exists (select 1 from ${passkeys} where ${passkeys.accountId} = ${accounts.id})`;

/**
 * Opens a session, inside the transaction of what gave the right to it. Answers its identifier and the token for the
 * cookie, of which only a hash is kept.
 */
export async function openSession(
  tx: Tx,
  accountId: string,
  visitor: Visitor,
  { now, secondFactorPassed }: { now: string; secondFactorPassed: boolean },
): Promise<{ id: string; token: string }> {
  const secret = newSecret();
  const [row] = await tx
    .insert(sessions)
    .values({
      secretHash: hashOf(secret),
      accountId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: secondsAfter(now, SESSION_LIFE),
      secondFactorPassedAt: secondFactorPassed ? now : null,
      device: deviceLabel(visitor.userAgent),
      address: truncatedAddress(visitor.address),
    })
    .returning({ id: sessions.id });
  return { id: row!.id, token: `${row!.id}.${secret}` };
}

/**
 * Who the cookie of a request is, or null: malformed, unknown, wrong secret, ended or expired. A session in use is
 * prolonged about once a day; `fresh` says that it just was, so that the cookie must be set again.
 */
export async function validateSession(
  house: House,
  token: string,
): Promise<(SignedIn & { fresh: boolean }) | null> {
  const parts = readToken(token);
  if (!parts) return null;
  const [row] = await house.db
    .select({
      session: sessions,
      account: { id: accounts.id, email: accounts.email, name: accounts.name, operator: accounts.operator },
      totp: hasTotp,
      passkey: hasPasskey,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, parts.id));
  const now = house.clock.now();
  if (!row || !sameBytes(row.session.secretHash, hashOf(parts.secret)) || hasCome(row.session.expiresAt, now))
    return null;
  const fresh = hasCome(secondsAfter(row.session.lastSeenAt, SESSION_RENEWAL), now);
  const expiresAt = fresh ? secondsAfter(now, SESSION_LIFE) : row.session.expiresAt;
  if (fresh)
    await house.db.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.id, parts.id));
  return {
    session: { id: parts.id, expiresAt, secondFactorPassedAt: row.session.secondFactorPassedAt },
    account: { ...row.account, totp: row.totp, passkey: row.passkey },
    fresh,
  };
}

/** Those of these sessions that have neither ended nor expired. */
export async function livingSessions(house: House, ids: readonly string[]): Promise<Set<string>> {
  const rows = await house.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(inArray(sessions.id, [...new Set(ids)]), gt(sessions.expiresAt, house.clock.now())));
  return new Set(rows.map(({ id }) => id));
}

/** What a session and its account are inside a transaction, the account locked: two changes of factors wait. */
export async function lockedSession(
  { tx, now }: AccountAct,
  who: SignedIn,
): Promise<{ done: true; value: { totp: boolean; passkey: boolean; passed: boolean } } | Refused> {
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, who.account.id)).for('update');
  const [row] = await tx
    .select({ passedAt: sessions.secondFactorPassedAt, totp: hasTotp, passkey: hasPasskey })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.id, who.session.id),
        eq(sessions.accountId, who.account.id),
        gt(sessions.expiresAt, now),
      ),
    );
  if (!row) return refuse('session-ended', 'Votre session est terminée. Reconnectez-vous.');
  return done({ totp: row.totp, passkey: row.passkey, passed: row.passedAt !== null });
}

/**
 * Marks the second factor as given and changes the secret of the session: a token seen before the person had more
 * rights never carries them. Answers the new token.
 */
export async function raiseSession({ tx, now }: AccountAct, sessionId: string): Promise<string> {
  const secret = newSecret();
  await tx
    .update(sessions)
    .set({ secretHash: hashOf(secret), secondFactorPassedAt: now })
    .where(eq(sessions.id, sessionId));
  return `${sessionId}.${secret}`;
}

export interface Device {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

/** The browsers where an account is signed in, the last seen first. */
export async function devicesOf(house: House, who: SignedIn): Promise<Device[]> {
  const rows = await house.db
    .select({
      id: sessions.id,
      device: sessions.device,
      address: sessions.address,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, who.account.id), gt(sessions.expiresAt, house.clock.now())))
    .orderBy(desc(sessions.lastSeenAt), sessions.id);
  return rows.map((row) => ({ ...row, current: row.id === who.session.id }));
}

/** Signs one of my devices out: mine, or another. Refuses one that is not mine or no longer signed in. */
export function endSession(house: House, who: SignedIn, sessionId: string): Promise<Outcome<undefined>> {
  return accountAct(house, async ({ tx, journal }) => {
    if (!isIdentifier(sessionId)) return notFound();
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, who.account.id)))
      .returning({ device: sessions.device });
    if (ended.length === 0) return notFound();
    journal(authorOf(who.account), {
      act: 'session.ended',
      subject: { kind: 'session', id: sessionId },
      before: { device: ended[0]!.device },
    });
    return done();
  });
}

/** Signs every device of mine out, except the one that asks. Answers how many. */
export function endOtherSessions(house: House, who: SignedIn): Promise<Outcome<number>> {
  return accountAct(house, async ({ tx, journal }) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.accountId, who.account.id), ne(sessions.id, who.session.id)))
      .returning({ id: sessions.id, device: sessions.device });
    for (const { id, device } of ended)
      journal(authorOf(who.account), {
        act: 'session.ended',
        subject: { kind: 'session', id },
        before: { device },
      });
    return done(ended.length);
  });
}
