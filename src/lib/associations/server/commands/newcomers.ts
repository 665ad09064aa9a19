import { eq } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { accessMail } from '../access-mail.ts';
import { associations, people } from '../tables.ts';

export interface Newcomer {
  readonly email: string;
  readonly name: string;
}

/**
 * The account of an e-mail address, created when it is new. Nothing that follows tells whether it was: an association
 * must not learn who has an account elsewhere. An account keeps the name that its owner gave it.
 */
export async function accountOf({ tx, now }: Act, { email, name }: Newcomer): Promise<string> {
  await tx.insert(accounts).values({ email, name, createdAt: now }).onConflictDoNothing();
  const [account] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email));
  return account!.id;
}

/** Makes a person of the association of an account that is not one yet: who works for it can keep the minutes. */
export async function knowAsPerson(
  { tx, journal }: Act,
  actor: Actor,
  accountId: string,
  { givenName, familyName, email }: { givenName: string; familyName: string; email: string },
): Promise<void> {
  const [created] = await tx
    .insert(people)
    .values({ associationId: actor.associationId, givenName, familyName, email, accountId })
    .onConflictDoNothing({ target: [people.associationId, people.accountId] })
    .returning({ id: people.id });
  if (created)
    journal({
      act: 'person.added',
      subject: { kind: 'person', id: created.id },
      after: { givenName, familyName, civility: null },
    });
}

/** Tells a newcomer that the association is open to them and how to sign in. `role` is null for a member. */
export async function welcome(
  house: House,
  actor: Actor,
  { tx, now }: Act,
  newcomer: Newcomer,
  role: Role | null,
): Promise<void> {
  const [association] = await tx.select().from(associations).where(eq(associations.id, actor.associationId));
  await queueMail(tx, {
    to: newcomer.email,
    ...accessMail({
      ...newcomer,
      role,
      givenBy: actor.name,
      association: association!,
      site: house.publicAddress,
    }),
    kind: 'access',
    associationId: actor.associationId,
    now,
  });
}
