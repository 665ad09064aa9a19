import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { rhythmOf, seriesForm, type SeriesForm } from '../../forms/series.ts';
import { datesOf, rhythmKey } from '../../rules/series.ts';
import { convocations } from '../convocation/tables.ts';
import { listSeries, previewSeries, viewSeries } from '../planning/series.ts';
import { meetings } from '../tables.ts';
import { createMeeting } from './planning.ts';
import { addException, createSeries, endSeries } from './series.ts';

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

/** The second Wednesday of five months, all dates looked over and kept. */
function plan(more: Partial<Record<keyof SeriesForm, unknown>> = {}): SeriesForm {
  const form = seriesForm.parse({
    seriesId: crypto.randomUUID(),
    bodyId: board.bodyId,
    kind: 'ordinary',
    frequency: 'monthly',
    interval: '1',
    weekday: '3',
    ordinals: ['2'],
    fromDay: '2023-01-01',
    untilDay: '2023-05-31',
    startsAt: '18:00',
    place: 'Arlon',
    ...more,
  });
  const rhythm = rhythmOf(form);
  return {
    ...form,
    seen: rhythmKey(rhythm),
    kept: datesOf(rhythm),
    ...('kept' in more ? { kept: form.kept } : {}),
  };
}
const DATES = ['2023-01-11', '2023-02-08', '2023-03-08', '2023-04-12', '2023-05-10'];
const create = (form: SeriesForm, actor: Actor = here.coordinator) => createSeries(relay.house, actor, form);
const planned = (seriesId: string) =>
  here.inside((tx) =>
    tx.select().from(meetings).where(eq(meetings.seriesId, seriesId)).orderBy(asc(meetings.heldOn)),
  );
const daysOf = async (seriesId: string) => (await planned(seriesId)).map(({ heldOn }) => heldOn);
const send = (meetingId: string) =>
  here.inside((tx) =>
    tx.insert(convocations).values({
      associationId: here.associationId,
      meetingId,
      kind: 'notice',
      sentAt: relay.house.clock.now(),
      sentBy: 'An Peeters',
      content: {},
    }),
  );

describe('createSeries', () => {
  it('makes real meetings of the dates that stay ticked, the others being exceptions', async () => {
    const form = plan({ kept: DATES.filter((day) => day !== '2023-04-12'), endsAt: '20:00' });
    const { seriesId } = doneValue(await create(form));
    const made = await planned(seriesId);
    expect(made.map(({ heldOn }) => heldOn)).toEqual(form.kept);
    expect(made[0]).toMatchObject({ kind: 'ordinary', startsAt: '18:00', endsAt: '20:00', place: 'Arlon' });
    const view = doneValue(
      await here.inside((tx) => viewSeries(tx, here.coordinator, '2023-02-01', seriesId)),
    );
    expect(view).toMatchObject({
      words: 'le deuxième mercredi du mois',
      exceptions: ['2023-04-12'],
      ended: false,
      mayPrepare: true,
    });
    expect(view.meetings.map(({ past, untouched }) => [past, untouched])).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, true],
    ]);
    const acts = await here.inside((tx) =>
      tx
        .select({ act: journalEntries.act })
        .from(journalEntries)
        .where(eq(journalEntries.subjectId, seriesId)),
    );
    expect(acts).toEqual([{ act: 'series.created' }]);
  });

  it('pressed five times at once, creates once', async () => {
    const form = plan();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => create(form)));
    expect(outcomes.map(refusalOf)).toEqual([null, null, null, null, null]);
    expect(await daysOf(form.seriesId)).toEqual(DATES);
  });

  it('impossible sans relire les dates, sans en garder, et les jours déjà pris', async () => {
    expect(refusalOf(await create({ ...plan(), seen: '' }))).toBe('rhythm-changed');
    expect(refusalOf(await create({ ...plan(), untilDay: '2023-06-30' }))).toBe('rhythm-changed');
    expect(refusalOf(await create(plan({ kept: ['2023-01-12'] })))).toBe('rhythm-changed');
    expect(refusalOf(await create(plan({ kept: [] })))).toBe('no-date-kept');
    expect(refusalOf(await create(plan({ endsAt: '17:00' })))).toBe('ends-before');
    expect(refusalOf(await create(plan({ ordinals: [] })))).toBe('no-ordinal');
    const taken = { bodyId: board.bodyId, kind: 'ordinary', startsAt: '18:00', place: 'Arlon' } as const;
    doneValue(await createMeeting(relay.house, here.coordinator, { ...taken, heldOn: '2023-03-08' }));
    expect(await create(plan())).toMatchObject({
      refusal: {
        code: 'already-planned',
        field: 'kept',
        sentence: expect.stringContaining('le 8\u00a0mars\u00a02023') as string,
      },
    });
    doneValue(await create(plan({ startsAt: '19:00' })));
  });

  it('impossible pour qui ne prépare pas, et pour une autre association', async () => {
    expect(refusalOf(await create(plan(), here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await create(plan(), elsewhere.coordinator))).toBe('unknown-body');
  });
});

it('marque les dates fériées, prises, hors de la vie de l’instance, et celles qui se heurtent', async () => {
  const other = await here.addBody('board');
  // Somebody of the board sits in the other body too.
  await here.inside(async (tx) => {
    const [mine] = await tx.select().from(mandates).where(eq(mandates.id, board.mandateIds[0]!));
    await tx.update(mandates).set({ personId: mine!.personId }).where(eq(mandates.id, other.mandateIds[0]!));
  });
  const at = { kind: 'ordinary', place: 'Arlon' } as const;
  const { house } = relay;
  for (const [bodyId, heldOn, startsAt] of [
    [other.bodyId, '2023-02-01', '17:00'],
    [board.bodyId, '2023-03-01', '18:00'],
  ] as const)
    doneValue(await createMeeting(house, here.coordinator, { ...at, bodyId, heldOn, startsAt }));
  const form = plan({ frequency: 'weekly', fromDay: '2023-01-25', untilDay: '2023-11-01', interval: '1' });
  const { dates, rhythm, key } = doneValue(
    await here.inside((tx) => previewSeries(tx, here.coordinator, form)),
  );
  expect([rhythm, key]).toEqual(['chaque mercredi', form.seen]);
  expect(dates.filter(({ barred, remarks }) => barred || remarks.length > 0)).toEqual([
    {
      day: '2023-02-01',
      barred: null,
      remarks: [expect.stringMatching(/même heure que «\u00a0.*\u00a0»\u00a0: Dominique/)],
    },
    { day: '2023-03-01', barred: 'cette instance se réunit déjà à cette heure', remarks: [] },
    { day: '2023-11-01', barred: null, remarks: ['férié\u00a0: Toussaint'] },
  ]);
});

describe('endSeries and addException', () => {
  let seriesId: string;
  beforeEach(async () => void ({ seriesId } = doneValue(await create(plan()))));
  const end = (remaining: 'keep' | 'remove', version = 1, actor = here.coordinator) =>
    endSeries(relay.house, actor, seriesId, { remaining, version });
  const except = (day: string, version = 1, actor = here.coordinator) =>
    addException(relay.house, actor, seriesId, { day, version });

  it('ends once, and leaves the meetings or removes those that nothing holds', async () => {
    await send((await planned(seriesId))[1]!.id);
    expect(doneValue(await end('remove'))).toEqual({ removed: 4, kept: 1 });
    expect(await daysOf(seriesId)).toEqual(['2023-02-08']);
    expect(doneValue(await end('remove'))).toEqual({ removed: 0, kept: 1 });
    const listed = await here.inside((tx) => listSeries(tx, { from: '2023-05-01', to: '2023-12-31' }));
    expect(listed.find(({ id }) => id === seriesId)).toMatchObject({ ended: true });

    const { seriesId: next } = doneValue(await create(plan({ startsAt: '09:00' })));
    const kept = await endSeries(relay.house, here.coordinator, next, { remaining: 'keep', version: 1 });
    expect(doneValue(kept)).toEqual({ removed: 0, kept: 5 });
    expect(await daysOf(next)).toEqual(DATES);
  });

  it('takes a date out once, and refuses one for which something was sent', async () => {
    const outcomes = await Promise.all([except('2023-03-08'), except('2023-03-08')]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await daysOf(seriesId)).toEqual(DATES.filter((day) => day !== '2023-03-08'));
    await send((await planned(seriesId))[0]!.id);
    expect(await except('2023-01-11', 2)).toMatchObject({
      refusal: { code: 'meeting-left-traces', details: { traces: ['sent'] } },
    });
    expect(refusalOf(await except('2023-01-12', 2))).toBe('no-such-date');
    expect(refusalOf(await except('2023-05-10', 1))).toBe('stale');
    expect(refusalOf(await end('keep', 1))).toBe('stale');
  });

  it('impossible pour qui ne prépare pas, et inconnue ailleurs', async () => {
    for (const [actor, code] of [
      [here.actor('reader'), 'not-allowed'],
      [here.actor(null), 'not-found'],
      [elsewhere.coordinator, 'not-found'],
    ] as const) {
      expect(refusalOf(await end('remove', 1, actor))).toBe(code);
      expect(refusalOf(await except('2023-03-08', 1, actor))).toBe(code);
    }
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expect(refusalOf(await here.inside((tx) => viewSeries(tx, here.coordinator, '2023-01-01', id)))).toBe(
        'not-found',
      );
    expect(
      refusalOf(await here.inside((tx) => viewSeries(tx, here.actor(null), '2023-01-01', seriesId))),
    ).toBe('not-found');
    const rows = await here.inside((tx) => tx.select().from(meetings).where(eq(meetings.seriesId, seriesId)));
    expect(rows).toHaveLength(5);
  });
});
