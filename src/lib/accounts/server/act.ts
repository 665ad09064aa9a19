import type { Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { appendToJournal, type JournalAuthor, type JournalEntry } from '#lib/platform/journal.ts';

/** One act of the sign-in: belongs to no association, is written to the journal of the installation. */
export interface AccountAct {
  readonly tx: Tx;
  /** ISO instant of the act. */
  readonly now: string;
  journal(author: JournalAuthor, entry: JournalEntry): void;
}

/** Who asks before anybody is known. */
export const VISITOR: JournalAuthor = { accountId: null, name: 'Visiteur' };

export function authorOf(account: { readonly id: string; readonly name: string }): JournalAuthor {
  return { accountId: account.id, name: account.name };
}

/**
 * The way to write for accounts. Unlike the command of an association, a refusal is committed: the attempts that
 * it counted, and the journal that tells them, must stay. So `work` saves nothing else before it refuses.
 */
export function accountAct<T>(
  house: House,
  work: (act: AccountAct) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const now = house.clock.now();
  return house.db.transaction(async (tx) => {
    const lines: { author: JournalAuthor; entry: JournalEntry }[] = [];
    const outcome = await work({ tx, now, journal: (author, entry) => void lines.push({ author, entry }) });
    for (const { author, entry } of lines) await appendToJournal(tx, null, now, author, [entry]);
    return outcome;
  });
}
