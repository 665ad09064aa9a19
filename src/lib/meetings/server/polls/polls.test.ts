import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { pollForm, type PollForm } from '../../forms/polls.ts';
import type { DateAnswer } from '../../vocabulary.ts';
import { createMeeting } from '../commands/planning.ts';
import { openLink } from '../convocation/links.ts';
import { datePolls } from '../planning/tables.ts';
import { meetings } from '../tables.ts';
import { answerPoll } from './answer.ts';
import { openPoll, renewPollLink } from './open.ts';
import { listPolls, pollView } from './queries.ts';
import { chooseDate, closePoll } from './settle.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
let opened = 0;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
});
beforeEach(async () => {
  board = await here.addBody('board');
  opened += 1;
});
afterAll(() => relay.close());

const form = (more: Partial<PollForm> = {}) =>
  pollForm.parse({
    bodyId: board.bodyId,
    kind: 'ordinary',
    title: `CA de janvier ${opened}`,
    place: 'Arlon',
    message: '',
    closesOn: '2022-12-31',
    onDay: ['2023-01-10', '2023-01-12', ''],
    startsAt: ['14:00', '18:30', ''],
    ...more,
  });
const open = (more: Partial<PollForm> = {}, actor: Actor = here.coordinator) =>
  openPoll(relay.house, actor, form(more));
/** Whoever holds a mandate of the board, without role. */
const member = (index: number): Actor =>
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
  ]);
const view = (pollId: string, actor: Actor = here.coordinator) =>
  here.inside(async (tx) => doneValue(await pollView(tx, actor, TODAY, pollId)));
const answer = (actor: Actor, pollId: string, answers: Record<string, DateAnswer>) =>
  answerPoll(relay.house, actor, pollId, {
    answers: Object.entries(answers).map(([dateId, given]) => ({ dateId, answer: given })),
  });
const mailsTo = (to: string) =>
  relay.house.db.select().from(outbox).where(eq(outbox.to, to)).orderBy(asc(outbox.queuedAt));
const actsOn = async (id: string) =>
  (
    await here.inside((tx) =>
      tx
        .select({ act: journalEntries.act })
        .from(journalEntries)
        .where(eq(journalEntries.subjectId, id))
        .orderBy(asc(journalEntries.seq)),
    )
  ).map(({ act }) => act);
/** Gives the holder of this seat an address of their own. */
const giveAddress = (index: number, email: string) =>
  here.inside(async (tx) => {
    const [row] = await tx
      .select({ personId: mandates.personId })
      .from(mandates)
      .where(eq(mandates.id, board.mandateIds[index]!));
    await tx.update(people).set({ email }).where(eq(people.id, row!.personId!));
  });

describe('a poll', () => {
  it('is sent to those who have an address, answered by their link, and read in figures by members', async () => {
    const email = `membre-${opened}@example.be`;
    await giveAddress(0, email);
    const { pollId } = doneValue(await open());
    const [mail] = await mailsTo(email);
    expect(mail!.text).toContain('mardi 10\u00a0janvier\u00a02023, 14\u00a0h');
    const token = mail!.text.match(/\/relais\/poll\/([\w-]+)$/m)![1]!;
    const { actor, subjectId } = await here.inside(async (tx) =>
      doneValue(await openLink(tx, here.associationId, 'date-poll', token, relay.house.clock.now())),
    );
    expect(subjectId).toBe(pollId);
    const [first, second] = (await view(pollId)).dates;
    doneValue(await answer(actor, pollId, { [first!.id]: 'yes' }));
    doneValue(await answer(actor, pollId, { [first!.id]: 'if-need-be', [second!.id]: 'no' }));
    doneValue(await answer(actor, pollId, { [second!.id]: 'no' }));
    expect(await actsOn(pollId)).toEqual(['date-poll.opened', 'date-poll.answered', 'date-poll.answered']);

    const seen = await view(pollId, actor);
    expect(seen).toMatchObject({ state: 'open', asked: 10, answered: 1, people: [], mayPrepare: false });
    expect(seen.own).toEqual({ [first!.id]: 'if-need-be', [second!.id]: 'no' });
    const staff = await view(pollId);
    expect(staff.own).toBeNull();
    expect(staff.people.filter(({ byMail }) => byMail)).toMatchObject([
      { answers: { [first!.id]: 'if-need-be' } },
    ]);
    expect(staff.dates[0]!.result.colleges).toMatchObject([{ ifNeedBe: 1, yes: 0 }, { yes: 0 }]);
  });

  it('says on which date the quorum is reached, and who has another meeting that day', async () => {
    const { pollId } = doneValue(await open());
    const [first, second] = (await view(pollId)).dates;
    for (const index of [0, 1, 2, 8, 9, 10])
      doneValue(await answer(member(index), pollId, { [first!.id]: 'yes', [second!.id]: 'if-need-be' }));
    doneValue(
      await createMeeting(relay.house, here.coordinator, {
        bodyId: board.bodyId,
        kind: 'ordinary',
        heldOn: '2023-01-10',
        startsAt: '09:00',
        place: 'Virton',
      }),
    );
    const { dates, best } = await view(pollId);
    expect(dates.map(({ result }) => [result.yesAlone.quorum.met, result.withIfNeedBe.quorum.met])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(best).toMatchObject({ id: first!.id });
    expect(best!.sentence).toContain('le quorum est atteint avec les seuls oui');
    expect(dates[0]!.clashes).toHaveLength(10);
    expect((await view(pollId, member(0))).dates[0]!.clashes).toHaveLength(1);
  });

  it('opened twice at once, is one; listed and shown by as many statements whatever its size', async () => {
    const outcomes = await Promise.all([open(), open(), open()]);
    expect(new Set(outcomes.map((outcome) => doneValue(outcome).pollId)).size).toBe(1);
    const { pollId } = doneValue(outcomes[0]!);
    const { pollId: larger } = doneValue(
      await open({
        title: 'Un autre',
        onDay: ['2023-01-10', '2023-01-12', '2023-01-13', '2023-01-14'],
        startsAt: ['14:00', '14:00', '14:00', '14:00'],
      }),
    );
    const asked = (id: string) =>
      here.statements(async (tx) => doneValue(await pollView(tx, here.coordinator, TODAY, id)));
    expect((await asked(larger)).length).toBe((await asked(pollId)).length);
    const rows = await here.inside((tx) => listPolls(tx, member(0), TODAY));
    expect(rows.toSorted((one, other) => one.dates - other.dates)).toMatchObject([
      { dates: 2, answered: 0, state: 'open' },
      { dates: 4, answered: 0, state: 'open' },
    ]);
    expect(await here.inside((tx) => listPolls(tx, here.actor(null), TODAY))).toEqual([]);
  });

  it('ne s’ouvre ni sans le droit, ni pour personne, ni sur des dates impossibles', async () => {
    expect(refusalOf(await open({}, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await open({ bodyId: NOBODY }))).toBe('unknown-body');
    expect(refusalOf(await open({ closesOn: '2022-11-20' }))).toBe('closes-in-the-past');
    const empty = await here.addBody('working-group', []);
    expect(refusalOf(await open({ bodyId: empty.bodyId }))).toBe('nobody-to-ask');
    expect(pollForm.safeParse({ ...form(), startsAt: ['14:00', ''] }).success).toBe(false);
    expect(pollForm.safeParse({ ...form(), onDay: ['2023-02-30', '2023-01-12'] }).success).toBe(false);
  });

  it('ne se lit et ne se répond que par qui siège, et pour ses propres dates', async () => {
    const { pollId } = doneValue(await open());
    const [first] = (await view(pollId)).dates;
    const other = doneValue(await open({ title: 'Un autre' })).pollId;
    const yes = { [first!.id]: 'yes' as const };
    expect(refusalOf(await answer(here.coordinator, pollId, yes))).toBe('not-asked');
    expect(refusalOf(await answer(here.actor(null), pollId, yes))).toBe('not-found');
    expect(refusalOf(await answer(elsewhere.coordinator, pollId, yes))).toBe('not-found');
    expect(refusalOf(await answer(member(0), other, yes))).toBe('not-found');
    for (const id of [NOBODY, 'x']) expect(refusalOf(await answer(member(0), id, yes))).toBe('not-found');
    expect(refusalOf(await closePoll(relay.house, member(0), pollId))).toBe('not-allowed');
    doneValue(await closePoll(relay.house, here.coordinator, pollId));
    doneValue(await closePoll(relay.house, here.coordinator, pollId));
    expect(refusalOf(await answer(member(0), pollId, yes))).toBe('poll-closed');
    expect(refusalOf(await chooseDate(relay.house, here.coordinator, pollId, first!.id))).toBe('poll-closed');
    expect(refusalOf(await renewPollLink(relay.house, here.coordinator, pollId, board.mandateIds[0]!))).toBe(
      'poll-closed',
    );
  });

  it('donne un lien à qui n’a pas d’adresse, et le précédent ne vaut plus', async () => {
    const { pollId } = doneValue(await open());
    const renew = async () =>
      doneValue(await renewPollLink(relay.house, here.coordinator, pollId, board.mandateIds[1]!)).token;
    const opens = (token: string) =>
      here.inside(async (tx) =>
        refusalOf(await openLink(tx, here.associationId, 'date-poll', token, relay.house.clock.now())),
      );
    const before = await renew();
    const after = await renew();
    expect([await opens(before), await opens(after)]).toEqual(['link-ended', null]);
    // A vacant seat, somebody whose mandate has not begun, nobody.
    for (const id of [board.mandateIds[4]!, board.mandateIds[6]!, NOBODY, 'x'])
      expect(refusalOf(await renewPollLink(relay.house, here.coordinator, pollId, id))).toBe('not-found');
  });
});

describe('chooseDate', () => {
  it('pressed by two at once, creates one meeting, ends the poll and tells everyone once', async () => {
    const email = `averti-${opened}@example.be`;
    await giveAddress(0, email);
    const { pollId } = doneValue(await open());
    const [first, second] = (await view(pollId)).dates;
    const choose = (dateId: string) => chooseDate(relay.house, here.coordinator, pollId, dateId);
    const race = await Promise.all([choose(first!.id), choose(first!.id), choose(first!.id)]);
    expect(new Set(race.map((outcome) => doneValue(outcome).meetingId)).size).toBe(1);
    const { meetingId } = doneValue(race[0]!);
    const [meeting] = await here.inside((tx) => tx.select().from(meetings).where(eq(meetings.id, meetingId)));
    expect(meeting).toMatchObject({
      bodyId: board.bodyId,
      heldOn: '2023-01-10',
      startsAt: '14:00',
      place: 'Arlon',
    });
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(['date-poll', 'date-chosen']);
    expect(await choose(second!.id)).toMatchObject({
      refusal: { code: 'already-chosen', details: { meetingId } },
    });
    expect(refusalOf(await closePoll(relay.house, here.coordinator, pollId))).toBe('already-chosen');
    expect(await view(pollId)).toMatchObject({ state: 'chosen', meetingId });
    expect((await view(pollId)).dates[0]!.clashes).toEqual([]);
  });

  it('impossible à l’heure d’une autre réunion, pour une date d’ailleurs, passée, ou sans le droit', async () => {
    const { pollId } = doneValue(await open());
    const [first, second] = (await view(pollId)).dates;
    const choose = (dateId: string, actor: Actor = here.coordinator) =>
      chooseDate(relay.house, actor, pollId, dateId);
    const busy = { kind: 'ordinary', heldOn: '2023-01-10', startsAt: '14:00', place: 'Virton' } as const;
    doneValue(await createMeeting(relay.house, here.coordinator, { ...busy, bodyId: board.bodyId }));
    expect(refusalOf(await choose(first!.id))).toBe('already-planned');
    for (const id of [NOBODY, 'x']) expect(refusalOf(await choose(id))).toBe('not-found');
    expect(refusalOf(await choose(second!.id, member(0)))).toBe('not-allowed');
    expect(refusalOf(await choose(second!.id, elsewhere.coordinator))).toBe('not-found');
    const later = {
      ...relay.house,
      clock: { now: () => '2023-01-13T10:00:00Z', today: () => '2023-01-13' },
    };
    expect(refusalOf(await chooseDate(later, here.coordinator, pollId, second!.id))).toBe('date-is-over');
    const [row] = await here.inside((tx) => tx.select().from(datePolls).where(eq(datePolls.id, pollId)));
    expect(row).toMatchObject({ closedAt: null, meetingId: null });
  });
});
