import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { attendances, meetings } from '#lib/meetings/server/tables.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { paperVoteForm } from '../../forms.ts';
import { ballotForm, voteOpeningForm } from '../../forms/votes.ts';
import { consoleFace } from '../faces/console.ts';
import { memberFace } from '../faces/member.ts';
import { roomFace } from '../faces/room.ts';
import { abandonPaperVote, openPaperVote } from '../paper/commands.ts';
import { decisions } from '../tables.ts';
import { castBallot } from './cast.ts';
import { cancelVote, closeVote, publishVote } from './end.ts';
import { confirmBallot, contestBallot, enterBallot } from './entries.ts';
import { openVote } from './open.ts';
import { voteSheet } from './queries.ts';
import { newReceipt } from './receipts.ts';
import { namedBallots, secretBallots, voteReceipts, voteRights, votes } from './tables.ts';

type Board = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ici', 'social-relay');
  await here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: null,
      key: 'proxies',
      value: 'anyone',
      source: 'statuts, art. 9',
    }),
  );
});
afterAll(() => relay.close());

const MOMENT = { now: '2022-11-21T15:12:30Z', today: '2022-11-21' };
/** The seats of the board that are there and vote: public 0, 1, 2, 7 and associative 8 to 11. Seat 12 is excused. */
const THERE = [0, 1, 2, 7, 8, 9, 10, 11];
const CHAIR = 1;
const EXCUSED = 12;

/** A board whose sitting is open on its item. */
async function sit(
  kind: 'board' | 'management-committee' = 'board',
  seats?: Parameters<typeof here.addBody>[1],
): Promise<Board> {
  const board = await here.addBody(kind, seats);
  await here.inside(async (tx) => {
    await tx
      .update(meetings)
      .set({ presidedByMandateId: board.mandateIds[CHAIR]! })
      .where(eq(meetings.id, board.meetingId));
    await tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId: board.meetingId,
      state: 'open',
      openedAt: '2022-11-21T14:00:00Z',
      currentItemId: board.itemId,
      itemSince: '2022-11-21T14:30:00Z',
    });
  });
  return board;
}

const give = (board: Board, principal: number, holder: number | null) =>
  here.inside((tx) =>
    tx.insert(proxies).values({
      associationId: here.associationId,
      meetingId: board.meetingId,
      bodyId: board.bodyId,
      principalMandateId: board.mandateIds[principal]!,
      holderMandateId: holder === null ? null : board.mandateIds[holder]!,
      holderName: holder === null ? 'Une voisine' : null,
      givenAt: '2022-11-20T10:00:00Z',
      via: 'paper',
    }),
  );

const member = (board: Board, index: number): Actor =>
  here.actor(null, [
    {
      mandateId: board.mandateIds[index]!,
      bodyId: board.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);

const opening = (board: Board, more: Record<string, unknown> = {}, actor: Actor = here.coordinator) =>
  openVote(
    relay.house,
    actor,
    board.meetingId,
    voteOpeningForm.parse({
      itemId: board.itemId,
      proposal: 'Le CA approuve le bail.',
      secrecy: 'named',
      ...more,
    }),
  );
const open = async (board: Board, more: Record<string, unknown> = {}) =>
  doneValue(await opening(board, more)).voteId;
const cast = (
  board: Board,
  voteId: string,
  index: number,
  choice: string,
  { of = index, receipt = newReceipt() }: { of?: number; receipt?: string } = {},
) =>
  castBallot(
    relay.house,
    member(board, index),
    board.meetingId,
    ballotForm.parse({ voteId, mandateId: board.mandateIds[of]!, choice, receipt }),
  );
const close = (board: Board, voteId: string) =>
  closeVote(relay.house, here.coordinator, board.meetingId, { voteId });
const publish = (board: Board, voteId: string) =>
  publishVote(relay.house, here.coordinator, board.meetingId, { voteId });
const cancel = (board: Board, voteId: string) =>
  cancelVote(relay.house, here.coordinator, board.meetingId, { voteId, reason: 'Mauvaise question.' });
const enter = (board: Board, voteId: string, index: number, choice: 'for' | 'against' | 'blank') =>
  enterBallot(relay.house, here.coordinator, board.meetingId, {
    voteId,
    mandateId: board.mandateIds[index]!,
    choice,
  });
const voteIn = async (voteId: string) =>
  (await here.inside((tx) => tx.select().from(votes).where(eq(votes.id, voteId))))[0]!;
const decisionsOn = (board: Board) =>
  here.inside((tx) => tx.select().from(decisions).where(eq(decisions.itemId, board.itemId)));
const entries = (voteId: string) =>
  here.inside((tx) =>
    tx
      .select({ act: journalEntries.act, after: journalEntries.after })
      .from(journalEntries)
      .where(and(eq(journalEntries.subjectKind, 'vote'), eq(journalEntries.subjectId, voteId)))
      .orderBy(journalEntries.seq),
  );

describe('a named vote', () => {
  it('freezes who votes, counts each voice once, and decides once it is published', async () => {
    const board = await sit();
    await give(board, EXCUSED, 8);
    const voteId = await open(board);
    const rights = await here.inside((tx) =>
      tx.select().from(voteRights).where(eq(voteRights.voteId, voteId)),
    );
    expect(rights).toHaveLength(9);
    expect(rights.find(({ mandateId }) => mandateId === board.mandateIds[EXCUSED])).toMatchObject({
      casterMandateId: board.mandateIds[8],
      college: 'associative',
    });
    for (const index of THERE) doneValue(await cast(board, voteId, index, index === 2 ? 'against' : 'for'));
    // The holder casts their principal's voice apart, and as they like.
    doneValue(await cast(board, voteId, 8, 'abstention', { of: EXCUSED }));
    // Whoever leaves, and statutes that change, change nothing in a vote that is open.
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'absent' }).where(eq(attendances.meetingId, board.meetingId)),
    );
    doneValue(await close(board, voteId));
    expect(await decisionsOn(board)).toEqual([]);
    expect((await voteIn(voteId)).verdict).toMatchObject({
      outcome: 'adopted',
      total: { for: 7, against: 1, abstention: 1, blank: 0, invalid: 0 },
      voters: 9,
    });
    doneValue(await publish(board, voteId));
    const [decision] = await decisionsOn(board);
    expect(decision).toMatchObject({ proposal: 'Le CA approuve le bail.', kind: 'ordinary' });
    expect(decision!.snapshot).toMatchObject({ method: 'electronic' });
    expect(decision!.snapshot!.ballots).toHaveLength(9);
    expect(decision!.snapshot!.ballots).toContainEqual({
      mandateId: board.mandateIds[EXCUSED],
      value: 'abstention',
    });
    expect((await voteIn(voteId)).decisionId).toBe(decision!.id);
    const sheet = () =>
      here.inside((tx) => voteSheet(tx, member(board, 0), MOMENT.today, board.meetingId, voteId, null));
    expect(
      doneValue(await sheet())
        .tookPart.map(({ choice }) => choice)
        .toSorted(),
    ).toEqual(['abstention', 'against', ...Array.from({ length: 7 }, () => 'for')]);
    // Pressed twice, each is done once.
    for (const again of [close, publish]) doneValue(await again(board, voteId));
    expect(await decisionsOn(board)).toHaveLength(1);
    const written = await entries(voteId);
    expect(written.map(({ act }) => act)).toEqual([
      'vote.opened',
      ...Array.from({ length: 9 }, () => 'vote.ballot-cast'),
      'vote.closed',
      'vote.published',
    ]);
    expect(JSON.stringify(written.filter(({ act }) => act === 'vote.ballot-cast'))).not.toMatch(
      /against|abstention/,
    );
  });

  it('keeps the first ballot, or lets it change until the closing where it was opened so', async () => {
    const board = await sit();
    const first = await open(board);
    doneValue(await cast(board, first, 0, 'for'));
    doneValue(await cast(board, first, 0, 'for'));
    expect(refusalOf(await cast(board, first, 0, 'against'))).toBe('already-voted');
    doneValue(await cancel(board, first));

    const second = await open(board, { mayChange: 'yes', proposal: 'Autrement.' });
    doneValue(await cast(board, second, 0, 'for'));
    doneValue(await cast(board, second, 0, 'against'));
    doneValue(await close(board, second));
    expect((await voteIn(second)).verdict!.total).toMatchObject({ for: 0, against: 1 });
  });

  it('lets the chair’s ballot settle a tie where the statutes say so', async () => {
    const board = await sit('management-committee');
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: board.bodyId,
        key: 'tie',
        value: 'casting-vote',
        source: 'ROI, art. 8',
      }),
    );
    const voteId = await open(board);
    for (const [at, index] of THERE.entries())
      doneValue(await cast(board, voteId, index, index === CHAIR || at > 4 ? 'for' : 'against'));
    doneValue(await close(board, voteId));
    expect((await voteIn(voteId)).verdict).toMatchObject({
      tie: true,
      castingVote: 'for',
      outcome: 'adopted',
    });
  });

  it('lets the secretary note a voice, and its owner confirm or contest it', async () => {
    const board = await sit();
    const voteId = await open(board);
    const answer = (of: typeof confirmBallot, index: number) =>
      of(relay.house, member(board, index), board.meetingId, {
        voteId,
        mandateId: board.mandateIds[index]!,
      });
    expect(refusalOf(await answer(confirmBallot, 0))).toBe('nothing-entered');
    for (const index of [0, 1, 2]) doneValue(await enter(board, voteId, index, 'for'));
    // A slip is mended while nobody answered; pressed twice, it is noted once.
    for (const choice of ['against', 'against'] as const) doneValue(await enter(board, voteId, 0, choice));
    doneValue(await answer(confirmBallot, 0));
    doneValue(await answer(confirmBallot, 0));
    expect(refusalOf(await answer(contestBallot, 0))).toBe('already-confirmed');
    expect(refusalOf(await enter(board, voteId, 0, 'for'))).toBe('voted-by-themselves');

    doneValue(await answer(contestBallot, 1));
    doneValue(await answer(contestBallot, 1));
    expect(refusalOf(await enter(board, voteId, 1, 'for'))).toBe('entry-contested');
    doneValue(await cast(board, voteId, 1, 'abstention'));
    // Their own hand takes the place of what was not confirmed, even where a ballot does not change.
    doneValue(await cast(board, voteId, 2, 'abstention'));
    expect(refusalOf(await enter(board, voteId, 2, 'for'))).toBe('voted-by-themselves');
    expect(refusalOf(await enter(board, voteId, 7, 'blank'))).toBe('choice-not-offered');
    // Whoever is away has no voice in this vote.
    expect(refusalOf(await enter(board, voteId, EXCUSED, 'for'))).toBe('not-found');
    doneValue(await close(board, voteId));
    expect((await voteIn(voteId)).verdict!.total).toMatchObject({ for: 0, against: 1, abstention: 2 });
    expect(refusalOf(await answer(confirmBallot, 0))).toBe('vote-over');
    expect(refusalOf(await enter(board, voteId, 7, 'for'))).toBe('vote-over');
  });
});

describe('what is refused', () => {
  it('opens on the item before a sitting that goes on, one vote at a time, by the coordination', async () => {
    const board = await here.addBody('board');
    expect(refusalOf(await opening(board))).toBe('sitting-not-open');
    const sitting = await sit();
    for (const role of ['assistant', 'reader'] as const)
      expect(refusalOf(await opening(sitting, {}, here.actor(role)))).toBe('not-allowed');
    expect(refusalOf(await opening(sitting, {}, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await opening(sitting, { itemId: sitting.informationId }))).toBe(
      'item-not-for-decision',
    );
    expect(refusalOf(await opening(sitting, { kind: 'statutes' }))).toBe('reserved-to-assembly');
    expect(refusalOf(await opening(sitting, { itemId: board.itemId }))).toBe('not-found');
    const onPaper = paperVoteForm.parse({ itemId: sitting.itemId, kind: 'ordinary', proposal: 'Le bail.' });
    const { paperVoteId } = doneValue(
      await openPaperVote(relay.house, here.coordinator, sitting.meetingId, onPaper),
    );
    expect(refusalOf(await opening(sitting))).toBe('counting');
    doneValue(await abandonPaperVote(relay.house, here.coordinator, sitting.meetingId, { paperVoteId }));
    const voteId = await open(sitting);
    expect(await open(sitting)).toBe(voteId);
    expect(refusalOf(await opening(sitting, { proposal: 'Autre chose.' }))).toBe('vote-going-on');
    expect(refusalOf(await opening(sitting, { secrecy: 'secret' }))).toBe('vote-going-on');
    expect(
      refusalOf(
        await closeSitting(relay.house, here.coordinator, sitting.meetingId, { treatments: {}, at: '' }),
      ),
    ).toBe('vote-going-on');
    await here.inside((tx) =>
      tx
        .update(sittings)
        .set({ currentItemId: sitting.informationId })
        .where(eq(sittings.meetingId, sitting.meetingId)),
    );
    doneValue(await cancel(sitting, voteId));
    expect(refusalOf(await opening(sitting))).toBe('item-not-called');
  });

  it('a form without a proposal, and a secret vote that could change', () => {
    const typed = { itemId: crypto.randomUUID(), proposal: 'Le bail.', secrecy: 'secret' };
    expect(voteOpeningForm.safeParse(typed).success).toBe(true);
    expect(voteOpeningForm.safeParse({ ...typed, proposal: ' ' }).success).toBe(false);
    expect(voteOpeningForm.safeParse({ ...typed, mayChange: 'yes' }).success).toBe(false);
  });

  it('a voice that is not theirs, a choice that is not offered, a vote that is over', async () => {
    const board = await sit();
    await give(board, EXCUSED, null);
    const voteId = await open(board);
    expect(refusalOf(await cast(board, voteId, 0, 'for', { of: 1 }))).toBe('not-entitled');
    // Held by someone who does not sit in the body: nobody casts it on a screen, the secretary notes it.
    expect(refusalOf(await cast(board, voteId, EXCUSED, 'for'))).toBe('not-entitled');
    doneValue(await enter(board, voteId, EXCUSED, 'for'));
    expect(refusalOf(await cast(board, voteId, 0, 'blank'))).toBe('choice-not-offered');
    expect(refusalOf(await cast(board, crypto.randomUUID(), 0, 'for'))).toBe('not-found');
    expect(
      refusalOf(
        await castBallot(
          relay.house,
          here.actor(null),
          board.meetingId,
          ballotForm.parse({ voteId, mandateId: board.mandateIds[0]!, choice: 'for' }),
        ),
      ),
    ).toBe('not-found');
    expect(refusalOf(await publish(board, voteId))).toBe('vote-still-open');
    doneValue(await close(board, voteId));
    expect(refusalOf(await cast(board, voteId, 0, 'for'))).toBe('vote-over');
    // Whoever has seen the figures does not choose whether they count.
    expect(refusalOf(await cancel(board, voteId))).toBe('vote-counted');
    doneValue(await publish(board, voteId));
    expect(refusalOf(await cancel(board, voteId))).toBe('vote-counted');
    // Of a vote that decided nothing, nothing more is done.
    const another = await open(board);
    doneValue(await cancel(board, another));
    doneValue(await cancel(board, another));
    expect(refusalOf(await close(board, another))).toBe('vote-cancelled');
    expect(refusalOf(await cast(board, another, 0, 'for'))).toBe('vote-cancelled');
  });

  it('by the database itself: frozen terms, ballots after the closing, ballots of the other sort', async () => {
    const board = await sit();
    const voteId = await open(board);
    const { associationId } = here;
    const inVain = (statement: string) =>
      expect(here.inside((tx) => tx.execute(sql.raw(statement)))).rejects.toThrow();
    await inVain(`update votes set proposal = 'Autre' where id = '${voteId}'`);
    await inVain(`update votes set facts = '{}' where id = '${voteId}'`);
    await inVain(`delete from votes where id = '${voteId}'`);
    await inVain(
      `insert into secret_ballots values ('${associationId}', '${voteId}', gen_random_uuid(), 'public', 'for')`,
    );
    doneValue(await cast(board, voteId, 0, 'for'));
    doneValue(await close(board, voteId));
    await inVain(`delete from named_ballots where vote_id = '${voteId}'`);
    await inVain(`update vote_rights set "cast" = true where vote_id = '${voteId}'`);
    await inVain(`update votes set verdict = '{}' where id = '${voteId}'`);
    await inVain(`update votes set state = 'open', closed_at = null, verdict = null where id = '${voteId}'`);
  });
});

describe('a secret vote', () => {
  const OPEN = { secrecy: 'secret', blank: 'yes' };

  it('takes one ballot for each voice, once, and answers with a receipt', async () => {
    const board = await sit();
    const voteId = await open(board, OPEN);
    const receipt = newReceipt();
    expect(doneValue(await cast(board, voteId, 0, 'for', { receipt }))).toEqual({ receipt });
    // The same press again, from a slow network: the same receipt, and one ballot.
    expect(doneValue(await cast(board, voteId, 0, 'for', { receipt }))).toEqual({ receipt });
    expect(refusalOf(await cast(board, voteId, 0, 'against'))).toBe('already-voted');
    expect(refusalOf(await cast(board, voteId, 1, 'for', { receipt }))).toBe('receipt-taken');
    expect(refusalOf(await cast(board, voteId, 1, 'for', { receipt: 'x' }))).toBe('no-receipt');
    doneValue(await cast(board, voteId, 1, 'blank'));
    expect(refusalOf(await enter(board, voteId, 2, 'for'))).toBe('secret-vote');
    const asked = (code: string) =>
      here.inside((tx) => voteSheet(tx, member(board, 2), MOMENT.today, board.meetingId, voteId, code));
    expect(doneValue(await asked(receipt.toLowerCase().replaceAll('-', ' '))).receipt).toBe('in-box');
    for (const code of [newReceipt(), 'x']) expect(doneValue(await asked(code)).receipt).toBe('unknown');
    expect(doneValue(await asked(receipt)).tookPart).toEqual([]);

    doneValue(await close(board, voteId));
    expect(refusalOf(await cast(board, voteId, 2, 'for'))).toBe('vote-over');
    // The press whose answer was lost is answered still: its ballot was counted.
    expect(doneValue(await cast(board, voteId, 0, 'for', { receipt }))).toEqual({ receipt });
    expect(doneValue(await asked(receipt))).toMatchObject({ receipt: 'in-box', cast: 2, entitled: 8 });
    expect(doneValue(await asked(receipt)).tookPart).toHaveLength(2);
    doneValue(await publish(board, voteId));
    const [decision] = await decisionsOn(board);
    expect(decision!.snapshot!.ballots).toBeNull();
    expect(decision!.verdict).toMatchObject({ secret: true, total: { for: 1, blank: 1 } });
    // Of a ballot the journal says nothing, neither when it came nor what it is.
    expect((await entries(voteId)).map(({ act }) => act)).toEqual([
      'vote.opened',
      'vote.closed',
      'vote.published',
    ]);
    expect(refusalOf(await asked(''))).toBeNull();
    expect(
      refusalOf(
        await here.inside((tx) =>
          voteSheet(tx, here.actor(null), MOMENT.today, board.meetingId, voteId, null),
        ),
      ),
    ).toBe('not-found');
  });

  it('is not opened where somebody’s voice could be cast by nobody alone', async () => {
    const board = await sit();
    await give(board, EXCUSED, null);
    expect(refusalOf(await opening(board, OPEN))).toBe('holder-outside');
  });

  it('leaves nothing that joins a voter to a ballot, once closed or cancelled', async () => {
    const system = sql`tableoid::text, xmin::text, xmax::text, cmin::text, cmax::text, ctid::text`;
    let first = 0;
    const ROUNDS = 8;
    const board = await sit('management-committee');
    for (let round = 0; round < ROUNDS; round += 1) {
      const voteId = await open(board, OPEN);
      // The first to vote is alone in voting against: whoever could join would always find them.
      for (const [at, index] of THERE.entries())
        doneValue(await cast(board, voteId, index, at === 0 ? 'against' : 'for'));
      doneValue(await close(board, voteId));
      const read = (table: 'vote_rights' | 'secret_ballots' | 'vote_receipts') =>
        here.inside((tx) =>
          tx.execute<Record<string, string>>(
            sql`select *, ${system} from ${sql.raw(table)} where vote_id = ${voteId} order by ctid`,
          ),
        );
      const [rights, ballots, receipts] = [
        await read('vote_rights'),
        await read('secret_ballots'),
        await read('vote_receipts'),
      ];
      expect(ballots).toHaveLength(THERE.length);
      // Who wrote a row, and at which step, is the same for all.
      for (const rows of [rights, ballots, receipts])
        for (const column of ['tableoid', 'xmin', 'xmax', 'cmin', 'cmax'])
          expect(new Set(rows.map((row) => row[column])).size).toBe(1);
      // No value of a ballot, and none of a receipt, is found in a right or in the other.
      const own = (rows: readonly Record<string, string>[], column: string) => rows.map((row) => row[column]);
      const others = JSON.stringify([rights, receipts]);
      for (const id of own(ballots, 'id')) expect(others).not.toContain(id);
      for (const hash of own(receipts, 'hash')) expect(JSON.stringify([rights, ballots])).not.toContain(hash);
      // By place, the one vote against stands beside whoever cast it no more often than chance.
      const against = ballots.findIndex(({ choice }) => choice === 'against');
      const voted = rights.filter((right) => String(right.cast) === 'true');
      if (voted[against]!.mandate_id === board.mandateIds[THERE[0]!]) first += 1;
      doneValue(await publish(board, voteId));
    }
    // By chance one in eight: seven or eight times of eight, less than once in two hundred thousand.
    expect(first).toBeLessThan(7);

    const voteId = await open(board, OPEN);
    doneValue(await cast(board, voteId, 0, 'for'));
    doneValue(await cancel(board, voteId));
    for (const table of [secretBallots, voteReceipts])
      expect(await here.inside((tx) => tx.select().from(table).where(eq(table.voteId, voteId)))).toEqual([]);
  });
});

test('before the publication nobody sees what was voted, and everybody how many did', async () => {
  for (const secrecy of ['named', 'secret']) {
    const board = await sit();
    const voteId = await open(board, { secrecy });
    doneValue(await cast(board, voteId, 0, 'against'));
    const faces = async (actors: readonly Actor[]) => {
      const seen: string[] = [];
      for (const actor of actors)
        for (const of of [consoleFace, memberFace, roomFace]) {
          const face = await here.inside((tx) => of(tx, actor, MOMENT, board.meetingId) as Promise<unknown>);
          seen.push(JSON.stringify((face as { value?: { vote?: unknown } }).value?.vote ?? null));
        }
      return seen;
    };
    const staff = [here.coordinator, here.actor('assistant'), here.actor('reader')];
    for (const vote of await faces([...staff, member(board, 2)])) {
      if (vote === 'null') continue;
      expect(vote).toContain('"cast":1');
      // The word stands among the choices that are offered, and nowhere else.
      expect(vote.replaceAll(/"choices":\[[^\]]*\]/g, '')).not.toContain('against');
    }
    const mine = await here.inside((tx) => memberFace(tx, member(board, 0), MOMENT, board.meetingId));
    expect(doneValue(mine).vote!.own).toMatchObject([
      {
        principal: null,
        cast: true,
        ballot: secrecy === 'named' ? { choice: 'against', entered: false } : null,
        receipt: null,
      },
    ]);

    doneValue(await close(board, voteId));
    const [desk] = await faces([here.coordinator]);
    expect(desk).toContain('La proposition n’est pas adoptée');
    for (const vote of (
      await faces([here.actor('assistant'), here.actor('reader'), member(board, 2)])
    ).filter((each) => each !== 'null')) {
      expect(vote).toContain('"state":"closed"');
      expect(vote).not.toContain('adoptée');
    }
    const sheet = await here.inside((tx) =>
      voteSheet(tx, here.coordinator, MOMENT.today, board.meetingId, voteId, null),
    );
    expect(doneValue(sheet).tookPart).toEqual([{ name: expect.any(String), choice: null, chosen: null }]);
    doneValue(await publish(board, voteId));
    const room = await here.inside((tx) => roomFace(tx, here.coordinator, MOMENT, board.meetingId));
    expect(doneValue(room).decision).toMatchObject({ adopted: false });
  }
});

test('the screens ask the same number of statements for few voters and for many', async () => {
  const board = await sit();
  const statements = async () =>
    (await here.statements((tx) => consoleFace(tx, here.coordinator, MOMENT, board.meetingId))).length;
  await open(board);
  const few = await statements();
  const other = await sit('management-committee');
  await give(other, EXCUSED, 8);
  await open(other);
  expect(
    (await here.statements((tx) => consoleFace(tx, here.coordinator, MOMENT, other.meetingId))).length,
  ).toBe(few);
});

test('two hundred presses at once, closed in the middle of them', async () => {
  const seats = Array.from({ length: 100 }, () => ({ sector: 'associative', state: 'present' }) as const);
  const body = await sit('management-committee', seats);
  for (const secrecy of ['named', 'secret']) {
    const voteId = await open(body, { secrecy });
    const receipts = seats.map(() => newReceipt());
    // Each presses twice, from two devices; every third is against.
    const press = async (index: number) => ({
      index,
      outcome: await cast(body, voteId, index, index % 3 === 0 ? 'against' : 'for', {
        receipt: receipts[index]!,
      }),
    });
    const order = [...seats.keys(), ...seats.keys()];
    const half = order.slice(0, 120).map(press);
    const closing = close(body, voteId);
    const presses = await Promise.all([...half, ...order.slice(120).map(press)]);
    doneValue(await closing);

    const acknowledged = new Set(presses.flatMap(({ index, outcome }) => (outcome.done ? [index] : [])));
    for (const { outcome } of presses) expect([null, 'vote-over']).toContain(refusalOf(outcome));
    const { verdict } = await voteIn(voteId);
    const against = [...acknowledged].filter((index) => index % 3 === 0).length;
    expect(verdict!.total).toMatchObject({ against, for: acknowledged.size - against });
    const isCast = and(eq(voteRights.voteId, voteId), eq(voteRights.cast, true));
    expect(await here.inside((tx) => tx.$count(voteRights, isCast))).toBe(acknowledged.size);
    const table = secrecy === 'secret' ? secretBallots : namedBallots;
    expect(await here.inside((tx) => tx.$count(table, eq(table.voteId, voteId)))).toBe(acknowledged.size);
    doneValue(await publish(body, voteId));
  }
});

test('ballots that come together are journalled under the name of whoever cast them, and refused one by one', async () => {
  const seats = Array.from({ length: 6 }, () => ({ sector: 'associative', state: 'present' }) as const);
  const body = await sit('management-committee', seats);
  const voteId = await open(body);
  const presses = [...seats.keys()].map((index) =>
    castBallot(
      relay.house,
      { ...member(body, index), name: `Membre ${index}` },
      body.meetingId,
      // The fifth tries the voice of the first one.
      ballotForm.parse({ voteId, mandateId: body.mandateIds[index === 4 ? 0 : index]!, choice: 'for' }),
    ),
  );
  const outcomes = await Promise.all(presses);
  expect(outcomes.map(refusalOf)).toEqual([null, null, null, null, 'not-entitled', null]);
  const rows = await here.inside((tx) =>
    tx
      .select({ name: journalEntries.accountName, after: journalEntries.after })
      .from(journalEntries)
      .where(and(eq(journalEntries.subjectId, voteId), eq(journalEntries.act, 'vote.ballot-cast'))),
  );
  const expected = [0, 1, 2, 3, 5].map((index) => [`Membre ${index}`, body.mandateIds[index]]);
  const kept = rows.map(({ name, after }) => [name, (after as { mandateId: string }).mandateId]);
  expect(kept.toSorted()).toEqual(expected.toSorted());
  doneValue(await close(body, voteId));
});

test('the journal of all of this holds', async () => {
  expect(await here.inside((tx) => verifyChain(tx, here.associationId))).toMatchObject({ broken: null });
});
