import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { attendances, meetings } from '#lib/meetings/server/tables.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { correctionForm, decisionForm } from '../forms.ts';
import { correctDecision, recordDecision } from './commands.ts';
import { decisionsOf } from './queries.ts';

type Meeting = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('mains', 'social-relay');
});
afterAll(() => relay.close());

/** The mandates that vote: present, with a vote, in function on the day. */
const votersOf = ({ mandateIds, seats }: Meeting) =>
  mandateIds.filter((_, index) => seats[index]!.state === 'present' && seats[index]!.voting !== false);
const everyone = (meeting: Meeting, value = 'for') =>
  Object.fromEntries(votersOf(meeting).map((mandateId) => [mandateId, value]));
const record = (meeting: Meeting, more: Record<string, unknown>) =>
  recordDecision(
    relay.house,
    here.coordinator,
    meeting.meetingId,
    decisionForm.parse({
      itemId: meeting.itemId,
      kind: 'ordinary',
      proposal: 'Le CA approuve le budget.',
      method: 'all-but',
      ...more,
    }),
  );
const read = (meeting: Meeting) => here.inside((tx) => decisionsOf(tx, meeting.meetingId));

describe('a vote by name', () => {
  it('counts everyone for, except those named, college by college', async () => {
    const board = await here.addBody('board');
    const [first, second] = votersOf(board);
    const { verdict } = doneValue(
      await record(board, { ballots: { ...everyone(board), [first!]: 'against', [second!]: 'not-voting' } }),
    );
    expect(
      verdict.counts.map(({ college, tally, voters }) => [college, tally.for, tally.against, voters]),
    ).toEqual([
      ['public', 2, 1, 4],
      ['associative', 4, 0, 4],
    ]);
    const [decision] = await read(board);
    expect(decision).toMatchObject({ method: 'all-but' });
    expect(decision!.named).toHaveLength(8);
    expect(decision!.named!.find(({ mandateId }) => mandateId === second)!.value).toBe('not-voting');
  });

  it('gives a vote to whom a proxy in effect represents', async () => {
    const board = await here.addBody('board');
    const excused = board.mandateIds.at(-1)!;
    const holder = votersOf(board)[4]!;
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: board.bodyId,
        key: 'proxies',
        value: 'member',
        source: 'ROI',
      }),
    );
    await here.inside((tx) =>
      tx.insert(proxies).values({
        associationId: here.associationId,
        meetingId: board.meetingId,
        bodyId: board.bodyId,
        principalMandateId: excused,
        holderMandateId: holder,
        via: 'secretary',
        givenAt: relay.house.clock.now(),
      }),
    );
    expect(refusalOf(await record(board, { ballots: everyone(board) }))).toBe('voters-changed');
    const { verdict } = doneValue(
      await record(board, { method: 'roll-call', ballots: { ...everyone(board), [excused]: 'against' } }),
    );
    expect(verdict.total).toMatchObject({ for: 8, against: 1 });
    const [decision] = await read(board);
    expect(decision!.named!.find(({ mandateId }) => mandateId === excused)).toMatchObject({
      value: 'against',
      representedBy: expect.any(String),
    });
  });

  it('refuses a roll call that is not over, a list that has changed and a secret by name', async () => {
    const board = await here.addBody('board');
    const [first] = votersOf(board);
    const others = Object.fromEntries(
      Object.entries(everyone(board)).filter(([mandateId]) => mandateId !== first),
    );
    expect(refusalOf(await record(board, { method: 'roll-call', ballots: others }))).toBe('unanswered');
    expect(refusalOf(await record(board, { secret: 'yes', ballots: everyone(board) }))).toBe(
      'named-is-not-secret',
    );
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'left' }).where(eq(attendances.mandateId, first!)),
    );
    expect(refusalOf(await record(board, { ballots: everyone(board) }))).toBe('voters-changed');
    expect(await read(board)).toEqual([]);
  });

  it('takes the vote of who presides for the casting vote', async () => {
    const board = await here.addBody('management-committee');
    const voters = votersOf(board);
    await here.inside(async (tx) => {
      const at = { associationId: here.associationId, bodyId: board.bodyId, source: 'ROI' };
      await tx.insert(settings).values({ ...at, key: 'tie', value: 'casting-vote' });
      await tx
        .update(meetings)
        .set({ presidedByMandateId: voters[0]! })
        .where(eq(meetings.id, board.meetingId));
    });
    const halves = voters.map((mandateId, index) => [mandateId, index % 2 === 0 ? 'for' : 'against']);
    const { verdict } = doneValue(await record(board, { ballots: Object.fromEntries(halves) }));
    expect(verdict).toMatchObject({ outcome: 'adopted', castingVote: 'for' });
  });

  it('is corrected name by name', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board, { ballots: everyone(board) }));
    const [first] = votersOf(board);
    const corrected = await correctDecision(
      relay.house,
      here.coordinator,
      board.meetingId,
      correctionForm.parse({
        decisionId,
        version: 1,
        kind: 'ordinary',
        proposal: 'Le CA approuve le budget.',
        method: 'roll-call',
        ballots: { ...everyone(board), [first!]: 'abstention' },
      }),
    );
    expect(doneValue(corrected).verdict.total).toMatchObject({ for: 7, abstention: 1 });
    const [decision] = await read(board);
    expect(decision).toMatchObject({ method: 'roll-call', version: 2 });
    expect(decision!.named!.find(({ mandateId }) => mandateId === first)!.value).toBe('abstention');
  });
});
