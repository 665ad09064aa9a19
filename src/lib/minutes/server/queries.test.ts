import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { toText } from '#lib/documents/text.ts';
import { declareConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { recordMovement } from '#lib/meetings/server/sitting/movements.ts';
import { openSitting } from '#lib/meetings/server/sitting/state.ts';
import { agendaItems, itemNotes, meetings } from '#lib/meetings/server/tables.ts';
import { minutesDocument } from '../document.ts';
import { minutesSnapshot } from './queries.ts';

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
});
afterAll(() => relay.close());

type Board = Awaited<ReturnType<AssociationFixture['addBody']>>;

const snapshotOf = (meetingId: string, actor = here.coordinator) =>
  here.inside((tx) => minutesSnapshot(tx, actor, DAY, meetingId));

/** An item with notes and a decision, at this place of the agenda. */
async function addDiscussed(board: Board, position: number, savedAt: string): Promise<void> {
  const itemId = await here.inside(async (tx) => {
    const at = { associationId: here.associationId, meetingId: board.meetingId, parentId: null, position };
    const [item] = await tx
      .insert(agendaItems)
      .values({ ...at, title: `Point ${position}`, nature: 'decision' })
      .returning({ id: agendaItems.id });
    await tx.insert(itemNotes).values({
      associationId: here.associationId,
      itemId: item!.id,
      content: fromPlain('Dit en séance.'),
      version: 1,
      savedAt,
      savedBy: 'An Peeters',
    });
    return item!.id;
  });
  const vote = { itemId, kind: 'ordinary', proposal: `Proposition ${position}.`, publicFor: 4 };
  doneValue(
    await recordDecision(
      relay.house,
      here.coordinator,
      board.meetingId,
      decisionForm.parse({ ...vote, associativeFor: 4 }),
    ),
  );
}

describe('minutesSnapshot', () => {
  it('gathers the meeting, who was there, and what was said and decided on each item', async () => {
    const board = await here.addBody('board');
    await addDiscussed(board, 2, '2022-11-21T14:00:00Z');
    const snapshot = doneValue(await snapshotOf(board.meetingId));
    expect(snapshot).toMatchObject({
      association: { name: 'relais', legalForm: 'ASBL', letterhead: [] },
      kind: 'ordinary',
      heldOn: DAY,
      startsAt: null,
      place: null,
      theme: null,
      chair: null,
      secretary: null,
      vacant: [expect.stringMatching(/^Organisation board-/)],
      presences: [
        { college: 'public', voters: 4, members: 4 },
        { college: 'associative', voters: 4, members: 5 },
      ],
      // The decision of 15 h came after the notes of 14 h.
      recordedAt: '2022-11-21T15:00:00Z',
    });
    expect(snapshot.attendance.map(({ state }) => state).sort()).toEqual([
      'excused',
      ...Array<string>(9).fill('present'),
    ]);
    expect(
      snapshot.items.map(({ mark, depth, notes, decisions }) => [mark, depth, !!notes, decisions.length]),
    ).toEqual([
      ['1', 1, false, 0],
      ['2', 1, false, 0],
      ['3', 1, true, 1],
    ]);
    expect(snapshot.items[2]?.decisions[0]).toMatchObject({
      proposal: 'Proposition 2.',
      verdict: { outcome: 'adopted' },
    });
  });

  it('says who presided with their office, and keeps the moment of the latest notes', async () => {
    const board = await here.addBody('board');
    const chair = board.seats.findIndex(({ office }) => office === 'chair');
    await addDiscussed(board, 2, '2022-11-22T09:00:00Z');
    await here.inside((tx) =>
      tx
        .update(meetings)
        .set({ presidedByMandateId: board.mandateIds[chair]! })
        .where(eq(meetings.id, board.meetingId)),
    );
    const snapshot = doneValue(await snapshotOf(board.meetingId));
    expect(snapshot.chair).toMatchObject({ office: 'chair', civility: null });
    expect(snapshot.recordedAt).toBe('2022-11-22T09:00:00Z');
  });

  it('says the quorum of the opening, whoever came and went since, and each vote that of its moment', async () => {
    const board = await here.addBody('board');
    const [first, chair, second] = board.mandateIds as [string, string, string];
    const excused = board.mandateIds.at(-1)!;
    const act = [relay.house, here.coordinator, board.meetingId] as const;
    const form = { presidedByMandateId: chair, secretaryPersonId: '' as const, tellerMandateIds: [] };
    doneValue(await openSitting(...act, form));
    for (const [mandateId, kind] of [
      [first, 'departure'],
      [second, 'departure'],
      [excused, 'arrival'],
      [first, 'arrival'],
    ] as const)
      doneValue(await recordMovement(...act, { mandateId, kind, remote: false }));
    const snapshot = doneValue(await snapshotOf(board.meetingId));
    expect(snapshot.presences).toMatchObject([
      { college: 'public', voters: 4, members: 4 },
      { college: 'associative', voters: 4, members: 5 },
    ]);
    expect(snapshot.presencesOf).toBe('opening');
    expect(snapshot.quorum).toEqual([expect.stringContaining('présents ou représentés, 8 sur 9')]);
    const vote = { itemId: board.itemId, kind: 'ordinary', proposal: 'Le bail.' };
    doneValue(await recordDecision(...act, decisionForm.parse({ ...vote, publicFor: 3, associativeFor: 5 })));
    doneValue(await recordMovement(...act, { mandateId: first, kind: 'departure', remote: false }));
    const { items } = doneValue(await snapshotOf(board.meetingId));
    expect(items[0]!.decisions[0]!.verdict.counts.map(({ voters }) => voters)).toEqual([3, 5]);
  });

  it('cites the article on conflicts of interest in the PV of a board alone', async () => {
    for (const kind of ['board', 'general-assembly'] as const) {
      const body = await here.addBody(kind);
      const conflict = { itemId: body.itemId, mandateId: body.mandateIds[0]!, nature: 'Est bailleur' };
      doneValue(await declareConflict(relay.house, here.coordinator, body.meetingId, conflict));
      const text = toText(minutesDocument(doneValue(await snapshotOf(body.meetingId))));
      expect(text).toContain('déclare un conflit d’intérêts');
      expect(text.includes('CSA 9:8')).toBe(kind === 'board');
    }
  });

  it('says nothing of a quorum before any presence is recorded', async () => {
    const board = await here.addBody('board', [{ sector: 'public' }]);
    const snapshot = doneValue(await snapshotOf(board.meetingId));
    expect(snapshot.quorum).toBeNull();
    expect(snapshot.attendance).toMatchObject([{ state: null }]);
  });

  it('is for those who may read the meeting', async () => {
    const board = await here.addBody('board');
    const seat = {
      mandateId: board.mandateIds[0]!,
      bodyId: board.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    } as const;
    expect(refusalOf(await snapshotOf(board.meetingId, here.actor(null, [seat])))).toBeNull();
    expect(refusalOf(await snapshotOf(board.meetingId, here.actor('reader')))).toBeNull();
    expect(refusalOf(await snapshotOf(board.meetingId, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await snapshotOf('x'))).toBe('not-found');
    const elsewhere = await relay.found('autre', 'common');
    const foreign = await elsewhere.addBody('board');
    expect(refusalOf(await snapshotOf(foreign.meetingId))).toBe('not-found');
  });

  it('takes as many statements for forty items as for three', async () => {
    const board = await here.addBody('board');
    const statements = () =>
      here.statements((tx) => minutesSnapshot(tx, here.coordinator, DAY, board.meetingId));
    await addDiscussed(board, 2, '2022-11-21T14:00:00Z');
    const few = await statements();
    for (let position = 3; position < 40; position += 1)
      await addDiscussed(board, position, '2022-11-21T14:00:00Z');
    expect(doneValue(await snapshotOf(board.meetingId)).items).toHaveLength(40);
    const many = await statements();
    expect(few.length).toBeGreaterThan(0);
    expect(many).toHaveLength(few.length);
  });
});
