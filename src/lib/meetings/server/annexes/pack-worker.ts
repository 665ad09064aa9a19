import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { and, asc, desc, eq, isNotNull, lt, ne, or } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { associations } from '#lib/associations/server/tables.ts';
import { assemblePack } from '#lib/documents/pack/pool.ts';
import { databaseFault, inAssociation, type Tx } from '#lib/platform/database.ts';
import { dropFile, readBytes, storeFile } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import type { House } from '#lib/platform/house.ts';
import { packAssembly, packFilename, partKindOf, type PackAnnex, type PackContent } from '../../pack.ts';
import { fingerprintOf, packContent } from './pack-content.ts';
import { packs } from './tables.ts';

/** Minutes without a sign of life after which the worker of a pack is taken for dead. */
const LEASE = 3;
/** Made packs that stay for each meeting and audience: the last, and the one that someone may still be reading. */
const KEPT = 2;
const MAKER = 'Collégial';

interface Claim {
  readonly associationId: string;
  readonly id: string;
  readonly meetingId: string;
  readonly content: PackContent;
}

/**
 * Makes the packs that wait, one after the other, until none is left or `signal` aborts (the one in hand is finished). Any
 * number of workers may run it at once: a pack is claimed by one of them, and taken over when that one has died.
 */
export async function makeDuePacks(house: House, signal?: AbortSignal): Promise<void> {
  const rows = await house.db
    .select({ id: associations.id })
    .from(associations)
    .orderBy(asc(associations.slug));
  for (const { id } of rows)
    while (!signal?.aborted) {
      const claim = await claimNext(house, id);
      if (!claim) break;
      await make(house, claim);
    }
}

/** Committed before the work begins. What the meeting has become since the request is what will be made. */
async function claimNext(house: House, associationId: string): Promise<Claim | null> {
  const now = house.clock.now();
  const silent = Temporal.Instant.from(now).subtract({ minutes: LEASE }).toString();
  return inAssociation(house.db, associationId, async (tx) => {
    for (;;) {
      const [pack] = await tx
        .select()
        .from(packs)
        .where(or(eq(packs.state, 'waiting'), and(eq(packs.state, 'building'), lt(packs.aliveAt, silent))))
        .orderBy(asc(packs.requestedAt), asc(packs.id))
        .limit(1)
        .for('update', { skipLocked: true });
      if (!pack) return null;
      const content = await packContent(tx, pack.meetingId, pack.audience);
      const claimed = content && (await claim(tx, pack.id, content, now));
      if (claimed) return { associationId, id: pack.id, meetingId: pack.meetingId, content };
      // Another row stands for what the meeting has become.
      await tx.delete(packs).where(eq(packs.id, pack.id));
    }
  });
}

async function claim(tx: Tx, id: string, content: PackContent, now: string): Promise<boolean> {
  try {
    await tx.transaction((savepoint) =>
      savepoint
        .update(packs)
        .set({
          state: 'building',
          fingerprint: fingerprintOf(content),
          total: content.annexes.length,
          done: 0,
          aliveAt: now,
        })
        .where(eq(packs.id, id)),
    );
    return true;
  } catch (error) {
    if (databaseFault(error)?.constraint !== 'pack_once') throw error;
    return false;
  }
}

async function make(house: House, claim: Claim): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'collegial-pack-'));
  try {
    const pathOf = (annex: PackAnnex) => join(folder, annex.fileId);
    const out = join(folder, 'pack.pdf');
    for (const annex of claim.content.annexes)
      if (partKindOf(annex.mediaType) !== 'sheet') await fetchFile(house, claim, annex, pathOf(annex));
    let telling: Promise<unknown> = Promise.resolve();
    await assemblePack(packAssembly(claim.content, pathOf, out), (done) => {
      telling = telling.then(() => tell(house, claim, { done })).catch(() => undefined);
    });
    await telling;
    await keep(house, claim, out);
  } catch (error) {
    house.log.error({ err: error, pack: claim.id }, 'a pack could not be made');
    const part = error instanceof Error ? /Part (\S+) could/.exec(error.message)?.[1] : undefined;
    const annex = claim.content.annexes.find(({ id }) => id === part);
    await tell(house, claim, {
      state: 'failed',
      failure: annex
        ? `L’annexe «\u00a0${annex.title}\u00a0» n’a pas pu entrer dans le dossier. Remplacez-la par un PDF enregistré à nouveau, puis réessayez.`
        : 'Le dossier n’a pas pu être assemblé. Réessayez\u00a0; si cela continue, prévenez la personne qui tient le serveur.',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchFile(house: House, claim: Claim, annex: PackAnnex, path: string): Promise<void> {
  const { associationId } = claim;
  const [file] = await inAssociation(house.db, associationId, (tx) =>
    tx.select({ size: files.size }).from(files).where(eq(files.id, annex.fileId)),
  );
  const bytes = readBytes(house.db, associationId, annex.fileId, 0, file!.size - 1);
  await pipeline(bytes, createWriteStream(path, { mode: 0o600 }));
  await tell(house, claim, {});
}

/** Says how far this worker is, and that it lives; nothing once another has finished the same pack. */
function tell(
  house: House,
  claim: Claim,
  said: { done?: number; state?: 'failed'; failure?: string },
): Promise<unknown> {
  return inAssociation(house.db, claim.associationId, (tx) =>
    tx
      .update(packs)
      .set({ ...said, aliveAt: house.clock.now() })
      .where(and(eq(packs.id, claim.id), eq(packs.state, 'building'))),
  );
}

async function keep(house: House, claim: Claim, path: string): Promise<void> {
  const { associationId, content } = claim;
  const now = house.clock.now();
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  const file = {
    path,
    name: packFilename(content, content.audience),
    mediaType: 'application/pdf' as const,
    size: (await stat(path)).size,
    sha256: hash.digest('hex'),
    scan: 'not-scanned' as const,
  };
  await inAssociation(house.db, associationId, async (tx) => {
    const [mine] = await tx
      .select({ id: packs.id })
      .from(packs)
      .where(and(eq(packs.id, claim.id), eq(packs.state, 'building')))
      .for('update');
    // A worker that was taken for dead comes second.
    if (!mine) return;
    const fileId = await storeFile(tx, file, { associationId, name: MAKER, now });
    await tx.update(packs).set({ state: 'ready', fileId, aliveAt: now }).where(eq(packs.id, claim.id));
    await forgetEarlier(tx, claim);
  });
}

async function forgetEarlier(tx: Tx, claim: Claim): Promise<void> {
  const earlier = await tx
    .select({ id: packs.id, fileId: packs.fileId })
    .from(packs)
    .where(
      and(
        eq(packs.meetingId, claim.meetingId),
        eq(packs.audience, claim.content.audience),
        ne(packs.id, claim.id),
        isNotNull(packs.fileId),
      ),
    )
    .orderBy(desc(packs.requestedAt));
  for (const { id, fileId } of earlier.slice(KEPT - 1)) {
    await tx.delete(packs).where(eq(packs.id, id));
    await dropFile(tx, fileId!);
  }
}
