import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { minutesSnapshot } from '#lib/minutes/server/queries.ts';
import { recordAttendance } from '../commands/attendance.ts';
import { convocationRecipients, convocations } from '../convocation/tables.ts';
import { proxies } from '../participation/tables.ts';
import { meetingView } from '../queries.ts';
import { sittingOf } from '../sitting.ts';
import { agendaItems, attendances, meetings } from '../tables.ts';
import { carryToAssembly, carryUntreated } from './carry.ts';
import { checkIn, checkInsOf, confirmCheckIns } from './check-ins.ts';
import { closeSitting } from './closing.ts';
import { declareConflict, withdrawConflict } from './conflicts.ts';
import { noteIncident } from './incidents.ts';
import { correctMovement, recordMovement, withdrawMovement } from './movements.ts';
import { checkInCodeOf, sittingNow } from './now.ts';
import { callItem, openSitting, reopenSitting, resumeSitting, suspendSitting } from './state.ts';
import { validityIn } from './validity.ts';

let relay: Relay;
let here: AssociationFixture;
/** See the fixture: nine votes, of which eight are there; seat 1 presides, seat 12 is excused. */
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  await here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: null,
      key: 'proxies',
      value: 'member',
      source: 'statuts, art. 9',
    }),
  );
});
beforeEach(async () => {
  board = await here.addBody('board');
});
afterAll(() => relay.close());

const seat = (index: number) => board.mandateIds[index]!;
const opening = (chair = seat(1), more: object = {}) => ({
  presidedByMandateId: chair,
  secretaryPersonId: '' as const,
  tellerMandateIds: [],
  ...more,
});
const open = (form = opening(), meetingId = board.meetingId) =>
  openSitting(relay.house, here.coordinator, meetingId, form);
const call = (itemId = board.itemId) => callItem(relay.house, here.coordinator, board.meetingId, itemId);
const move = (index: number, kind: 'arrival' | 'departure', remote = false) =>
  recordMovement(relay.house, here.coordinator, board.meetingId, { mandateId: seat(index), kind, remote });
const conflict = (index: number, actor = here.coordinator) =>
  declareConflict(relay.house, actor, board.meetingId, {
    itemId: board.itemId,
    mandateId: seat(index),
    nature: 'Dirige l’organisation candidate',
  });
const now = () => here.inside((tx) => sittingNow(tx, { id: board.meetingId }));
const count = (itemId: string | null = null) =>
  here.inside(async (tx) => {
    const body = { id: board.bodyId, kind: 'board' as const };
    const { presences } = await sittingOf(tx, { id: board.meetingId, body, heldOn: '2022-11-21' }, itemId);
    return presences.map(({ voters }) => voters);
  });
const close = (form: Parameters<typeof closeSitting>[3] = { treatments: {}, at: '' }) =>
  closeSitting(relay.house, here.coordinator, board.meetingId, form);

describe('a sitting', () => {
  it('is opened, suspended, resumed, closed and reopened, each once, and after its end nothing changes', async () => {
    expect(refusalOf(await open(opening('' as never)))).toBe('nobody-presides');
    expect(refusalOf(await open(opening(seat(12))))).toBe('chair-away');
    expect(refusalOf(await call())).toBe('sitting-not-open');
    const both = await Promise.all([open(), open()]);
    expect(both.map(refusalOf)).toEqual([null, null]);
    doneValue(await call());
    doneValue(await call());
    doneValue(await suspendSitting(relay.house, here.coordinator, board.meetingId));
    expect(refusalOf(await call(board.informationId))).toBe('sitting-suspended');
    doneValue(await resumeSitting(relay.house, here.coordinator, board.meetingId));
    doneValue(await noteIncident(relay.house, here.coordinator, board.meetingId, { text: 'Son coupé.' }));
    expect(refusalOf(await close({ treatments: {}, at: '03:00' }))).toBe('impossible-end');
    doneValue(await close());
    doneValue(await close());
    expect(await now()).toMatchObject({ state: 'closed' });
    const { events } = (await now())!;
    expect(events.map(({ kind }) => kind)).toEqual([
      'opened',
      'item-begun',
      'suspended',
      'resumed',
      'incident',
      'closed',
    ]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const late of [await move(0, 'departure'), await conflict(0), await open()])
      expect(refusalOf(late)).toBe('sitting-closed');
    const entries = [{ mandateId: seat(0), was: 'present' as const, now: 'excused' as const }];
    expect(
      refusalOf(await recordAttendance(relay.house, here.coordinator, board.meetingId, { entries })),
    ).toBe('sitting-closed');
    const reason = { reason: 'Une arrivée oubliée.' };
    expect(
      refusalOf(await reopenSitting(relay.house, here.actor('assistant'), board.meetingId, reason)),
    ).toBe('not-allowed');
    doneValue(await reopenSitting(relay.house, here.coordinator, board.meetingId, reason));
    expect((await now())!.events).toHaveLength(5);
  });

  it('T36 : à l’AG, personne du bureau n’est à distance', async () => {
    const assembly = await here.addBody('general-assembly', ASSEMBLY);
    const [first] = assembly.mandateIds as [string];
    await here.inside(async (tx) => {
      await tx.update(attendances).set({ state: 'remote' }).where(eq(attendances.mandateId, first));
    });
    expect(await open(opening(first), assembly.meetingId)).toMatchObject({
      refusal: { code: 'officer-remote', source: 'CSA 9:16/1 (à vérifier)' },
    });
    const away = opening(assembly.mandateIds[1]!, { tellerMandateIds: [first] });
    expect(refusalOf(await open(away, assembly.meetingId))).toBe('officer-remote');
  });
});

describe('who comes and goes', () => {
  it('is noted once by two secretaries, corrected, and taken back', async () => {
    doneValue(await open());
    doneValue(await call());
    expect(await count()).toEqual([4, 4]);
    const outcomes = await Promise.all([move(12, 'arrival'), move(12, 'arrival')]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    doneValue(await move(0, 'departure'));
    expect(await count()).toEqual([3, 5]);
    expect(refusalOf(await move(12, 'arrival', true))).toBeNull();
    expect(refusalOf(await move(4, 'arrival'))).toBe('not-entitled');
    expect(refusalOf(await move(0, 'arrival', true))).toBe('remote-not-offered');
    const moves = (await now())!.events.filter(({ mandateId }) => mandateId !== null);
    expect(moves.map(({ kind, itemId }) => [kind, itemId])).toEqual([
      ['arrival', board.itemId],
      ['departure', board.itemId],
    ]);
    const eventId = moves[0]!.id;
    const correct = (at: string) =>
      correctMovement(relay.house, here.coordinator, board.meetingId, { eventId, at, itemId: '' });
    expect(refusalOf(await correct('08:00'))).toBe('impossible-hour');
    doneValue(await correct('16:00'));
    const entries = [{ mandateId: seat(12), was: 'present' as const, now: 'absent' as const }];
    expect(
      refusalOf(await recordAttendance(relay.house, here.coordinator, board.meetingId, { entries })),
    ).toBe('has-moved');
    doneValue(await withdrawMovement(relay.house, here.coordinator, board.meetingId, { eventId }));
    expect(await count()).toEqual([3, 4]);
    expect((await now())!.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('says it by the code of the room, and counts once confirmed', async () => {
    const who = here.actor(null, [
      {
        mandateId: seat(12),
        bodyId: board.bodyId,
        sector: 'associative',
        office: 'member',
        voting: true,
        from: '2021-06-24',
        to: null,
      },
    ]);
    const say = (code: string) => checkIn(relay.house, who, board.meetingId, { code, mandateId: seat(12) });
    expect(refusalOf(await say(''))).toBe('wrong-code');
    const code = (await here.inside((tx) => checkInCodeOf(tx, board.meetingId)))!;
    expect(refusalOf(await say('autre'))).toBe('wrong-code');
    expect(refusalOf(await checkIn(relay.house, who, board.meetingId, { code, mandateId: seat(0) }))).toBe(
      'not-allowed',
    );
    doneValue(await say(code));
    doneValue(await say(code));
    expect(await count()).toEqual([4, 4]);
    const mandateIds = (await here.inside((tx) => checkInsOf(tx, board.meetingId))).map(
      (each) => each.mandateId,
    );
    doneValue(await confirmCheckIns(relay.house, here.coordinator, board.meetingId, { mandateIds }));
    expect(await count()).toEqual([4, 5]);
    // Before the opening there is nothing to come to: it is the roll call.
    expect(await now()).toBeNull();
  });
});

describe('votes at each moment', () => {
  it('count proxies in effect, leave out who has a conflict, and are frozen in the verdict', async () => {
    await here.inside((tx) =>
      tx.insert(proxies).values({
        associationId: here.associationId,
        meetingId: board.meetingId,
        bodyId: board.bodyId,
        principalMandateId: seat(12),
        holderMandateId: seat(11),
        givenAt: '2022-11-20T10:00:00Z',
        via: 'paper',
      }),
    );
    doneValue(await open());
    doneValue(await call());
    expect(await count()).toEqual([4, 5]);
    doneValue(await conflict(11));
    expect(await count(board.itemId)).toEqual([4, 3]);
    expect(await count(board.informationId)).toEqual([4, 5]);
    const form = decisionForm.parse({
      itemId: board.itemId,
      kind: 'ordinary',
      proposal: 'Le CA approuve.',
      publicFor: 4,
      associativeFor: 3,
    });
    const { verdict } = doneValue(await recordDecision(relay.house, here.coordinator, board.meetingId, form));
    expect(verdict.counts.map(({ voters, present }) => [voters, present])).toEqual([
      [4, undefined],
      [3, 5],
    ]);
    doneValue(
      await withdrawConflict(relay.house, here.coordinator, board.meetingId, {
        itemId: board.itemId,
        mandateId: seat(11),
      }),
    );
    for (const index of [0, 1, 2, 8, 9]) doneValue(await conflict(index));
    expect(refusalOf(await recordDecision(relay.house, here.coordinator, board.meetingId, form))).toBe(
      'goes-to-assembly',
    );
    const snapshot = await here.inside((tx) =>
      minutesSnapshot(tx, here.coordinator, '2022-11-21', board.meetingId),
    );
    const pv = doneValue(snapshot);
    expect(pv.items[0]!.conflicts).toHaveLength(5);
    // At the only vote, whoever held the proxy was set apart: the PV says of no one that they were represented.
    expect(pv.attendance.filter(({ representedBy }) => representedBy !== null)).toEqual([]);
  });
});

describe('what was not treated', () => {
  it('goes to the next meeting in one act, or to the assembly, once', async () => {
    const carry = () => carryUntreated(relay.house, here.coordinator, board.meetingId);
    doneValue(await open());
    doneValue(await call());
    doneValue(await close());
    expect(refusalOf(await carry())).toBe('no-next-meeting');
    // A second meeting takes up nothing else; the one after it was convened already, and numbers what comes late apart.
    const second = await here.meetAgain(board, [], '2022-12-12');
    const next = await here.meetAgain(board, [], '2022-12-19');
    await here.inside(async (tx) => {
      await tx.update(meetings).set({ secondOfId: board.meetingId }).where(eq(meetings.id, second.meetingId));
      await tx.insert(convocations).values({
        associationId: here.associationId,
        meetingId: next.meetingId,
        kind: 'notice',
        sentAt: '2022-11-21T10:00:00Z',
        sentBy: 'An Peeters',
        content: {},
      });
    });
    expect(doneValue(await carry())).toEqual({ meetingId: next.meetingId });
    const { agenda } = await here.inside(async (tx) =>
      doneValue(await meetingView(tx, here.coordinator, '2022-11-21', next.meetingId)),
    );
    expect(agenda.at(-1)).toMatchObject({
      number: '2\u00a0bis',
      lateAddition: true,
      lateReason: expect.stringContaining('Reporté de la séance du 21'),
    });
    expect(doneValue(await carry())).toEqual({ meetingId: null });
    const titles = await here.inside((tx) =>
      tx
        .select({ from: agendaItems.carriedFromId })
        .from(agendaItems)
        .where(eq(agendaItems.meetingId, next.meetingId)),
    );
    expect(titles.flatMap(({ from }) => from ?? [])).toEqual([board.informationId]);

    const toAssembly = () => carryToAssembly(relay.house, here.coordinator, board.meetingId, board.itemId);
    await here.inside((tx) =>
      tx.update(meetings).set({ cancelledAt: null }).where(eq(meetings.id, next.meetingId)),
    );
    expect(refusalOf(await toAssembly())).toBe('no-assembly-planned');
    const assembly = await here.addBody('general-assembly', ASSEMBLY, '2023-05-01');
    expect(doneValue(await toAssembly())).toEqual({ meetingId: assembly.meetingId });
    expect(doneValue(await toAssembly())).toEqual({ meetingId: assembly.meetingId });
  });
});

it('knows everybody whom the notice of an assembly must reach', async () => {
  const other = await relay.found('destinataires', 'common');
  await other.addBody('board', [{ sector: 'associative' }]);
  const assembly = await other.addBody('general-assembly', ASSEMBLY);
  const [told] = assembly.mandateIds;
  await other.inside(async (tx) => {
    const [notice] = await tx
      .insert(convocations)
      .values({
        associationId: other.associationId,
        meetingId: assembly.meetingId,
        kind: 'notice',
        sentAt: '2022-11-01T10:00:00Z',
        sentBy: 'An Peeters',
        content: {},
      })
      .returning({ id: convocations.id });
    await tx.insert(convocationRecipients).values({
      associationId: other.associationId,
      convocationId: notice!.id,
      mandateId: told!,
      name: 'Dominique',
      capacity: 'member',
      channel: 'letter',
    });
    const meeting = doneValue(await meetingView(tx, other.coordinator, '2022-11-21', assembly.meetingId));
    const { lines } = await validityIn(
      tx,
      other.associationId,
      meeting,
      await sittingOf(tx, meeting),
      '2022-11-21',
    );
    // Five members, and the director who sits in the board alone.
    const line = lines.find(({ about }) => about === 'recipients');
    expect(line).toMatchObject({ state: 'error', mend: 'convocation' });
    expect(line!.sentence).toContain('et 2\u00a0autres');
  });
});

it('tells whether a meeting is valid, line by line', async () => {
  const lines = await here.inside(async (tx) => {
    const meeting = doneValue(await meetingView(tx, here.coordinator, '2022-11-21', board.meetingId));
    const sitting = await sittingOf(tx, meeting);
    return (await validityIn(tx, here.associationId, meeting, sitting, '2022-11-21')).lines;
  });
  expect(lines.map(({ about, state }) => [about, state])).toEqual([
    ['notice', 'warn'],
    ['presiding', 'ok'],
    ['quorum', 'ok'],
  ]);
});
