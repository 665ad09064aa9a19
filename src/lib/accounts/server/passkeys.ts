import { and, eq, gt } from 'drizzle-orm';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import { countedAddress, truncatedAddress } from '../devices.ts';
import { mayChangeFactors } from '../policy.ts';
import { CHALLENGE_LIFE, secondsAfter } from '../rules.ts';
import { accountAct, authorOf, type AccountAct } from './act.ts';
import { countAttempt } from './limits.ts';
import { FACTOR_NEEDED } from './second-factor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { lockedSession, openSession, raiseSession, type SignedIn, type Visitor } from './sessions.ts';
import { accounts, passkeyChallenges, passkeys, recoveryCodes } from './tables.ts';

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Assertion = Parameters<typeof verifyAuthenticationResponse>[0]['response'];
type Purpose = (typeof passkeyChallenges.$inferSelect)['purpose'];

/** What the browser gives its authenticator, and the identifier under which the answer comes back. */
export interface Challenge<Options> {
  readonly challengeId: string;
  readonly options: Options;
}

/** What came back, from the browser: JSON text, so anything. */
export interface ChallengeAnswer {
  readonly challengeId: string;
  readonly response: string;
}

const NOT_VERIFIED = refuse(
  'passkey-not-verified',
  'Cette clé n’a pas pu être vérifiée. Réessayez, ou entrez par e-mail.',
);

/** Whom a passkey is made for: the host name of the site; and where it may be used. */
function relyingParty(house: House): { id: string; origin: string } {
  const { hostname, origin } = new URL(house.publicAddress);
  return { id: hostname, origin };
}

async function saveChallenge(
  { tx, now }: AccountAct,
  purpose: Purpose,
  accountId: string | null,
  challenge: string,
): Promise<string> {
  const [row] = await tx
    .insert(passkeyChallenges)
    .values({ purpose, accountId, challenge, expiresAt: secondsAfter(now, CHALLENGE_LIFE) })
    .returning({ id: passkeyChallenges.id });
  return row!.id;
}

/** Takes a challenge out, so that it serves once, whatever becomes of the answer. */
async function takeChallenge(
  { tx, now }: AccountAct,
  purpose: Purpose,
  accountId: string | null,
  challengeId: string,
): Promise<string | Refused> {
  const [row] = isIdentifier(challengeId)
    ? await tx
        .delete(passkeyChallenges)
        .where(
          and(
            eq(passkeyChallenges.id, challengeId),
            eq(passkeyChallenges.purpose, purpose),
            gt(passkeyChallenges.expiresAt, now),
          ),
        )
        .returning()
    : [];
  if (!row || row.accountId !== accountId)
    return refuse('challenge-expired', 'Le délai de cinq minutes est passé. Réessayez.');
  return row.challenge;
}

/** Options to add a passkey to my account. Refuses when the session must give a second factor first. */
export function passkeyRegistration(
  house: House,
  who: SignedIn,
): Promise<Outcome<Challenge<Awaited<ReturnType<typeof generateRegistrationOptions>>>>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!mayChangeFactors(facts.value)) return FACTOR_NEEDED;
    const mine = await act.tx.select().from(passkeys).where(eq(passkeys.accountId, who.account.id));
    const options = await generateRegistrationOptions({
      rpName: 'Collégial',
      rpID: relyingParty(house).id,
      userID: new TextEncoder().encode(who.account.id),
      userName: who.account.email,
      userDisplayName: who.account.name,
      excludeCredentials: mine.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
    return done({
      challengeId: await saveChallenge(act, 'registration', who.account.id, options.challenge),
      options,
    });
  });
}

/**
 * Adds a passkey under a name that its owner will know again. Answers the new token of the session, whose second
 * factor counts as given. Refuses an answer that the challenge does not explain, and a key already known.
 */
export function addPasskey(
  house: House,
  who: SignedIn,
  { challengeId, response, name }: ChallengeAnswer & { name: string },
): Promise<Outcome<{ token: string }>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!mayChangeFactors(facts.value)) return FACTOR_NEEDED;
    const challenge = await takeChallenge(act, 'registration', who.account.id, challengeId);
    if (typeof challenge !== 'string') return challenge;
    const { id, origin } = relyingParty(house);
    const verified = await attempt(() =>
      verifyRegistrationResponse({
        response: JSON.parse(response) as Registration,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: id,
        requireUserVerification: false,
      }),
    );
    if (!verified?.verified) return NOT_VERIFIED;
    const { credential } = verified.registrationInfo;
    const added = await act.tx
      .insert(passkeys)
      .values({
        accountId: who.account.id,
        credentialId: credential.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: credential.transports ?? [],
        name,
        createdAt: act.now,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (added.length === 0) return refuse('passkey-known', 'Cette clé est déjà enregistrée.');
    act.journal(authorOf(who.account), {
      act: 'passkey.added',
      subject: { kind: 'passkey', id: added[0]!.id },
      after: { name },
    });
    return done({ token: await raiseSession(act, who.session.id) });
  });
}

type AssertionOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/** Options to sign in with a passkey alone, before anybody is known. Refuses after too many of them. */
export function passkeySignIn(house: House, visitor: Visitor): Promise<Outcome<Challenge<AssertionOptions>>> {
  return accountAct(house, async (act) => {
    const tooMany = await countAttempt(act, 'passkey-by-address', countedAddress(visitor.address));
    if (tooMany) return tooMany;
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(house).id,
      userVerification: 'required',
    });
    return done({ challengeId: await saveChallenge(act, 'sign-in', null, options.challenge), options });
  });
}

/**
 * Signs in with a passkey alone. The authenticator must have verified its owner (finger, face or code): together with
 * the key that makes two factors, so the session has passed the second one.
 */
export function signInWithPasskey(
  house: House,
  { challengeId, response, visitor }: ChallengeAnswer & { visitor: Visitor },
): Promise<Outcome<{ token: string }>> {
  return accountAct(house, async (act) => {
    const challenge = await takeChallenge(act, 'sign-in', null, challengeId);
    if (typeof challenge !== 'string') return challenge;
    const accountId = await verifiedOwner(house, act, challenge, response, { ownerMustBeVerified: true });
    if (!accountId) return NOT_VERIFIED;
    const [account] = await act.tx.select().from(accounts).where(eq(accounts.id, accountId));
    const session = await openSession(act.tx, accountId, visitor, { now: act.now, secondFactorPassed: true });
    act.journal(authorOf(account!), {
      act: 'sign-in.succeeded',
      subject: { kind: 'session', id: session.id },
      after: { means: 'passkey', address: truncatedAddress(visitor.address) },
    });
    return done({ token: session.token });
  });
}

/** Options to give one of my passkeys as second factor. Refuses when I have none. */
export function passkeySecondFactor(
  house: House,
  who: SignedIn,
): Promise<Outcome<Challenge<AssertionOptions>>> {
  return accountAct(house, async (act) => {
    const mine = await act.tx.select().from(passkeys).where(eq(passkeys.accountId, who.account.id));
    if (mine.length === 0) return refuse('no-passkey', 'Votre compte n’a pas de clé d’accès.');
    const options = await generateAuthenticationOptions({
      rpID: relyingParty(house).id,
      allowCredentials: mine.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      userVerification: 'preferred',
    });
    return done({
      challengeId: await saveChallenge(act, 'second-factor', who.account.id, options.challenge),
      options,
    });
  });
}

/** Gives one of my passkeys as second factor. Answers the new token of the session. */
export function passWithPasskey(
  house: House,
  who: SignedIn,
  { challengeId, response }: ChallengeAnswer,
): Promise<Outcome<{ token: string }>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    const challenge = await takeChallenge(act, 'second-factor', who.account.id, challengeId);
    if (typeof challenge !== 'string') return challenge;
    const owner = await verifiedOwner(house, act, challenge, response, { ownerMustBeVerified: false });
    if (owner !== who.account.id) {
      act.journal(authorOf(who.account), {
        act: 'second-factor.refused',
        subject: { kind: 'session', id: who.session.id },
        after: { factor: 'passkey' },
      });
      return NOT_VERIFIED;
    }
    act.journal(authorOf(who.account), {
      act: 'second-factor.passed',
      subject: { kind: 'session', id: who.session.id },
      after: { factor: 'passkey' },
    });
    return done({ token: await raiseSession(act, who.session.id) });
  });
}

/** The account whose passkey signed the challenge, or null. The key stays locked: its counter only grows. */
async function verifiedOwner(
  house: House,
  { tx, now }: AccountAct,
  challenge: string,
  response: string,
  { ownerMustBeVerified }: { ownerMustBeVerified: boolean },
): Promise<string | null> {
  const answer = await attempt(() => JSON.parse(response) as Assertion | null);
  if (typeof answer?.id !== 'string') return null;
  const [key] = await tx.select().from(passkeys).where(eq(passkeys.credentialId, answer.id)).for('update');
  if (!key) return null;
  const { id, origin } = relyingParty(house);
  const verified = await attempt(() =>
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
        transports: key.transports,
      },
      requireUserVerification: ownerMustBeVerified,
    }),
  );
  if (!verified?.verified) return null;
  await tx
    .update(passkeys)
    .set({ counter: verified.authenticationInfo.newCounter, lastUsedAt: now })
    .where(eq(passkeys.id, key.id));
  return key.accountId;
}

/** The verifier throws on what a browser should not have sent; here that is an ordinary answer. */
async function attempt<T>(verify: () => T | Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** My passkeys, the oldest first. */
export function passkeysOf(house: House, who: SignedIn): Promise<Passkey[]> {
  return house.db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.accountId, who.account.id))
    .orderBy(passkeys.createdAt, passkeys.id);
}

/** Removes one of my passkeys. Refuses one that is not mine, and without the second factor. */
export function removePasskey(house: House, who: SignedIn, passkeyId: string): Promise<Outcome<undefined>> {
  return accountAct(house, async (act) => {
    const facts = await lockedSession(act, who);
    if (!facts.done) return facts;
    if (!facts.value.passed) return FACTOR_NEEDED;
    if (!isIdentifier(passkeyId)) return notFound();
    const [removed] = await act.tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.accountId, who.account.id)))
      .returning({ name: passkeys.name });
    if (!removed) return notFound();
    const left = await act.tx
      .select({ id: passkeys.id })
      .from(passkeys)
      .where(eq(passkeys.accountId, who.account.id))
      .limit(1);
    // Recovery codes replace a factor; alone they would be one.
    if (left.length === 0 && !facts.value.totp)
      await act.tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, who.account.id));
    act.journal(authorOf(who.account), {
      act: 'passkey.removed',
      subject: { kind: 'passkey', id: passkeyId },
      before: { name: removed.name },
    });
    return done();
  });
}
