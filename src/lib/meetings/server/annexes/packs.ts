import { and, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { StoredFile } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import type { House } from '#lib/platform/house.ts';
import { audienceOf } from '../../annex-policy.ts';
import { mayRead } from '../../policy.ts';
import type { Audience } from '../../vocabulary.ts';
import { meetings } from '../tables.ts';
import { fingerprintOf, packContent } from './pack-content.ts';
import { packs } from './tables.ts';

/** Where the workers of every instance listen (LISTEN): a pack may be waiting. */
export const PACK_CHANNEL = 'collegial_packs';

export interface PackState {
  readonly audience: Audience;
  /** Of the pack as the meeting stands now; `none`: nobody asked for it yet. */
  readonly state: 'none' | 'waiting' | 'building' | 'ready' | 'failed';
  /** Documents put together so far, of how many. */
  readonly done: number;
  readonly total: number;
  readonly failure: string | null;
  /** The last one made: that of now when `state` is `ready`, else an earlier one, no longer up to date. */
  readonly file: StoredFile | null;
  /** ISO instant at which the last one was made. */
  readonly madeAt: string | null;
}

/** How far the pack of a meeting is, for one audience. */
export async function packState(
  tx: Tx,
  meeting: { readonly id: string },
  audience: Audience,
): Promise<PackState> {
  const content = await packContent(tx, meeting.id, audience);
  const fingerprint = content && fingerprintOf(content);
  const rows = await tx
    .select({ pack: packs, file: files })
    .from(packs)
    .leftJoin(files, eq(files.id, packs.fileId))
    .where(and(eq(packs.meetingId, meeting.id), eq(packs.audience, audience)))
    .orderBy(desc(packs.requestedAt));
  const now = rows.find(({ pack }) => pack.fingerprint === fingerprint);
  const made = now?.file ? now : rows.find(({ file }) => file !== null);
  return {
    audience,
    state: now?.pack.state ?? 'none',
    done: now?.pack.done ?? 0,
    total: now?.pack.total ?? content?.annexes.length ?? 0,
    failure: now?.pack.failure ?? null,
    file: made?.file ?? null,
    madeAt: made?.file?.storedAt ?? null,
  };
}

/**
 * Asks for the pack of a meeting as it stands, in the caller's transaction: made already, or asked for already, nothing is
 * asked again; one that failed is tried again. Answers whether something was asked. Workers wake at the commit.
 */
export async function queuePack(
  tx: Tx,
  meeting: { readonly id: string; readonly associationId: string },
  audience: Audience,
  now: string,
): Promise<boolean> {
  const content = await packContent(tx, meeting.id, audience);
  if (!content) return false;
  const [row] = await tx
    .insert(packs)
    .values({
      associationId: meeting.associationId,
      meetingId: meeting.id,
      audience,
      fingerprint: fingerprintOf(content),
      state: 'waiting',
      total: content.annexes.length,
      requestedAt: now,
    })
    .onConflictDoUpdate({
      target: [packs.associationId, packs.meetingId, packs.audience, packs.fingerprint],
      set: { state: 'waiting', failure: null, done: 0, requestedAt: now, aliveAt: null },
      setWhere: eq(packs.state, 'failed'),
    })
    .returning({ id: packs.id });
  if (row) await tx.execute(sql`select pg_notify(${PACK_CHANNEL}, '')`);
  return row !== undefined;
}

/** Asks for the pack that this person may read; the staff may ask for the open one too. */
export function requestPack(
  house: House,
  actor: Actor,
  meetingId: string,
  audience: Audience,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    if (!isIdentifier(meetingId)) return notFound();
    const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
    if (!meeting || !mayRead(actor, meeting, today).done) return notFound();
    if (!mayReadPack(actor, meeting, audience))
      return refuse(
        'not-allowed',
        'Ce dossier contient des annexes confidentielles\u00a0: demandez celui qui vous est ouvert.',
      );
    if (await queuePack(tx, meeting, audience, now))
      journal({
        act: 'pack.requested',
        subject: { kind: 'meeting', id: meetingId },
        after: { audience },
      });
    else nothingToDo();
    return done();
  });
}

/** Each reads the pack of their audience; the staff also read what the others get. */
function mayReadPack(actor: Actor, meeting: { bodyId: string; heldOn: string }, audience: Audience): boolean {
  return audienceOf(actor, meeting) === audience || actor.role !== null;
}

export interface PackToRead extends PackState {
  readonly meeting: { readonly heldOn: string; readonly body: { readonly code: string } };
}

/**
 * The pack that this actor gets, and how far it is: of their audience, unless the staff ask for the open one. "Not found"
 * for whoever may not read the meeting.
 */
export async function packToRead(
  tx: Tx,
  actor: Actor,
  meeting: { id: string; heldOn: string; body: { id: string; code: string } },
  asked: Audience | null = null,
): Promise<Outcome<PackToRead>> {
  const facts = { bodyId: meeting.body.id, heldOn: meeting.heldOn };
  const audience = asked ?? audienceOf(actor, facts);
  if (!mayReadPack(actor, facts, audience)) return notFound();
  return done({ ...(await packState(tx, meeting, audience)), meeting });
}
