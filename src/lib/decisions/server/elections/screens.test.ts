import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { agendaItems, attendances } from '#lib/meetings/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { electionForm, roundForm } from '../../forms/elections.ts';
import { ballotForm, roundVoteForm } from '../../forms/votes.ts';
import { memberFace } from '../faces/member.ts';
import { consoleFace } from '../faces/console.ts';
import { roomFace } from '../faces/room.ts';
import { decisions } from '../tables.ts';
import { castBallot } from '../votes/cast.ts';
import { cancelVote, closeVote, publishVote } from '../votes/end.ts';
import { enterBallot } from '../votes/entries.ts';
import { voteSheet } from '../votes/queries.ts';
import { newReceipt } from '../votes/receipts.ts';
import { secretBallots, voteReceipts, voteRights, votes } from '../votes/tables.ts';
import { openElection } from './open.ts';
import { electionsOn } from './queries.ts';
import { cancelElection, proclaimElection } from './result.ts';
import { enterRound, eraseRound } from './rounds.ts';
import { openRoundOnScreens } from './screens.ts';
import { elections } from './tables.ts';

const MOMENT = { now: '2022-11-21T15:12:30Z', today: '2022-11-21' };
const VOTERS = 6;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('urne', 'common');
});
afterAll(() => relay.close());

interface Scene {
  readonly meetingId: string;
  readonly bodyId: string;
  readonly itemId: string;
  readonly informationId: string;
  readonly electionId: string;
  readonly mandateIds: readonly string[];
  /** Candidates: the first three members. */
  readonly names: readonly string[];
}

function refused(outcome: Outcome<unknown>) {
  if (outcome.done) throw new Error('Done, where a refusal is expected.');
  return outcome.refusal;
}

/** An assembly of six whose sitting is open on an election of two members of a board, three of them standing. */
async function scene(
  over: Record<string, string> = {},
  state: 'open' | 'suspended' = 'open',
): Promise<Scene> {
  const at = await here.addBody(
    'general-assembly',
    Array.from({ length: VOTERS }, () => ({ sector: 'associative', state: 'present' }) as const),
  );
  const board = await here.addBody('board', []);
  const people = await here.inside(async (tx) => {
    await tx.update(agendaItems).set({ nature: 'election' }).where(eq(agendaItems.id, at.itemId));
    await tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId: at.meetingId,
      state,
      openedAt: '2022-11-21T14:00:00Z',
      currentItemId: at.itemId,
      itemSince: '2022-11-21T14:30:00Z',
    });
    return tx
      .select({ personId: mandates.personId, organisationId: mandates.organisationId })
      .from(mandates)
      .where(eq(mandates.bodyId, at.bodyId));
  });
  const lines = people.slice(0, 3).flatMap(({ personId, organisationId }, index) => [
    [`person-${index}`, personId],
    [`organisation-${index}`, organisationId],
  ]);
  const { electionId } = doneValue(
    await openElection(
      relay.house,
      here.coordinator,
      at.meetingId,
      at.itemId,
      electionForm.parse({
        body: board.bodyId,
        office: 'member',
        from: '2022-12-01',
        any: '2',
        ballot: 'list',
        secret: 'yes',
        ...Object.fromEntries(lines),
        ...over,
      }),
    ),
  );
  const [row] = await here.inside((tx) =>
    tx.select({ candidates: elections.candidates }).from(elections).where(eq(elections.id, electionId)),
  );
  return { ...at, electionId, names: row!.candidates.map(({ id }) => id) };
}

const member = (at: Scene, index: number): Actor =>
  here.actor(null, [
    {
      mandateId: at.mandateIds[index]!,
      bodyId: at.bodyId,
      sector: 'associative',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);
const opening = (at: Scene, round = 1, more: Record<string, string> = {}, actor: Actor = here.coordinator) =>
  openRoundOnScreens(
    relay.house,
    actor,
    at.meetingId,
    roundVoteForm.parse({ electionId: at.electionId, round, ...more }),
  );
const open = async (at: Scene, round = 1, more: Record<string, string> = {}) =>
  doneValue(await opening(at, round, more)).voteId;
const cast = (
  at: Scene,
  voteId: string,
  index: number,
  names: readonly string[] | 'blank' | 'not-voting',
  { by = index, receipt = newReceipt() } = {},
) =>
  castBallot(
    relay.house,
    member(at, by),
    at.meetingId,
    ballotForm.parse({
      voteId,
      mandateId: at.mandateIds[index]!,
      receipt,
      ...(typeof names === 'string' ? { choice: names } : { choice: 'names', names }),
    }),
  );
const close = (at: Scene, voteId: string) =>
  closeVote(relay.house, here.coordinator, at.meetingId, { voteId });
const publish = (at: Scene, voteId: string) =>
  publishVote(relay.house, here.coordinator, at.meetingId, { voteId });
const seen = async (at: Scene) =>
  (
    await here.inside((tx) =>
      electionsOn(
        tx,
        here.coordinator,
        { id: at.meetingId, bodyId: at.bodyId, heldOn: '2022-11-21' },
        at.itemId,
        '2022-11-21',
      ),
    )
  )[0]!;

describe('a secret round on screens', () => {
  it('is counted as its papers would be, and proclaimed', async () => {
    const at = await scene();
    const [a, b, c] = at.names as [string, string, string];
    // Member 5 left a proxy to member 0, who votes twice: once for each.
    await here.inside(async (tx) => {
      await tx
        .update(attendances)
        .set({ state: 'excused' })
        .where(and(eq(attendances.meetingId, at.meetingId), eq(attendances.mandateId, at.mandateIds[5]!)));
      await tx.insert(proxies).values({
        associationId: here.associationId,
        meetingId: at.meetingId,
        bodyId: at.bodyId,
        principalMandateId: at.mandateIds[5]!,
        holderMandateId: at.mandateIds[0]!,
        givenAt: '2022-11-20T10:00:00Z',
        via: 'paper',
      });
    });
    const voteId = await open(at);
    expect(await open(at)).toBe(voteId);
    const own = doneValue(
      await here.inside((tx) => memberFace(tx, member(at, 0), MOMENT, at.meetingId)),
    ).vote!;
    expect(own.own).toHaveLength(2);
    expect(own).toMatchObject({
      secret: true,
      choices: ['names', 'blank', 'not-voting'],
      names: { most: 2 },
    });

    expect(refused(await cast(at, voteId, 1, [a, b, c])).code).toBe('too-many-names');
    expect(refused(await cast(at, voteId, 1, [crypto.randomUUID()])).code).toBe('not-a-candidate');
    expect(refused(await cast(at, voteId, 1, [])).code).toBe('no-name');
    expect(refused(await cast(at, voteId, 5, [a])).code).toBe('not-entitled');
    const receipt = newReceipt();
    doneValue(await cast(at, voteId, 0, [b, a], { receipt }));
    // Pressed twice, it is one ballot; another one is refused.
    doneValue(await cast(at, voteId, 0, [b, a], { receipt }));
    expect(refused(await cast(at, voteId, 0, [c])).code).toBe('already-voted');
    doneValue(await cast(at, voteId, 5, [c], { by: 0 }));
    doneValue(await cast(at, voteId, 1, [a]));
    doneValue(await cast(at, voteId, 2, 'blank'));
    doneValue(await cast(at, voteId, 3, 'not-voting'));

    // Until its end: in numbers only, and nothing else may be done to the election.
    const room = doneValue(await here.inside((tx) => roomFace(tx, here.coordinator, MOMENT, at.meetingId)));
    expect(room.vote).toMatchObject({ entitled: 6, cast: 5 });
    expect(room.vote!.names!.candidates).toHaveLength(3);
    expect(await seen(at)).toMatchObject({ onScreens: { state: 'open', cast: 5, entitled: 6 }, rounds: [] });
    const round = roundForm.parse({ electionId: at.electionId, round: '1', cast: '1', blank: '1' });
    for (const outcome of [
      await enterRound(relay.house, here.coordinator, at.meetingId, round),
      await proclaimElection(relay.house, here.coordinator, at.meetingId, at),
      await cancelElection(relay.house, here.coordinator, at.meetingId, { ...at, reason: 'Erreur.' }),
      await closeSitting(relay.house, here.coordinator, at.meetingId, { at: '', treatments: {} }),
      await publish(at, voteId),
    ])
      expect(refused(outcome).code).toMatch(/^vote-(going-on|still-open)$/);

    doneValue(await close(at, voteId));
    doneValue(await close(at, voteId));
    expect(refused(await cast(at, voteId, 4, [a])).code).toBe('vote-over');
    const desk = doneValue(
      await here.inside((tx) => consoleFace(tx, here.coordinator, MOMENT, at.meetingId)),
    );
    expect(desk.vote!.result).toMatchObject({
      adopted: null,
      sentence: expect.stringContaining('4\u00a0bulletins'),
    });
    expect((await seen(at)).rounds).toEqual([]);
    expect(
      refused(await cancelVote(relay.house, here.coordinator, at.meetingId, { voteId, reason: 'Non.' })).code,
    ).toBe('vote-counted');
    doneValue(await publish(at, voteId));
    doneValue(await publish(at, voteId));

    // 3 valid ballots, 2 votes needed: a has them, b and c have one each.
    const [counted] = (await seen(at)).rounds;
    expect(counted!.sentences.join(' ')).toContain('4\u00a0bulletins, 1\u00a0blanc, 0\u00a0nul');
    expect(counted!.erasable).toBe(false);
    expect(
      refused(
        await eraseRound(relay.house, here.coordinator, at.meetingId, {
          electionId: at.electionId,
          round: 1,
        }),
      ).code,
    ).toBe('round-on-screens');
    expect((await seen(at)).candidates.filter(({ elected }) => elected).map(({ id }) => id)).toEqual([a]);

    const second = await open(at, 2);
    const ballot = doneValue(
      await here.inside((tx) => memberFace(tx, member(at, 1), MOMENT, at.meetingId)),
    ).vote!;
    expect(ballot.names).toMatchObject({ most: 1, candidates: [{ id: b }, { id: c }] });
    expect(refused(await cast(at, second, 1, [a])).code).toBe('not-a-candidate');
    for (const index of [1, 2, 3]) doneValue(await cast(at, second, index, [c]));
    doneValue(await close(at, second));
    doneValue(await publish(at, second));
    const { decisionId } = doneValue(await proclaimElection(relay.house, here.coordinator, at.meetingId, at));
    const [decision] = await here.inside((tx) =>
      tx.select({ snapshot: decisions.snapshot }).from(decisions).where(eq(decisions.id, decisionId)),
    );
    expect(decision!.snapshot!.method).toBe('electronic');
  });

  it('keeps nothing that joins a ballot to a voter: neither in the rows nor in the journal', async () => {
    const at = await scene();
    const voteId = await open(at);
    const receipt = newReceipt();
    // At once: the last two are kept together.
    const together = [
      cast(at, voteId, 0, [at.names[0]!], { receipt }),
      cast(at, voteId, 1, [at.names[1]!, at.names[0]!]),
      cast(at, voteId, 2, 'blank'),
    ];
    for (const each of await Promise.all(together)) doneValue(each);
    doneValue(await close(at, voteId));
    const written = await here.inside(async (tx) => ({
      moments: await tx.execute<{ n: number }>(
        sql`select count(distinct xmin::text)::int as n from (
          select xmin from ${secretBallots} where ${secretBallots.voteId} = ${voteId}
          union all select xmin from ${voteRights} where ${voteRights.voteId} = ${voteId}
          union all select xmin from ${voteReceipts} where ${voteReceipts.voteId} = ${voteId}) as rows`,
      ),
      ballots: await tx.select().from(secretBallots).where(eq(secretBallots.voteId, voteId)),
      journal: await tx.select().from(journalEntries),
    }));
    expect(written.moments[0]!.n).toBe(1);
    expect(written.ballots.map(({ names }) => names?.length ?? 0).toSorted()).toEqual([0, 1, 2]);
    // In the order of the candidates, whatever the order in which they were ticked.
    expect(written.ballots.find(({ names }) => names?.length === 2)!.names).toEqual(at.names.slice(0, 2));
    expect(JSON.stringify(written.journal)).not.toContain('ballot-cast');
    const sheet = doneValue(
      await here.inside((tx) => voteSheet(tx, member(at, 0), '2022-11-21', at.meetingId, voteId, receipt)),
    );
    expect(sheet).toMatchObject({ receipt: 'in-box', cast: 3 });
    expect(sheet.tookPart.every(({ choice, chosen }) => choice === null && chosen === null)).toBe(true);
  });

  it('is cancelled with a reason, and opened again', async () => {
    const at = await scene();
    const voteId = await open(at);
    expect(refused(await close(at, voteId)).code).toBe('nothing-cast');
    doneValue(await cast(at, voteId, 0, 'not-voting'));
    expect(refused(await close(at, voteId)).code).toBe('nothing-cast');
    doneValue(await cancelVote(relay.house, here.coordinator, at.meetingId, { voteId, reason: 'Trop tôt.' }));
    expect(await open(at)).not.toBe(voteId);
  });
});

describe('a round by name', () => {
  it('is changed until the closing, and says who voted for whom once it is published', async () => {
    const at = await scene({ secret: '', ballot: 'single', any: '1' });
    await relaxed(at);
    const voteId = await open(at, 1, { mayChange: 'yes' });
    doneValue(await cast(at, voteId, 0, [at.names[0]!]));
    doneValue(await cast(at, voteId, 0, [at.names[1]!]));
    doneValue(await cast(at, voteId, 0, [at.names[1]!]));
    expect(
      refused(
        await enterBallot(relay.house, here.coordinator, at.meetingId, {
          voteId,
          mandateId: at.mandateIds[1]!,
          choice: 'blank',
        }),
      ).code,
    ).toBe('election-entered');
    doneValue(await close(at, voteId));
    doneValue(await publish(at, voteId));
    const sheet = doneValue(
      await here.inside((tx) => voteSheet(tx, member(at, 2), '2022-11-21', at.meetingId, voteId, null)),
    );
    const { candidates } = await seen(at);
    expect(sheet.tookPart).toMatchObject([{ chosen: candidates[1]!.name }]);
    expect(candidates[1]!.elected).toBe(true);
  });

  it('is refused where the statutes ask for the secret', async () => {
    const at = await scene({ secret: '' });
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: at.bodyId,
        key: 'secret-for-persons',
        value: true,
        source: 'statuts, art. 12',
      }),
    );
    expect(refused(await opening(at))).toMatchObject({
      code: 'secret-for-persons',
      source: 'statuts, art. 12',
    });
  });
});

/** This body votes on persons by name. */
const relaxed = (at: Scene) =>
  here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: at.bodyId,
      key: 'secret-for-persons',
      value: false,
      source: 'ROI, art. 3',
    }),
  );

describe('what cannot be opened on screens', () => {
  it('refuses a round that is not the next, another sitting, another item, another vote, no quorum, no right', async () => {
    const at = await scene();
    expect(refused(await opening(at, 2)).code).toBe('round-moved-on');
    expect(refused(await opening(at, 1, {}, here.actor('reader'))).code).toBe('not-allowed');
    expect(refused(await opening(await scene({}, 'suspended'))).code).toBe('sitting-not-open');
    await here.inside((tx) =>
      tx
        .update(sittings)
        .set({ currentItemId: at.informationId })
        .where(eq(sittings.meetingId, at.meetingId)),
    );
    expect(refused(await opening(at)).code).toBe('item-not-called');
    await here.inside((tx) =>
      tx.update(sittings).set({ currentItemId: at.itemId }).where(eq(sittings.meetingId, at.meetingId)),
    );
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'absent' }).where(eq(attendances.meetingId, at.meetingId)),
    );
    expect(refused(await opening(at)).code).toMatch(/quorum-missing|nobody-votes/);
  });

  it('opens once when two press at the same time', async () => {
    const at = await scene();
    const [one, two] = await Promise.all([opening(at), opening(at)]);
    expect(doneValue(one).voteId).toBe(doneValue(two).voteId);
    expect(
      await here.inside((tx) =>
        tx.select({ id: votes.id }).from(votes).where(eq(votes.meetingId, at.meetingId)),
      ),
    ).toHaveLength(1);
  });
});
