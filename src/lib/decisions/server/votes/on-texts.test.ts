import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { correctionForm, decisionForm, paperVoteForm } from '../../forms.ts';
import { propositionForm } from '../../forms/propositions.ts';
import { ballotForm, voteOpeningForm } from '../../forms/votes.ts';
import { proposalOf } from '../../rules/propositions.ts';
import { correctDecision, recordDecision, withdrawDecision } from '../commands.ts';
import { consoleFace } from '../faces/console.ts';
import { abandonPaperVote, openPaperVote } from '../paper/commands.ts';
import {
  addProposition,
  moveProposition,
  settleWithdrawn,
  withdrawProposition,
} from '../propositions/commands.ts';
import { chainOfItem } from '../propositions/queries.ts';
import { decisionsOf } from '../queries.ts';
import { castBallot } from './cast.ts';
import { cancelVote, closeVote, publishVote } from './end.ts';
import { openVote } from './open.ts';

type Board = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ecrans', 'social-relay');
});
afterAll(() => relay.close());

async function sit(): Promise<Board> {
  const board = await here.addBody('board');
  await here.inside((tx) =>
    tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId: board.meetingId,
      state: 'open',
      openedAt: '2022-11-21T14:00:00Z',
      currentItemId: board.itemId,
      itemSince: '2022-11-21T14:30:00Z',
    }),
  );
  return board;
}
const opening = ({ meetingId, itemId }: Board, more: Record<string, unknown> = {}) =>
  openVote(
    relay.house,
    here.coordinator,
    meetingId,
    voteOpeningForm.parse({ itemId, proposal: 'Le CA loue la salle.', secrecy: 'named', ...more }),
  );
const record = ({ meetingId, itemId }: Board, more: Record<string, unknown> = {}) =>
  recordDecision(
    relay.house,
    here.coordinator,
    meetingId,
    decisionForm.parse({
      itemId,
      kind: 'ordinary',
      proposal: 'Le CA loue la salle.',
      publicFor: 4,
      associativeFor: 4,
      ...more,
    }),
  );
const onPaper = ({ meetingId, itemId }: Board, more: Record<string, unknown> = {}) =>
  openPaperVote(
    relay.house,
    here.coordinator,
    meetingId,
    paperVoteForm.parse({ itemId, kind: 'ordinary', proposal: 'Le CA loue la salle.', ...more }),
  );
const end = (of: typeof closeVote, { meetingId }: Board, voteId: string) =>
  of(relay.house, here.coordinator, meetingId, { voteId });
const cancel = ({ meetingId }: Board, voteId: string) =>
  cancelVote(relay.house, here.coordinator, meetingId, { voteId, reason: 'Mauvaise question.' });
const add = async ({ meetingId, itemId }: Board, more: Record<string, unknown> = {}) =>
  addProposition(
    relay.house,
    here.coordinator,
    meetingId,
    propositionForm.parse({ itemId, role: 'main', text: 'Le CA loue la salle.', ...more }),
  );
const added = async (board: Board, more: Record<string, unknown> = {}) =>
  doneValue(await add(board, more)).propositionId;
const chain = ({ meetingId, itemId }: Board) => here.inside((tx) => chainOfItem(tx, meetingId, itemId));
const textOf = async (board: Board, id: string) => {
  const link = (await chain(board)).find((each) => each.id === id)!;
  return { propositionId: id, proposal: proposalOf(link) };
};
/** Everyone of the four public and four associative seats that are there casts this. */
async function castAll(board: Board, voteId: string, choice: 'for' | 'against') {
  for (const index of [0, 1, 2, 7, 8, 9, 10, 11])
    doneValue(
      await castBallot(
        relay.house,
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
        ]),
        board.meetingId,
        ballotForm.parse({ voteId, mandateId: board.mandateIds[index]!, choice }),
      ),
    );
}
/** A whole vote on screens on a text, until its result is known. */
async function onScreens(board: Board, propositionId: string, choice: 'for' | 'against') {
  const { voteId } = doneValue(await opening(board, await textOf(board, propositionId)));
  await castAll(board, voteId, choice);
  doneValue(await end(closeVote, board, voteId));
  doneValue(await end(publishVote, board, voteId));
}

describe('while a vote on screens waits for its end', () => {
  it('no other is recorded, counted or opened on its item, until it is published or cancelled', async () => {
    const board = await sit();
    const { voteId } = doneValue(await opening(board));
    expect(refusalOf(await record(board))).toBe('vote-going-on');
    expect(refusalOf(await onPaper(board))).toBe('vote-going-on');
    expect(refusalOf(await add(board))).toBe('vote-going-on');
    doneValue(await end(closeVote, board, voteId));
    expect(refusalOf(await record(board))).toBe('vote-going-on');
    doneValue(await end(publishVote, board, voteId));
    doneValue(await record(board));

    const again = doneValue(await opening(board, { proposal: 'Autrement.' }));
    doneValue(await cancel(board, again.voteId));
    const { paperVoteId } = doneValue(await onPaper(board));
    expect(refusalOf(await record(board))).toBe('counting');
    doneValue(await abandonPaperVote(relay.house, here.coordinator, board.meetingId, { paperVoteId }));
    doneValue(await record(board));
  });

  it('neither while both are pressed at once: a decision comes before the opening, or not at all', async () => {
    for (let round = 0; round < 4; round += 1) {
      const board = await sit();
      const sooner = round % 2 === 0 ? null : record(board);
      const opened = opening(board);
      const recorded = await (sooner ?? record(board));
      doneValue(await opened);
      const acts = await here.inside((tx) =>
        tx
          .select({ act: journalEntries.act })
          .from(journalEntries)
          .where(inArray(journalEntries.act, ['vote.opened', 'decision.recorded']))
          .orderBy(journalEntries.seq),
      );
      const [last] = acts.slice(-1);
      expect(last!.act).toBe('vote.opened');
      if (!recorded.done) expect(refusalOf(recorded)).toBe('vote-going-on');
    }
  });
});

describe('a vote on screens on one of several texts', () => {
  it('follows the order of the chain, and settles the text when it is published', async () => {
    const board = await sit();
    const main = await added(board);
    const amendment = await added(board, { role: 'amendment', parentId: main, text: 'pour un an' });
    expect(refusalOf(await opening(board, await textOf(board, main)))).toBe('not-its-turn');
    const words = await textOf(board, amendment);
    expect(refusalOf(await opening(board, { ...words, proposal: 'pour deux ans' }))).toBe('text-changed');
    const face = await here.inside((tx) =>
      consoleFace(
        tx,
        here.coordinator,
        { now: '2022-11-21T15:12:30Z', today: '2022-11-21' },
        board.meetingId,
      ),
    );
    expect(doneValue(face).text).toEqual({ id: amendment, name: 'Amendement 1', proposal: words.proposal });

    const { voteId } = doneValue(await opening(board, words));
    expect(doneValue(await opening(board, words)).voteId).toBe(voteId);
    expect(refusalOf(await opening(board, { proposal: words.proposal }))).toBe('vote-going-on');
    await castAll(board, voteId, 'against');
    // Nothing of the chain moves under a vote that is open, nor once it is closed: the room does not know yet.
    expect(refusalOf(await add(board, { role: 'amendment', parentId: main, text: 'rien' }))).toBe(
      'vote-going-on',
    );
    const move = { propositionId: amendment, direction: 'up' as const };
    expect(refusalOf(await moveProposition(relay.house, here.coordinator, board.meetingId, move))).toBe(
      'vote-going-on',
    );
    doneValue(await end(closeVote, board, voteId));
    expect((await chain(board)).map(({ state }) => state)).toEqual(['next', 'waiting']);
    doneValue(await end(publishVote, board, voteId));
    expect((await chain(board)).map(({ state }) => state)).toEqual(['rejected', 'next']);
    await onScreens(board, main, 'for');
    const [, voted] = await chain(board);
    expect(voted).toMatchObject({ state: 'adopted' });
    const decisions = await here.inside((tx) => decisionsOf(tx, board.meetingId));
    expect(decisions.map(({ proposal }) => proposal)).toEqual([
      'Amendement 1\u00a0: pour un an',
      'Le CA loue la salle.',
    ]);
    expect(voted!.vote!.decisionId).toBe(decisions[1]!.id);
  });

  it('holds what was voted before it, and leaves a text without decision where nothing was decided', async () => {
    const board = await sit();
    const main = await added(board);
    const amendment = await added(board, { role: 'amendment', parentId: main, text: 'pour un an' });
    const { decisionId } = doneValue(
      await record(board, {
        ...(await textOf(board, amendment)),
        publicFor: 0,
        associativeFor: 0,
        publicAgainst: 4,
        associativeAgainst: 4,
      }),
    );
    const { voteId } = doneValue(await opening(board, await textOf(board, main)));
    expect(
      refusalOf(
        await withdrawDecision(relay.house, here.coordinator, board.meetingId, { decisionId, version: 1 }),
      ),
    ).toBe('vote-going-on');
    const corrected = correctionForm.parse({
      decisionId,
      version: 1,
      kind: 'ordinary',
      proposal: 'pour un an',
      publicFor: 4,
      associativeFor: 4,
    });
    expect(refusalOf(await correctDecision(relay.house, here.coordinator, board.meetingId, corrected))).toBe(
      'vote-going-on',
    );
    doneValue(await cancel(board, voteId));
    expect((await chain(board)).map(({ state }) => state)).toEqual(['rejected', 'next']);

    // What a vote was opened on is not erased: the vote stays, and says what it was about.
    doneValue(await withdrawProposition(relay.house, here.coordinator, board.meetingId, main));
    const erased = await settleWithdrawn(relay.house, here.coordinator, board.meetingId, main, 'erase');
    expect(refusalOf(erased)).toBe('stood-upon');
  });
});
