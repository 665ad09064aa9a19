import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { addItem } from '#lib/meetings/server/commands/agenda.ts';
import { declareConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { askToSpeak, beginSpeaking } from '#lib/meetings/server/sitting/speakers.ts';
import { callItem, openSitting, suspendSitting } from '#lib/meetings/server/sitting/state.ts';
import { touchSitting } from '#lib/meetings/server/sitting/touch.ts';
import type { Tx } from '#lib/platform/database.ts';
import { decisionForm } from '../../forms.ts';
import { recordDecision } from '../commands.ts';
import { consoleFace } from './console.ts';
import { memberFace } from './member.ts';
import { roomFace } from './room.ts';

const MOMENT = { now: '2022-11-21T15:12:30Z', today: '2022-11-21' };
const OPENING = { secretaryPersonId: '', tellerMandateIds: [] };

let relay: Relay;
let here: AssociationFixture;
let at: Awaited<ReturnType<AssociationFixture['addBody']>>;
let lead: Actor;

beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ici', 'social-relay');
  lead = here.coordinator;
});
afterAll(() => relay.close());
beforeEach(async () => {
  at = await here.addBody('board');
});

const member = (index: number): Actor =>
  here.actor(null, [
    {
      mandateId: at.mandateIds[index]!,
      bodyId: at.bodyId,
      sector: 'public',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);

type FaceOf<F> = (tx: Tx, actor: Actor, moment: typeof MOMENT, meetingId: string) => Promise<Outcome<F>>;
const shown = <F>(face: FaceOf<F>, actor: Actor = lead) =>
  here.inside((tx) => face(tx, actor, MOMENT, at.meetingId));
async function face<F>(of: FaceOf<F>, actor: Actor = lead): Promise<F> {
  const outcome = await shown(of, actor);
  if (!outcome.done) throw new Error(outcome.refusal.code);
  return outcome.value;
}
async function begin() {
  await openSitting(relay.house, lead, at.meetingId, {
    ...OPENING,
    presidedByMandateId: at.mandateIds[1]!,
  });
  await callItem(relay.house, lead, at.meetingId, at.itemId);
}
const ask = (index: number) =>
  askToSpeak(relay.house, lead, at.meetingId, { mandateId: at.mandateIds[index]! });

test('before the opening, all three say that it has not begun, and what comes first', async () => {
  for (const of of [consoleFace, memberFace, roomFace])
    expect(await face<unknown>(of)).toMatchObject({
      state: 'planned',
      revision: 0,
      current: null,
      next: { id: at.itemId },
      recorded: true,
    });
});

test('the item, its time, the floor and what is decided, each to whom it concerns', async () => {
  await begin();
  await ask(0);
  await ask(2);
  const { floor } = await face(consoleFace);
  await beginSpeaking(
    relay.house,
    lead,
    at.meetingId,
    floor.waiting.find(({ mandateId }) => mandateId === at.mandateIds[0])!.id,
  );
  const decided = await recordDecision(
    relay.house,
    lead,
    at.meetingId,
    decisionForm.parse({
      itemId: at.itemId,
      kind: 'ordinary',
      proposal: 'Le CA approuve.',
      publicFor: '4',
      associativeFor: '4',
    }),
  );
  expect(decided.done).toBe(true);

  const desk = await face(consoleFace);
  expect(desk.current).toMatchObject({ id: at.itemId, number: '1', seconds: 12 * 60 + 30 });
  expect(desk.next?.id).toBe(at.informationId);
  expect(desk.maySpeak.map(({ mandateId }) => at.mandateIds.indexOf(mandateId))).not.toContain(0);
  expect(desk.decisions).toMatchObject([{ itemId: at.itemId, adopted: true, proposal: 'Le CA approuve.' }]);

  const [first, second] = [await face(memberFace, member(0)), await face(memberFace, member(2))];
  expect(first.own).toMatchObject({ state: 'present', floor: 'speaking', ahead: 0 });
  expect(second.own).toMatchObject({ floor: 'waiting', ahead: 1 });
  const room = await face(roomFace);
  expect(room.decision).toMatchObject({ adopted: true });
  expect(room.speaking).toContain(`${at.code}-00`);
  expect(room.gauges.map(({ college }) => college)).toEqual(
    expect.arrayContaining(['public', 'associative']),
  );
});

test('a suspension stops the time; a conflict of interest takes out of the debate, and says so to who has it', async () => {
  await begin();
  await suspendSitting(relay.house, lead, at.meetingId);
  expect((await face(memberFace)).current!.seconds).toBe(0);
  await declareConflict(relay.house, member(8), at.meetingId, {
    itemId: at.itemId,
    mandateId: at.mandateIds[8]!,
    nature: 'Dirige l’organisation candidate.',
  });
  expect((await face(memberFace, member(8))).own).toMatchObject({ inConflict: true });
  expect((await face(consoleFace)).inConflict).toHaveLength(1);
});

test('the console and the room are for those who prepare; for who may not read the meeting, nothing exists', async () => {
  await begin();
  for (const of of [consoleFace, roomFace]) {
    expect(await shown<unknown>(of, member(0))).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await shown<unknown>(of, here.actor(null))).toMatchObject({ refusal: { code: 'not-found' } });
  }
  expect(await shown<unknown>(memberFace, here.actor(null))).toMatchObject({
    refusal: { code: 'not-found' },
  });
  expect((await face(memberFace, here.actor('reader'))).own).toBeNull();
  // Of the others, a member sees who speaks and who waits: no presence, no code of the room.
  const seen = JSON.stringify(await face(memberFace, member(0)));
  const [other] = await here.inside((tx) =>
    tx
      .select({ familyName: people.familyName })
      .from(mandates)
      .innerJoin(people, eq(people.id, mandates.personId))
      .where(eq(mandates.id, at.mandateIds[2]!)),
  );
  expect(seen).not.toContain(other!.familyName);
  expect(seen).not.toContain((await face(roomFace)).checkInCode);
});

test('asks the same number of statements for one item and one speaker as for several', async () => {
  await begin();
  await ask(0);
  // Each is the first to read its revision, so that it reads all of it.
  const counts = async () => {
    const sent: number[] = [];
    for (const of of [consoleFace, memberFace, roomFace]) {
      await here.inside((tx) => touchSitting(tx, here.associationId, at.meetingId));
      sent.push(
        (await here.statements((tx) => (of as FaceOf<unknown>)(tx, lead, MOMENT, at.meetingId))).length,
      );
    }
    return sent;
  };
  const few = await counts();
  for (const title of ['Deux', 'Trois', 'Quatre'])
    await addItem(relay.house, lead, at.meetingId, { title, nature: 'decision', parentId: '' });
  await ask(2);
  await ask(8);
  expect(await counts()).toEqual(few);
  expect(Math.max(...few)).toBeLessThan(18);
  // Whoever comes right after shares what was read.
  expect(await here.statements((tx) => memberFace(tx, lead, MOMENT, at.meetingId))).toHaveLength(1);
});
