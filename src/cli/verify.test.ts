import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase } from '../../tests/fixtures/database.ts';
import { openTestHouse } from '../../tests/fixtures/test-house.ts';
import { foundAssociation, type SecondAssociation } from '../../tests/fixtures/second-association.ts';
import { appendToJournal } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { projectRoot } from '#lib/platform/project-root.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let house: Awaited<ReturnType<typeof openTestHouse>>;
let first: SecondAssociation;
let second: SecondAssociation;
beforeEach(async () => {
  database = await freshDatabase();
  house = await openTestHouse(database.url, 'real');
  first = await foundAssociation(house, 'passerelle');
  second = await foundAssociation(house, 'tremplin');
});
afterEach(async () => {
  await house.connection.close();
  await database.drop();
});

async function verify(): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, [join(projectRoot(), 'src/cli/main.ts'), 'verify'], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, lines: output.trim().split('\n').sort() };
}

/** What is said of the sealed PV of each, when it holds. */
const SEALED = ['passerelle', 'tremplin'].map((name) => `${name} : 1\u00a0PV scellé, intact.`);

/** Changes the journal of an association as the owner of the database could. */
const byHand = (association: SecondAssociation, statement: ReturnType<typeof sql>) =>
  association.inside(async (tx) => {
    await tx.execute(sql`alter table journal_entries disable trigger user`);
    await tx.execute(statement);
    await tx.execute(sql`alter table journal_entries enable trigger user`);
  });

test('answers 0 and counts the entries of whole chains', async () => {
  await house.db.transaction((tx) =>
    appendToJournal(tx, null, house.clock.now(), { accountId: null, name: 'Opérateur' }, [
      { act: 'account.created', subject: { kind: 'account', id: 'a' } },
    ]),
  );
  const entries = (association: SecondAssociation) => association.inside((tx) => tx.$count(journalEntries));
  expect(await verify()).toEqual({
    code: 0,
    lines: [
      'Installation : 1\u00a0entrée, chaîne intacte.',
      `passerelle : ${await entries(first)}\u00a0entrées, chaîne intacte.`,
      `tremplin : ${await entries(second)}\u00a0entrées, chaîne intacte.`,
      ...SEALED,
    ].sort(),
  });
});

test('answers 1 and names the first broken link of each chain', async () => {
  await byHand(first, sql`update journal_entries set account_name = 'Personne' where seq in (4, 6)`);
  await byHand(second, sql`delete from journal_entries where seq = 2`);
  expect(await verify()).toEqual({
    code: 1,
    lines: [
      'Installation : 0\u00a0entrée, chaîne intacte.',
      'passerelle : l’entrée 4 du journal est rompue, son contenu ne correspond plus à son empreinte.',
      'tremplin : l’entrée 2 du journal est rompue, une entrée manque à cet endroit.',
      ...SEALED,
    ].sort(),
  });
});

test('answers 1 and names the sealed PV whose document or whose entry in the journal was changed', async () => {
  await byHand(
    first,
    sql`update journal_entries set after = jsonb_set(after, '{sha256}', '"0"') where act = 'minutes.sealed'`,
  );
  await second.inside(async (tx) => {
    await tx.execute(sql`alter table file_chunks disable trigger user`);
    await tx.execute(sql`update file_chunks set content = set_byte(content, 30, get_byte(content, 30) # 1)
      where file_id in (select file_id from minutes_seals)`);
    await tx.execute(sql`alter table file_chunks enable trigger user`);
  });
  const { code, lines } = await verify();
  expect(code).toBe(1);
  expect(lines.filter((line) => line.includes('PV'))).toEqual([
    'passerelle : PV du 10\u00a0mai\u00a02022 (Organe d’administration), le journal en garde une autre empreinte.',
    'tremplin : PV du 10\u00a0mai\u00a02022 (Organe d’administration), son document n’est plus celui qui a été scellé.',
  ]);
});
