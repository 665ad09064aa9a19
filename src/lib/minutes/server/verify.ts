import { createHash } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { inAssociation, type Database, type Tx } from '#lib/platform/database.ts';
import { readBytes } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { isSignedBy } from './seal/check.ts';
import { certificates, minutesSeals } from './tables.ts';

/** What anyone is told of a document: nothing of its meeting but the body and the day. */
export interface KnownSeal {
  readonly body: string;
  /** ISO day of the meeting, and ISO instant of the seal. */
  readonly heldOn: string;
  readonly sealedAt: string;
}

/** The sealed PV whose document has exactly this SHA-256 (hexadecimal); null: unknown, or changed. */
export async function sealOfDocument(tx: Tx, sha256: string): Promise<KnownSeal | null> {
  const [row] = await tx
    .select({ body: bodies.name, heldOn: meetings.heldOn, sealedAt: minutesSeals.sealedAt })
    .from(minutesSeals)
    .innerJoin(meetings, eq(meetings.id, minutesSeals.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(eq(minutesSeals.sha256, sha256));
  return row ?? null;
}

/** bytes: the document is no longer the one that was sealed · journal: the journal has another · signature: not valid. */
export type SealFault = 'bytes' | 'journal' | 'signature';

export interface CheckedSeal {
  readonly body: string;
  readonly heldOn: string;
  readonly fault: SealFault | null;
}

/**
 * Checks every seal of an association: the kept bytes, the table and the journal say the same hash, and the signature of the
 * document is that of the certificate it was sealed with. The oldest meeting first.
 */
export async function checkSeals(db: Database, associationId: string): Promise<CheckedSeal[]> {
  const rows = await inAssociation(db, associationId, (tx) =>
    tx
      .select({
        body: bodies.name,
        heldOn: meetings.heldOn,
        sha256: minutesSeals.sha256,
        fileId: minutesSeals.fileId,
        size: files.size,
        fingerprint: certificates.fingerprint,
        journal: sql<string | null>`${journalEntries.after} ->> 'sha256'`,
      })
      .from(minutesSeals)
      .innerJoin(meetings, eq(meetings.id, minutesSeals.meetingId))
      .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
      .innerJoin(files, eq(files.id, minutesSeals.fileId))
      .innerJoin(certificates, eq(certificates.id, minutesSeals.certificateId))
      .leftJoin(
        journalEntries,
        and(
          eq(journalEntries.chain, associationId),
          eq(journalEntries.act, 'minutes.sealed'),
          eq(journalEntries.subjectId, sql`${minutesSeals.meetingId}::text`),
        ),
      )
      .orderBy(asc(meetings.heldOn), asc(bodies.position)),
  );
  const checked: CheckedSeal[] = [];
  for (const { body, heldOn, sha256, fileId, size, fingerprint, journal } of rows) {
    const pdf = await bytesOf(db, associationId, fileId, size);
    const fault = faultOf(pdf, { sha256, journal, fingerprint });
    checked.push({ body, heldOn, fault });
  }
  return checked;
}

async function bytesOf(
  db: Database,
  associationId: string,
  fileId: string,
  size: number,
): Promise<Buffer | null> {
  try {
    return Buffer.concat(await Array.fromAsync(readBytes(db, associationId, fileId, 0, size - 1)));
  } catch {
    // A piece of it is gone.
    return null;
  }
}

function faultOf(
  pdf: Buffer | null,
  {
    sha256,
    journal,
    fingerprint,
  }: { readonly sha256: string; readonly journal: string | null; readonly fingerprint: string },
): SealFault | null {
  if (pdf === null || createHash('sha256').update(pdf).digest('hex') !== sha256) return 'bytes';
  if (journal !== sha256) return 'journal';
  return isSignedBy(pdf, fingerprint) ? null : 'signature';
}
