import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toPlain } from '#lib/documents/rich-text.ts';
import { agendaItems, itemNotes } from '#lib/meetings/server/tables.ts';
import { startCluster, type Cluster } from '#lib/platform/cluster/cluster.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { migrate } from '#lib/platform/migrations.ts';
import type { OpenHouse } from '#lib/platform/open-house.ts';
import { projectRoot } from '#lib/platform/project-root.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { reachableFolder } from '../fixtures/folders.ts';
import { foundAssociation, type SecondAssociation } from '../fixtures/second-association.ts';
import { openTestHouse } from '../fixtures/test-house.ts';
import type { Acknowledged } from '../fixtures/writer-process.ts';

let dataDir: string;
let cluster: Cluster;
const opened: Cluster[] = [];
let association: SecondAssociation;

async function open(): Promise<void> {
  cluster = await startCluster({ dataDir, kind: 'real', log: () => undefined });
  opened.push(cluster);
}

async function inHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  const house = await openTestHouse(cluster.url, 'real');
  try {
    return await work(house);
  } finally {
    await house.connection.close();
  }
}

beforeAll(async () => {
  dataDir = reachableFolder('collegial-kill-');
  await open();
  await migrate(cluster.url);
  association = await inHouse((house) => foundAssociation(house, 'passerelle'));
});
afterAll(async () => {
  for (const each of opened) await each.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Lets a process write until it has said `lines` lines, kills it there, and answers all that it had said. */
async function writeAndKill(prefix: string, lines: number, beforehand: () => void): Promise<Acknowledged[]> {
  const { coordinator, ids } = association;
  const writer = spawn(
    process.execPath,
    [
      join(projectRoot(), 'tests/fixtures/writer-process.ts'),
      cluster.url,
      // A meeting without notice: its agenda still grows freely.
      ids.laterMeetingId,
      JSON.stringify(coordinator),
      prefix,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: Acknowledged[] = [];
  const closed = once(writer, 'close');
  for await (const line of createInterface({ input: writer.stdout })) {
    said.push(JSON.parse(line) as Acknowledged);
    if (said.length === lines) {
      beforehand();
      writer.kill('SIGKILL');
    }
  }
  expect((await closed)[1]).toBe('SIGKILL');
  return said;
}

function killPostgres(): void {
  const [pid] = readFileSync(join(dataDir, 'database', 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

it.each([
  ['the application is killed', 40, () => undefined],
  ['the application is killed later', 97, () => undefined],
  ['the application and its PostgreSQL are killed', 150, killPostgres],
])('%s: what was acknowledged is there', async (prefix, lines, beforehand) => {
  const said = await writeAndKill(prefix, lines, beforehand);
  expect(said.length).toBeGreaterThanOrEqual(lines);
  await open();

  await inHouse(async ({ db }) => {
    await inAssociation(db, association.associationId, async (tx) => {
      const { laterMeetingId: meetingId } = association.ids;
      const items = await tx
        .select()
        .from(agendaItems)
        .where(eq(agendaItems.meetingId, meetingId))
        .orderBy(asc(agendaItems.position));
      const notes = new Map((await tx.select().from(itemNotes)).map((row) => [row.itemId, row]));
      const texts = (await tx.select().from(journalEntries).where(eq(journalEntries.act, 'notes.saved'))).map(
        ({ subjectId, after }) => ({ itemId: subjectId, ...(after as { version: number; text: string }) }),
      );
      for (const one of said) {
        const item = items.find(({ id }) => id === one.itemId);
        expect(item).toBeDefined();
        if (one.kind === 'item') expect(item!.title).toBe(one.title);
        if (one.kind === 'notes') {
          const { itemId, version, text } = one;
          expect(texts).toContainEqual({ itemId, version, text });
          // A later save may have been committed without the time to say so: never an earlier one.
          const kept = notes.get(itemId)!;
          expect(kept.version).toBeGreaterThanOrEqual(version);
          if (kept.version === version) expect(toPlain(kept.content)).toBe(text);
        }
      }
      // What was not acknowledged is whole or absent: an entry for each item added, positions without a gap.
      const top = items.filter(({ parentId }) => parentId === null);
      expect(top.map(({ position }) => position)).toEqual(top.map((_, index) => index));
      const added = await tx.select().from(journalEntries).where(eq(journalEntries.act, 'agenda-item.added'));
      const everywhere = new Set(
        (await tx.select({ id: agendaItems.id }).from(agendaItems)).map(({ id }) => id),
      );
      const told = new Set(added.map(({ subjectId }) => subjectId));
      expect([...told].filter((id) => !everywhere.has(id!))).toEqual([]);
      expect(items.filter(({ id }) => !told.has(id))).toEqual([]);
      const { entries, broken } = await verifyChain(tx, association.associationId);
      expect(broken).toBeNull();
      expect(entries).toBe((await tx.select().from(journalEntries)).length);
    });
  });
});
