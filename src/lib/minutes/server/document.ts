import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { StoredFile } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import { mayReadMinutes } from '../policy.ts';
import type { MinutesSnapshot } from '../snapshot.ts';
import type { MinutesStanding } from '../standing.ts';
import { stateOf } from './load.ts';
import { minutesSnapshot } from './queries.ts';
import { standingOf } from './standing.ts';
import { minutes, minutesSeals, minutesSignatures } from './tables.ts';

/** What the PV of a meeting is read from: what its document is written from and, once it is sealed, the very bytes. */
export interface MinutesSource {
  readonly sealed: StoredFile | null;
  readonly snapshot: MinutesSnapshot;
  readonly standing: MinutesStanding | null;
}

const FILE = {
  id: files.id,
  name: files.name,
  mediaType: files.mediaType,
  size: files.size,
  sha256: files.sha256,
  scan: files.scan,
};

/**
 * The PV of a meeting for whoever may read it: the draft as it stands for the staff until it is approved, the version that
 * was last sent for members and after the approval, the bytes that were sealed at last. Refuses members before it was sent.
 */
export async function minutesSource(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<MinutesSource>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [found] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn, row: minutes })
    .from(meetings)
    .leftJoin(minutes, eq(minutes.meetingId, meetings.id))
    .where(eq(meetings.id, meetingId));
  if (!found) return notFound();
  const state = stateOf(found.row);
  const readable = mayReadMinutes(actor, found, state, today);
  if (!readable.done) return readable;
  if (found.row && state === 'sealed') {
    const [seal] = await tx
      .select({ file: FILE, sealedAt: minutesSeals.sealedAt })
      .from(minutesSeals)
      .innerJoin(files, eq(files.id, minutesSeals.fileId))
      .where(eq(minutesSeals.meetingId, meetingId));
    const { file, sealedAt } = seal!;
    return done({ sealed: file, ...(await standingOf(tx, found.row, { sealedAt })) });
  }
  if (found.row && (actor.role === null || state !== 'sent'))
    return done({ sealed: null, ...(await standingOf(tx, found.row, { sealedAt: null })) });
  const draft = await minutesSnapshot(tx, actor, today, meetingId);
  return draft.done ? done({ sealed: null, snapshot: draft.value, standing: null }) : draft;
}

/** The scan of the PV that one of the two signed on paper, for whoever may read the PV. */
export async function signedScan(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  signer: string,
): Promise<Outcome<StoredFile>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [found] = await tx
    .select({ bodyId: meetings.bodyId, heldOn: meetings.heldOn, state: minutes.state, file: FILE })
    .from(minutesSignatures)
    .innerJoin(meetings, eq(meetings.id, minutesSignatures.meetingId))
    .innerJoin(minutes, eq(minutes.meetingId, minutesSignatures.meetingId))
    .innerJoin(files, eq(files.id, minutesSignatures.fileId))
    .where(and(eq(minutesSignatures.meetingId, meetingId), sql`${minutesSignatures.signer} = ${signer}`));
  if (!found) return notFound();
  const readable = mayReadMinutes(actor, found, found.state, today);
  return readable.done ? done(found.file) : readable;
}
