import { dayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { associations } from '#lib/associations/server/tables.ts';
import { checkSeals, type SealFault } from '#lib/minutes/server/verify.ts';
import { inAssociation, openDatabase } from '#lib/platform/database.ts';
import { verifyChain, type BrokenLink } from '#lib/platform/journal.ts';
import { onDatabase } from './database.ts';

const REASONS: Record<BrokenLink['reason'], string> = {
  content: 'son contenu ne correspond plus à son empreinte',
  link: 'elle ne suit pas l’entrée précédente',
  gap: 'une entrée manque à cet endroit',
};

const FAULTS: Record<SealFault, string> = {
  bytes: 'son document n’est plus celui qui a été scellé',
  journal: 'le journal en garde une autre empreinte',
  signature: 'sa signature n’est pas valable',
};

/**
 * Recomputes every chain of the journal, then checks every sealed PV, and prints what it found. Answers 1 when a link is
 * broken or a seal does not hold.
 */
export function verify(words: string[]): Promise<number> {
  return onDatabase(words.includes('--demo') ? 'demonstration' : 'real', checkAll);
}

async function checkAll(url: string): Promise<number> {
  const { db, close } = openDatabase(url, { max: 1 });
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
    for (const { id, shortName } of await db.select().from(associations)) {
      report(shortName, await inAssociation(db, id, (tx) => verifyChain(tx, id)));
      const seals = await checkSeals(db, id);
      for (const { body, heldOn, fault } of seals)
        if (fault) {
          broken += 1;
          console.log(`${shortName} : PV du ${dayInWords(heldOn)} (${body}), ${FAULTS[fault]}.`);
        }
      if (seals.length > 0 && seals.every(({ fault }) => fault === null))
        console.log(`${shortName} : ${count(seals.length, 'PV scellé, intact', 'PV scellés, intacts')}.`);
    }
  } finally {
    await close();
  }
  return broken > 0 ? 1 : 0;
}
