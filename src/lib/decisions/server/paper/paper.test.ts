import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { tellers } from '#lib/meetings/server/sitting/tables.ts';
import { attendances } from '#lib/meetings/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { correctionForm, decisionForm, paperCountForm, paperVoteForm } from '../../forms.ts';
import { correctDecision, recordDecision } from '../commands.ts';
import { decisionsOf } from '../queries.ts';
import { decisions } from '../tables.ts';
import { abandonPaperVote, enterPaperCount, openPaperVote, recordPaperVote } from './commands.ts';
import { countsOn, paperVoteOn } from './queries.ts';

type Meeting = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('urne', 'social-relay');
});
afterAll(() => relay.close());

const PUT = { kind: 'ordinary', proposal: 'Le CA admet la candidate.' };
const GOOD = {
  publicFound: 4,
  publicFor: 3,
  publicAgainst: 1,
  associativeFound: 4,
  associativeFor: 3,
  associativeBlank: 1,
};
const open = async (meeting: Meeting) =>
  doneValue(
    await openPaperVote(
      relay.house,
      here.coordinator,
      meeting.meetingId,
      paperVoteForm.parse({ ...PUT, itemId: meeting.itemId }),
    ),
  ).paperVoteId;
const enter = (
  meeting: Meeting,
  paperVoteId: string,
  more: Record<string, unknown>,
  actor: Actor = here.coordinator,
) =>
  enterPaperCount(
    relay.house,
    actor,
    meeting.meetingId,
    paperCountForm.parse({ paperVoteId, ...GOOD, ...more }),
  );
const settle = (meeting: Meeting, paperVoteId: string) =>
  recordPaperVote(relay.house, here.coordinator, meeting.meetingId, { paperVoteId });
const seen = (meeting: Meeting, actor: Actor = here.coordinator) =>
  here.inside((tx) =>
    paperVoteOn(
      tx,
      actor,
      { id: meeting.meetingId, bodyId: meeting.bodyId, heldOn: '2022-11-21' },
      meeting.itemId,
      '2022-11-21',
    ),
  );
/** A member who sits by the first mandate, named to count. */
async function tellerOf(meeting: Meeting, index = 0, named = true) {
  const mandateId = meeting.mandateIds[index]!;
  if (named)
    await here.inside((tx) =>
      tx.insert(tellers).values({
        associationId: here.associationId,
        meetingId: meeting.meetingId,
        bodyId: meeting.bodyId,
        mandateId,
      }),
    );
  return here.actor(null, [
    {
      mandateId,
      bodyId: meeting.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);
}

describe('a vote on paper', () => {
  it('is recorded, secret, once two tellers found the same', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    expect(refusalOf(await settle(board, paperVoteId))).toBe('count-missing');
    doneValue(await enter(board, paperVoteId, { teller: 'Alix Abrassart' }));
    expect(refusalOf(await settle(board, paperVoteId))).toBe('count-missing');
    const teller = await tellerOf(board);
    doneValue(await enter(board, paperVoteId, {}, teller));
    const { decisionId, verdict } = doneValue(await settle(board, paperVoteId));
    expect(verdict).toMatchObject({
      outcome: 'adopted',
      secret: true,
      total: { for: 6, against: 1, blank: 1 },
    });
    const [decision] = await here.inside((tx) => decisionsOf(tx, board.meetingId));
    expect(decision).toMatchObject({ id: decisionId, method: 'paper', named: null });
    const [row] = await here.inside((tx) =>
      tx.select({ snapshot: decisions.snapshot }).from(decisions).where(eq(decisions.id, decisionId)),
    );
    expect(row!.snapshot!.tellers).toEqual(['Alix Abrassart', expect.any(String)]);
    expect(await seen(board)).toBeNull();
    const acts = await here.inside((tx) =>
      tx
        .select({ act: journalEntries.act, after: journalEntries.after })
        .from(journalEntries)
        .where(eq(journalEntries.subjectId, paperVoteId)),
    );
    expect(acts.map(({ act }) => act)).toEqual([
      'paper-vote.opened',
      'paper-vote.counted',
      'paper-vote.counted',
    ]);
    expect(acts[2]!.after).toMatchObject({ place: 2, onOwnScreen: true });
  });

  it('shows a teller nothing of the other count before theirs, then where they differ', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    const teller = await tellerOf(board);
    doneValue(await enter(board, paperVoteId, { teller: 'Alix Abrassart' }));
    expect((await seen(board, teller))!.counts).toMatchObject([{ teller: 'Alix Abrassart', counts: null }]);
    doneValue(await enter(board, paperVoteId, { publicFor: 2, publicAgainst: 2 }, teller));
    const refused = await settle(board, paperVoteId);
    expect(refused).toMatchObject({
      refusal: {
        code: 'counts-differ',
        details: {
          differences: [
            { label: 'Public', value: 'for', first: 3, second: 2 },
            { label: 'Public', value: 'against', first: 1, second: 2 },
          ],
        },
      },
    });
    expect((await seen(board))!.differences).toHaveLength(2);
    doneValue(await enter(board, paperVoteId, {}, teller));
    doneValue(await settle(board, paperVoteId));
  });

  it('refuses who may not count, a third teller, the same one twice, and papers that do not add up', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    const stranger = await tellerOf(board, 1, false);
    expect(refusalOf(await enter(board, paperVoteId, {}, stranger))).toBe('not-allowed');
    expect(await seen(board, stranger)).toBeNull();
    expect(refusalOf(await enter(board, paperVoteId, {}, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await enter(board, paperVoteId, {}))).toBe('teller-missing');
    expect(refusalOf(await enter(board, paperVoteId, { teller: 'Alix', publicFound: 5 }))).toBe(
      'more-ballots-than-voters',
    );
    expect(refusalOf(await enter(board, paperVoteId, { teller: 'Alix', publicFor: 1 }))).toBe(
      'ballots-do-not-add-up',
    );
    doneValue(await enter(board, paperVoteId, { teller: 'Alix', place: '1' }));
    expect(
      refusalOf(
        await enter(board, paperVoteId, { teller: 'alix', place: '2', publicFor: 2, publicAgainst: 2 }),
      ),
    ).toBeNull();
    expect((await seen(board))!.counts).toHaveLength(1);
    doneValue(await enter(board, paperVoteId, { teller: 'Noé' }));
    expect(refusalOf(await enter(board, paperVoteId, { teller: 'Zoé' }))).toBe('both-counted');
    doneValue(await enter(board, paperVoteId, { teller: 'Zoé', place: '2' }));
    expect((await seen(board))!.counts.map(({ teller }) => teller)).toEqual(['alix', 'Zoé']);
  });

  it('does not let the secretary replace what a teller entered themselves', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    doneValue(await enter(board, paperVoteId, {}, await tellerOf(board)));
    expect(refusalOf(await enter(board, paperVoteId, { teller: 'Zoé', place: '1' }))).toBe(
      'entered-by-teller',
    );
  });

  it('judges on who could vote when it opened, and holds the item until it is settled', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'left' }).where(eq(attendances.mandateId, board.mandateIds[0]!)),
    );
    const direct = decisionForm.parse({ ...PUT, itemId: board.itemId, publicFor: 1 });
    expect(refusalOf(await recordDecision(relay.house, here.coordinator, board.meetingId, direct))).toBe(
      'counting',
    );
    for (const teller of ['Alix', 'Noé']) doneValue(await enter(board, paperVoteId, { teller }));
    const { verdict } = doneValue(await settle(board, paperVoteId));
    expect(verdict.voters).toBe(8);
    expect(refusalOf(await settle(board, paperVoteId))).toBe('not-found');
    expect(refusalOf(await enter(board, paperVoteId, { teller: 'Alix' }))).toBe('not-found');
  });

  it('records once, however many press at the same time', async () => {
    const board = await here.addBody('board');
    const paperVoteId = await open(board);
    for (const teller of ['Alix', 'Noé']) doneValue(await enter(board, paperVoteId, { teller }));
    const outcomes = await Promise.all([settle(board, paperVoteId), settle(board, paperVoteId)]);
    expect(outcomes.map(refusalOf).toSorted()).toEqual(['not-found', null]);
    expect(await here.inside((tx) => decisionsOf(tx, board.meetingId))).toHaveLength(1);
  });

  it('can be abandoned; its figures are not typed again by a correction', async () => {
    const board = await here.addBody('board');
    const first = await open(board);
    doneValue(await abandonPaperVote(relay.house, here.coordinator, board.meetingId, { paperVoteId: first }));
    const paperVoteId = await open(board);
    for (const teller of ['Alix', 'Noé']) doneValue(await enter(board, paperVoteId, { teller }));
    const { decisionId } = doneValue(await settle(board, paperVoteId));
    const corrected = await correctDecision(
      relay.house,
      here.coordinator,
      board.meetingId,
      correctionForm.parse({ ...PUT, proposal: 'Le CA admet Zoé.', decisionId, version: 1, publicFor: 1 }),
    );
    expect(doneValue(corrected).verdict).toMatchObject({
      secret: true,
      total: { for: 6, against: 1, blank: 1 },
    });
  });

  it('tells a teller who follows the sitting that ballots wait', async () => {
    const board = await here.addBody('board');
    const meeting = { id: board.meetingId, bodyId: board.bodyId, heldOn: '2022-11-21' };
    const teller = await tellerOf(board);
    const waits = (actor: Actor) => here.inside((tx) => countsOn(tx, actor, meeting, board.itemId));
    expect(await waits(teller)).toBe(false);
    await open(board);
    expect(await waits(teller)).toBe(true);
    expect(await waits(here.coordinator)).toBe(false);
  });
});
