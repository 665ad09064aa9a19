import { sql } from 'drizzle-orm';
import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { castBallot } from '#lib/decisions/server/votes/cast.ts';
import { openVote } from '#lib/decisions/server/votes/open.ts';
import { cancelVote } from '#lib/decisions/server/votes/end.ts';
import { newReceipt } from '#lib/decisions/server/votes/receipts.ts';
import { voteOpeningForm } from '#lib/decisions/forms/votes.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { callItem } from '#lib/meetings/server/sitting/state.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { doneValue } from '../fixtures/account-house.ts';
import { serve } from '../e2e/server.ts';
import {
  at,
  cpuOf,
  get,
  listen,
  openLargeBody,
  post,
  type LargeBody,
  type LargeMember,
} from './large-body.ts';

/** `BENCH_VOTERS`: another crowd, for a machine that does other things as well. */
const VOTERS = Number(process.env.BENCH_VOTERS ?? 2000);
/** Seconds within which all of them vote. */
const WITHIN = 10;
/** One voter in so many presses twice. */
const TWICE = 10;
/** Ballots cast one beside the other, for the throughput. */
const CASTS = 1000;
const AT_ONCE = 8;
const MOST_ATTEMPTS = 5;
/** Milliseconds between two looks of one screen, as the page has it. */
const PACE = 300;
const CHOICES = ['for', 'against', 'abstention'] as const;

type Secrecy = 'named' | 'secret';
type Choice = (typeof CHOICES)[number];

export interface CrowdFigures {
  readonly secrecy: Secrecy;
  readonly voters: number;
  /** Presses, those that were sent twice included. */
  readonly presses: number;
  /** Those that had to be sent again, because the connection failed. */
  readonly again: number;
  /** Seconds from the first press to the last acknowledgement. */
  readonly took: number;
  /** Milliseconds from the press to the acknowledgement. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Ballots acknowledged that are not kept as they were cast, and ballots kept beyond one for each voice. */
  readonly lost: number;
  readonly doubled: number;
  /** How often the screens were read again meanwhile. */
  readonly looks: number;
  /** Milliseconds of the server's CPU for one ballot, all that it shows included. */
  readonly cpu: number;
}

export interface ThroughputFigures {
  readonly secrecy: Secrecy;
  /** Ballots acknowledged, and plain inserts, by second. */
  readonly ballots: number;
  readonly inserts: number;
}

export interface VoteFigures {
  readonly crowds: readonly CrowdFigures[];
  readonly throughput: readonly ThroughputFigures[];
}

/** Who leads the sitting. */
const leader = ({ associationId }: LargeBody): Actor => ({
  associationId,
  accountId: null,
  name: 'Banc d’essai',
  personId: null,
  role: 'coordination',
  seats: [],
});

/** A member as whoever signed in: their one seat. */
const voter = ({ associationId, bodyId }: LargeBody, { accountId, mandateId }: LargeMember): Actor => ({
  associationId,
  accountId,
  name: 'Sam',
  personId: null,
  role: null,
  seats: [
    {
      mandateId,
      bodyId,
      sector: 'associative',
      office: 'member',
      voting: true,
      from: '2018-01-01',
      to: null,
    },
  ],
});

async function openOn(body: LargeBody, secrecy: Secrecy): Promise<string> {
  const { house, meetingId, items } = body;
  const form = voteOpeningForm.parse({ itemId: items[0], proposal: 'Le forum approuve.', secrecy });
  return doneValue(await openVote(house, leader(body), meetingId, form)).voteId;
}

async function giveUp(body: LargeBody, voteId: string): Promise<void> {
  const { house, meetingId } = body;
  doneValue(await cancelVote(house, leader(body), meetingId, { voteId, reason: 'Banc d’essai.' }));
}

/** Does it for each, so many at once. */
async function together<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of left) await work(one);
    }),
  );
}

/** What is kept of a vote: for each mandate in a named one, for each choice in a secret one. */
async function keptOf(body: LargeBody, voteId: string, secrecy: Secrecy): Promise<Map<string, number>> {
  const what =
    secrecy === 'named'
      ? sql`select mandate_id || ' ' || choice as what, count(*)::int as times from named_ballots where vote_id = ${voteId} group by 1`
      : sql`select choice as what, count(*)::int as times from secret_ballots where vote_id = ${voteId} group by 1`;
  const rows = await inAssociation(body.house.db, body.associationId, (tx) =>
    tx.execute<{ what: string; times: number }>(what),
  );
  return new Map(rows.map((row) => [row.what, row.times]));
}

/** Two thousand voters, each with the live page open, vote within ten seconds; one in ten presses twice. */
async function crowd(body: LargeBody, address: string, pid: number, secrecy: Secrecy): Promise<CrowdFigures> {
  const voteId = await openOn(body, secrecy);
  const { meeting, members } = body;
  const streams = new Agent({ maxSockets: Infinity });
  const pages = new Agent({ keepAlive: true, maxSockets: Infinity });
  let looks = 0;
  let over = false;

  const going = new Set<Promise<unknown>>();
  /** Follows as the page does: looks again when told, at most once each `PACE`. */
  async function follow({ cookie }: LargeMember): Promise<void> {
    let again = false;
    let looking = false;
    const look = async () => {
      do {
        again = false;
        looks += 1;
        await get(pages, `${address}${meeting}/live/follow`, cookie).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, PACE));
      } while (again && !over);
      looking = false;
    };
    const lookSoon = () => {
      if (over) return;
      if (looking) return void (again = true);
      looking = true;
      const done: Promise<unknown> = look().finally(() => going.delete(done));
      going.add(done);
    };
    await listen(streams, `${address}${meeting}/live?since=0`, cookie, lookSoon);
  }
  await together(members, 20, follow);

  const times: number[] = [];
  const expected = new Map<string, number>();
  let [presses, again] = [0, 0];
  const cpu = cpuOf(pid);
  const begun = performance.now();
  const cast = async (member: LargeMember, index: number) => {
    await new Promise((resolve) =>
      setTimeout(resolve, ((index * 7919) % VOTERS) * ((WITHIN * 1000) / VOTERS)),
    );
    const choice: Choice = CHOICES[index % CHOICES.length]!;
    const { mandateId, cookie } = member;
    const form = { voteId, mandateId, choice, receipt: secrecy === 'secret' ? newReceipt() : '' };
    const press = async () => {
      presses += 1;
      const pressed = performance.now();
      let answer: string | null = null;
      // Whoever is told that the connection failed presses again, a few times: a ballot that never comes is counted as lost.
      for (let attempt = 0; answer === null && attempt < MOST_ATTEMPTS; attempt += 1)
        answer = await post(pages, `${address}${meeting}/follow?/cast`, cookie, form).catch(() => {
          again += 1;
          return null;
        });
      if (answer !== null && !answer.includes('"success"'))
        throw new Error(`A ballot was refused: ${answer}`);
      times.push(performance.now() - pressed);
    };
    await Promise.all(index % TWICE === 0 ? [press(), press()] : [press()]);
    const key = secrecy === 'named' ? `${mandateId} ${choice}` : choice;
    expected.set(key, (expected.get(key) ?? 0) + 1);
  };
  await Promise.all(members.map(cast));
  const took = (performance.now() - begun) / 1000;
  const spent = (cpuOf(pid) - cpu) / VOTERS;
  over = true;
  streams.destroy();
  await Promise.all(going);
  pages.destroy();
  const kept = await keptOf(body, voteId, secrecy);
  let [lost, doubled] = [0, 0];
  for (const key of new Set([...expected.keys(), ...kept.keys()])) {
    const more = (kept.get(key) ?? 0) - (expected.get(key) ?? 0);
    if (more > 0) doubled += more;
    else lost -= more;
  }
  await giveUp(body, voteId);
  const [p50, p95, max] = [at(times, 0.5), at(times, 0.95), at(times, 1)];
  return { secrecy, voters: VOTERS, presses, again, took, p50, p95, max, lost, doubled, looks, cpu: spent };
}

/** Ballots by the command that keeps them, beside plain inserts, both by the same connections. */
async function throughput(body: LargeBody, secrecy: Secrecy): Promise<ThroughputFigures> {
  const { house, meetingId, members, associationId } = body;
  const voteId = await openOn(body, secrecy);
  const rate = async (work: (member: LargeMember) => Promise<unknown>) => {
    const some = members.slice(0, CASTS);
    const begun = performance.now();
    await together(some, AT_ONCE, work);
    return some.length / ((performance.now() - begun) / 1000);
  };
  const ballots = await rate(async (member) => {
    const receipt = secrecy === 'secret' ? newReceipt() : '';
    const form = { voteId, mandateId: member.mandateId, choice: 'for' as const, names: [], receipt };
    doneValue(await castBallot(house, voter(body, member), meetingId, form));
  });
  await house.db.execute(sql`create table if not exists bench_ballots (
    association_id uuid, vote_id uuid, mandate_id uuid, choice text, cast_at timestamptz,
    primary key (association_id, vote_id, mandate_id))`);
  const inserts = await rate(({ mandateId }) =>
    house.db.execute(
      sql`insert into bench_ballots values (${associationId}, ${voteId}, ${mandateId}, 'for', now())`,
    ),
  );
  await giveUp(body, voteId);
  return { secrecy, ballots, inserts };
}

/** How votes on screens bear a crowd. Fails when a ballot is lost or counted twice. */
export async function votesOnScreens(): Promise<VoteFigures> {
  const body = await openLargeBody(VOTERS);
  const { house, meetingId, items } = body;
  doneValue(await callItem(house, leader(body), meetingId, items[0]!));
  const rates = [await throughput(body, 'named'), await throughput(body, 'secret')];
  const app = await serve(body.url);
  try {
    const crowds = [
      await crowd(body, app.address, app.pid, 'named'),
      await crowd(body, app.address, app.pid, 'secret'),
    ];
    return { crowds, throughput: rates };
  } finally {
    await app.stop();
    await body.close();
  }
}
