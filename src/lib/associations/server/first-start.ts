import { sql } from 'drizzle-orm';
import { authorOf } from '#lib/accounts/server/act.ts';
import { openSession, type Visitor } from '#lib/accounts/server/sessions.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import { appendToJournal } from '#lib/platform/journal.ts';
import { associationRoles, associations, people } from './tables.ts';

/**
 * The first start of an installation without data: creates the association and its coordinator, who also runs the
 * installation, and signs the coordinator in. Takes what the form accepted (`slug` as the addresses want it, `email`
 * in lower case). Answers the token for the session cookie. Refuses as soon as there is one account: of two first
 * starts at once, the second is refused.
 */
export function createFirstAssociation(
  house: House,
  {
    associationName,
    shortName,
    slug,
    givenName,
    familyName,
    email,
    visitor,
  }: {
    associationName: string;
    shortName: string;
    slug: string;
    givenName: string;
    familyName: string;
    email: string;
    visitor: Visitor;
  },
): Promise<Outcome<{ token: string; slug: string }>> {
  const now = house.clock.now();
  const name = `${givenName} ${familyName}`;
  return house.db.transaction(async (tx) => {
    // "No account at all" has no row to lock: the table is, against others who write to it.
    await tx.execute(sql`lock table ${accounts} in share row exclusive mode`);
    const existing = await tx.select({ id: accounts.id }).from(accounts).limit(1);
    if (existing.length > 0)
      return refuse('already-started', 'Collégial est déjà installé ici. Connectez-vous avec votre adresse.');
    const [account] = await tx
      .insert(accounts)
      .values({ email, name, operator: true, createdAt: now })
      .returning();
    const [association] = await tx
      .insert(associations)
      .values({ slug, shortName, name: associationName, legalForm: 'ASBL', createdAt: now })
      .returning();
    const author = authorOf(account!);
    const session = await openSession(tx, account!.id, visitor, { now, secondFactorPassed: false });
    await appendToJournal(tx, null, now, author, [
      {
        act: 'account.created',
        subject: { kind: 'account', id: account!.id },
        after: { email, name, operator: true },
      },
      {
        act: 'sign-in.succeeded',
        subject: { kind: 'session', id: session.id },
        after: { means: 'first-start' },
      },
    ]);
    // From here on the transaction is that of the new association: its rows and its chain.
    await tx.execute(sql`select set_config('collegial.association', ${association!.id}, true)`);
    await tx.insert(associationRoles).values({
      associationId: association!.id,
      accountId: account!.id,
      role: 'coordination',
      grantedAt: now,
    });
    // As a person too: who coordinates also keeps the minutes.
    const [person] = await tx
      .insert(people)
      .values({ associationId: association!.id, givenName, familyName, email, accountId: account!.id })
      .returning({ id: people.id });
    await appendToJournal(tx, association!.id, now, author, [
      {
        act: 'association.created',
        subject: { kind: 'association', id: association!.id },
        after: { slug, shortName, name: associationName, legalForm: 'ASBL' },
      },
      {
        act: 'role.granted',
        subject: { kind: 'account', id: account!.id },
        after: { role: 'coordination' },
      },
      {
        act: 'person.added',
        subject: { kind: 'person', id: person!.id },
        after: { givenName, familyName, civility: null },
      },
    ]);
    return done({ token: session.token, slug });
  });
}
