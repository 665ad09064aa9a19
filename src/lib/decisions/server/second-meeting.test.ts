import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../tests/fixtures/relay.ts';
import { holdNextMeeting } from '#lib/meetings/server/agenda/approval-item.ts';
import { addItem } from '#lib/meetings/server/commands/agenda.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { recordMovement } from '#lib/meetings/server/sitting/movements.ts';
import { callItem, openSitting } from '#lib/meetings/server/sitting/state.ts';
import { agendaItems, attendances, meetings } from '#lib/meetings/server/tables.ts';
import { decisionForm } from '../forms.ts';
import { recordDecision } from './commands.ts';
import { createSecondMeeting, secondMeetingOf } from './second-meeting.ts';
import { openingPreview } from './votes/faces.ts';

/** Thirty members, nineteen of them there: T12, one short of two thirds. */
const SEATS = Array.from({ length: 30 }, (_, index) => ({
  ...ASSEMBLY[0]!,
  state: index < 19 ? ('present' as const) : ('absent' as const),
}));
const TODAY = '2022-11-21';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let first: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'common');
  elsewhere = await relay.found('autre', 'common');
});
beforeEach(async () => void (first = await here.addBody('general-assembly', SEATS)));
afterAll(() => relay.close());

const decide = (meetingId: string, itemId: string, more: object) =>
  recordDecision(
    relay.house,
    here.coordinator,
    meetingId,
    decisionForm.parse({ itemId, kind: 'statutes', proposal: 'L’article 5 est modifié.', ...more }),
  );
const proposal = () => here.inside((tx) => secondMeetingOf(tx, first.meetingId, TODAY));
const create = (heldOn: string, actor = here.coordinator) =>
  createSecondMeeting(relay.house, actor, first.meetingId, { heldOn, startsAt: '19:00', place: 'Arlon' });
const inside = (meetingId: string) =>
  here.inside((tx) =>
    tx
      .select()
      .from(agendaItems)
      .where(eq(agendaItems.meetingId, meetingId))
      .orderBy(asc(agendaItems.position)),
  );

describe('T12, T25: a second assembly', () => {
  it('takes up what lacked its quorum and nothing else, once, then decides without', async () => {
    expect(doneValue(await decide(first.meetingId, first.itemId, { overallFor: 19 })).verdict.outcome).toBe(
      'quorum-missing',
    );
    expect(await proposal()).toMatchObject({ items: [{ number: '1' }], safeFrom: '2022-12-07', made: null });
    expect(await create('2022-12-05')).toMatchObject({
      refusal: { code: 'second-meeting-too-early', field: 'heldOn', source: 'CSA 9:21' },
    });
    const outcomes = await Promise.all([create('2022-12-07'), create('2022-12-07')]);
    const [{ meetingId }, again] = outcomes.map((outcome) => doneValue(outcome)) as [
      { meetingId: string },
      { meetingId: string },
    ];
    expect(again.meetingId).toBe(meetingId);
    expect(await inside(meetingId)).toMatchObject([
      { title: 'Point 0', nature: 'decision', carriedFromId: first.itemId },
    ]);
    expect(
      refusalOf(
        await addItem(relay.house, here.coordinator, meetingId, {
          title: 'Divers',
          nature: 'discussion',
          parentId: '',
        } as Parameters<typeof addItem>[3]),
      ),
    ).toBe('second-meeting-agenda');

    // T25: three of thirty are there; two against one is exactly two thirds.
    const { associationId } = here;
    await here.inside((tx) =>
      tx.insert(attendances).values(
        first.mandateIds.slice(0, 3).map((mandateId) => ({
          associationId,
          meetingId,
          bodyId: first.bodyId,
          mandateId,
          state: 'present' as const,
        })),
      ),
    );
    const [item] = await inside(meetingId);
    const { verdict } = doneValue(await decide(meetingId, item!.id, { overallFor: 2, overallAgainst: 1 }));
    expect(verdict).toMatchObject({ outcome: 'adopted', secondMeeting: true });
    expect((await proposal())?.made).toMatchObject({ id: meetingId });
  });

  it('is proposed from the attendance alone, for the items that the law submits to a quorum', async () => {
    expect(await proposal()).toBeNull();
    const kind = (decisionKind: 'statutes') =>
      here.inside((tx) =>
        tx.update(agendaItems).set({ decisionKind }).where(eq(agendaItems.id, first.itemId)),
      );
    await kind('statutes');
    expect((await proposal())?.items.map(({ id }) => id)).toEqual([first.itemId]);
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'present' }).where(eq(attendances.meetingId, first.meetingId)),
    );
    expect(await proposal()).toBeNull();
    expect(refusalOf(await create('2022-12-07'))).toBe('no-quorum-missing');
  });

  it('is not proposed for what was left for another day by an assembly that lost members at its end', async () => {
    const act = [relay.house, here.coordinator, first.meetingId] as const;
    await here.inside(async (tx) => {
      await tx
        .update(attendances)
        .set({ state: 'present' })
        .where(eq(attendances.mandateId, first.mandateIds[19]!));
      await tx.update(agendaItems).set({ decisionKind: 'statutes' }).where(eq(agendaItems.id, first.itemId));
    });
    const presidedByMandateId = first.mandateIds[0]!;
    doneValue(
      await openSitting(...act, {
        presidedByMandateId,
        secretaryPersonId: '' as const,
        tellerMandateIds: [],
      }),
    );
    const leaving = { mandateId: first.mandateIds[5]!, kind: 'departure', remote: false } as const;
    doneValue(await recordMovement(...act, leaving));
    expect(await proposal()).toBeNull();
    doneValue(await callItem(...act, first.itemId));
    expect((await proposal())?.items.map(({ id }) => id)).toEqual([first.itemId]);
  });

  it('is said before a vote opens: the quorum of its kind lacks in the first meeting, and frees the second', async () => {
    const body = { id: first.bodyId, kind: 'general-assembly' as const };
    const sitting = await here.inside((tx) => sittingOf(tx, { id: first.meetingId, body, heldOn: TODAY }));
    const { quorumLacking } = openingPreview(sitting, body.kind, false);
    expect(quorumLacking.statutes?.join()).toContain('19');
    expect(quorumLacking).not.toHaveProperty('ordinary');
    expect(openingPreview(sitting, body.kind, true).quorumLacking).toEqual({});
  });

  it('leaves the approval of the PV to the meeting after it', async () => {
    await decide(first.meetingId, first.itemId, { overallFor: 19 });
    doneValue(await create('2022-12-07'));
    const next = () => here.inside((tx) => holdNextMeeting(tx, first.meetingId, TODAY));
    expect(await next()).toBeNull();
    const { meetingId } = await here.meetAgain(first, SEATS, '2022-12-20');
    expect(await next()).toMatchObject({ id: meetingId });
  });

  it('impossible ailleurs qu’en assemblée, avant la première, et pour qui ne la prépare pas', async () => {
    await decide(first.meetingId, first.itemId, { overallFor: 19 });
    expect(refusalOf(await create('2022-12-07', here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await create('2022-12-07', here.actor(null)))).toBe('not-found');
    expect(refusalOf(await create('2022-12-07', elsewhere.coordinator))).toBe('not-found');
    expect(await here.inside((tx) => secondMeetingOf(tx, first.meetingId, '2022-11-20'))).toBeNull();
    const board = await here.addBody('board');
    expect(await here.inside((tx) => secondMeetingOf(tx, board.meetingId, TODAY))).toBeNull();
    expect(
      await here.inside((tx) => tx.select().from(meetings).where(eq(meetings.secondOfId, first.meetingId))),
    ).toEqual([]);
  });
});
