import { and, asc, eq, inArray } from 'drizzle-orm';
import { collegesCounted } from '#lib/associations/rules/statutes.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead, ownMandates, type MeetingFacts } from '#lib/meetings/policy.ts';
import type { Presence } from '#lib/meetings/rules/quorum.ts';
import { tellers } from '#lib/meetings/server/sitting/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayDecide } from '../../policy.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import {
  differencesBetween,
  secrecyWarnings,
  type PaperCount,
  type PaperDifference,
} from '../../rules/paper.ts';
import { paperCounts, paperVotes } from './tables.ts';

/** What is known of one of the two counts. */
export interface CountView {
  readonly place: 1 | 2;
  readonly teller: string;
  readonly tellerMandateId: string | null;
  /** Null: by the teller, on their own screen. */
  readonly enteredBy: string | null;
  /** ISO instant. */
  readonly enteredAt: string;
  /** Null to whoever must not see them yet: a teller counts without knowing what the other found. */
  readonly counts: readonly PaperCount[] | null;
}

/** A vote on paper that is being counted, as someone who may follow it sees it. */
export interface PaperVoteView {
  readonly id: string;
  readonly itemId: string;
  readonly proposal: string;
  /** All the items that it decides, in the order of the agenda; empty: its own alone. */
  readonly linked: readonly LinkedItem[];
  readonly openedBy: string;
  readonly openedAt: string;
  /** The votes that could be cast when it opened, in each college that is counted. */
  readonly presences: readonly Presence[];
  readonly counts: readonly CountView[];
  /** Null until both counts are entered. */
  readonly differences: readonly PaperDifference[] | null;
  readonly warnings: readonly string[];
  /** Who can be named as teller: those who sat when it opened. */
  readonly people: readonly string[];
  /** The mandate by which the actor counts here; null when they are not a teller. */
  readonly ownTeller: string | null;
  readonly mayRecord: boolean;
}

/** The mandate by which someone counts the votes of a meeting, or null. */
export async function tellerMandateOf(
  tx: Tx,
  actor: Actor,
  meeting: MeetingFacts & { readonly id: string },
): Promise<string | null> {
  const own = ownMandates(actor, meeting);
  if (own.length === 0) return null;
  const [row] = await tx
    .select({ mandateId: tellers.mandateId })
    .from(tellers)
    .where(and(eq(tellers.meetingId, meeting.id), inArray(tellers.mandateId, own)))
    .limit(1);
  return row?.mandateId ?? null;
}

/** Whether someone follows the counting of ballots: those who decide, and the tellers of the meeting. */
export async function mayCount(
  tx: Tx,
  actor: Actor,
  meeting: MeetingFacts & { readonly id: string },
  today: string,
): Promise<Outcome<{ readonly mandateId: string | null }>> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done) return readable;
  const mandateId = await tellerMandateOf(tx, actor, meeting);
  if (mandateId !== null || mayDecide(actor, meeting, today).done) return done({ mandateId });
  return refuse(
    'not-allowed',
    'Seules les personnes désignées pour compter les voix entrent leur compte. Le secrétariat les désigne à la page de la séance.',
  );
}

/** The vote on paper being counted on this item; null when there is none, or when the actor does not follow the counting. */
export async function paperVoteOn(
  tx: Tx,
  actor: Actor,
  meeting: MeetingFacts & { readonly id: string },
  itemId: string,
  today: string,
): Promise<PaperVoteView | null> {
  const [vote] = await tx.select().from(paperVotes).where(eq(paperVotes.itemId, itemId));
  if (!vote) return null;
  const allowed = await mayCount(tx, actor, meeting, today);
  if (!allowed.done) return null;
  const ownTeller = allowed.value.mandateId;
  const rows = await tx
    .select()
    .from(paperCounts)
    .where(eq(paperCounts.paperVoteId, vote.id))
    .orderBy(asc(paperCounts.place));
  const [first, second] = rows;
  const expected = collegesCounted(vote.basis.statutes);
  const presences = vote.basis.presences.filter(({ college }) => expected.includes(college));
  return {
    id: vote.id,
    itemId,
    proposal: vote.proposal,
    linked: vote.linked,
    openedBy: vote.openedBy,
    openedAt: vote.openedAt,
    presences,
    counts: rows.map(({ place, teller, tellerMandateId, enteredBy, enteredAt, counts }) => ({
      place: place === 1 ? 1 : 2,
      teller,
      tellerMandateId,
      enteredBy,
      enteredAt,
      counts: second || tellerMandateId === ownTeller ? counts : null,
    })),
    differences: first && second ? differencesBetween(first.counts, second.counts) : null,
    warnings: secrecyWarnings(presences, second ? second.counts : null),
    people: vote.snapshot.people.map(({ name }) => name),
    ownTeller,
    mayRecord: mayDecide(actor, meeting, today).done,
  };
}

/** Whether ballots are being counted on an item by this member. */
export async function countsOn(
  tx: Tx,
  actor: Actor,
  meeting: MeetingFacts & { readonly id: string },
  itemId: string,
): Promise<boolean> {
  const own = ownMandates(actor, meeting);
  if (own.length === 0) return false;
  const rows = await tx
    .select({ id: paperVotes.id })
    .from(paperVotes)
    .innerJoin(tellers, eq(tellers.meetingId, paperVotes.meetingId))
    .where(and(eq(paperVotes.itemId, itemId), inArray(tellers.mandateId, own)))
    .limit(1);
  return rows.length > 0;
}
