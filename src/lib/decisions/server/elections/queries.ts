import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { settingInWords } from '#lib/associations/rules/statutes.ts';
import { seatChoices, type SeatChoice } from '#lib/bodies/server/mandate-view.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter, dayWithin } from '#lib/kernel/days.ts';
import type { MeetingFacts } from '#lib/meetings/policy.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayDecide } from '../../policy.ts';
import type { RuleLine } from '../../rules/frozen-lines.ts';
import {
  constraintLines,
  resultWords,
  roundSentences,
  type DrawnLot,
  type ElectedOffice,
} from '../../rules/election-words.ts';
import type { Candidate, NextStep } from '../../rules/elections.ts';
import { decisionReference } from '../../reference.ts';
import { voteRights, votes } from '../votes/tables.ts';
import { registerEntries } from '../register/tables.ts';
import { electionsOfItem, type LoadedElection } from './load.ts';
import { outgoingOf } from './outgoing.ts';

/** A lot as whoever checks it sees it. */
export interface LotView extends DrawnLot {
  readonly round: number;
  /** In the order of the lot. */
  readonly drawn: readonly { readonly name: string; readonly hash: string }[];
}

/** An election as whoever may read its meeting sees it. */
export interface ElectionView {
  readonly id: string;
  readonly title: string;
  readonly body: { readonly code: string; readonly name: string };
  readonly office: ElectedOffice;
  readonly ballot: 'single' | 'list';
  /** What settles a tie. */
  readonly tieBy: 'lot' | 'oldest';
  readonly secret: boolean;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly candidates: readonly (Candidate & {
    readonly elected: boolean;
    readonly running: boolean;
    /** The round after which they withdrew, 0 for before the first; null: they did not. */
    readonly withdrawnAfter: number | null;
  })[];
  readonly rules: readonly RuleLine[];
  readonly constraints: readonly string[];
  readonly rounds: readonly {
    readonly number: number;
    readonly sentences: readonly string[];
    readonly erasable: boolean;
  }[];
  readonly lots: readonly LotView[];
  /** The round that is voted on screens now; null: none is. */
  readonly onScreens: {
    readonly id: string;
    readonly state: 'open' | 'closed';
    readonly cast: number;
    readonly entitled: number;
  } | null;
  readonly next: NextStep;
  readonly seatsLeft: number;
  /** Its number in the register once proclaimed. */
  readonly reference: string | null;
  /** Who is elected, once proclaimed. */
  readonly result: string | null;
  readonly applied: boolean;
  /** Why it was cancelled; null: it was not. */
  readonly cancelled: string | null;
  /** What giving the mandates asks; null: nothing to give, or not by this actor. */
  readonly giving: GivingView | null;
}

export interface GivingView {
  readonly elected: readonly (Pick<Candidate, 'id' | 'name' | 'organisation'> & {
    /** They leave this mandate of the body on the eve. */
    readonly leaves: boolean;
  })[];
  /** Who still has the office on the first day, and the last day (ISO) of their mandate; null: none is set. */
  readonly outgoing: readonly { readonly id: string; readonly name: string; readonly to: string | null }[];
  /** Their last day, the eve of the new mandates. */
  readonly lastDay: string;
  /** The seats of the body, where they are described. */
  readonly seats: readonly SeatChoice[];
}

/** What giving the mandates of each of these elections asks, by election; nothing for those that give none. */
async function givingsOf(
  tx: Tx,
  found: readonly LoadedElection[],
): Promise<ReadonlyMap<LoadedElection, GivingView>> {
  const awaiting = found.flatMap((election) => {
    const { row } = election;
    const ids = row.appliedAt === null ? (row.elected ?? []) : [];
    return ids.length === 0
      ? []
      : [{ election, row, elected: row.candidates.filter(({ id }) => ids.includes(id)) }];
  });
  if (awaiting.length === 0) return new Map();
  const sitting = await tx
    .select({
      bodyId: mandates.bodyId,
      personId: mandates.personId,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .where(
      and(
        inArray(
          mandates.bodyId,
          awaiting.map(({ row }) => row.bodyId),
        ),
        inArray(
          mandates.personId,
          awaiting.flatMap(({ elected }) => elected.map(({ personId }) => personId)),
        ),
      ),
    );
  const seats = new Map<string, SeatChoice[]>();
  for (const { row } of awaiting) {
    // The elections of an item are for one body, but for the exception.
    const place = `${row.bodyId} ${row.fromDay}`;
    if (!seats.has(place)) seats.set(place, await seatChoices(tx, row.bodyId, row.fromDay));
  }
  // An item has one election of an office, but for the exception.
  const outgoing = new Map<string, GivingView['outgoing']>();
  for (const { row } of awaiting)
    outgoing.set(
      row.id,
      (await outgoingOf(tx, row)).map(({ id, name, to }) => ({ id, name, to })),
    );
  return new Map(
    awaiting.map(({ election, row, elected }) => [
      election,
      {
        elected: elected.map(({ id, name, organisation, personId }) => ({
          id,
          name,
          organisation,
          leaves: sitting.some(
            (mandate) =>
              mandate.bodyId === row.bodyId &&
              mandate.personId === personId &&
              dayWithin(row.fromDay, mandate.from, mandate.to),
          ),
        })),
        outgoing: outgoing.get(row.id)!,
        lastDay: daysAfter(row.fromDay, -1),
        seats: seats.get(`${row.bodyId} ${row.fromDay}`)!,
      },
    ]),
  );
}

/** The rounds of these elections that are voted on screens now, with how many voices are cast, and never which. */
async function roundsOnScreens(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<ElectionView['onScreens']>>> {
  const rows = await tx
    .select({
      electionId: votes.electionId,
      id: votes.id,
      state: votes.state,
      cast: sql<number>`count(*) filter (where ${voteRights.cast})::int`,
      entitled: count(voteRights.mandateId),
    })
    .from(votes)
    .leftJoin(voteRights, eq(voteRights.voteId, votes.id))
    .where(and(inArray(votes.electionId, [...ids]), inArray(votes.state, ['open', 'closed'])))
    .groupBy(votes.associationId, votes.id);
  return new Map(
    rows.map(({ electionId, state, ...row }) => [
      electionId!,
      { ...row, state: state === 'open' ? ('open' as const) : ('closed' as const) },
    ]),
  );
}

/** The elections of an item, the first opened first. The caller may read the meeting. */
export async function electionsOn(
  tx: Tx,
  actor: Actor,
  meeting: MeetingFacts & { readonly id: string },
  itemId: string,
  today: string,
): Promise<ElectionView[]> {
  const found = await electionsOfItem(tx, meeting.id, itemId);
  if (found.length === 0) return [];
  const names = await tx
    .select({ id: bodies.id, code: bodies.code, name: bodies.name })
    .from(bodies)
    .where(
      inArray(
        bodies.id,
        found.map(({ row }) => row.bodyId),
      ),
    );
  const decided = found.flatMap(({ row }) => row.decisionId ?? []);
  const entries =
    decided.length === 0
      ? []
      : await tx
          .select({
            decisionId: registerEntries.decisionId,
            code: bodies.code,
            year: registerEntries.year,
            number: registerEntries.number,
          })
          .from(registerEntries)
          .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
          .where(inArray(registerEntries.decisionId, decided));
  const screens = await roundsOnScreens(
    tx,
    found.map(({ row }) => row.id),
  );
  const deciding = mayDecide(actor, meeting, today).done;
  const giving = deciding ? await givingsOf(tx, found) : new Map<LoadedElection, GivingView>();
  return found.map((election) => {
    const entry = entries.find(({ decisionId }) => decisionId === election.row.decisionId);
    return viewOf(election, {
      body: names.find(({ id }) => id === election.row.bodyId)!,
      reference: election.row.decisionId !== null && entry ? decisionReference(entry) : null,
      giving: giving.get(election) ?? null,
      onScreens: screens.get(election.row.id) ?? null,
    });
  });
}

function viewOf(
  { row, rounds, ties, state, lotOf }: LoadedElection,
  more: Pick<ElectionView, 'body' | 'reference' | 'giving' | 'onScreens'>,
): ElectionView {
  const { candidates, rule } = row;
  const { places } = state.seating;
  const nameOf = (id: string) => candidates.find((candidate) => candidate.id === id)!.name;
  return {
    id: row.id,
    title: row.title,
    office: row.office,
    ballot: rule.ballot,
    tieBy: rule.tie.value,
    secret: row.secret,
    openedBy: row.openedBy,
    openedAt: row.openedAt,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      elected: state.elected.some((each) => each.candidate.id === candidate.id),
      running: state.left.some(({ id }) => id === candidate.id),
      withdrawnAfter: state.withdrawn.find((each) => each.candidate.id === candidate.id)?.afterRound ?? null,
    })),
    rules: [settingInWords('election-rounds', rule.rounds), settingInWords('election-tie', rule.tie)].map(
      ({ title, sentence, source, toVerify }) => ({ title, sentence, source, toVerify }),
    ),
    constraints: constraintLines(rule),
    rounds: state.rounds.map((round) => ({
      number: round.number,
      sentences: roundSentences(round, candidates, lotOf),
      erasable:
        row.running === true &&
        round.number === rounds.length &&
        !rounds[round.number - 1]!.onScreens &&
        ties.every((tie) => tie.round !== round.number),
    })),
    lots: ties.flatMap(({ round, order, seed, hashes }) =>
      seed === null || hashes === null
        ? []
        : [
            {
              round,
              seed,
              hashes,
              drawn: Object.entries(hashes)
                .toSorted(([, one], [, other]) => (one < other ? -1 : 1))
                .flatMap(([id, hash]) => (order.includes(id) ? [{ name: nameOf(id), hash }] : [])),
            },
          ],
    ),
    next: state.next,
    seatsLeft: places.public + places.associative + places.government + places.any,
    result: row.elected === null ? null : resultWords(state, candidates, rule.places, lotOf).sentence,
    applied: row.appliedAt !== null,
    cancelled: row.cancelReason,
    ...more,
  };
}
