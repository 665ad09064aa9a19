import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { deleteItems } from '#lib/meetings/server/agenda/changes.ts';
import { undoableChange } from '#lib/meetings/server/agenda/last-change.ts';
import { annexes, annexVersions } from '#lib/meetings/server/annexes/tables.ts';
import { carryOver } from '#lib/meetings/server/commands/fill-agenda.ts';
import { createMeeting } from '#lib/meetings/server/commands/planning.ts';
import { undoAgendaChange } from '#lib/meetings/server/commands/undo-agenda.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { fileChunks, files } from '#lib/platform/files/tables.ts';
import { correctionForm, decisionForm, withdrawalForm } from '../../forms.ts';
import {
  amendedTextForm,
  propositionChangeForm,
  propositionForm,
  propositionMoveForm,
} from '../../forms/propositions.ts';
import { proposalOf } from '../../rules/propositions.ts';
import { correctDecision, recordDecision, withdrawDecision } from '../commands.ts';
import { decisionsOf } from '../queries.ts';
import {
  addProposition,
  changeProposition,
  moveProposition,
  settleWithdrawn,
  withdrawProposition,
  writeAmendedText,
} from './commands.ts';
import { wireTexts } from './carry.ts';
import { chainOfItem, chainsOf } from './queries.ts';
import { propositions } from './tables.ts';

type Meeting = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('textes', 'social-relay');
});
afterAll(() => relay.close());

const add = async (meeting: Meeting, more: Record<string, unknown>, actor = here.coordinator) =>
  addProposition(
    relay.house,
    actor,
    meeting.meetingId,
    propositionForm.parse({ itemId: meeting.itemId, role: 'main', text: 'Le CA loue la salle.', ...more }),
  );
const added = async (meeting: Meeting, more: Record<string, unknown> = {}) =>
  doneValue(await add(meeting, more)).propositionId;
const chain = (meeting: Meeting) => here.inside((tx) => chainOfItem(tx, meeting.meetingId, meeting.itemId));
const states = async (meeting: Meeting) =>
  (await chain(meeting)).map(({ name, state }) => `${name} ${state}`);
const YES = { publicFor: 4, associativeFor: 4 };
const NO = { publicAgainst: 4, associativeAgainst: 4 };
async function vote(
  meeting: Meeting,
  propositionId: string,
  votes: Record<string, unknown>,
  proposal?: string,
) {
  const link = (await chain(meeting)).find(({ id }) => id === propositionId)!;
  return recordDecision(
    relay.house,
    here.coordinator,
    meeting.meetingId,
    decisionForm.parse({
      itemId: meeting.itemId,
      kind: 'ordinary',
      propositionId,
      proposal: proposal ?? proposalOf(link),
      ...votes,
    }),
  );
}
const voted = async (meeting: Meeting, propositionId: string, votes: Record<string, unknown>) =>
  doneValue(await vote(meeting, propositionId, votes)).decisionId;
const versionOf = async (meeting: Meeting, id: string) =>
  (await chain(meeting)).find((link) => link.id === id)!.version;

describe('amendments', () => {
  it('are voted before the text, which then says what was adopted', async () => {
    const board = await here.addBody('board');
    const main = await added(board);
    const near = await added(board, { role: 'amendment', parentId: main, text: 'pour un an' });
    const far = await added(board, { role: 'amendment', parentId: main, text: 'rien', fallsWithId: near });
    expect(refusalOf(await vote(board, main, YES))).toBe('not-its-turn');
    doneValue(
      await moveProposition(
        relay.house,
        here.coordinator,
        board.meetingId,
        propositionMoveForm.parse({ propositionId: far, direction: 'up' }),
      ),
    );
    expect(refusalOf(await vote(board, near, YES))).toBe('not-its-turn');
    await voted(board, far, NO);
    await voted(board, near, YES);
    expect(await states(board)).toEqual([
      'Amendement 1 rejected',
      'Amendement 2 adopted',
      'Texte text-awaited',
    ]);
    expect(refusalOf(await vote(board, main, YES))).toBe('text-awaited');
    const write = async (propositionId: string, version: number) =>
      writeAmendedText(
        relay.house,
        here.coordinator,
        board.meetingId,
        amendedTextForm.parse({ propositionId, version, text: 'Le CA loue la salle pour un an.' }),
      );
    expect(refusalOf(await write(far, 1))).toBe('proposition-over');
    expect(refusalOf(await write(main, 9))).toBe('stale');
    doneValue(await write(main, await versionOf(board, main)));
    expect(refusalOf(await vote(board, main, YES, 'Le CA loue la salle.'))).toBe('text-changed');
    await voted(board, main, YES);
    const recorded = await here.inside((tx) => decisionsOf(tx, board.meetingId));
    expect(recorded.map(({ proposal }) => proposal)).toEqual([
      'Amendement 1\u00a0: rien',
      'Amendement 2\u00a0: pour un an',
      'Le CA loue la salle pour un an.',
    ]);
  });

  it('fall when an incompatible one is adopted; a vote on which a later one rests stays', async () => {
    const board = await here.addBody('board');
    const main = await added(board);
    const first = await added(board, { role: 'amendment', parentId: main, text: 'un' });
    await added(board, { role: 'amendment', parentId: main, text: 'deux', fallsWithId: first });
    const decisionId = await voted(board, first, { publicFor: 4, associativeFor: 4 });
    expect(await states(board)).toEqual([
      'Amendement 1 adopted',
      'Amendement 2 fallen',
      'Texte text-awaited',
    ]);
    const correct = (votes: Record<string, unknown>, version: number) =>
      correctDecision(
        relay.house,
        here.coordinator,
        board.meetingId,
        correctionForm.parse({ decisionId, version, kind: 'ordinary', proposal: 'Autre chose', ...votes }),
      );
    // Corrected in time, the linked one is alive again, and the words stay those of the vote.
    doneValue(await correct(NO, 1));
    expect(await states(board)).toEqual(['Amendement 1 rejected', 'Amendement 2 next', 'Texte waiting']);
    const [decision] = await here.inside((tx) => decisionsOf(tx, board.meetingId));
    expect(decision!.proposal).toBe('Amendement 1\u00a0: un');
    const second = (await chain(board)).find(({ state }) => state === 'next')!;
    await voted(board, second.id, NO);
    expect(refusalOf(await correct(YES, 2))).toBe('decision-rested-upon');
    const withdraw = (id: string, version: number) =>
      withdrawDecision(
        relay.house,
        here.coordinator,
        board.meetingId,
        withdrawalForm.parse({ decisionId: id, version }),
      );
    expect(refusalOf(await withdraw(decisionId, 2))).toBe('decision-rested-upon');
    const later = (await chain(board)).find(({ id }) => id === second.id)!;
    doneValue(await withdraw(later.vote!.decisionId, 1));
    expect(await states(board)).toEqual(['Amendement 1 rejected', 'Amendement 2 next', 'Texte waiting']);
  });
});

describe('several texts and parts', () => {
  it('the first adopted makes the others fall; the main one becomes the first to choose from', async () => {
    const board = await here.addBody('board');
    const first = await added(board);
    const second = await added(board, { role: 'alternative', text: 'Le CA achète la salle.' });
    await added(board, { role: 'alternative', text: 'Le CA renonce.' });
    await voted(board, first, NO);
    await voted(board, second, YES);
    expect(await states(board)).toEqual(['Texte 1 rejected', 'Texte 2 adopted', 'Texte 3 fallen']);
    expect(refusalOf(await add(board, { role: 'alternative' }))).toBe('voting-begun');
  });

  it('a divided text is voted by parts, then what is kept', async () => {
    const board = await here.addBody('board');
    const main = await added(board);
    const one = await added(board, { role: 'part', parentId: main, text: 'Article 1.' });
    const two = await added(board, { role: 'part', parentId: main, text: 'Article 2.' });
    await voted(board, one, NO);
    await voted(board, two, YES);
    await voted(board, main, YES);
    const recorded = await here.inside((tx) => decisionsOf(tx, board.meetingId));
    expect(recorded.at(-1)!.proposal).toBe('Article 2.');
  });

  it('stays to be voted when the quorum was missing', async () => {
    const few = await here.addBody('general-assembly', [
      { sector: 'associative', state: 'present' },
      { sector: 'associative', state: 'excused' },
      { sector: 'associative', state: 'excused' },
      { sector: 'associative', state: 'excused' },
    ]);
    const main = await added(few);
    const { verdict } = doneValue(await vote(few, main, { kind: 'statutes', associativeFor: 1 }));
    expect(verdict.outcome).toBe('quorum-missing');
    expect(await states(few)).toEqual(['Texte next']);
  });
});

describe('preparing texts', () => {
  it('is for those who prepare the meeting', async () => {
    const board = await here.addBody('board');
    doneValue(await add(board, {}, here.actor('assistant')));
    expect(refusalOf(await add(board, {}, here.actor('evaluator' as never)))).not.toBeNull();
    expect(refusalOf(await add(board, {}, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await add(board, { itemId: board.informationId }))).toBe('item-not-for-decision');
    expect(refusalOf(await add(board, { role: 'amendment', parentId: crypto.randomUUID() }))).toBe(
      'not-found',
    );
    expect(refusalOf(await add(board, { role: 'alternative', fallsWithId: crypto.randomUUID() }))).toBe(
      'unknown-text',
    );
  });

  it('changes, withdraws, restores and erases a text before its vote', async () => {
    const board = await here.addBody('board');
    const main = await added(board);
    const amendment = await added(board, { role: 'amendment', parentId: main, text: 'un' });
    const change = (propositionId: string, version: number) =>
      changeProposition(
        relay.house,
        here.coordinator,
        board.meetingId,
        propositionChangeForm.parse({ propositionId, version, text: 'Autre.\r\nTexte.', fallsWithId: '' }),
      );
    doneValue(await change(main, 1));
    expect(refusalOf(await change(main, 1))).toBe('stale');
    expect((await chain(board)).at(-1)!.text).toBe('Autre.\nTexte.');
    const withdraw = () => withdrawProposition(relay.house, here.coordinator, board.meetingId, amendment);
    const settle = (id: string, what: 'restore' | 'erase') =>
      settleWithdrawn(relay.house, here.coordinator, board.meetingId, id, what);
    expect(refusalOf(await settle(amendment, 'erase'))).toBe('not-withdrawn');
    doneValue(await withdraw());
    doneValue(await withdraw());
    expect(refusalOf(await change(amendment, 2))).toBe('proposition-over');
    doneValue(await settle(amendment, 'restore'));
    doneValue(await withdrawProposition(relay.house, here.coordinator, board.meetingId, main));
    expect(refusalOf(await settle(main, 'erase'))).toBe('stood-upon');
    const item = () =>
      here.inside(async (tx) => {
        const items = await tx.select().from(agendaItems).where(eq(agendaItems.id, board.itemId));
        return deleteItems(tx, items);
      });
    expect(await item()).toMatchObject({ refusal: { sentence: expect.stringContaining('textes') } });
    doneValue(await settle(main, 'restore'));
    doneValue(await withdraw());
    doneValue(await settle(amendment, 'erase'));
    doneValue(await withdrawProposition(relay.house, here.coordinator, board.meetingId, main));
    doneValue(await settle(main, 'erase'));
    expect(await chain(board)).toEqual([]);
    doneValue(await item());
  });

  it('keeps the words of a text once an amendment to it was voted', async () => {
    const board = await here.addBody('board');
    const main = await added(board);
    const amendment = await added(board, { role: 'amendment', parentId: main, text: 'un' });
    await voted(board, amendment, NO);
    const refused = await changeProposition(
      relay.house,
      here.coordinator,
      board.meetingId,
      propositionChangeForm.parse({ propositionId: main, version: 1, text: 'Tout autre.' }),
    );
    expect(refusalOf(refused)).toBe('voting-begun');
  });
});

describe('the texts of an item that is carried over', () => {
  it('go with it as they are still to be voted, and come back when that is undone', async () => {
    wireTexts();
    const meeting = await here.addBody('board');
    const main = await added(meeting);
    const adopted = await added(meeting, { role: 'amendment', parentId: main, text: 'pour un an' });
    const rejected = await added(meeting, { role: 'amendment', parentId: main, text: 'à l’essai' });
    const left = await added(meeting, { role: 'amendment', parentId: main, text: 'à Arlon' });
    doneValue(await vote(meeting, adopted, YES));
    doneValue(await vote(meeting, rejected, NO));
    await here.inside((tx) =>
      tx.update(agendaItems).set({ treatment: 'not-treated' }).where(eq(agendaItems.id, meeting.itemId)),
    );
    doneValue(
      await writeAmendedText(
        relay.house,
        here.coordinator,
        meeting.meetingId,
        amendedTextForm.parse({
          propositionId: main,
          version: await versionOf(meeting, main),
          text: 'Le CA loue la salle un an.',
        }),
      ),
    );
    const textsOf = (meetingId: string) =>
      here.inside(async (tx) =>
        [...(await chainsOf(tx, meetingId)).values()]
          .flat()
          .map(({ name, text, state }) => [name, text, state]),
      );
    const expected = [
      ['Amendement 1', 'à Arlon', 'next'],
      ['Texte', 'Le CA loue la salle un an.', 'waiting'],
    ];
    expect((await chain(meeting)).find(({ id }) => id === left)!.state).toBe('next');
    const next = await here.meetAgain(meeting, [], '2022-12-12');
    const carried = () =>
      carryOver(relay.house, here.coordinator, next.meetingId, {
        from: meeting.meetingId,
        items: [meeting.itemId],
      });
    const undo = async () => {
      const last = await here.inside((tx) =>
        undoableChange(tx, here.coordinator, next.meetingId, relay.house.clock.today()),
      );
      return undoAgendaChange(relay.house, here.coordinator, next.meetingId, { entry: last!.entry });
    };
    doneValue(await carried());
    expect(await textsOf(next.meetingId)).toEqual(expected);
    doneValue(await undo());
    expect(await textsOf(next.meetingId)).toEqual([]);
    // Changed since, they stay, and their item with them.
    doneValue(await carried());
    await here.inside((tx) =>
      tx
        .update(propositions)
        .set({ text: 'à Virton', version: 2 })
        .where(and(eq(propositions.meetingId, next.meetingId), eq(propositions.role, 'amendment'))),
    );
    expect(refusalOf(await undo())).toBe('stood-upon');
    expect(await textsOf(next.meetingId)).toHaveLength(2);
  });

  it('go onto the agenda of a meeting that is planned, with its annexes', async () => {
    wireTexts();
    const meeting = await here.addBody('board');
    await added(meeting);
    const { associationId } = here;
    await here.inside(async (tx) => {
      await tx
        .update(agendaItems)
        .set({ treatment: 'not-treated' })
        .where(eq(agendaItems.id, meeting.itemId));
      const [file] = await tx
        .insert(files)
        .values({
          associationId,
          name: 'plan.pdf',
          mediaType: 'application/pdf',
          size: 1,
          sha256: '0'.repeat(64),
          scan: 'not-scanned',
          storedAt: '2022-11-01T10:00:00Z',
          storedBy: 'An Peeters',
        })
        .returning({ id: files.id });
      await tx
        .insert(fileChunks)
        .values({ associationId, fileId: file!.id, seq: 0, content: new Uint8Array([37]) });
      const [annex] = await tx
        .insert(annexes)
        .values({
          associationId,
          meetingId: meeting.meetingId,
          itemId: meeting.itemId,
          title: 'Plan',
          confidential: false,
          position: 0,
        })
        .returning({ id: annexes.id });
      await tx.insert(annexVersions).values({
        associationId,
        annexId: annex!.id,
        number: 1,
        fileId: file!.id,
        addedAt: '2022-11-01T10:00:00Z',
        addedBy: 'An Peeters',
      });
    });
    const { meetingId } = doneValue(
      await createMeeting(relay.house, here.coordinator, {
        bodyId: meeting.bodyId,
        kind: 'ordinary',
        heldOn: '2023-01-16',
        startsAt: '14:00',
        place: 'Arlon',
        items: [`carried:${meeting.itemId}`],
      }),
    );
    const came = await here.inside(async (tx) => ({
      texts: [...(await chainsOf(tx, meetingId)).values()].flat().map(({ text }) => text),
      annexes: await tx
        .select({ title: annexes.title })
        .from(annexes)
        .where(eq(annexes.meetingId, meetingId)),
    }));
    expect(came).toEqual({ texts: ['Le CA loue la salle.'], annexes: [{ title: 'Plan' }] });
  });
});
