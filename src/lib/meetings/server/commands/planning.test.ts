import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { archiveBody } from '#lib/bodies/server/commands/bodies.ts';
import { bodies, mandates } from '#lib/bodies/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { attendances, meetings } from '../tables.ts';
import { changeMeeting, createMeeting } from './planning.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const FORM = { kind: 'ordinary', heldOn: '2022-12-05', startsAt: '14:00', place: 'Arlon' } as const;

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

const create = (more: Record<string, string> = {}, actor = here.coordinator) =>
  createMeeting(relay.house, actor, { ...FORM, bodyId: board.bodyId, ...more });
const change = (
  meetingId: string,
  version: number,
  more: Record<string, string> = {},
  actor = here.coordinator,
) => changeMeeting(relay.house, actor, meetingId, { ...FORM, ...more, version });
/** The board lives on these days only; its mandates go. */
const live = (fromDay: string | null, toDay: string | null) =>
  here.inside(async (tx) => {
    await tx.delete(attendances).where(eq(attendances.meetingId, board.meetingId));
    await tx.delete(mandates).where(eq(mandates.bodyId, board.bodyId));
    await tx.update(bodies).set({ fromDay, toDay }).where(eq(bodies.id, board.bodyId));
  });
const planned = () =>
  here.inside((tx) =>
    tx.select().from(meetings).where(eq(meetings.bodyId, board.bodyId)).orderBy(meetings.heldOn),
  );
const meeting = async (id: string) => (await planned()).find((row) => row.id === id)!;
const entriesAbout = (id: string) =>
  here.inside((tx) =>
    tx.select().from(journalEntries).where(eq(journalEntries.subjectId, id)).orderBy(asc(journalEntries.seq)),
  );

describe('createMeeting', () => {
  it('plans a meeting and journals it', async () => {
    const { meetingId } = doneValue(await create());
    expect(await meeting(meetingId)).toMatchObject({
      ...FORM,
      bodyId: board.bodyId,
      version: 1,
      theme: null,
    });
    expect(await entriesAbout(meetingId)).toMatchObject([
      { act: 'meeting.created', subjectKind: 'meeting', after: { ...FORM, bodyId: board.bodyId } },
    ]);
  });

  it('pressed twice at once, plans one meeting, and leads to it', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => create()));
    const created = outcomes.filter((outcome) => outcome.done);
    expect(created).toHaveLength(1);
    const { meetingId } = doneValue(created[0]!);
    for (const outcome of outcomes)
      if (!outcome.done)
        expect(outcome.refusal).toMatchObject({
          code: 'already-planned',
          field: 'startsAt',
          details: { meetingId },
        });
    expect(await planned()).toHaveLength(2);
  });

  it('plans at another hour, and for another body at the same hour', async () => {
    const other = await here.addBody('board');
    doneValue(await create());
    doneValue(await create({ startsAt: '16:00' }));
    doneValue(await create({ bodyId: other.bodyId }));
  });

  it('impossible pour un organe inconnu ou d’une autre association', async () => {
    const foreign = await elsewhere.addBody('board');
    for (const bodyId of [NOBODY, foreign.bodyId])
      expect(await create({ bodyId })).toMatchObject({ refusal: { code: 'unknown-body', field: 'bodyId' } });
  });

  it('impossible avant que l’organe existe, et une fois archivé', async () => {
    await live('2022-12-01', '2023-12-31');
    for (const heldOn of ['2022-11-30', '2024-01-01'])
      expect(await create({ heldOn })).toMatchObject({
        refusal: { code: 'outside-body-life', field: 'heldOn' },
      });
    expect(await create({ heldOn: '2024-01-01' })).toMatchObject({
      refusal: {
        sentence: `Le 1er\u00a0janvier\u00a02024, cette instance ne peut pas se réunir\u00a0: «\u00a0${board.code}\u00a0» existe du 1er\u00a0décembre\u00a02022 au 31\u00a0décembre\u00a02023. Changez la date, ou choisissez une autre instance.`,
      },
    });
    for (const heldOn of ['2022-12-01', '2023-12-31']) doneValue(await create({ heldOn }));
  });

  it('d’un organe qu’on archive au même moment, est prévue avant, ou refusée', async () => {
    await live(null, null);
    const [archived, created] = await Promise.all([
      archiveBody(relay.house, here.coordinator, board.bodyId, { lastDay: '2022-11-30' }),
      create(),
    ]);
    // Whichever comes first: a body that has a meeting to come is not archived, and one that is archived gets none.
    expect([
      [null, 'outside-body-life'],
      ['meeting-planned', null],
    ]).toContainEqual([refusalOf(archived), refusalOf(created)]);
  });

  it('impossible pour qui ne prépare pas les réunions', async () => {
    expect(refusalOf(await create({}, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await create({}, here.actor(null)))).toBe('not-allowed');
    expect(refusalOf(await create({}, elsewhere.coordinator))).toBe('unknown-body');
    expect(await planned()).toHaveLength(1);
    expect(refusalOf(await create({}, here.actor('assistant')))).toBeNull();
  });
});

describe('changeMeeting', () => {
  let meetingId: string;
  beforeEach(async () => void ({ meetingId } = doneValue(await create())));

  it('changes the meeting, counts the version and journals both', async () => {
    const next = { kind: 'extraordinary', heldOn: '2022-12-06', startsAt: '09:30', place: 'Virton' };
    doneValue(await change(meetingId, 1, next));
    expect(await meeting(meetingId)).toMatchObject({ ...next, version: 2 });
    expect((await entriesAbout(meetingId)).at(-1)).toMatchObject({
      act: 'meeting.changed',
      before: FORM,
      after: next,
    });
  });

  it('saved twice, changes nothing the second time', async () => {
    doneValue(await change(meetingId, 1, { place: 'Virton' }));
    doneValue(await change(meetingId, 1, { place: 'Virton' }));
    expect((await meeting(meetingId)).version).toBe(2);
    expect(await entriesAbout(meetingId)).toHaveLength(2);
  });

  it('impossible d’enregistrer sur une version dépassée : de deux à la fois, la seconde voit la première', async () => {
    const places = ['Virton', 'Neufchâteau'];
    const outcomes = await Promise.all(places.map((place) => change(meetingId, 1, { place })));
    const winner = outcomes.findIndex((outcome) => outcome.done);
    expect(outcomes[1 - winner]).toMatchObject({
      refusal: { code: 'stale', details: { current: { ...FORM, place: places[winner], version: 2 } } },
    });
    expect((await meeting(meetingId)).place).toBe(places[winner]);
  });

  it('impossible de prendre le jour et l’heure d’une autre réunion de l’organe', async () => {
    const { meetingId: other } = doneValue(await create({ heldOn: '2022-12-12' }));
    expect(await change(meetingId, 1, { heldOn: '2022-12-12' })).toMatchObject({
      refusal: { code: 'already-planned', field: 'startsAt', details: { meetingId: other } },
    });
    const race = await Promise.all([
      change(meetingId, 1, { heldOn: '2022-12-19' }),
      change(other, 1, { heldOn: '2022-12-19' }),
      create({ heldOn: '2022-12-19' }),
    ]);
    expect(race.map(refusalOf).sort()).toEqual([null, 'already-planned', 'already-planned'].sort());
  });

  it('impossible de la mettre un jour où l’organe n’existe pas, et possible son dernier jour', async () => {
    await live(null, '2022-12-31');
    expect(refusalOf(await change(meetingId, 1, { heldOn: '2023-01-02' }))).toBe('outside-body-life');
    doneValue(await change(meetingId, 1, { heldOn: '2022-12-31' }));
  });

  it('impossible de changer le jour une fois les présences notées ; le lieu, oui', async () => {
    const heldOn = '2022-11-22';
    const stay = { heldOn: '2022-11-21' };
    expect(await change(board.meetingId, 1, { heldOn })).toMatchObject({
      refusal: { code: 'attendance-recorded', field: 'heldOn' },
    });
    doneValue(await change(board.meetingId, 1, { ...stay, place: 'Virton' }));
    await here.inside((tx) => tx.delete(attendances).where(eq(attendances.meetingId, board.meetingId)));
    doneValue(await change(board.meetingId, 2, { heldOn }));
  });

  it('impossible pour qui ne prépare pas cette réunion, ou ne la connaît pas', async () => {
    const place = { place: 'Virton' };
    expect(refusalOf(await change(meetingId, 1, place, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await change(meetingId, 1, place, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await change(meetingId, 1, place, elsewhere.coordinator))).toBe('not-found');
    for (const id of [NOBODY, 'x', '', "' or true --"])
      expect(refusalOf(await change(id, 1, place))).toBe('not-found');
    expect((await meeting(meetingId)).place).toBe('Arlon');
  });
});
