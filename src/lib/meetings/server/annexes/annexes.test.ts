import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { bookmarksOf, linksOf, pageTexts } from '../../../../../tests/fixtures/pdf-reading.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { docx, pdfOf, pngOf } from '../../../../../tests/fixtures/sample-files.ts';
import { stopPackWorkers } from '#lib/documents/pack/pool.ts';
import type { Actor, Seat } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { readBytes } from '#lib/platform/files/store.ts';
import { files } from '#lib/platform/files/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import type { Audience } from '../../vocabulary.ts';
import { removeAgendaItem } from '../commands/agenda.ts';
import { agendaItems } from '../tables.ts';
import { addAnnex, changeAnnex, moveAnnex, removeAnnex, replaceAnnex } from './commands.ts';
import { examineAnnex } from './examine.ts';
import { makeDuePacks } from './pack-worker.ts';
import { packState, packToRead, requestPack } from './packs.ts';
import { annexesOf, annexFile, annexHistory } from './queries.ts';
import { packs } from './tables.ts';

const LIMITS = { maxMegabytes: 1, antivirus: null };

let folder: string;
let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collegial-annexes-'));
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
});
beforeEach(async () => void (board = await here.addBody('board')));
afterAll(async () => {
  await stopPackWorkers();
  await relay.close();
  await rm(folder, { recursive: true });
});

let written = 0;
async function examined(content: Uint8Array, name: string) {
  const path = join(folder, String((written += 1)));
  await writeFile(path, content);
  return examineAnnex({ field: 'files', name, path, tooLong: false }, LIMITS);
}
const fileOf = async (words: string) => doneValue(await examined(await pdfOf([words]), `${words}.pdf`));

type File = Awaited<ReturnType<typeof fileOf>>;
const add = (
  file: File,
  more: { itemId?: string; confidential?: boolean } = {},
  actor: Actor = here.coordinator,
) => addAnnex(relay.house, actor, board.meetingId, { itemId: '', confidential: false, ...more }, file);
const added = async (...of: Parameters<typeof add>) => doneValue(await add(...of)).annexId;
const change = (annexId: string, more: Partial<Parameters<typeof changeAnnex>[4]> = {}) =>
  changeAnnex(relay.house, here.coordinator, board.meetingId, annexId, {
    itemId: '',
    confidential: false,
    title: 'Autrement dit',
    version: 1,
    ...more,
  });

const voter = (voting = true): Actor => {
  const seat: Seat = {
    mandateId: board.mandateIds[0]!,
    bodyId: board.bodyId,
    sector: 'public',
    office: voting ? 'member' : 'observer',
    voting,
    from: '2021-06-24',
    to: null,
  };
  return here.actor(null, [seat]);
};
const meeting = () => ({
  id: board.meetingId,
  heldOn: '2022-11-21',
  bodyId: board.bodyId,
  body: { id: board.bodyId, code: board.code },
});
const titlesFor = async (actor: Actor) =>
  (await here.inside((tx) => annexesOf(tx, actor, meeting()))).map(({ title }) => title);
const served = (actor: Actor, annexId: string, number: number | null = null) =>
  here.inside((tx) => annexFile(tx, actor, '2022-11-21', { meetingId: board.meetingId, annexId, number }));
const lastEntry = async () =>
  (await here.inside((tx) => tx.select().from(journalEntries).orderBy(asc(journalEntries.seq)))).at(-1);

describe('annexes', () => {
  it('are refused when no pack could show them', async () => {
    const locked = await pdfOf(['a'], { password: 'secret' });
    expect(refusalOf(await examined(locked, 'a.pdf'))).toBe('file-encrypted');
    expect(refusalOf(await examined((await pdfOf(['a'])).slice(0, 300), 'a.pdf'))).toBe('file-broken');
    const tooLong = await examineAnnex(
      { field: 'files', name: 'a', path: '/nowhere', tooLong: true },
      LIMITS,
    );
    expect(tooLong).toMatchObject({ refusal: { sentence: expect.stringContaining('1\u00a0Mo au plus') } });
  });

  it('are added in their order, once each, moved, changed and removed; the journal says so', async () => {
    const first = await added(await fileOf('budget_2023'));
    expect(await lastEntry()).toMatchObject({
      act: 'annex.added',
      subjectId: first,
      after: { title: 'Budget 2023', file: { name: 'budget_2023.pdf', scan: 'not-scanned' } },
    });
    const file = await fileOf('comptes');
    const twice = await Promise.all([add(file), add(file)]);
    const second = doneValue(twice[0]).annexId;
    expect(doneValue(twice[1]).annexId).toBe(second);
    expect(await titlesFor(here.coordinator)).toEqual(['Budget 2023', 'Comptes']);
    doneValue(await moveAnnex(relay.house, here.coordinator, board.meetingId, second, 'up'));
    expect(await titlesFor(voter())).toEqual(['Comptes', 'Budget 2023']);
    expect(refusalOf(await moveAnnex(relay.house, here.coordinator, board.meetingId, second, 'up'))).toBe(
      'at-edge',
    );
    doneValue(await change(first, { itemId: board.itemId, confidential: true }));
    expect(await change(first, { title: 'Encore' })).toMatchObject({
      refusal: {
        code: 'stale',
        details: { current: { title: 'Autrement dit', confidential: true, version: 2 } },
      },
    });
    expect(refusalOf(await change(second, { itemId: '00000000-0000-4000-8000-000000000000' }))).toBe(
      'not-found',
    );
    doneValue(await removeAnnex(relay.house, here.coordinator, board.meetingId, second));
    expect(refusalOf(await removeAnnex(relay.house, here.coordinator, board.meetingId, second))).toBe(
      'not-found',
    );
    expect(await titlesFor(here.coordinator)).toEqual(['Autrement dit']);
  });

  it('keep their versions, which the staff read and the members do not', async () => {
    const annexId = await added(await fileOf('v1'));
    const newer = await fileOf('v2');
    const replace = () => replaceAnnex(relay.house, here.coordinator, board.meetingId, annexId, newer);
    const outcomes = await Promise.all([replace(), replace()]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    const history = doneValue(await here.inside((tx) => annexHistory(tx, board.meetingId, annexId)));
    expect(history.versions.map(({ number, file }) => [number, file.name])).toEqual([
      [2, 'v2.pdf'],
      [1, 'v1.pdf'],
    ]);
    expect(doneValue(await served(voter(), annexId)).name).toBe('v2.pdf');
    expect(refusalOf(await served(voter(), annexId, 1))).toBe('not-found');
    expect(doneValue(await served(here.actor('reader'), annexId, 1)).name).toBe('v1.pdf');
    expect(refusalOf(await served(here.coordinator, annexId, 3))).toBe('not-found');
    doneValue(await removeAnnex(relay.house, here.coordinator, board.meetingId, annexId));
    expect(refusalOf(await served(voter(), annexId))).toBe('not-found');
    expect(doneValue(await served(here.coordinator, annexId)).name).toBe('v2.pdf');
  });

  it('that are confidential exist only for the staff and for those who vote', async () => {
    const annexId = await added(await fileOf('dossier'), { confidential: true });
    for (const actor of [here.actor('reader'), voter()]) {
      expect(await titlesFor(actor)).toEqual(['Dossier']);
      expect((await served(actor, annexId)).done).toBe(true);
    }
    expect(await titlesFor(voter(false))).toEqual([]);
    for (const actor of [voter(false), here.actor(null)])
      expect(refusalOf(await served(actor, annexId))).toBe('not-found');
  });

  it('are prepared by nobody else, and reach no other meeting or association', async () => {
    const file = await fileOf('x');
    const annexId = await added(file);
    expect(refusalOf(await add(file, {}, voter()))).toBe('not-allowed');
    expect(refusalOf(await add(file, {}, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await add(file, {}, elsewhere.coordinator))).toBe('not-found');
    const other = await here.addBody('board');
    for (const [meetingId, id] of [
      [other.meetingId, annexId],
      [board.meetingId, 'x'],
    ] as const)
      expect(refusalOf(await removeAnnex(relay.house, here.coordinator, meetingId, id))).toBe('not-found');
  });

  it('hold back the removal of their item until they are removed themselves', async () => {
    const annexId = await added(await fileOf('x'), { itemId: board.informationId });
    const remove = () =>
      removeAgendaItem(relay.house, here.coordinator, board.meetingId, board.informationId);
    expect(refusalOf(await remove())).toBe('has-annexes');
    doneValue(await removeAnnex(relay.house, here.coordinator, board.meetingId, annexId));
    doneValue(await remove());
    expect((await served(here.coordinator, annexId)).done).toBe(true);
  });

  it('are listed by the same number of statements, however many', async () => {
    const list = () => here.statements((tx) => annexesOf(tx, here.coordinator, meeting()));
    await added(await fileOf('1'));
    const one = (await list()).length;
    await added(await fileOf('2'));
    await added(await fileOf('3'));
    expect((await list()).length).toBe(one);
  });
});

describe('the pack', () => {
  const stateFor = (audience: Audience) => here.inside((tx) => packState(tx, meeting(), audience));
  const request = (actor: Actor = here.coordinator, audience: Audience = 'confidential') =>
    requestPack(relay.house, actor, board.meetingId, audience);
  const codes = (outcomes: Outcome<unknown>[]) => outcomes.map(refusalOf);

  async function read(actor: Actor, asked: Audience | null = null) {
    const pack = doneValue(await here.inside((tx) => packToRead(tx, actor, meeting(), asked)));
    const bytes = readBytes(relay.house.db, here.associationId, pack.file!.id, 0, pack.file!.size - 1);
    const path = join(folder, `${pack.file!.id}.pdf`);
    await writeFile(path, bytes);
    return {
      path,
      sha256: pack.file!.sha256,
      texts: await pageTexts(path),
      pdf: await PDFDocument.load(await readFile(path)),
    };
  }

  it('is made for each audience, page by page; what is confidential is never in the open one', async () => {
    const decision = { itemId: board.itemId };
    await added(doneValue(await examined(docx(), 'Tableau.docx')), decision);
    await added(await fileOf('Secret'), { ...decision, confidential: true });
    await added(doneValue(await examined(pngOf(300, 200), 'Plan.png')), { itemId: board.informationId });
    await added(doneValue(await examined(await pdfOf(['Comptes un', 'Comptes deux']), 'Comptes.pdf')));
    expect(await stateFor('open')).toMatchObject({ state: 'none', total: 3, file: null });
    // Pressed twice, by two people: asked once.
    expect(codes(await Promise.all([request(), request(voter()), request(voter(false), 'open')]))).toEqual([
      null,
      null,
      null,
    ]);
    expect(refusalOf(await request(voter(false)))).toBe('not-allowed');
    expect(refusalOf(await request(here.actor(null)))).toBe('not-found');
    expect(
      await here.inside((tx) => tx.select().from(packs).where(eq(packs.meetingId, board.meetingId))),
    ).toHaveLength(2);
    expect(await stateFor('confidential')).toMatchObject({ state: 'waiting', done: 0, total: 4 });
    // Two instances side by side.
    await Promise.all([makeDuePacks(relay.house), makeDuePacks(relay.house)]);
    expect(await stateFor('confidential')).toMatchObject({ state: 'ready', done: 4, total: 4 });

    const full = await read(voter());
    const words = ['Ordre du jour', 'Comptes un', 'Comptes deux', 'Tableau.docx', 'Secret', ''];
    expect(full.texts).toHaveLength(words.length);
    for (const [index, word] of words.entries()) {
      expect(full.texts[index]).toContain(word);
      expect(full.texts[index]!.replaceAll('\u00a0', ' ')).toContain(`page ${index + 1} / 6`);
    }
    expect(full.texts[0]).toMatch(/lundi 21 novembre 2022/);
    expect(linksOf(full.pdf, 1)).toEqual([2, 4, 5, 6]);
    expect(bookmarksOf(full.pdf).map(([depth, , page]) => [depth, page])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 4],
      [1, 4],
      [1, 5],
      [0, 6],
      [1, 6],
    ]);

    const open = await read(voter(false));
    expect(open.texts).toHaveLength(5);
    expect(open.texts.join(' ')).not.toMatch(/secret|confidenti/i);
    expect(
      bookmarksOf(open.pdf)
        .map(([, title]) => title)
        .join(' '),
    ).not.toMatch(/secret/i);
    expect((await readFile(open.path)).includes('Secret')).toBe(false);
    expect((await read(here.coordinator, 'open')).sha256).toBe(open.sha256);
    expect(
      refusalOf(await here.inside((tx) => packToRead(tx, voter(false), meeting(), 'confidential'))),
    ).toBe('not-found');
  });

  it('stays until something changes, is then said not to be up to date, and made anew on demand', async () => {
    const annexId = await added(await fileOf('un'));
    doneValue(await request());
    await makeDuePacks(relay.house);
    const before = await read(here.coordinator);
    doneValue(await request());
    expect(await stateFor('confidential')).toMatchObject({ state: 'ready' });
    doneValue(await change(annexId, { title: 'Deux' }));
    const stale = await stateFor('confidential');
    expect([stale.state, stale.file?.sha256]).toEqual(['none', before.sha256]);
    doneValue(await request());
    // Changed between the request and its making: what is made is what the meeting is.
    await here.inside((tx) =>
      tx.update(agendaItems).set({ title: 'Budget' }).where(eq(agendaItems.id, board.itemId)),
    );
    await makeDuePacks(relay.house);
    expect(await stateFor('confidential')).toMatchObject({ state: 'ready' });
    const [front] = (await read(here.coordinator)).texts;
    expect(front).toContain('Deux');
    expect(front).toContain('Budget');
    const kept = await here.inside((tx) => tx.select().from(files).where(eq(files.storedBy, 'Collégial')));
    expect(kept.length).toBeGreaterThanOrEqual(2);
  });

  it('whose maker died is taken over, and not before', async () => {
    await added(await fileOf('un'));
    doneValue(await request());
    const aliveAt = relay.house.clock.now();
    await here.inside((tx) =>
      tx.update(packs).set({ state: 'building', aliveAt }).where(eq(packs.meetingId, board.meetingId)),
    );
    await makeDuePacks(relay.house);
    expect((await stateFor('confidential')).state).toBe('building');
    await makeDuePacks({ ...relay.house, clock: fixedClock('2022-11-21T15:04:00Z') });
    expect((await stateFor('confidential')).state).toBe('ready');
  });
});
