import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionReference } from '../reference.ts';
import { namedVotes, type NamedVote } from '../rules/named.ts';
import type { VoteSnapshot } from '../rules/snapshot.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DecisionKind, VoteMethod } from '../vocabulary.ts';
import { registerEntries } from './register/tables.ts';
import { decisions } from './tables.ts';

/** A decision as screens and documents show it; its counts by college are in the verdict. */
export interface DecisionView {
  readonly id: string;
  readonly itemId: string;
  /** From 1 among the decisions of its item. */
  readonly position: number;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly verdict: Verdict;
  /** ISO instant. */
  readonly recordedAt: string;
  readonly version: number;
}

export const DECISION_COLUMNS = {
  id: decisions.id,
  itemId: decisions.itemId,
  position: decisions.position,
  kind: decisions.kind,
  proposal: decisions.proposal,
  verdict: decisions.verdict,
  recordedAt: decisions.recordedAt,
  version: decisions.version,
};

/** A decision with its number in the register, and how its votes were taken. */
export interface NumberedDecision extends DecisionView {
  /** "CA-2022-3". */
  readonly reference: string;
  /** Null for what was recorded before it was kept. */
  readonly method: VoteMethod | null;
  /** When the vote was recorded (ISO instant), whenever it was corrected since. */
  readonly takenAt: string;
  /** Who counted the papers. */
  readonly tellers: readonly string[] | null;
  /** Who voted what, where the votes were named; for whoever may read the meeting. */
  readonly named: readonly NamedVote[] | null;
  /** All the items that the same vote decided, in the order of the agenda; empty: this one alone. */
  readonly together: NonNullable<VoteSnapshot['together']>;
}

/** The decisions of a meeting, in the order of their position on each item. The caller may read the meeting. */
export async function decisionsOf(tx: Tx, meetingId: string): Promise<NumberedDecision[]> {
  const rows = await tx
    .select({
      ...DECISION_COLUMNS,
      snapshot: decisions.snapshot,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(decisions)
    .innerJoin(registerEntries, eq(registerEntries.decisionId, decisions.id))
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(eq(decisions.meetingId, meetingId))
    .orderBy(asc(decisions.itemId), asc(decisions.position));
  return rows.map(({ code, year, number, snapshot, ...decision }) => ({
    ...decision,
    method: snapshot?.method ?? null,
    takenAt: snapshot?.takenAt ?? decision.recordedAt,
    tellers: snapshot?.tellers ?? null,
    together: snapshot?.together ?? [],
    named: namedVotes(snapshot, decision.verdict.secret),
    reference: decisionReference({ code, year, number }),
  }));
}

/** What was kept of each vote of a meeting, by decision; those recorded before it was kept are not there. */
export async function voteSnapshotsOf(tx: Tx, meetingId: string): Promise<Map<string, VoteSnapshot>> {
  const rows = await tx
    .select({ id: decisions.id, snapshot: decisions.snapshot })
    .from(decisions)
    .where(eq(decisions.meetingId, meetingId))
    .orderBy(asc(decisions.recordedAt), asc(decisions.id));
  return new Map(rows.flatMap(({ id, snapshot }) => (snapshot ? [[id, snapshot] as const] : [])));
}

/** A decision as what rests on it cites it. */
export interface CitedDecision {
  readonly id: string;
  readonly proposal: string;
  readonly outcome: 'adopted' | 'rejected';
  /** ISO day of the meeting. */
  readonly heldOn: string;
  readonly body: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly kind: BodyKind;
  };
  readonly meetingId: string;
  readonly itemId: string;
}

const CITED = {
  id: decisions.id,
  proposal: decisions.proposal,
  outcome: sql<'adopted' | 'rejected'>`${decisions.verdict} ->> 'outcome'`,
  heldOn: meetings.heldOn,
  body: { id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind },
  meetingId: decisions.meetingId,
  itemId: decisions.itemId,
};

/**
 * What a body and the general assembly adopted or rejected, the one cited already first, then the latest: who may be
 * appointed by it. For the staff.
 */
export function decisionsToCite(tx: Tx, bodyId: string, citedId: string | null): Promise<CitedDecision[]> {
  return tx
    .select(CITED)
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      and(
        or(eq(bodies.id, bodyId), eq(bodies.kind, 'general-assembly')),
        inArray(CITED.outcome, ['adopted', 'rejected']),
      ),
    )
    .orderBy(
      desc(sql`${decisions.id} is not distinct from ${citedId}::uuid`),
      desc(meetings.heldOn),
      asc(decisions.itemId),
      asc(decisions.position),
    )
    .limit(100);
}

/** A decision as whoever reads what rests on it may know it. */
export interface DecisionSource extends Pick<CitedDecision, 'id' | 'heldOn' | 'body'> {
  /** What was decided, and where; null for whoever may not read its meeting. */
  readonly said: Pick<CitedDecision, 'proposal' | 'meetingId' | 'itemId'> | null;
}

/** These decisions, the latest first. */
export async function decisionSources(
  tx: Tx,
  actor: Actor,
  today: string,
  decisionIds: readonly string[],
): Promise<DecisionSource[]> {
  const rows = await tx
    .select(CITED)
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(inArray(decisions.id, [...decisionIds]))
    .orderBy(desc(meetings.heldOn), asc(decisions.id));
  return rows.map(({ id, heldOn, body, proposal, meetingId, itemId }) => {
    const readable = mayRead(actor, { bodyId: body.id, heldOn }, today).done;
    return { id, heldOn, body, said: readable ? { proposal, meetingId, itemId } : null };
  });
}
