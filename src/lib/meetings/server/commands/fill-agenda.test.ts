import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../tests/fixtures/relay.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { fromPlain, toPlain } from '#lib/documents/rich-text.ts';
import { numberItems } from '../../rules/agenda.ts';
import { undoableChange } from '../agenda/last-change.ts';
import { itemsToCarryOver } from '../agenda/queries.ts';
import { agendaTemplates } from '../agenda/tables.ts';
import { files } from '#lib/platform/files/tables.ts';
import { annexes, annexVersions } from '../annexes/tables.ts';
import { convocations } from '../convocation/tables.ts';
import { agendaItems, itemNotes } from '../tables.ts';
import { addItem, changeItem, removeAgendaItem } from './agenda.ts';
import { moveAgendaItem, placeAgendaItem } from './agenda-places.ts';
import { changeTemplate, removeTemplate, saveTemplate } from './agenda-templates.ts';
import { applyTemplate, carryOver, copyAgenda } from './fill-agenda.ts';
import { saveNotes } from './notes.ts';
import { undoAgendaChange } from './undo-agenda.ts';

let relay: Relay;
let here: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
});
beforeEach(async () => void (board = await here.addBody('board')));
afterAll(() => relay.close());

const itemsOf = (meetingId = board.meetingId) =>
  here.inside((tx) => tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meetingId)));
/** "1 Point 0", "1.a Annexe". */
const agenda = async (meetingId = board.meetingId) =>
  numberItems(await itemsOf(meetingId)).map(({ number, title }) =>
    `${number} ${title}`.replaceAll('\u00a0', ' '),
  );
const item = async (id: string) => (await itemsOf()).find((each) => each.id === id)!;
const convoke = () =>
  here.inside((tx) =>
    tx.insert(convocations).values({
      associationId: here.associationId,
      meetingId: board.meetingId,
      kind: 'notice',
      sentAt: relay.house.clock.now(),
      sentBy: 'An Peeters',
      content: {},
    }),
  );
const add = (title: string, more: object = {}, actor = here.coordinator) =>
  addItem(relay.house, actor, board.meetingId, { title, nature: 'decision', ...more });
const change = (more: object) =>
  changeItem(relay.house, here.coordinator, board.meetingId, {
    itemId: board.itemId,
    title: 'Point 0',
    nature: 'decision',
    version: 1,
    ...more,
  });
const last = (actor = here.coordinator) =>
  here.inside((tx) => undoableChange(tx, actor, board.meetingId, relay.house.clock.today()));
const undo = (entry: number, actor = here.coordinator) =>
  undoAgendaChange(relay.house, actor, board.meetingId, { entry });

describe('placeAgendaItem', () => {
  it('puts an item anywhere in one act, and does nothing where it stands', async () => {
    const place = (parentId: string, position: number) =>
      placeAgendaItem(relay.house, here.coordinator, board.meetingId, {
        itemId: board.informationId,
        parentId,
        position,
      });
    doneValue(await place(board.itemId, 0));
    expect(await agenda()).toEqual(['1 Point 0', '1.a Point 1']);
    doneValue(await place(board.itemId, 3));
    expect((await last())?.act).toBe('agenda-item.moved');
    expect(refusalOf(await place(board.informationId, 0))).toBe('under-itself');
    expect(refusalOf(await place(crypto.randomUUID(), 0))).toBe('not-found');
  });
});

describe('changeItem, tout ce qu’un point porte', () => {
  it('keeps presenter, duration, text and closed door, and leaves what is not sent', async () => {
    doneValue(await change({ presenter: 'Wivine', minutes: 20, text: 'À lire.', closedDoor: 'yes' }));
    doneValue(await change({ version: 2, minutes: '' }));
    expect(await item(board.itemId)).toMatchObject({
      presenter: 'Wivine',
      minutes: null,
      text: 'À lire.',
      closedDoor: true,
      version: 3,
    });
    expect(refusalOf(await change({ version: 3, decisionKind: 'statutes' }))).toBe('reserved-to-assembly');
  });
});

describe('undoAgendaChange', () => {
  it('undoes an addition, a change, a move and a removal with its notes, once each', async () => {
    const before = await agenda();
    const acts = [
      () => add('De trop'),
      () => change({ title: 'Autrement', minutes: 30, presenter: 'Wivine' }),
      () => moveAgendaItem(relay.house, here.coordinator, board.meetingId, board.itemId, 'down'),
    ];
    for (const act of acts) {
      doneValue(await act());
      const { entry } = (await last())!;
      doneValue(await undo(entry));
      doneValue(await undo(entry));
      expect(await agenda()).toEqual(before);
      expect(await last()).toBeNull();
    }
    expect(await item(board.itemId)).toMatchObject({ minutes: null, presenter: '' });

    const content = fromPlain('Ce qui fut dit.');
    doneValue(
      await saveNotes(relay.house, here.coordinator, board.meetingId, board.itemId, { version: 0, content }),
    );
    doneValue(await removeAgendaItem(relay.house, here.coordinator, board.meetingId, board.itemId));
    doneValue(await undo((await last())!.entry));
    expect(await agenda()).toEqual(before);
    const [notes] = await here.inside((tx) =>
      tx.select().from(itemNotes).where(eq(itemNotes.itemId, board.itemId)),
    );
    expect(toPlain(notes!.content)).toBe('Ce qui fut dit.');
  });

  it('impossible quand l’ordre du jour a changé depuis, ou pour quelqu’un d’autre', async () => {
    const { itemId } = doneValue(await add('Un'));
    const { entry } = (await last())!;
    const other = { ...here.coordinator, accountId: crypto.randomUUID() };
    expect(await last(other)).toBeNull();
    expect(refusalOf(await undo(entry, other))).toBe('changed-since');
    expect(refusalOf(await undo(entry, here.actor('reader')))).toBe('not-allowed');
    doneValue(
      await saveNotes(relay.house, here.coordinator, board.meetingId, itemId, {
        version: 0,
        content: fromPlain('Déjà noté.'),
      }),
    );
    expect(refusalOf(await undo(entry))).toBe('changed-since');
    doneValue(await add('Deux'));
    expect(refusalOf(await undo(entry))).toBe('changed-since');
    const { entry: second } = (await last())!;
    await convoke();
    expect(await last()).toBeNull();
    expect(refusalOf(await undo(second))).toBe('changed-since');
  });

  it('pressed twice at once, it undoes once', async () => {
    doneValue(await add('De trop'));
    const { entry } = (await last())!;
    const outcomes = await Promise.all([undo(entry), undo(entry)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await agenda()).toEqual(['1 Point 0', '2 Point 1']);
  });
});

describe('filling', () => {
  const form = { name: 'CA ordinaire', bodyId: '', kind: 'ordinary' } as const;
  const templates = () =>
    here.inside((tx) => tx.select().from(agendaTemplates).orderBy(asc(agendaTemplates.name)));

  it('keeps an agenda as a template, changes it, applies it and removes it', async () => {
    doneValue(await add('Détail', { parentId: board.itemId }));
    const { templateId } = doneValue(
      await saveTemplate(relay.house, here.coordinator, board.meetingId, form),
    );
    expect(refusalOf(await saveTemplate(relay.house, here.coordinator, board.meetingId, form))).toBe(
      'name-taken',
    );
    const rename = (name: string, version: number) =>
      changeTemplate(relay.house, here.coordinator, templateId, {
        ...form,
        name,
        bodyId: board.bodyId,
        version,
      });
    doneValue(await rename('CA de mars', 1));
    doneValue(await rename('CA de mars', 1));
    expect(refusalOf(await rename('CA de mai', 1))).toBe('stale');
    expect(await templates()).toMatchObject([{ name: 'CA de mars', bodyId: board.bodyId, version: 2 }]);
    doneValue(await applyTemplate(relay.house, here.coordinator, board.meetingId, { templateId }));
    expect(await agenda()).toEqual([
      '1 Point 0',
      '1.a Détail',
      '2 Point 1',
      '3 Point 0',
      '3.a Détail',
      '4 Point 1',
    ]);
    doneValue(await undo((await last())!.entry));
    expect(await agenda()).toHaveLength(3);
    expect(refusalOf(await removeTemplate(relay.house, here.actor('reader'), templateId))).toBe(
      'not-allowed',
    );
    doneValue(await removeTemplate(relay.house, here.coordinator, templateId));
    expect(await templates()).toEqual([]);
  });

  it('copies chosen items of another body', async () => {
    const assembly = await here.addBody('general-assembly', ASSEMBLY);
    doneValue(
      await changeItem(relay.house, here.coordinator, assembly.meetingId, {
        itemId: assembly.itemId,
        title: 'Statuts',
        nature: 'decision',
        decisionKind: 'statutes',
        version: 1,
      }),
    );
    const copy = (items: string[], from = assembly.meetingId) =>
      copyAgenda(relay.house, here.coordinator, board.meetingId, { from, items });
    doneValue(await copy([assembly.itemId]));
    expect(await agenda()).toEqual(['1 Point 0', '2 Point 1', '3 Statuts']);
    expect((await itemsOf()).find(({ title }) => title === 'Statuts')?.decisionKind).toBeNull();
    expect(refusalOf(await copy([]))).toBe('nothing-chosen');
    expect(refusalOf(await copy([board.itemId]))).toBe('not-found');
  });

  it('copies annexes with their items, without a second file, and takes them out again with them', async () => {
    const other = await here.addBody('board');
    const filesShown = () =>
      here.inside((tx) =>
        tx.select({ id: annexVersions.fileId }).from(annexVersions).orderBy(annexVersions.fileId),
      );
    await here.inside(async (tx) => {
      const { associationId } = here;
      const [file] = await tx
        .insert(files)
        .values({
          associationId,
          name: 'bail.pdf',
          mediaType: 'application/pdf',
          size: 1,
          sha256: '0'.repeat(64),
          scan: 'not-scanned',
          storedAt: relay.house.clock.now(),
          storedBy: 'An Peeters',
        })
        .returning({ id: files.id });
      for (const removedAt of [null, relay.house.clock.now()]) {
        const [annex] = await tx
          .insert(annexes)
          .values({
            associationId,
            meetingId: other.meetingId,
            itemId: other.itemId,
            title: 'Bail',
            confidential: true,
            position: 0,
            removedAt,
          })
          .returning({ id: annexes.id });
        await tx.insert(annexVersions).values({
          associationId,
          annexId: annex!.id,
          number: 1,
          fileId: file!.id,
          addedAt: relay.house.clock.now(),
          addedBy: 'An Peeters',
        });
      }
    });
    const before = await filesShown();
    doneValue(
      await copyAgenda(relay.house, here.coordinator, board.meetingId, {
        from: other.meetingId,
        items: [other.itemId],
      }),
    );
    const copied = () =>
      here.inside((tx) => tx.select().from(annexes).where(eq(annexes.meetingId, board.meetingId)));
    expect(await copied()).toMatchObject([{ title: 'Bail', confidential: true, removedAt: null }]);
    const after = await filesShown();
    expect([after.length, new Set(after.map(({ id }) => id)).size]).toEqual([before.length + 1, 1]);
    doneValue(await undo((await last())!.entry));
    expect(await copied()).toEqual([]);
    expect(await filesShown()).toEqual(before);
  });

  it('carries over what was not treated, once', async () => {
    const next = await here.meetAgain(board, [], '2022-12-19');
    const treat = (id: string, treatment: 'treated' | 'not-treated') =>
      here.inside((tx) => tx.update(agendaItems).set({ treatment }).where(eq(agendaItems.id, id)));
    await treat(board.itemId, 'not-treated');
    const left = () => here.inside((tx) => itemsToCarryOver(tx, board.bodyId, '2022-12-19'));
    expect((await left())?.items.map(({ title, treatment }) => [title, treatment])).toEqual([
      ['Point 0', 'not-treated'],
      ['Point 1', null],
    ]);
    const carry = (items: string[], to = next.meetingId, from = board.meetingId) =>
      carryOver(relay.house, here.coordinator, to, { from, items });
    const outcomes = await Promise.all([carry([board.itemId]), carry([board.itemId])]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await agenda(next.meetingId)).toEqual(['1 Point 0', '2 Point 1', '3 Point 0']);
    await treat(board.informationId, 'treated');
    expect(await left()).toBeNull();
    expect(refusalOf(await carry([board.informationId]))).toBe('was-treated');
    const later = await here.meetAgain(board, [], '2023-01-16');
    expect(refusalOf(await carry([board.itemId], later.meetingId))).toBe('already-carried');
    expect(refusalOf(await carry([later.itemId], next.meetingId, later.meetingId))).toBe('not-earlier');
    expect(
      await removeAgendaItem(relay.house, here.coordinator, board.meetingId, board.itemId),
    ).toMatchObject({
      refusal: { code: 'stood-upon', sentence: expect.stringContaining('reporté') },
    });
  });
});

describe('après la convocation', () => {
  const LATE = { lateReason: 'Demandé par la commune' };
  beforeEach(() => convoke());

  it('asks why, and numbers what is added apart', async () => {
    expect(refusalOf(await add('Bail'))).toBe('late-reason-needed');
    doneValue(await add('Bail', LATE));
    expect(await agenda()).toEqual(['1 Point 0', '2 Point 1', '2 bis Bail']);
  });

  it('marks another title, nature or kind, and leaves the rest free', async () => {
    doneValue(await change({ text: 'Plus de détails.' }));
    expect(refusalOf(await change({ title: 'Autre', version: 2 }))).toBe('late-reason-needed');
    doneValue(await change({ title: 'Autre', version: 2, ...LATE }));
    expect(await item(board.itemId)).toMatchObject({ ...LATE, lateAddition: false, version: 3 });
    expect((await agenda())[0]).toBe('1 Autre');
  });

  it('asks to confirm a removal', async () => {
    const remove = (confirmed: boolean) =>
      removeAgendaItem(relay.house, here.coordinator, board.meetingId, board.itemId, { confirmed });
    expect(refusalOf(await remove(false))).toBe('confirm-removal');
    doneValue(await remove(true));
  });

  it('impossible de voter un point tardif en assemblée ; au CA, l’urgence suffit', async () => {
    const vote = (meetingId: string, itemId: string, counts: object) =>
      recordDecision(
        relay.house,
        here.coordinator,
        meetingId,
        decisionForm.parse({ itemId, kind: 'ordinary', proposal: 'Le bail est signé.', ...counts }),
      );
    const { itemId } = doneValue(await add('Bail', LATE));
    doneValue(await vote(board.meetingId, itemId, { publicFor: 4, associativeFor: 4 }));
    board = await here.addBody('general-assembly', ASSEMBLY);
    await convoke();
    const late = doneValue(await add('Bail', LATE));
    expect(await vote(board.meetingId, late.itemId, { associativeFor: 6 })).toMatchObject({
      refusal: { code: 'late-item', source: 'CSA 9:14', field: 'kind' },
    });
  });
});
