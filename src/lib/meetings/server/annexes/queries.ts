import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { StoredFile } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import { audienceOf, mayReadAnnex } from '../../annex-policy.ts';
import type { MeetingFacts } from '../../policy.ts';
import type { Audience } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';
import { annexes, annexVersions } from './tables.ts';

export interface AnnexView {
  readonly id: string;
  /** Null: joined to the meeting as a whole. */
  readonly itemId: string | null;
  readonly title: string;
  readonly confidential: boolean;
  readonly position: number;
  readonly version: number;
  /** Of its file: from 1. */
  readonly number: number;
  readonly file: StoredFile;
  /** ISO instant. */
  readonly addedAt: string;
}

export interface MeetingOfAnnexes extends MeetingFacts {
  readonly id: string;
}

const FILE = {
  id: files.id,
  name: files.name,
  mediaType: files.mediaType,
  size: files.size,
  sha256: files.sha256,
  scan: files.scan,
};

/** The annexes of a meeting that this audience may read, each with its last version, in their order. */
export async function annexesFor(tx: Tx, meetingId: string, audience: Audience): Promise<AnnexView[]> {
  const rows = await tx
    .selectDistinctOn([annexes.id], {
      id: annexes.id,
      itemId: annexes.itemId,
      title: annexes.title,
      confidential: annexes.confidential,
      position: annexes.position,
      version: annexes.version,
      number: annexVersions.number,
      file: FILE,
      addedAt: annexVersions.addedAt,
    })
    .from(annexes)
    .innerJoin(annexVersions, eq(annexVersions.annexId, annexes.id))
    .innerJoin(files, eq(files.id, annexVersions.fileId))
    .where(
      and(
        eq(annexes.meetingId, meetingId),
        isNull(annexes.removedAt),
        audience === 'open' ? eq(annexes.confidential, false) : undefined,
      ),
    )
    .orderBy(annexes.id, desc(annexVersions.number));
  return rows.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** The annexes of these items, of whatever meeting, each with the file of its last version, in their order. */
export async function annexesOfItems(tx: Tx, itemIds: readonly string[]) {
  if (itemIds.length === 0) return [];
  const rows = await tx
    .selectDistinctOn([annexes.id], {
      itemId: annexes.itemId,
      title: annexes.title,
      confidential: annexes.confidential,
      position: annexes.position,
      fileId: annexVersions.fileId,
    })
    .from(annexes)
    .innerJoin(annexVersions, eq(annexVersions.annexId, annexes.id))
    .where(and(inArray(annexes.itemId, [...itemIds]), isNull(annexes.removedAt)))
    .orderBy(annexes.id, desc(annexVersions.number));
  return rows.map((row) => ({ ...row, itemId: row.itemId! }));
}

/** The annexes of a meeting that the actor may read; they may read the meeting. */
export function annexesOf(tx: Tx, actor: Actor, meeting: MeetingOfAnnexes): Promise<AnnexView[]> {
  return annexesFor(tx, meeting.id, audienceOf(actor, meeting));
}

export interface AnnexVersion {
  readonly number: number;
  readonly file: StoredFile;
  readonly addedAt: string;
  readonly addedBy: string;
}

export interface AnnexHistory {
  readonly id: string;
  readonly itemId: string | null;
  readonly title: string;
  readonly confidential: boolean;
  readonly version: number;
  readonly removedAt: string | null;
  /** The last first. */
  readonly versions: readonly AnnexVersion[];
}

/** The annexes that were removed from a meeting, the last removed first: for the staff. */
export function removedAnnexes(tx: Tx, meetingId: string): Promise<{ id: string; title: string }[]> {
  return tx
    .select({ id: annexes.id, title: annexes.title })
    .from(annexes)
    .where(and(eq(annexes.meetingId, meetingId), sql`${annexes.removedAt} is not null`))
    .orderBy(desc(annexes.removedAt), asc(annexes.id));
}

/** One annex with all its versions, removed or not: for the staff. */
export async function annexHistory(
  tx: Tx,
  meetingId: string,
  annexId: string,
): Promise<Outcome<AnnexHistory>> {
  if (!isIdentifier(annexId) || !isIdentifier(meetingId)) return notFound();
  const rows = await tx
    .select({
      annex: annexes,
      version: {
        number: annexVersions.number,
        addedAt: annexVersions.addedAt,
        addedBy: annexVersions.addedBy,
      },
      file: FILE,
    })
    .from(annexes)
    .innerJoin(annexVersions, eq(annexVersions.annexId, annexes.id))
    .innerJoin(files, eq(files.id, annexVersions.fileId))
    .where(and(eq(annexes.id, annexId), eq(annexes.meetingId, meetingId)))
    .orderBy(desc(annexVersions.number));
  if (!rows[0]) return notFound();
  const { id, itemId, title, confidential, version, removedAt } = rows[0].annex;
  const versions = rows.map(({ version, file }) => ({ ...version, file }));
  return done({ id, itemId, title, confidential, version, removedAt, versions });
}

/** The file of an annex, in its last version or in another one, or "not found" for whoever may not read it. */
export async function annexFile(
  tx: Tx,
  actor: Actor,
  today: string,
  which: { meetingId: string; annexId: string; number: number | null },
): Promise<Outcome<StoredFile>> {
  const { meetingId, annexId, number } = which;
  const found = await annexHistory(tx, meetingId, annexId);
  if (!found.done) return found;
  const { versions, confidential, removedAt } = found.value;
  const version = number === null ? versions[0] : versions.find((one) => one.number === number);
  const [meeting] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn })
    .from(meetings)
    .where(eq(meetings.id, meetingId));
  if (!version || !meeting) return notFound();
  const facts = { confidential, removed: removedAt !== null, superseded: version !== versions[0] };
  const allowed = mayReadAnnex(actor, meeting, facts, today);
  return allowed.done ? done(version.file) : allowed;
}
