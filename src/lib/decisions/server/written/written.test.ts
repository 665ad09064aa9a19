import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../tests/fixtures/relay.ts';
import { people } from '#lib/associations/server/tables.ts';
import { changeSetting } from '#lib/bodies/server/settings.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { toText } from '#lib/documents/text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { openLink } from '#lib/meetings/server/convocation/links.ts';
import type { House } from '#lib/platform/house.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { writtenProcedureForm } from '../../forms/written.ts';
import { writtenDocument, writtenLetter } from '../../written-document.ts';
import { ask } from './asking.ts';
import { answerInWriting, enterPaperAnswer } from './answer.ts';
import { remindSilent, withdrawProcedure } from './follow-up.ts';
import { openProcedure } from './open.ts';
import { listWritten, writtenSnapshot, writtenView } from './queries.ts';
import { settleOverdue } from './settle.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
let count = 0;
/** Three votes; a guest, a vacant seat and whoever left have none. */
const BOARD = [
  { sector: 'public', office: 'chair' },
  { sector: 'associative' },
  { sector: 'associative' },
  { sector: 'public', office: 'invited', voting: false },
  { sector: 'public', vacant: true },
  { sector: 'public', to: '2022-11-20' },
] as const;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'common');
  elsewhere = await relay.found('autre', 'common');
});
beforeEach(async () => {
  count += 1;
  board = await here.addBody('board', BOARD);
  await giveAddress(0);
  await giveAddress(1);
});
afterAll(() => relay.close());

const address = (index: number) => `membre-${count}-${index}@example.be`;
const giveAddress = (index: number) =>
  here.inside(async (tx) => {
    const [row] = await tx
      .select({ personId: mandates.personId })
      .from(mandates)
      .where(eq(mandates.id, board.mandateIds[index]!));
    await tx
      .update(people)
      .set({ email: address(index) })
      .where(eq(people.id, row!.personId!));
  });
const at = (now: string): House => ({
  ...relay.house,
  clock: { now: () => now, today: () => now.slice(0, 10) },
});
const open = (more: Record<string, string> = {}, actor: Actor = here.coordinator) =>
  openProcedure(
    relay.house,
    actor,
    writtenProcedureForm.parse({
      bodyId: board.bodyId,
      proposal: `Le CA approuve le bail ${count}.`,
      closesOn: '2022-12-01',
      ...more,
    }),
  );
const opened = async (more: Record<string, string> = {}) => doneValue(await open(more)).procedureId;
const member = (index: number, { bodyId, mandateIds } = board): Actor =>
  here.actor(null, [
    {
      mandateId: mandateIds[index]!,
      bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);
const answer = (index: number, id: string, given: 'agrees' | 'refuses' = 'agrees', house = relay.house) =>
  answerInWriting(house, member(index), id, { answer: given });
const paper = (index: number, id: string, given: 'agrees' | 'refuses' = 'agrees') =>
  enterPaperAnswer(relay.house, here.coordinator, id, {
    mandateId: board.mandateIds[index]!,
    answer: given,
  });
const view = (id: string, actor: Actor = here.coordinator, today = TODAY) =>
  here.inside(async (tx) => doneValue(await writtenView(tx, actor, today, id)));
const mailsTo = async (to: string) => {
  const rows = await relay.house.db
    .select()
    .from(outbox)
    .where(eq(outbox.to, to))
    .orderBy(asc(outbox.queuedAt), asc(outbox.kind));
  return rows.map(({ kind, text }) => ({ kind, text }));
};
const actsOn = async (id: string) => {
  const rows = await here.inside((tx) =>
    tx
      .select({ act: journalEntries.act })
      .from(journalEntries)
      .where(eq(journalEntries.subjectId, id))
      .orderBy(asc(journalEntries.seq)),
  );
  return rows.map(({ act }) => act.replace('written-procedure.', ''));
};

describe('a written procedure of the board', () => {
  it('is adopted by the last agreement, by link, signed in and on paper, and everyone is told', async () => {
    const id = await opened();
    const [asking] = await mailsTo(address(0));
    const token = asking!.text.match(/\/relais\/written\/([\w-]+)$/m)![1]!;
    const { actor, subjectId } = await here.inside(async (tx) =>
      doneValue(await openLink(tx, here.associationId, 'written-procedure', token, relay.house.clock.now())),
    );
    expect(subjectId).toBe(id);
    expect(doneValue(await answerInWriting(relay.house, actor, id, { answer: 'agrees' })).settled).toBeNull();
    expect(await view(id, actor)).toMatchObject({
      state: 'open',
      count: { agreed: 1, refused: 0, silent: 2 },
      own: { answer: { answer: 'agrees', via: 'member' } },
      voters: [],
    });
    doneValue(await answer(1, id));
    doneValue(await answer(1, id));
    expect(doneValue(await paper(2, id)).settled).toBe('adopted');
    expect(doneValue(await paper(2, id)).settled).toBe('adopted');
    expect(await actsOn(id)).toEqual(['opened', 'answered', 'answered', 'answered', 'settled']);
    expect((await mailsTo(address(1))).map(({ kind }) => kind)).toEqual([
      'written-outcome',
      'written-procedure',
    ]);
    const seen = await view(id, member(1));
    expect(seen).toMatchObject({
      state: 'adopted',
      verdict: { explanation: expect.stringContaining('3\u00a0accords écrits sur 3') as string },
    });
    expect(seen.voters.map(({ answer: given, email }) => [given?.via, email])).toEqual([
      ['member', null],
      ['member', null],
      ['paper', null],
    ]);
    const text = toText(
      writtenDocument(
        await here.inside(async (tx) => doneValue(await writtenSnapshot(tx, member(1), TODAY, id))),
      ),
    ).replaceAll('\u00a0', ' ');
    expect(text).toContain('adoptée, de l’accord écrit de tous');
    expect(text).toContain('D’accord, signé sur papier');
    expect(refusalOf(await withdrawProcedure(relay.house, here.coordinator, id, { reason: 'x' }))).toBe(
      'procedure-over',
    );
  });

  it('is rejected by the first refusal, or at the end of the last day by a silence (T27), once', async () => {
    const refused = await opened();
    expect(doneValue(await answer(0, refused, 'refuses')).settled).toBe('rejected');
    expect(refusalOf(await answer(1, refused))).toBe('procedure-over');

    const silent = await opened();
    doneValue(await answer(0, silent));
    doneValue(await answer(1, silent));
    expect((await view(silent, here.coordinator, '2022-12-01')).state).toBe('open');
    // Anyone who opens the page after the last day sees it, even before anything wrote it down.
    expect(await view(silent, here.coordinator, '2022-12-02')).toMatchObject({
      state: 'rejected',
      settledAt: null,
    });
    const states = (await here.inside((tx) => listWritten(tx, here.coordinator, '2022-12-02'))).filter(
      (row) => row.id === silent,
    );
    expect(states).toMatchObject([{ state: 'rejected', answers: 2 }]);
    await settleOverdue(at('2022-12-01T22:00:00Z'));
    expect((await view(silent)).state).toBe('open');
    const after = at('2022-12-02T06:00:00Z');
    expect(refusalOf(await answer(2, silent, 'agrees', after))).toBe('procedure-over');
    await Promise.all([settleOverdue(after), settleOverdue(after)]);
    expect(await actsOn(silent)).toEqual(['opened', 'answered', 'answered', 'settled']);
    expect((await view(silent)).verdict!.explanation).toContain('Un silence vaut un refus.');
  });

  it('opened twice at once, is one; two last answers at once settle it once', async () => {
    const race = await Promise.all([open(), open(), open()]);
    const ids = new Set(race.map((outcome) => doneValue(outcome).procedureId));
    expect(ids.size).toBe(1);
    const [id] = [...ids] as [string];
    doneValue(await answer(0, id));
    const settled = (await Promise.all([answer(1, id), answer(2, id)])).map(
      (outcome) => doneValue(outcome).settled,
    );
    expect(settled.toSorted()).toEqual(['adopted', null].toSorted());
    expect((await actsOn(id)).filter((act) => act === 'settled')).toHaveLength(1);
    const [small, large] = await Promise.all([
      here.statements(async (tx) => doneValue(await writtenView(tx, here.coordinator, TODAY, id))),
      here.statements((tx) => listWritten(tx, here.coordinator, TODAY)),
    ]);
    expect([small.length, large.length]).toEqual([6, 1]);
  });

  it('asks many in as many statements as one', async () => {
    const procedure = { id: NOBODY, proposal: 'Louer un local.', explanation: '', closesOn: '2022-12-05' };
    const body = { id: board.bodyId, code: board.code, name: 'CA', kind: 'board' } as const;
    const person = { id: NOBODY, givenName: 'Ana', familyName: 'Maes', civility: null };
    const asking = (many: number) =>
      here.statements((tx) =>
        ask(
          { tx, now: '2022-11-21T15:00:00Z' },
          relay.house,
          here.coordinator,
          procedure,
          body,
          board.mandateIds
            .slice(0, many)
            .map((mandateId) => ({ mandateId, person, email: 'ana@example.be' })),
          { reminder: false },
        ),
      );
    expect((await asking(3)).length).toBe((await asking(1)).length);
  });

  it('ne demande ni aux invités, ni aux sièges vacants, ni à ceux qui ne sont plus là ; une réponse est définitive', async () => {
    const id = await opened();
    expect((await view(id)).voters.map(({ mandateId }) => mandateId)).toHaveLength(3);
    expect(refusalOf(await answer(3, id))).toBe('not-asked');
    expect(refusalOf(await paper(4, id))).toBe('not-found');
    doneValue(await answer(0, id));
    expect(refusalOf(await answer(0, id, 'refuses'))).toBe('already-answered');
    expect(refusalOf(await paper(0, id, 'refuses'))).toBe('already-answered');
    // Whoever sat on the day of the opening answers, though their mandate ended since.
    await here.inside((tx) =>
      tx.update(mandates).set({ toDay: '2022-11-22' }).where(eq(mandates.id, board.mandateIds[1]!)),
    );
    const later = at('2022-11-25T10:00:00Z');
    doneValue(await answer(1, id, 'agrees', later));
    expect((await view(id)).count).toEqual({ agreed: 2, refused: 0, silent: 1 });
  });

  it('est refusée là où la loi, les statuts ou le droit ne la permettent pas', async () => {
    expect(refusalOf(await open({ kind: 'statutes' }))).toBe('forbidden-in-writing');
    expect(refusalOf(await open({ closesOn: '2022-11-20' }))).toBe('closes-in-the-past');
    expect(refusalOf(await open({ bodyId: NOBODY }))).toBe('unknown-body');
    const committee = await here.addBody('management-committee', BOARD);
    expect(refusalOf(await open({ bodyId: committee.bodyId }))).toBe('no-written-decision');
    const empty = await here.addBody('board', []);
    expect(refusalOf(await open({ bodyId: empty.bodyId }))).toBe('nobody-to-ask');
    doneValue(
      await changeSetting(relay.house, here.coordinator, {
        bodyId: empty.bodyId,
        key: 'written-decisions',
        value: false,
        from: '',
        source: 'statuts, art. 22',
      }),
    );
    expect(await open({ bodyId: empty.bodyId })).toMatchObject({
      refusal: { code: 'written-decisions-excluded', source: 'statuts, art. 22' },
    });
    for (const role of ['assistant', 'reader', null] as const)
      expect(refusalOf(await open({}, here.actor(role)))).toBe('not-allowed');
    const id = await opened();
    const stranger = here.actor(null);
    for (const actor of [stranger, elsewhere.coordinator]) {
      expect(refusalOf(await answerInWriting(relay.house, actor, id, { answer: 'agrees' }))).toBe(
        'not-found',
      );
      expect(refusalOf(await remindSilent(relay.house, actor, id))).toBe('not-found');
    }
    expect(refusalOf(await remindSilent(relay.house, here.actor('assistant'), id))).toBe('not-allowed');
    expect(await here.inside(async (tx) => refusalOf(await writtenView(tx, stranger, TODAY, id)))).toBe(
      'not-found',
    );
    expect(await here.inside((tx) => listWritten(tx, stranger, TODAY))).toEqual([]);
  });

  it('rappelle aux silencieux une fois par jour, et se retire avec sa raison', async () => {
    const id = await opened();
    const remind = (house: House) => remindSilent(house, here.coordinator, id);
    expect(refusalOf(await remind(relay.house))).toBe('reminded-today');
    doneValue(await answer(0, id));
    const tomorrow = at('2022-11-22T09:00:00Z');
    const race = await Promise.all([remind(tomorrow), remind(tomorrow)]);
    expect(race.map(refusalOf).toSorted()).toEqual([null, 'reminded-today'].toSorted());
    expect((await mailsTo(address(0))).length).toBe(1);
    expect((await mailsTo(address(1))).map(({ text }) => text.includes('pas encore reçu'))).toEqual([
      false,
      true,
    ]);
    doneValue(await answer(1, id));
    expect(refusalOf(await remind(tomorrow))).toBe('nobody-to-remind');
    const withdraw = () =>
      withdrawProcedure(relay.house, here.coordinator, id, { reason: 'Le bail est renégocié.' });
    doneValue(await withdraw());
    doneValue(await withdraw());
    expect(await view(id)).toMatchObject({ state: 'withdrawn', withdrawal: 'Le bail est renégocié.' });
    expect((await mailsTo(address(0))).map(({ text }) => text).join()).toContain('Le bail est renégocié.');
    expect(refusalOf(await paper(2, id))).toBe('procedure-over');
    expect(refusalOf(await remind(tomorrow))).toBe('procedure-over');
  });
});

describe('a written procedure of the assembly', () => {
  it('demande aussi l’accord du membre qui n’a désigné personne, par une lettre signée', async () => {
    const assembly = await here.addBody('general-assembly', [
      ...ASSEMBLY.slice(0, 2),
      { sector: 'associative', vacant: true },
      { sector: 'associative', partner: false },
    ]);
    board = assembly;
    const id = await opened({ bodyId: assembly.bodyId });
    doneValue(await answer(0, id));
    doneValue(await answer(1, id));
    expect((await view(id)).count).toEqual({ agreed: 2, refused: 0, silent: 1 });
    const snapshot = await here.inside(async (tx) =>
      doneValue(await writtenSnapshot(tx, here.coordinator, TODAY, id)),
    );
    const absent = snapshot.voters.find(({ name }) => name === null)!;
    expect(toText(writtenLetter(snapshot, absent))).toContain('à l’attention de qui l’engage');
    expect(doneValue(await paper(2, id)).settled).toBe('adopted');
  });
});
