import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import type { Direction } from '../../rules/agenda.ts';
import { agendaItems } from '../tables.ts';
import { addItem, changeItem, removeAgendaItem } from './agenda.ts';
import { moveAgendaItem } from './agenda-places.ts';
import { saveNotes } from './notes.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
});
beforeEach(async () => void (board = await here.addBody('board')));
afterAll(() => relay.close());

const add = (title: string, parentId = '', actor = here.coordinator, meetingId = board.meetingId) =>
  addItem(relay.house, actor, meetingId, { title, nature: 'discussion', parentId });
const added = async (title: string, parentId = '') => doneValue(await add(title, parentId)).itemId;
const change = (more: Partial<Parameters<typeof changeItem>[3]> = {}, actor = here.coordinator) =>
  changeItem(relay.house, actor, board.meetingId, {
    itemId: board.itemId,
    title: 'Budget 2023',
    nature: 'decision',
    version: 1,
    ...more,
  });
const move = (itemId: string, direction: Direction, actor = here.coordinator, meetingId = board.meetingId) =>
  moveAgendaItem(relay.house, actor, meetingId, itemId, direction);
const remove = (itemId: string, actor = here.coordinator, meetingId = board.meetingId) =>
  removeAgendaItem(relay.house, actor, meetingId, itemId);
const items = () =>
  here.inside((tx) =>
    tx
      .select()
      .from(agendaItems)
      .where(eq(agendaItems.meetingId, board.meetingId))
      .orderBy(asc(agendaItems.position)),
  );
const titles = async () => (await items()).map(({ title }) => title);
const lastEntry = async () =>
  (await here.inside((tx) => tx.select().from(journalEntries).orderBy(asc(journalEntries.seq)))).at(-1);
const entries = () => here.inside(async (tx) => (await tx.select().from(journalEntries)).length);

/** Under each parent, positions are 0 to n-1, each once. */
async function expectSoundPositions() {
  const byParent = Map.groupBy(await items(), ({ parentId }) => parentId);
  for (const siblings of byParent.values())
    expect(siblings.map(({ position }) => position)).toEqual(siblings.map((_, index) => index));
}

describe('addItem', () => {
  it('adds last at its level, and journals it', async () => {
    const itemId = await added('Divers');
    const subItemId = await added('Calendrier', itemId);
    expect((await items()).find(({ id }) => id === subItemId)).toMatchObject({
      parentId: itemId,
      position: 0,
      title: 'Calendrier',
      nature: 'discussion',
      version: 1,
    });
    expect((await items()).find(({ id }) => id === itemId)?.position).toBe(2);
    expect(await lastEntry()).toMatchObject({
      act: 'agenda-item.added',
      subjectKind: 'agenda-item',
      subjectId: subItemId,
      after: { title: 'Calendrier', nature: 'discussion', parentId: itemId, position: 0 },
    });
  });

  it('impossible d’ajouter un quatrième niveau, ou sous un point d’ailleurs', async () => {
    const one = await added('1');
    const two = await added('2', one);
    const three = await added('3', two);
    expect(refusalOf(await add('4', three))).toBe('too-deep');
    const other = await here.addBody('board');
    expect(await add('x', other.itemId)).toMatchObject({ refusal: { code: 'not-found', field: 'parentId' } });
    expect(refusalOf(await add('x', NOBODY))).toBe('not-found');
  });

  it('impossible d’ajouter un 201e point', async () => {
    await here.inside((tx) =>
      tx.insert(agendaItems).values(
        Array.from({ length: 197 }, (_, index) => ({
          associationId: here.associationId,
          meetingId: board.meetingId,
          parentId: null,
          position: index + 2,
          title: `Point ${index}`,
          nature: 'information' as const,
        })),
      ),
    );
    const outcomes = await Promise.all([add('a'), add('b')]);
    expect(outcomes.map(refusalOf).sort()).toEqual([null, 'too-many'].sort());
    expect(await items()).toHaveLength(200);
  });

  it('many at once each get a place of their own', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => add(`Point ${index}`)));
    expect(outcomes.map(refusalOf)).toEqual(Array(8).fill(null));
    expect(await items()).toHaveLength(10);
    await expectSoundPositions();
  });
});

describe('changeItem', () => {
  it('changes title and nature, counts the version, and journals both', async () => {
    doneValue(await change());
    expect((await items())[0]).toMatchObject({ title: 'Budget 2023', nature: 'decision', version: 2 });
    expect(await lastEntry()).toMatchObject({
      act: 'agenda-item.changed',
      subjectId: board.itemId,
      before: { title: 'Point 0', nature: 'decision' },
      after: { title: 'Budget 2023', nature: 'decision' },
    });
  });

  it('pressed twice, changes nothing the second time', async () => {
    doneValue(await change());
    const before = await entries();
    doneValue(await change());
    expect((await items())[0]?.version).toBe(2);
    expect(await entries()).toBe(before);
  });

  it('impossible d’enregistrer sur une version dépassée : la version actuelle est montrée', async () => {
    const outcomes = await Promise.all([change({ title: 'A' }), change({ title: 'B' })]);
    expect(outcomes.map(refusalOf).sort()).toEqual([null, 'stale'].sort());
    const kept = (await items())[0]!;
    expect(outcomes.find((outcome) => !outcome.done)).toMatchObject({
      refusal: { details: { current: { title: kept.title, nature: 'decision', version: 2 } } },
    });
  });
});

describe('moveAgendaItem', () => {
  it('moves an item and journals its numbers', async () => {
    doneValue(await move(board.itemId, 'down'));
    expect(await titles()).toEqual(['Point 1', 'Point 0']);
    expect(await lastEntry()).toMatchObject({
      act: 'agenda-item.moved',
      subjectId: board.itemId,
      before: { number: '1' },
      after: { number: '2' },
    });
    doneValue(await move(board.itemId, 'indent'));
    expect(await lastEntry()).toMatchObject({ before: { number: '2' }, after: { number: '1.a' } });
    await expectSoundPositions();
  });

  it('impossible de sortir de l’ordre du jour', async () => {
    expect(refusalOf(await move(board.itemId, 'up'))).toBe('at-edge');
    expect(refusalOf(await move(board.itemId, 'indent'))).toBe('at-edge');
    expect(refusalOf(await move(board.itemId, 'outdent'))).toBe('at-edge');
    expect(refusalOf(await move(board.informationId, 'down'))).toBe('at-edge');
    const two = await added('2', board.itemId);
    const three = await added('3', two);
    await added('4', two);
    expect(refusalOf(await move(three, 'down'))).toBeNull();
    expect(refusalOf(await move(three, 'indent'))).toBe('too-deep');
  });

  it('many moves at once leave positions 0 to n-1, each once', async () => {
    const ids = [board.itemId, board.informationId];
    for (const title of ['a', 'b', 'c', 'd']) ids.push(await added(title));
    const directions: Direction[] = ['up', 'down', 'indent', 'outdent', 'down', 'up'];
    const outcomes = await Promise.all(
      ids.flatMap((id) => directions.map((direction) => move(id, direction))),
    );
    expect(outcomes.filter((outcome) => outcome.done).length).toBeGreaterThan(0);
    for (const code of outcomes.map(refusalOf)) expect([null, 'at-edge', 'too-deep']).toContain(code);
    expect(await items()).toHaveLength(6);
    await expectSoundPositions();
  });
});

describe('removeAgendaItem', () => {
  it('removes an item with its notes, which the journal keeps, and closes the ranks', async () => {
    doneValue(
      await saveNotes(relay.house, here.coordinator, board.meetingId, board.itemId, {
        version: 0,
        content: fromPlain('Ce qui fut dit.'),
      }),
    );
    doneValue(await remove(board.itemId));
    expect((await items()).map(({ title, position }) => [title, position])).toEqual([['Point 1', 0]]);
    expect(await lastEntry()).toMatchObject({
      act: 'agenda-item.removed',
      subjectId: board.itemId,
      before: { title: 'Point 0', nature: 'decision', notes: 'Ce qui fut dit.' },
    });
    expect(refusalOf(await remove(board.itemId))).toBe('not-found');
  });

  it('impossible de retirer un point qui a des sous-points', async () => {
    await added('Sous-point', board.itemId);
    expect(refusalOf(await remove(board.itemId))).toBe('has-sub-items');
  });

  it('impossible de retirer un point qui porte une décision', async () => {
    const decide = () =>
      recordDecision(
        relay.house,
        here.coordinator,
        board.meetingId,
        decisionForm.parse({
          itemId: board.itemId,
          kind: 'ordinary',
          proposal: 'Le CA approuve.',
          publicFor: 4,
          associativeFor: 4,
        }),
      );
    doneValue(await decide());
    const before = await entries();
    expect(await remove(board.itemId)).toMatchObject({
      refusal: { code: 'has-decision', sentence: expect.stringContaining('Retirez d’abord la décision') },
    });
    expect(await titles()).toEqual(['Point 0', 'Point 1']);
    expect(await entries()).toBe(before);
  });

  it('removed and moved at once: one of them sees what the other did', async () => {
    const outcomes = await Promise.all([
      remove(board.itemId),
      move(board.itemId, 'down'),
      remove(board.itemId),
      add('Divers'),
    ]);
    expect(outcomes.filter((outcome) => outcome.done).length).toBeGreaterThanOrEqual(2);
    for (const code of outcomes.map(refusalOf)) expect([null, 'not-found']).toContain(code);
    expect((await titles()).sort()).toEqual(['Divers', 'Point 1']);
    await expectSoundPositions();
  });
});

describe('impossible pour qui ne prépare pas cette réunion', () => {
  const each = (actor = here.coordinator, meetingId = board.meetingId) => [
    add('x', '', actor, meetingId),
    changeItem(relay.house, actor, meetingId, {
      itemId: board.itemId,
      title: 'x',
      nature: 'decision',
      version: 1,
    }),
    move(board.itemId, 'down', actor, meetingId),
    remove(board.itemId, actor, meetingId),
  ];
  const codes = async (outcomes: ReturnType<typeof each>) => (await Promise.all(outcomes)).map(refusalOf);
  const all = (code: string) => Array(4).fill(code);

  it('le lecteur et le membre de l’organe lisent, sans plus', async () => {
    const seat = {
      mandateId: board.mandateIds[0]!,
      bodyId: board.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    } as const;
    expect(await codes(each(here.actor('reader')))).toEqual(all('not-allowed'));
    expect(await codes(each(here.actor(null, [seat])))).toEqual(all('not-allowed'));
    expect(await titles()).toEqual(['Point 0', 'Point 1']);
  });

  it('pour les autres, la réunion n’existe pas', async () => {
    expect(await codes(each(here.actor(null)))).toEqual(all('not-found'));
    expect(await codes(each(elsewhere.coordinator))).toEqual(all('not-found'));
    for (const meetingId of [NOBODY, 'x', '', "' or true --", 'a'.repeat(5000)])
      expect(await codes(each(here.coordinator, meetingId))).toEqual(all('not-found'));
  });

  it('un point d’une autre réunion, ou un identifiant mal formé, n’est pas à l’ordre du jour', async () => {
    const other = await here.addBody('board');
    for (const itemId of [other.itemId, NOBODY, 'x', '']) {
      expect(refusalOf(await change({ itemId }))).toBe('not-found');
      expect(refusalOf(await move(itemId, 'down'))).toBe('not-found');
      expect(refusalOf(await remove(itemId))).toBe('not-found');
    }
  });

  it('l’adjoint prépare', async () => {
    expect(refusalOf(await add('x', '', here.actor('assistant')))).toBeNull();
    expect(refusalOf(await change({}, here.actor('assistant')))).toBeNull();
  });
});
