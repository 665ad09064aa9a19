import { eq } from 'drizzle-orm';
import { openSession, type Visitor } from '#lib/accounts/server/sessions.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import { appendToJournal } from '#lib/platform/journal.ts';
import { PERSONAS } from '../story.ts';

/** Enters the demonstration as someone of the story, without a password: only ever in a demonstration. */
export async function enterAs(
  house: House,
  key: string,
  visitor: Visitor,
): Promise<Outcome<{ token: string }>> {
  const persona = PERSONAS.find((candidate) => candidate.key === key);
  if (!house.demonstration || !persona) return notFound();
  const now = house.clock.now();
  return house.db.transaction(async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.email, persona.email));
    if (!account) return notFound();
    const session = await openSession(tx, account.id, visitor, { now, secondFactorPassed: true });
    await appendToJournal(tx, null, now, { accountId: account.id, name: account.name }, [
      {
        act: 'sign-in.succeeded',
        subject: { kind: 'account', id: account.id },
        after: { by: 'demonstration' },
      },
    ]);
    return done(session);
  });
}
