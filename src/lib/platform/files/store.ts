import { and, eq } from 'drizzle-orm';
import { open } from 'node:fs/promises';
import { inAssociation, type Database, type Tx } from '../database.ts';
import type { ExaminedFile } from './examine.ts';
import { fileChunks, files } from './tables.ts';

/** Bytes of every chunk but the last: where a byte stands follows from its place. */
const CHUNK = 256 * 1024;

export type StoredFile = Pick<
  typeof files.$inferSelect,
  'id' | 'name' | 'mediaType' | 'size' | 'sha256' | 'scan'
>;

/** Keeps a file that was examined, in the caller's transaction, chunk after chunk. Answers its identifier. */
export async function storeFile(
  tx: Tx,
  file: ExaminedFile,
  by: { associationId: string; name: string; now: string },
): Promise<string> {
  const { associationId } = by;
  const { path, ...facts } = file;
  const [row] = await tx
    .insert(files)
    .values({ associationId, ...facts, storedAt: by.now, storedBy: by.name })
    .returning({ id: files.id });
  const fileId = row!.id;
  let seq = 0;
  for await (const content of chunksOf(path)) {
    await tx.insert(fileChunks).values({ associationId, fileId, seq, content });
    seq += 1;
  }
  return fileId;
}

/** Every chunk but the last is full: a read of the system may answer less than was asked. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void> {
  const handle = await open(path);
  try {
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      let length = 0;
      while (length < CHUNK) {
        const { bytesRead } = await handle.read(chunk, length, CHUNK - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length > 0) yield chunk.subarray(0, length);
      if (length < CHUNK) return;
    }
  } finally {
    await handle.close();
  }
}

/** Forgets a file that nothing shows any more, with its content. */
export async function dropFile(tx: Tx, fileId: string): Promise<void> {
  await tx.delete(files).where(eq(files.id, fileId));
}

/**
 * The bytes of a file from `first` to `last`, both included, a chunk at a time. Each is read by itself, so that whoever
 * reads slowly holds no connection; a file never changes, so that they belong together.
 */
export async function* readBytes(
  db: Database,
  associationId: string,
  fileId: string,
  first: number,
  last: number,
): AsyncGenerator<Uint8Array, void> {
  for (let seq = Math.floor(first / CHUNK); seq * CHUNK <= last; seq += 1) {
    const [chunk] = await inAssociation(db, associationId, (tx) =>
      tx
        .select({ content: fileChunks.content })
        .from(fileChunks)
        .where(and(eq(fileChunks.fileId, fileId), eq(fileChunks.seq, seq))),
    );
    if (!chunk) throw new Error(`Chunk ${seq} of file ${fileId} is gone.`);
    const begins = seq * CHUNK;
    yield chunk.content.subarray(Math.max(0, first - begins), last - begins + 1);
  }
}
