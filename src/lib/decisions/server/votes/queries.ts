import { and, asc, desc, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm';
import { settingInWords } from '#lib/associations/rules/statutes.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { revealedBy, secrecyWarnings, type BallotChoice } from '../../rules/ballots.ts';
import type { VoteState } from '../../rules/ballot-steps.ts';
import { namesInWords, revealedByNames } from '../../rules/election-ballots.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import { ruleLines, type RuleLine } from '../../rules/frozen-lines.ts';
import type { Vote } from './held.ts';
import { isInBox, receiptHash, receiptTyped } from './receipts.ts';
import { namedBallots, voteRights, votes } from './tables.ts';

/** A vote with its rights, as the server reads it: what each audience sees of it is made in `faces.ts`. */
export interface VoteNow {
  readonly vote: Vote;
  readonly rights: readonly {
    readonly mandateId: string;
    readonly casterMandateId: string | null;
    readonly cast: boolean;
    readonly contested: boolean;
    /** Null in a secret vote, and until a ballot is cast. */
    readonly ballot: Pick<
      typeof namedBallots.$inferSelect,
      'choice' | 'names' | 'enteredBy' | 'confirmed'
    > | null;
  }[];
}

/**
 * The vote of a meeting that waits for its end, else the last one that was opened, whatever became of it; not those before
 * the sitting, see `advanceVotesOf`. The caller may read the meeting.
 */
export async function lastVoteOf(tx: Tx, meetingId: string): Promise<VoteNow | null> {
  const [vote] = await tx
    .select()
    .from(votes)
    .where(and(eq(votes.meetingId, meetingId), ne(votes.state, 'advance')))
    .orderBy(desc(sql`${votes.state} in ('open', 'closed')`), desc(votes.openedAt))
    .limit(1);
  return vote ? (await withRights(tx, [vote]))[0]! : null;
}

/** The votes of a meeting in which members vote before its sitting, in the order of their opening. The caller may read the meeting. */
export async function advanceVotesOf(tx: Tx, meetingId: string): Promise<VoteNow[]> {
  const rows = await tx
    .select()
    .from(votes)
    .where(and(eq(votes.meetingId, meetingId), eq(votes.state, 'advance')))
    .orderBy(asc(votes.openedAt), asc(votes.id));
  return rows.length === 0 ? [] : withRights(tx, rows);
}

/**
 * The meetings with a vote before the sitting in which this actor still has a voice to give at an ISO instant. They sit in the
 * body: they may read each.
 */
export async function meetingsToVoteBefore(tx: Tx, actor: Actor, now: string): Promise<ReadonlySet<string>> {
  const own = actor.seats.map(({ mandateId }) => mandateId);
  if (own.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ meetingId: votes.meetingId })
    .from(votes)
    .innerJoin(voteRights, eq(voteRights.voteId, votes.id))
    .innerJoin(meetings, eq(meetings.id, votes.meetingId))
    .leftJoin(sittings, eq(sittings.meetingId, votes.meetingId))
    .where(
      and(
        eq(votes.state, 'advance'),
        gte(votes.advanceUntil, now),
        isNull(meetings.cancelledAt),
        isNull(sittings.meetingId),
        inArray(voteRights.casterMandateId, own),
        eq(voteRights.cast, false),
      ),
    );
  return new Set(rows.map(({ meetingId }) => meetingId));
}

/** Whose voices a vote has from before the sitting: those cast so far, or those that it opened with. */
export function givenInAdvance({ vote, rights }: VoteNow): ReadonlySet<string> {
  const given =
    vote.state === 'advance'
      ? rights.filter(({ cast }) => cast)
      : vote.facts.snapshot.people.filter(({ inAdvance }) => inAdvance);
  return new Set(given.map(({ mandateId }) => mandateId));
}

async function withRights(tx: Tx, found: readonly Vote[]): Promise<VoteNow[]> {
  const rows = await tx
    .select({
      voteId: voteRights.voteId,
      mandateId: voteRights.mandateId,
      casterMandateId: voteRights.casterMandateId,
      cast: voteRights.cast,
      contested: voteRights.contested,
      choice: namedBallots.choice,
      names: namedBallots.names,
      enteredBy: namedBallots.enteredBy,
      confirmed: namedBallots.confirmed,
    })
    .from(voteRights)
    .leftJoin(
      namedBallots,
      and(eq(namedBallots.voteId, voteRights.voteId), eq(namedBallots.mandateId, voteRights.mandateId)),
    )
    .where(
      inArray(
        voteRights.voteId,
        found.map(({ id }) => id),
      ),
    )
    .orderBy(asc(voteRights.mandateId));
  const byVote = Map.groupBy(rows, ({ voteId }) => voteId);
  return found.map((vote) => ({
    vote,
    rights: (byVote.get(vote.id) ?? []).map(
      ({ mandateId, casterMandateId, cast, contested, choice, names, enteredBy, confirmed }) => ({
        mandateId,
        casterMandateId,
        cast,
        contested,
        ballot: choice === null ? null : { choice, names, enteredBy, confirmed: confirmed! },
      }),
    ),
  }));
}

/** What anyone who may read the meeting may know of a vote, besides its result. */
export interface VoteSheet {
  readonly id: string;
  readonly itemId: string;
  readonly state: VoteState;
  readonly proposal: string;
  readonly linked: readonly LinkedItem[];
  readonly secret: boolean;
  readonly mayChange: boolean;
  readonly openedAt: string;
  readonly openedBy: string;
  /** Until when members vote before the sitting; null: opened in it. */
  readonly advanceUntil: string | null;
  /** The hands of the sitting were counted with it: its figures are with the decision. */
  readonly byHand: boolean;
  readonly closedAt: string | null;
  readonly cancelReason: string | null;
  readonly entitled: number;
  readonly cast: number;
  readonly rules: readonly RuleLine[];
  /** Where secrecy cannot hold; once the result is known, what it reveals. */
  readonly warnings: readonly string[];
  /**
   * Whose voices were cast, by name, and what they are in a named vote that is published; while the vote is open,
   * nobody's.
   */
  readonly tookPart: readonly {
    readonly name: string;
    readonly choice: BallotChoice | null;
    /** Whom their ballot names, in words. */
    readonly chosen: string | null;
  }[];
  /** Whether the code that was asked about is that of a ballot of this vote; null: none was asked about. */
  readonly receipt: 'in-box' | 'unknown' | null;
}

/** One vote for whoever may read its meeting, with the answer about a receipt; "not found" for anyone else. */
export async function voteSheet(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
  voteId: string,
  code: string | null,
): Promise<Outcome<VoteSheet>> {
  if (!isIdentifier(meetingId) || !isIdentifier(voteId)) return notFound();
  const [row] = await tx
    .select({ vote: votes, bodyId: meetings.bodyId, heldOn: meetings.heldOn })
    .from(votes)
    .innerJoin(meetings, eq(meetings.id, votes.meetingId))
    .where(and(eq(votes.id, voteId), eq(votes.meetingId, meetingId)));
  if (!row || !mayRead(actor, row, today).done) return notFound();
  const { vote } = row;
  const [{ rights }] = (await withRights(tx, [vote])) as [VoteNow];
  const cast = new Map(
    rights.flatMap(({ mandateId, cast: isCast, ballot }) =>
      isCast ? [[mandateId, vote.state === 'published' ? ballot : null]] : [],
    ),
  );
  const over = vote.state === 'closed' || vote.state === 'published';
  const {
    id,
    itemId,
    state,
    proposal,
    linked,
    secret,
    mayChange,
    openedAt,
    openedBy,
    closedAt,
    cancelReason,
  } = vote;
  const { advanceUntil } = vote;
  return done({
    id,
    itemId,
    state,
    proposal,
    linked,
    secret,
    mayChange,
    openedAt,
    openedBy,
    advanceUntil,
    byHand: vote.facts.snapshot.method !== 'electronic',
    closedAt,
    cancelReason,
    entitled: rights.length,
    cast: cast.size,
    rules: rulesOf(vote),
    warnings: warningsOf(vote, state === 'published'),
    tookPart: over
      ? vote.facts.snapshot.people.flatMap(({ mandateId, name }) => {
          const ballot = cast.get(mandateId);
          if (ballot === undefined) return [];
          const chosen = ballot?.names && vote.names ? namesInWords(vote.names, ballot.names) : null;
          return [{ name, choice: ballot?.choice ?? null, chosen }];
        })
      : [],
    receipt: secret && code ? await receiptAnswer(tx, voteId, code) : null,
  });
}

/** The rule of a vote, or that of the rounds of an election, as it was frozen. */
export function rulesOf({
  kind,
  names,
  facts: { statutes },
}: Pick<Vote, 'kind' | 'names' | 'facts'>): RuleLine[] {
  if (names === null) return ruleLines(kind, statutes);
  return (['election-rounds', 'election-tie'] as const).map((key) => {
    const { title, sentence, source, toVerify } = settingInWords(key, statutes[key]);
    return { title, sentence, source, toVerify };
  });
}

/** What cannot stay secret: said at the opening, and with the result once it may be known. */
export function warningsOf(
  { secret, facts, verdict, roundCount }: Pick<Vote, 'secret' | 'facts' | 'verdict' | 'roundCount'>,
  resultKnown: boolean,
): string[] {
  if (!secret) return [];
  const few = secrecyWarnings(facts.presences);
  if (!resultKnown) return few;
  if (roundCount) return [...few, ...revealedByNames(roundCount)];
  return verdict ? [...few, ...revealedBy(verdict.counts)] : few;
}

async function receiptAnswer(tx: Tx, voteId: string, code: string): Promise<'in-box' | 'unknown'> {
  const typed = receiptTyped(code);
  return typed !== null && (await isInBox(tx, voteId, receiptHash(voteId, typed))) ? 'in-box' : 'unknown';
}
