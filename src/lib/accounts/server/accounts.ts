import { eq } from 'drizzle-orm';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import type { House } from '#lib/platform/house.ts';
import { accountAct, authorOf } from './act.ts';
import type { SignedIn } from './sessions.ts';
import { accounts } from './tables.ts';

/** Changes the name under which an account appears. `name` is what the form accepted. */
export function renameAccount(house: House, who: SignedIn, name: string): Promise<Outcome<undefined>> {
  return accountAct(house, async ({ tx, journal }) => {
    const [before] = await tx.select().from(accounts).where(eq(accounts.id, who.account.id)).for('update');
    if (before!.name === name) return done();
    await tx.update(accounts).set({ name }).where(eq(accounts.id, who.account.id));
    journal(authorOf(who.account), {
      act: 'account.updated',
      subject: { kind: 'account', id: who.account.id },
      before: { name: before!.name },
      after: { name },
    });
    return done();
  });
}
