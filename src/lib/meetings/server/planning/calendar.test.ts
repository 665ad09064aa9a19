import { eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../tests/fixtures/relay.ts';
import { people, associationRoles } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor, SignedInActor } from '#lib/kernel/actor.ts';
import { openFeed, revokeFeed } from '../commands/feeds.ts';
import { createMeeting } from '../commands/planning.ts';
import { removeMeeting } from '../commands/remove-meeting.ts';
import { agendaItems, meetings } from '../tables.ts';
import { calendarMeeting } from './calendar-meetings.ts';
import { calendarOf } from './calendar.ts';
import { feedOf, readFeed } from './feeds.ts';
import { itemsToPropose, proposalFor } from './proposal.ts';
import { calendarFeeds } from './tables.ts';

const TODAY = '2022-11-21';
const YEAR = { period: { from: '2023-01-01', to: '2023-12-31' }, body: null };

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
let assembly: Awaited<ReturnType<AssociationFixture['addBody']>>;
/** Someone who sits in both, and someone of the board alone. */
let ofBoth: Actor;
let ofBoard: Actor;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
  board = await here.addBody('board');
  assembly = await here.addBody('general-assembly', ASSEMBLY);
  const personOf = (mandateId: string) =>
    here.inside(async (tx) => {
      const [row] = await tx.select().from(mandates).where(eq(mandates.id, mandateId));
      return row!.personId!;
    });
  const [shared, single] = [await personOf(board.mandateIds[0]!), await personOf(board.mandateIds[2]!)];
  await here.inside((tx) =>
    tx.update(mandates).set({ personId: shared }).where(eq(mandates.id, assembly.mandateIds[0]!)),
  );
  const seat = (bodyId: string, mandateId: string) => ({
    mandateId,
    bodyId,
    sector: 'public' as const,
    office: 'member',
    voting: true,
    from: '2021-06-24',
    to: null,
  });
  const onBoard = seat(board.bodyId, board.mandateIds[0]!);
  const onAssembly = seat(assembly.bodyId, assembly.mandateIds[0]!);
  ofBoth = { ...here.actor(null, [onBoard, onAssembly]), personId: shared };
  ofBoard = { ...here.actor(null, [seat(board.bodyId, board.mandateIds[2]!)]), personId: single };
});
afterAll(() => relay.close());

const create = async (bodyId: string, heldOn: string, startsAt: string, items: string[] = []) =>
  doneValue(
    await createMeeting(relay.house, here.coordinator, {
      bodyId,
      kind: 'ordinary',
      heldOn,
      startsAt,
      place: 'Arlon',
      items,
    }),
  ).meetingId;
const show = (actor: Actor, query = YEAR as Parameters<typeof calendarOf>[3]) =>
  here.inside((tx) => calendarOf(tx, actor, TODAY, query));

describe('le calendrier', () => {
  it('montre à chacun ce qu’il peut lire, ses échéances et ses propres conflits, en autant de requêtes', async () => {
    const statements = () => here.statements((tx) => calendarOf(tx, here.coordinator, TODAY, YEAR));
    const ag = await create(assembly.bodyId, '2023-06-20', '18:00');
    const ca = await create(board.bodyId, '2023-06-20', '19:00');
    const few = (await statements()).length;
    const cancelled = await create(board.bodyId, '2023-06-21', '19:00');
    await here.inside((tx) =>
      tx
        .update(meetings)
        .set({ cancelledAt: relay.house.clock.now(), cancelReason: 'Grève.' })
        .where(eq(meetings.id, cancelled)),
    );
    expect((await statements()).length).toBe(few);
    const all = await show(here.coordinator);
    expect(all.meetings.map(({ id, cancelled: gone }) => [id, gone])).toEqual([
      [ag, false],
      [ca, false],
      [cancelled, true],
    ]);
    expect(all.deadlines.map(({ kind, day, meetingId }) => [kind, day, meetingId])).toEqual([
      ['notice', '2023-06-04', ag],
    ]);
    expect(all.windows.map(({ until, state }) => [until, state])).toEqual([['2023-06-30', 'planned']]);
    expect(all.holidays).toHaveLength(10);
    expect(all.clashes).toEqual([
      { meetingIds: [ag, ca], names: [expect.stringContaining('Dominique') as string] },
    ]);
    const both = await show(ofBoth);
    expect(both.clashes).toHaveLength(1);
    const one = await show(ofBoard);
    expect(one.meetings.map(({ id }) => id)).toEqual([ca, cancelled]);
    expect([one.clashes, one.windows, one.deadlines]).toEqual([[], [], []]);
    const filtered = await show(here.coordinator, { ...YEAR, body: board.code });
    expect(filtered.meetings).toHaveLength(2);
    expect(filtered.clashes).toHaveLength(1);
    expect(await here.inside((tx) => calendarMeeting(tx, ofBoard, TODAY, ag))).toBeNull();
    expect(await here.inside((tx) => calendarMeeting(tx, ofBoard, TODAY, 'x'))).toBeNull();
    expect(await here.inside((tx) => calendarMeeting(tx, ofBoth, TODAY, ag))).toMatchObject({
      id: ag,
      version: 1,
    });
  });

  it('dit ce qu’une date donne', async () => {
    const plan = { bodyId: assembly.bodyId, kind: 'ordinary', endsAt: '' } as const;
    const ask = (more: { heldOn: string; startsAt: string; bodyId?: string }) =>
      here.inside((tx) => proposalFor(tx, here.coordinator, TODAY, { ...plan, ...more }));
    const holiday = await ask({ heldOn: '2024-07-21', startsAt: '18:00' });
    expect(holiday!.warnings.map(({ code }) => code)).toEqual(['holiday', 'outside-window']);
    const crowded = await ask({ bodyId: board.bodyId, heldOn: '2023-06-20', startsAt: '17:00' });
    expect(crowded).toMatchObject({
      place: 'Arlon',
      entitled: [
        { sector: 'public', seated: 5, vacant: 1 },
        { sector: 'associative', seated: 5, vacant: 0 },
        { sector: 'government', seated: 1, vacant: 0 },
      ],
      warnings: [{ code: 'clash' }],
      notice: { verdict: 'free' },
    });
    expect(await ask({ bodyId: crypto.randomUUID(), heldOn: '2023-06-20', startsAt: '' })).toBeNull();
    const bars = [
      holiday!.notice.verdict,
      (await ask({ heldOn: '2022-11-30', startsAt: '' }))!.notice.verdict,
    ];
    expect(bars).toEqual(['in-time', 'late']);
  });
});

describe('les points proposés', () => {
  it('crée ceux qui sont cochés, reprend une fois ce qui n’a pas été traité, et refuse ce qui ne l’est plus', async () => {
    const body = await here.addBody('board');
    await here.inside((tx) =>
      tx
        .update(agendaItems)
        .set({ treatment: 'not-treated', presenter: 'Le trésorier' })
        .where(eq(agendaItems.id, body.itemId)),
    );
    const { proposed } = await here.inside((tx) => itemsToPropose(tx, body.bodyId, '2022-12-20'));
    const keys = proposed.map(({ key }) => key);
    expect(keys).toEqual(['minutes', 'follow-up', `carried:${body.itemId}`, 'other-business']);
    const meetingId = await create(body.bodyId, '2022-12-20', '18:00', [keys[2]!, keys[3]!, keys[0]!]);
    const agenda = await here.inside((tx) =>
      tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meetingId)).orderBy(agendaItems.position),
    );
    expect(agenda).toMatchObject([
      { title: 'Approbation du procès-verbal du 21\u00a0novembre\u00a02022', nature: 'approval' },
      { title: 'Point 0', carriedFromId: body.itemId, presenter: 'Le trésorier' },
      { title: 'Divers' },
    ]);
    const plan = {
      bodyId: body.bodyId,
      kind: 'ordinary',
      heldOn: '2022-12-21',
      startsAt: '18:00',
      place: 'Arlon',
    } as const;
    const again = (more: object) => createMeeting(relay.house, here.coordinator, { ...plan, ...more });
    expect(refusalOf(await again({ items: [keys[2]!] }))).toBe('already-carried');
    expect(refusalOf(await again({ endsAt: '17:00' }))).toBe('ends-before');
    expect(refusalOf(await again({ remoteAccess: 'https://visio' }))).toBe('remote-procedure-missing');
    // The meeting whose item is taken up elsewhere stays; the one that took it up goes, and the item is free again.
    const remove = (id: string, actor: Actor = here.coordinator) => removeMeeting(relay.house, actor, id);
    expect(await remove(body.meetingId)).toMatchObject({
      refusal: { code: 'meeting-left-traces', details: { traces: ['attendance', 'carried'] } },
    });
    expect(refusalOf(await remove(meetingId, here.actor('reader')))).toBe('not-allowed');
    for (const stranger of [here.actor(null), elsewhere.coordinator])
      expect(refusalOf(await remove(meetingId, stranger))).toBe('not-found');
    const pressed = await Promise.all([remove(meetingId), remove(meetingId)]);
    expect(pressed.map(refusalOf).toSorted()).toEqual(['not-found', null].toSorted());
    doneValue(await again({ items: [keys[2]!] }));
  });
});

describe('l’agenda privé', () => {
  it('n’a qu’une adresse, lit ce que la personne peut lire à ce moment, et s’arrête', async () => {
    const accountId = await relay.addAccount('membre@example.be', 'Dominique');
    const member: SignedInActor = { ...ofBoard, accountId };
    await here.inside((tx) => tx.update(people).set({ accountId }).where(eq(people.id, ofBoard.personId!)));
    const read = (token: string, slug = 'relais') => readFeed(relay.house, slug, token);
    expect(await here.inside((tx) => feedOf(tx, member))).toBeNull();
    const opened = await Promise.all([openFeed(relay.house, member), openFeed(relay.house, member)]);
    const tokens = opened.map((outcome) => doneValue(outcome).token);
    const open = await here.inside((tx) =>
      tx.select().from(calendarFeeds).where(isNull(calendarFeeds.revokedAt)),
    );
    expect(open).toHaveLength(1);
    const answers = await Promise.all(tokens.map((token) => read(token)));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    const token = tokens[answers.findIndex((answer) => answer !== null)]!;
    expect(
      answers.find((answer) => answer !== null)!.meetings.every(({ bodyName }) => bodyName === board.code),
    ).toBe(true);
    expect((await here.inside((tx) => feedOf(tx, member)))!.lastReadAt).toBe('2022-11-21T15:00:00Z');
    expect([await read(token, 'autre'), await read(token, 'nulle-part'), await read('x')]).toEqual([
      null,
      null,
      null,
    ]);

    const before = (await read(token))!.meetings.length;
    await here.inside((tx) =>
      tx.insert(associationRoles).values({
        associationId: here.associationId,
        accountId,
        role: 'reader',
        grantedAt: relay.house.clock.now(),
      }),
    );
    expect((await read(token))!.meetings.length).toBeGreaterThan(before);
    await here.inside((tx) => tx.delete(associationRoles).where(eq(associationRoles.accountId, accountId)));
    await here.inside((tx) =>
      tx.update(people).set({ accountId: null }).where(eq(people.id, ofBoard.personId!)),
    );
    expect(await read(token)).toBeNull();
    doneValue(await revokeFeed(relay.house, member));
    doneValue(await revokeFeed(relay.house, member));
    expect(await here.inside((tx) => feedOf(tx, member))).toBeNull();
  });
});
