import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { fromPlain, toPlain } from '#lib/documents/rich-text.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { itemNotes } from '../tables.ts';
import { saveNotes, type NotesConflict } from './notes.ts';
import { removeAgendaItem } from './agenda.ts';

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

const save = (text: string, version: number, actor = here.coordinator, itemId = board.itemId) =>
  saveNotes(relay.house, actor, board.meetingId, itemId, { version, content: fromPlain(text) });
const kept = () =>
  here.inside(async (tx) => {
    const [row] = await tx.select().from(itemNotes).where(eq(itemNotes.itemId, board.itemId));
    return row && { text: toPlain(row.content), version: row.version, savedBy: row.savedBy };
  });
const journal = () =>
  here.inside((tx) =>
    tx
      .select()
      .from(journalEntries)
      .where(eq(journalEntries.subjectId, board.itemId))
      .orderBy(asc(journalEntries.seq)),
  );

describe('saveNotes', () => {
  it('keeps the text, counts versions and journals each text', async () => {
    expect(doneValue(await save('Un.', 0))).toEqual({ version: 1, savedAt: relay.house.clock.now() });
    expect(doneValue(await save('Deux.', 1)).version).toBe(2);
    expect(await kept()).toEqual({ text: 'Deux.', version: 2, savedBy: 'An Peeters' });
    expect((await journal()).map(({ act, before, after }) => ({ act, before, after }))).toEqual([
      { act: 'notes.saved', before: { version: 0 }, after: { version: 1, text: 'Un.' } },
      { act: 'notes.saved', before: { version: 1 }, after: { version: 2, text: 'Deux.' } },
    ]);
  });

  it('the same text twice changes nothing, whatever version was read', async () => {
    doneValue(await save('Un.', 0));
    expect(doneValue(await save('Un.', 0)).version).toBe(1);
    expect(await journal()).toHaveLength(1);
  });

  it.each([0, 1])('of two saves from version %i, one is kept and the other is shown it', async (version) => {
    if (version === 1) doneValue(await save('Avant.', 0));
    const texts = ['Ce qu’Aline a tapé.', 'Ce que Bruno a tapé.'];
    const names = ['Aline', 'Bruno'];
    const outcomes = await Promise.all(
      texts.map((text, index) => save(text, version, { ...here.coordinator, name: names[index]! })),
    );
    const winner = outcomes.findIndex((outcome) => outcome.done);
    const loser = outcomes[1 - winner]!;
    expect(refusalOf(loser)).toBe('stale');
    const conflict = (loser as { refusal: { details: NotesConflict } }).refusal.details;
    expect({ ...conflict, content: toPlain(conflict.content) }).toEqual({
      content: texts[winner],
      version: version + 1,
      savedBy: names[winner],
      savedAt: relay.house.clock.now(),
    });
    // The text refused is still the caller's: saved again on the version shown, it is kept.
    expect(await kept()).toMatchObject({ text: texts[winner], version: version + 1 });
    doneValue(await save(texts[1 - winner]!, conflict.version));
    expect((await journal()).map(({ after }) => (after as { text: string }).text).slice(-2)).toEqual([
      texts[winner],
      texts[1 - winner],
    ]);
  });

  it('notes of two items at once are both kept', async () => {
    const outcomes = await Promise.all([
      save('Un.', 0),
      save('Deux.', 0, here.coordinator, board.informationId),
    ]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
  });

  it('impossible d’enregistrer une version qui n’a jamais existé', async () => {
    doneValue(await save('Un.', 0));
    expect(refusalOf(await save('Deux.', 7))).toBe('stale');
    expect(refusalOf(await save('Deux.', 0))).toBe('stale');
    expect(await kept()).toMatchObject({ text: 'Un.' });
  });

  it('where there are no notes, any version read is saved: nothing is lost', async () => {
    expect(doneValue(await save('Un.', 3)).version).toBe(1);
    expect(await kept()).toMatchObject({ text: 'Un.', version: 1 });
  });

  it('impossible de noter sur un point retiré, d’une autre réunion ou mal désigné', async () => {
    const other = await here.addBody('board');
    for (const itemId of [other.itemId, NOBODY, 'x', ''])
      expect(refusalOf(await save('Un.', 0, here.coordinator, itemId))).toBe('not-found');
    doneValue(await removeAgendaItem(relay.house, here.coordinator, board.meetingId, board.itemId));
    expect(await save('Un.', 0)).toMatchObject({
      refusal: { code: 'not-found', sentence: expect.stringContaining('Copiez votre texte') },
    });
  });

  it('impossible pour qui ne prépare pas cette réunion', async () => {
    expect(refusalOf(await save('Un.', 0, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await save('Un.', 0, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await save('Un.', 0, elsewhere.coordinator))).toBe('not-found');
    expect(await kept()).toBeUndefined();
    expect(refusalOf(await save('Un.', 0, here.actor('assistant')))).toBeNull();
  });
});
