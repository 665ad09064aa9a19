import { eq } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { countedAddress, truncatedAddress } from '../devices.ts';
import { CODE_LIFE, CODE_TRIES, hasCome, LINK_LIFE, localPath, secondsAfter } from '../rules.ts';
import { accountAct, authorOf, VISITOR, type AccountAct } from './act.ts';
import { countAttempt, forgetAttempts } from './limits.ts';
import { hashOf, keyedHashOf, newCode, newSecret, readToken, sameBytes } from './secrets.ts';
import { openSession, type Visitor } from './sessions.ts';
import { signInMail } from './sign-in-mail.ts';
import { accounts, signInRequests } from './tables.ts';

type Request = typeof signInRequests.$inferSelect;

/** A new session: the token for its cookie, and the local path where to go. */
export interface Entrance {
  readonly token: string;
  readonly next: string;
}

/**
 * Sends a link and a code to an e-mail address, if it is that of an account. Answers the token ("id.secret") for the
 * request cookie of the browser, to which the code is tied. `email` is lower case; `next` is where to go afterwards.
 * An unknown address gets the same answer, after the same statements except the message itself, and the same limits.
 * Refuses after too many requests, by network address or for one e-mail address.
 */
export function requestSignIn(
  house: House,
  { email, next, visitor }: { email: string; next: string; visitor: Visitor },
): Promise<Outcome<{ requestToken: string }>> {
  return accountAct(house, async (act) => {
    const tooMany =
      (await countAttempt(act, 'request-by-address', countedAddress(visitor.address))) ??
      (await countAttempt(act, 'request-by-email', email));
    if (tooMany) return tooMany;
    const [account] = await act.tx.select().from(accounts).where(eq(accounts.email, email));
    const browserSecret = newSecret();
    const code = newCode();
    const { id, link } = await saveRequest(house, act, {
      accountId: account?.id ?? null,
      email,
      next: localPath(next),
      codeHash: keyedHashOf(browserSecret, code),
    });
    const message = signInMail({
      name: account?.name ?? email,
      site: new URL(house.publicAddress).host,
      link,
      code,
    });
    if (account) await queueMail(act.tx, { to: account.email, ...message, kind: 'sign-in', now: act.now });
    act.journal(VISITOR, {
      act: 'sign-in.requested',
      subject: { kind: 'sign-in-request', id },
      after: { accountId: account?.id ?? null, by: 'mail', address: truncatedAddress(visitor.address) },
    });
    return done({ requestToken: `${id}.${browserSecret}` });
  });
}

/**
 * A link that signs in once within 24 hours, without any message: for the operator's command line. Refuses when no
 * account has this e-mail address.
 */
export function signInLink(house: House, email: string): Promise<Outcome<{ address: string }>> {
  return accountAct(house, async (act) => {
    const [account] = await act.tx
      .select()
      .from(accounts)
      .where(eq(accounts.email, email.trim().toLowerCase()));
    if (!account)
      return refuse('no-account', `Aucun compte n’a l’adresse «\u00a0${email}\u00a0».`, { field: 'email' });
    const { id, link } = await saveRequest(house, act, {
      accountId: account.id,
      email: account.email,
      next: '/',
      codeHash: null,
    });
    act.journal(
      { accountId: null, name: 'Ligne de commande' },
      {
        act: 'sign-in.requested',
        subject: { kind: 'sign-in-request', id },
        after: { accountId: account.id, by: 'command-line' },
      },
    );
    return done({ address: link });
  });
}

async function saveRequest(
  house: House,
  { tx, now }: AccountAct,
  request: Pick<Request, 'accountId' | 'email' | 'next' | 'codeHash'>,
): Promise<{ id: string; link: string }> {
  const linkSecret = newSecret();
  const [row] = await tx
    .insert(signInRequests)
    .values({
      ...request,
      linkHash: hashOf(linkSecret),
      createdAt: now,
      codeExpiresAt: secondsAfter(now, CODE_LIFE),
      linkExpiresAt: secondsAfter(now, LINK_LIFE),
    })
    .returning({ id: signInRequests.id });
  return { id: row!.id, link: `${house.publicAddress}/sign-in/link/${linkSecret}` };
}

/** For which e-mail address, and to go where, this browser asked a code; null when its cookie says nothing. */
export async function requestOf(
  house: House,
  requestToken: string,
): Promise<{ email: string; next: string } | null> {
  const parts = readToken(requestToken);
  if (!parts) return null;
  const [row] = await house.db
    .select({ email: signInRequests.email, next: signInRequests.next })
    .from(signInRequests)
    .where(eq(signInRequests.id, parts.id));
  return row ?? null;
}

/**
 * Signs in with the six digits, in the browser that asked for them. Uses the request up: its link serves no more.
 * Refuses a wrong, used or expired code (at 10 minutes exactly it is), the code of another browser, and too many
 * tries: five on one request, then per e-mail address and per network address.
 */
export function signInWithCode(
  house: House,
  { requestToken, code, visitor }: { requestToken: string; code: string; visitor: Visitor },
): Promise<Outcome<Entrance>> {
  return accountAct(house, async (act) => {
    const parts = readToken(requestToken);
    const [request] = parts
      ? await act.tx.select().from(signInRequests).where(eq(signInRequests.id, parts.id)).for('update')
      : [];
    if (!parts || !request)
      return refuse(
        'no-request',
        'Ce navigateur n’attend aucun code. Demandez-en un, ou ouvrez le lien du message.',
      );
    const tooMany =
      (await countAttempt(act, 'code-by-address', countedAddress(visitor.address))) ??
      (await countAttempt(act, 'code-by-email', request.email));
    if (tooMany) return tooMany;
    if (request.usedAt) return refuse('code-used', 'Ce code a déjà servi. Demandez-en un nouveau.');
    if (hasCome(request.codeExpiresAt, act.now))
      return refuse('code-expired', 'Ce code a expiré\u00a0: il valait 10 minutes. Demandez-en un nouveau.');
    if (request.tries >= CODE_TRIES)
      return refuse(
        'code-spent',
        'Trop d’essais avec ce code. Demandez-en un nouveau, ou ouvrez le lien du message.',
      );
    const right = request.codeHash !== null && sameBytes(request.codeHash, keyedHashOf(parts.secret, code));
    if (!right || !request.accountId) {
      await act.tx
        .update(signInRequests)
        .set({ tries: request.tries + 1 })
        .where(eq(signInRequests.id, request.id));
      act.journal(VISITOR, {
        act: 'sign-in.refused',
        subject: { kind: 'sign-in-request', id: request.id },
        after: { reason: 'wrong-code', accountId: request.accountId },
      });
      return refuse(
        'code-wrong',
        'Ce n’est pas le bon code. Prenez celui du dernier message reçu, ou ouvrez son lien.',
        { field: 'code' },
      );
    }
    await forgetAttempts(act, 'code-by-email', request.email);
    return done(await enter(act, request, request.accountId, visitor, 'code'));
  });
}

/** What the page of a link shows before its button: whose it is, and whether it still serves. */
export async function readLink(
  house: House,
  linkSecret: string,
): Promise<{ email: string; state: 'ready' | 'used' | 'expired' } | null> {
  const [row] = await house.db
    .select()
    .from(signInRequests)
    .where(eq(signInRequests.linkHash, hashOf(linkSecret)));
  if (!row?.accountId) return null;
  const expired = hasCome(row.linkExpiresAt, house.clock.now());
  return { email: row.email, state: row.usedAt ? 'used' : expired ? 'expired' : 'ready' };
}

/**
 * Signs in with the link of a message, in any browser, and uses the request up: its code serves no more. Refuses a
 * link that is unknown, used or expired (at 24 hours exactly it is).
 */
export function signInWithLink(
  house: House,
  { linkSecret, visitor }: { linkSecret: string; visitor: Visitor },
): Promise<Outcome<Entrance>> {
  return accountAct(house, async (act) => {
    const tooMany = await countAttempt(act, 'link-by-address', countedAddress(visitor.address));
    if (tooMany) return tooMany;
    const [request] = await act.tx
      .select()
      .from(signInRequests)
      .where(eq(signInRequests.linkHash, hashOf(linkSecret)))
      .for('update');
    if (!request?.accountId)
      return refuse(
        'link-unknown',
        'Ce lien n’est pas complet, ou il n’existe plus. Demandez-en un nouveau.',
      );
    if (request.usedAt) return refuse('link-used', 'Ce lien a déjà servi. Demandez-en un nouveau.');
    if (hasCome(request.linkExpiresAt, act.now))
      return refuse('link-expired', 'Ce lien a expiré\u00a0: il valait 24 heures. Demandez-en un nouveau.');
    return done(await enter(act, request, request.accountId, visitor, 'link'));
  });
}

/** Asks again for the e-mail address of a link that serves no more, and for the same page. */
export async function renewLink(
  house: House,
  { linkSecret, visitor }: { linkSecret: string; visitor: Visitor },
): Promise<Outcome<{ requestToken: string }>> {
  const [old] = await house.db
    .select({ email: signInRequests.email, next: signInRequests.next })
    .from(signInRequests)
    .where(eq(signInRequests.linkHash, hashOf(linkSecret)));
  if (!old) return refuse('link-unknown', 'Ce lien n’existe plus. Donnez votre adresse e-mail.');
  return requestSignIn(house, { ...old, visitor });
}

async function enter(
  act: AccountAct,
  request: Request,
  accountId: string,
  visitor: Visitor,
  means: 'code' | 'link',
): Promise<Entrance> {
  await act.tx.update(signInRequests).set({ usedAt: act.now }).where(eq(signInRequests.id, request.id));
  const [account] = await act.tx.select().from(accounts).where(eq(accounts.id, accountId));
  const session = await openSession(act.tx, accountId, visitor, { now: act.now, secondFactorPassed: false });
  act.journal(authorOf(account!), {
    act: 'sign-in.succeeded',
    subject: { kind: 'session', id: session.id },
    after: { means, requestId: request.id, address: truncatedAddress(visitor.address) },
  });
  return { token: session.token, next: request.next };
}
