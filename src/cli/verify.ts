import { count } from '#lib/kernel/french.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { verifyChain, type BrokenLink } from '#lib/platform/journal.ts';
import { readyDatabase } from './database.ts';

const REASONS: Record<BrokenLink['reason'], string> = {
  content: 'son contenu ne correspond plus à son empreinte',
  link: 'elle ne suit pas l’entrée précédente',
  gap: 'une entrée manque à cet endroit',
};

/** Recomputes every chain of the journal and prints one line for each. Answers 1 when a link is broken. */
export async function verify(words: string[]): Promise<number> {
  const home = await readyDatabase(words.includes('--demo') ? 'demonstration' : 'real');
  const { db, close } = openDatabase(home.url, { max: 1 });
  let broken = 0;
  try {
    const report = (name: string, result: Awaited<ReturnType<typeof verifyChain>>) => {
      if (result.broken) broken += 1;
      console.log(
        result.broken
          ? `${name} : l’entrée ${result.broken.seq} du journal est rompue, ${REASONS[result.broken.reason]}.`
          : `${name} : ${count(result.entries, 'entrée', 'entrées')}, chaîne intacte.`,
      );
    };
    report('Installation', await db.transaction((tx) => verifyChain(tx, null)));
    for (const { id, shortName } of await db.select().from(associations))
      report(shortName, await inAssociation(db, id, (tx) => verifyChain(tx, id)));
  } finally {
    await close();
    await home.stop();
  }
  return broken > 0 ? 1 : 0;
}
