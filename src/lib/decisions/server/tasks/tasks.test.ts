import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { taskReminders, tasks } from '#lib/meetings/server/tasks/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import type { House } from '#lib/platform/house.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { finishTask, giveUpTask, postponeTask, reopenTask } from './commands.ts';
import { giveTask } from './give.ts';
import { openTaskLink } from './links.ts';
import { lookBackOf } from './look-back.ts';
import { listTasks, ownTasks, tasksGivenIn, tasksOfItem, tasksToLookBackAt } from './queries.ts';
import { writeTaskReminders } from './reminders.ts';

const TODAY = '2022-11-21';
const DUE = '2022-11-28';
const ALL = { state: 'open', mine: false, body: null, person: null, page: 1 } as const;

let relay: Relay;
let here: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
let personId: string;
let member: Actor;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('taches', 'common');
  board = await here.addBody('board', [{ sector: 'public' }, { sector: 'public' }]);
  await here.inside(async (tx) => {
    const [row] = await tx.select().from(mandates).where(eq(mandates.id, board.mandateIds[0]!));
    personId = row!.personId!;
    await tx.update(people).set({ email: 'd@example.be' }).where(eq(people.id, personId));
  });
  member = { ...here.actor(null), accountId: null, personId, name: 'Dominique' };
});
afterAll(() => relay.close());

const at = (now: string): House => ({ ...relay.house, clock: fixedClock(now) });
const give = (
  text: string,
  more: Partial<Parameters<typeof giveTask>[3]> = {},
  actor: Actor = here.coordinator,
) => giveTask(relay.house, actor, { itemId: board.itemId }, { personId, text, dueOn: DUE, ...more });
const given = async (text: string) => doneValue(await give(text)).taskId;
const stateOf = async (taskId: string) =>
  (await here.inside((tx) => tx.select().from(tasks).where(eq(tasks.id, taskId))))[0]!;
const mails = async () =>
  (await relay.house.db.select().from(outbox).where(eq(outbox.kind, 'tasks'))).map(
    ({ to, text, queuedAt }) => ({
      to,
      text,
      day: queuedAt.slice(0, 10),
    }),
  );

describe('a task', () => {
  it('is given once however often it is pressed, and refused where it cannot be', async () => {
    const presses = await Promise.all([give('Appeler.'), give('Appeler.'), give('Appeler.')]);
    expect(new Set(presses.map((each) => doneValue(each).taskId)).size).toBe(1);
    expect(refusalOf(await give('x', { dueOn: '2022-11-20' }))).toBe('due-in-the-past');
    expect(refusalOf(await give('x', { personId: crypto.randomUUID() }))).toBe('unknown-person');
    expect(refusalOf(await give('x', {}, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await give('x', {}, here.actor(null)))).toBe('not-found');
    expect(
      refusalOf(
        await giveTask(relay.house, here.coordinator, { entryId: 'x' }, { personId, text: 'x', dueOn: DUE }),
      ),
    ).toBe('not-found');
    const lines = await here.inside((tx) => tasksOfItem(tx, here.coordinator, TODAY, board.itemId));
    expect(lines).toMatchObject([
      { text: 'Appeler.', state: 'open', reachable: true, item: { id: board.itemId }, mayFinish: true },
    ]);
    doneValue(await finishTask(relay.house, here.coordinator, { taskId: lines[0]!.id, report: '' }));
  });

  it('is finished by whoever has it, given up and opened again by coordination', async () => {
    const taskId = await given('Écrire.');
    expect(refusalOf(await finishTask(relay.house, here.actor(null), { taskId, report: '' }))).toBe(
      'not-found',
    );
    expect(refusalOf(await finishTask(relay.house, here.actor('reader'), { taskId, report: '' }))).toBe(
      'not-allowed',
    );
    expect(refusalOf(await giveUpTask(relay.house, member, { taskId, reason: 'x' }))).toBe('not-allowed');
    doneValue(await finishTask(relay.house, member, { taskId, report: 'Envoyé.' }));
    doneValue(await finishTask(relay.house, member, { taskId, report: 'Encore.' }));
    expect(await stateOf(taskId)).toMatchObject({ state: 'done', settledBy: 'Dominique', report: 'Envoyé.' });
    expect(refusalOf(await giveUpTask(relay.house, here.coordinator, { taskId, reason: 'x' }))).toBe(
      'task-done',
    );
    doneValue(await reopenTask(relay.house, here.coordinator, { taskId }));
    doneValue(await reopenTask(relay.house, here.coordinator, { taskId }));
    doneValue(await giveUpTask(relay.house, here.coordinator, { taskId, reason: 'Vendu.' }));
    doneValue(await giveUpTask(relay.house, here.coordinator, { taskId, reason: 'Vendu.' }));
    expect(refusalOf(await finishTask(relay.house, member, { taskId, report: '' }))).toBe('task-cancelled');
    expect(
      refusalOf(await postponeTask(relay.house, here.coordinator, { taskId, dueOn: '2022-12-01' })),
    ).toBe('task-settled');
    // The PV does not list what was given up.
    expect((await here.inside((tx) => tasksGivenIn(tx, board.meetingId))).map(({ text }) => text)).toEqual([
      'Appeler.',
    ]);
  });

  it('is finished once by two people at once', async () => {
    const taskId = await given('Courir.');
    await Promise.all([
      finishTask(relay.house, member, { taskId, report: 'un' }),
      finishTask(relay.house, here.coordinator, { taskId, report: 'deux' }),
    ]);
    expect(['un', 'deux']).toContain((await stateOf(taskId)).report);
  });

  it('stays when its item goes', async () => {
    const { itemId } = await here.meetAgain(board, board.seats, '2022-11-22');
    const { taskId } = doneValue(
      await giveTask(relay.house, here.coordinator, { itemId }, { personId, text: 'Rester.', dueOn: DUE }),
    );
    await here.inside((tx) => tx.delete(agendaItems).where(eq(agendaItems.id, itemId)));
    expect(await stateOf(taskId)).toMatchObject({ itemId: null, meetingId: null, state: 'open' });
    doneValue(await giveUpTask(relay.house, here.coordinator, { taskId, reason: 'Fini.' }));
  });
});

describe('the lists', () => {
  it('show each person what they may read, and a page beyond the last gives the last', async () => {
    const taskId = await given('Lister.');
    const list = (actor: Actor, more: object = {}) =>
      here.inside((tx) => listTasks(tx, actor, TODAY, { ...ALL, ...more }));
    expect((await list(here.coordinator, { page: 99 })).rows.map(({ text }) => text)).toEqual(['Lister.']);
    expect(await list(here.coordinator, { page: 99 })).toMatchObject({ page: 1, total: 1 });
    expect((await list(member)).rows).toHaveLength(1);
    expect((await list(here.actor(null))).rows).toEqual([]);
    expect((await list(here.coordinator, { mine: true })).rows).toEqual([]);
    expect((await list(here.coordinator, { state: 'late' })).rows).toEqual([]);
    expect((await list(here.coordinator, { state: 'done' })).total).toBe(2);
    expect((await list(here.coordinator, { body: 'nobody' })).rows).toEqual([]);
    expect((await list(here.coordinator, { person: personId })).total).toBe(1);
    expect((await here.inside((tx) => ownTasks(tx, member, TODAY))).map(({ id }) => id)).toEqual([taskId]);
    expect(await here.inside((tx) => ownTasks(tx, here.coordinator, TODAY))).toEqual([]);
    const back = await here.inside((tx) =>
      lookBackOf(tx, here.coordinator, TODAY, { bodyId: board.bodyId, heldOn: '2022-12-20' }),
    );
    expect(back.tasks[0]!.text).toBe('Lister.');
    expect(back.written).toEqual([]);
    const ago = { bodyId: board.bodyId, since: '2022-12-01' };
    expect(await here.inside((tx) => tasksToLookBackAt(tx, here.coordinator, TODAY, ago))).toHaveLength(1);
    doneValue(await finishTask(relay.house, member, { taskId, report: '' }));
  });

  it('ask as much of the database for three as for one', async () => {
    const count = async () =>
      (await here.statements((tx) => listTasks(tx, here.coordinator, TODAY, { ...ALL, state: 'all' })))
        .length;
    // The number of all, and one page of them.
    expect(await count()).toBe(2);
  });
});

describe('reminders', () => {
  it('leave once for each stage, all in one message a day, whoever runs it, and close by a button', async () => {
    const first = await given('Payer.');
    await given('Ranger.');
    await Promise.all(Array.from({ length: 4 }, () => writeTaskReminders(at('2022-11-22T09:00:00Z'))));
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0]!.text).toContain('Payer.');
    expect((await mails())[0]!.text).toContain('Ranger.');
    // By night nothing leaves; a day without a new stage is silent.
    await writeTaskReminders(at('2022-11-25T03:00:00Z'));
    await writeTaskReminders(at('2022-11-23T09:00:00Z'));
    expect(await mails()).toHaveLength(1);
    for (const day of ['25', '26', '28', '29', '30'])
      await writeTaskReminders(at(`2022-11-${day}T09:00:00Z`));
    expect((await mails()).map(({ day }) => day)).toEqual([
      '2022-11-22',
      '2022-11-25',
      '2022-11-28',
      '2022-11-29',
    ]);
    const [, token] = /Payer\.[^/]*\/\/[^/]*\/taches\/task\/([\w-]+)/.exec((await mails())[0]!.text)!;
    const opened = await here.inside((tx) =>
      openTaskLink(tx, here.associationId, token!, relay.house.clock.now()),
    );
    const { actor, text } = doneValue(opened);
    expect([text, actor.personId]).toEqual(['Payer.', personId]);
    expect((await stateOf(first)).state).toBe('open');
    doneValue(await finishTask(relay.house, actor, { taskId: first, report: 'Par virement.' }));
    expect((await stateOf(first)).state).toBe('done');
    const late = await here.inside((tx) =>
      openTaskLink(tx, here.associationId, token!, '2023-06-01T00:00:00Z'),
    );
    expect(refusalOf(late)).toBe('link-ended');
  });

  it('begin again with another day, without a second message on the same one', async () => {
    const [line] = await here.inside((tx) => ownTasks(tx, member, '2022-11-29'));
    const taskId = line!.id;
    const postpone = (dueOn: string) =>
      postponeTask(at('2022-11-29T10:00:00Z'), here.coordinator, { taskId, dueOn });
    expect(refusalOf(await postpone('2022-11-01'))).toBe('due-in-the-past');
    doneValue(await postpone('2022-12-20'));
    doneValue(await postpone('2022-12-20'));
    await writeTaskReminders(at('2022-11-29T11:00:00Z'));
    await writeTaskReminders(at('2022-12-16T11:00:00Z'));
    await writeTaskReminders(at('2022-12-17T11:00:00Z'));
    expect((await mails()).map(({ day }) => day).slice(4)).toEqual(['2022-12-17']);
    expect(await here.inside((tx) => tx.$count(taskReminders, eq(taskReminders.taskId, taskId)))).toBe(5);
  });
});
