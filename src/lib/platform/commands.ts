import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome, Refused } from '#lib/kernel/refusals.ts';
import { inAssociation, type Tx } from './database.ts';
import type { House } from './house.ts';
import { appendToJournal, type JournalEntry } from './journal.ts';

/** One act in progress: the association's transaction, the moment, and the journal it will be written to. */
export interface Act {
  readonly tx: Tx;
  /** ISO instant and ISO day (Belgium) of the act. */
  readonly now: string;
  readonly today: string;
  /** Says what was done; written to the association's journal in the same transaction. */
  journal(entry: JournalEntry): void;
  /**
   * Says that nothing had to change (pressed twice), or that what changed must leave no trace (a secret ballot): the only
   * way to be done without a journal entry.
   */
  nothingToDo(): void;
  /** Runs after the commit: announcements that must not happen when the act does not. */
  afterwards(announce: () => void | Promise<void>): void;
}

class RollBack extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.refusal.code);
    this.refused = refused;
  }
}

/**
 * The one way to write: opens the association's transaction, lets `work` load, authorise, decide and save, writes the
 * journal, commits, then announces. A refusal rolls everything back and is answered as it is.
 */
export async function command<T>(
  house: House,
  actor: Actor,
  work: (act: Act) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const entries: JournalEntry[] = [];
  const announcements: (() => void | Promise<void>)[] = [];
  let unchanged = false;
  const now = house.clock.now();
  const today = house.clock.today();
  let outcome: Outcome<T>;
  try {
    outcome = await inAssociation(house.db, actor.associationId, async (tx) => {
      const answer = await work({
        tx,
        now,
        today,
        journal: (entry) => void entries.push(entry),
        nothingToDo: () => void (unchanged = true),
        afterwards: (announce) => void announcements.push(announce),
      });
      if (!answer.done) throw new RollBack(answer);
      if (entries.length === 0 && !unchanged)
        throw new Error('A command changed something without journal entry.');
      await appendToJournal(
        tx,
        actor.associationId,
        now,
        { accountId: actor.accountId, name: actor.name },
        entries,
      );
      return answer;
    });
  } catch (error) {
    if (error instanceof RollBack) return error.refused;
    throw error;
  }
  for (const announce of announcements) await announce();
  return outcome;
}
