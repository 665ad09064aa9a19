import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { slices } from '#lib/platform/slices.ts';
import type { LinkPurpose } from '../../vocabulary.ts';
import { personalLinks } from './tables.ts';

/** 192 bits, too many to guess: a plain hash hides them well enough. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The secret of a new link, kept nowhere. */
export const newToken = () => randomBytes(24).toString('base64url');

export interface LinkSubject {
  readonly purpose: LinkPurpose;
  /** The meeting, the poll or the procedure. */
  readonly subjectId: string;
  readonly mandateId: string;
}

type Issue = LinkSubject & { associationId: string; now: string; expiresAt: string };
type Issued = { linkId: string; token: string };

/** Makes a link for one person and one thing, inside a command. Answers its secret, which is kept nowhere. */
export async function issueLink(tx: Tx, subject: Issue): Promise<Issued> {
  const [issued] = await issueLinks(tx, [subject]);
  return issued!;
}

/** The same for many, in as few statements as hold them; answered in their order. */
export async function issueLinks(tx: Tx, subjects: readonly Issue[]): Promise<Issued[]> {
  const issued = subjects.map(() => ({
    linkId: randomUUID() as string,
    token: newToken(),
  }));
  const rows = subjects.map(({ now, ...values }, index) => {
    const { linkId, token } = issued[index]!;
    return { ...values, id: linkId, tokenHash: hashOf(token), createdAt: now };
  });
  for (const some of slices(rows)) await tx.insert(personalLinks).values(some);
  return issued;
}

export interface OpenLink {
  readonly linkId: string;
  readonly subjectId: string;
  readonly mandateId: string;
  /** Whoever the link was made for: they act by it as themselves, without account and without role. */
  readonly actor: Actor;
}

/**
 * Whom a link was made for, and for what. Refuses an unknown, withdrawn or expired one in the same words: the page offers
 * to sign in instead.
 */
export async function openLink(
  tx: Tx,
  associationId: string,
  purpose: LinkPurpose,
  token: string,
  now: string,
): Promise<Outcome<OpenLink>> {
  const [link] = await tx
    .select({ id: personalLinks.id, subjectId: personalLinks.subjectId, mandateId: personalLinks.mandateId })
    .from(personalLinks)
    .where(
      and(
        eq(personalLinks.tokenHash, hashOf(token)),
        eq(personalLinks.purpose, purpose),
        isNull(personalLinks.revokedAt),
        gt(personalLinks.expiresAt, now),
      ),
    );
  if (!link)
    return refuse(
      'link-ended',
      'Ce lien n’est plus valable. Connectez-vous avec votre adresse e-mail pour continuer, ou demandez un nouveau lien au secrétariat.',
    );
  const actor = await actorOf(tx, associationId, link.mandateId);
  if (!actor) return notFound();
  return done({ linkId: link.id, subjectId: link.subjectId, mandateId: link.mandateId, actor });
}

/**
 * Whom a link was made for whose time is over, so that another one can be sent to them. The row is held until the
 * transaction ends. Null for one that is unknown or was withdrawn.
 */
export async function holdEndedLink(
  tx: Tx,
  associationId: string,
  purpose: LinkPurpose,
  token: string,
): Promise<OpenLink | null> {
  const [link] = await tx
    .select({ id: personalLinks.id, subjectId: personalLinks.subjectId, mandateId: personalLinks.mandateId })
    .from(personalLinks)
    .where(
      and(
        eq(personalLinks.tokenHash, hashOf(token)),
        eq(personalLinks.purpose, purpose),
        isNull(personalLinks.revokedAt),
      ),
    )
    .for('update');
  const actor = link && (await actorOf(tx, associationId, link.mandateId));
  return actor ? { linkId: link.id, subjectId: link.subjectId, mandateId: link.mandateId, actor } : null;
}

/** Whoever holds a mandate, as they act by a link: themselves, without account and without role. */
async function actorOf(tx: Tx, associationId: string, mandateId: string): Promise<Actor | null> {
  const [mandate] = await tx
    .select({ personId: mandates.personId })
    .from(mandates)
    .where(eq(mandates.id, mandateId));
  return mandate?.personId ? personByLink(tx, associationId, mandate.personId) : null;
}

/** A person of the association as they act by a link: themselves, without account and without role. */
export async function personByLink(tx: Tx, associationId: string, personId: string): Promise<Actor | null> {
  const [person] = await tx
    .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(eq(people.id, personId));
  if (!person) return null;
  const seats = await tx
    .select({
      mandateId: mandates.id,
      bodyId: mandates.bodyId,
      sector: mandates.sector,
      office: mandates.office,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .where(eq(mandates.personId, person.id))
    .orderBy(asc(mandates.fromDay), asc(mandates.id));
  return {
    associationId,
    accountId: null,
    name: `${person.givenName} ${person.familyName}`,
    personId: person.id,
    role: null,
    seats,
  };
}
