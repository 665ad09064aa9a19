import { and, eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, it, test } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay } from '../../../../../tests/fixtures/relay.ts';
import {
  BEFORE,
  openAdvanceVoting,
  moment,
  SITTING,
  TOO_LATE,
  type Assembly,
} from '../../../../../tests/fixtures/voting-before.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { noticeContentOf } from '#lib/meetings/server/convocation/content.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { advanceMoveForm, announcementForm } from '../../forms/votes.ts';
import { consoleFace } from '../faces/console.ts';
import { memberFace } from '../faces/member.ts';
import { roomFace } from '../faces/room.ts';
import { moveAdvanceDeadline, remindAdvanceVoters, writeVoteReminders } from './advance-going.ts';
import { announceAdvanceVote, announcedNotOpen, tellVotedBefore } from './announce.ts';
import { closeVote, publishVote } from './end.ts';
import { enterBallot } from './entries.ts';
import { meetingsToVoteBefore, voteSheet } from './queries.ts';

const relay = await openRelay();
const {
  here,
  at,
  assembly,
  advance,
  opened,
  member,
  cast,
  sit,
  inSitting,
  close,
  cancel,
  voteIn,
  mailsTo,
  give,
} = await openAdvanceVoting(relay);
afterAll(() => relay.close());

describe('opened before the sitting', () => {
  it('once convoked, where the statutes say so, until before the hour, by the coordination', async () => {
    const board = await here.addBody('board');
    expect(refusalOf(await advance(board))).toBe('advance-not-allowed');
    const early = await assembly({ convoked: false });
    expect(refusalOf(await advance(early))).toBe('not-convoked');
    const body = await assembly();
    for (const role of ['assistant', 'reader'] as const)
      expect(refusalOf(await advance(body, {}, BEFORE, here.actor(role)))).toBe('not-allowed');
    expect(refusalOf(await advance(body, {}, BEFORE, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await advance(body, { itemId: body.informationId }))).toBe('item-not-for-decision');
    expect(refusalOf(await advance(body, { untilDay: '2022-11-14' }))).toBe('deadline-past');
    expect(refusalOf(await advance(body, { untilDay: '2022-11-21' }))).toBe('deadline-too-late');
    const voteId = await opened(body);
    expect(await opened(body)).toBe(voteId);
    expect(refusalOf(await advance(body, { secrecy: 'secret' }))).toBe('advance-going-on');
    expect(await mailsTo(body)).toHaveLength(6);
    const [mail] = await mailsTo(body);
    expect(mail!.text).toMatch(/\/avance\/m\/[\w-]{32}\/vote/);
    const begun = await assembly();
    await sit(begun);
    expect(refusalOf(await advance(begun))).toBe('sitting-begun');
  });

  it('by each for themselves, until the deadline, the sitting or the end of the meeting', async () => {
    const body = await assembly();
    await give(body, 4, 0);
    const voteId = await opened(body);
    doneValue(await cast(body, voteId, 3, 'for'));
    expect(refusalOf(await cast(body, voteId, 3, 'against'))).toBe('already-voted');
    // A proxy is for the sitting: nobody votes for somebody else before it.
    expect(refusalOf(await cast(body, voteId, 0, 'for', { of: 4 }))).toBe('not-entitled');
    expect(refusalOf(await cast(body, voteId, 4, 'for', { now: TOO_LATE }))).toBe('advance-over');
    for (const of of [closeVote, publishVote])
      expect(refusalOf(await of(at(BEFORE), here.coordinator, body.meetingId, { voteId }))).toBe(
        'vote-in-advance',
      );
    const noted = { voteId, mandateId: body.mandateIds[5]!, choice: 'for' as const };
    expect(refusalOf(await enterBallot(at(BEFORE), here.coordinator, body.meetingId, noted))).toBe(
      'vote-in-advance',
    );
    await sit(body);
    expect(refusalOf(await cast(body, voteId, 4, 'for'))).toBe('advance-over');
    const cancelled = await assembly();
    const other = await opened(cancelled);
    await here.inside((tx) =>
      tx
        .update(meetings)
        .set({ cancelledAt: BEFORE, cancelReason: 'Neige.' })
        .where(eq(meetings.id, cancelled.meetingId)),
    );
    expect(refusalOf(await cast(cancelled, other, 1, 'for'))).toBe('meeting-cancelled');
  });
});

describe('announced, moved and reminded', () => {
  it('stands in the notice of whoever votes, with until when and how', async () => {
    const body = await assembly({ convoked: false });
    const announce = (
      more: Record<string, string> = {},
      of: Assembly = body,
      actor: Actor = here.coordinator,
    ) =>
      announceAdvanceVote(
        at(BEFORE),
        actor,
        of.meetingId,
        announcementForm.parse({ itemId: of.itemId, untilDay: '2022-11-19', untilTime: '20:00', ...more }),
      );
    const noticed = () =>
      here.inside(async (tx) => {
        const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, body.meetingId));
        const { content } = await noticeContentOf(tx, meeting!);
        return [content.items.map(({ voteBeforeUntil }) => voteBeforeUntil), content.voteBeforeSource];
      });
    for (const role of ['assistant', 'reader'] as const)
      expect(refusalOf(await announce({}, body, here.actor(role)))).toBe('not-allowed');
    expect(refusalOf(await announce({ itemId: body.informationId }))).toBe('item-not-for-decision');
    expect(refusalOf(await announce({ itemId: crypto.randomUUID() }))).toBe('not-found');
    expect(refusalOf(await announce({ untilDay: '2022-11-21' }))).toBe('deadline-too-late');
    expect(refusalOf(await announce({}, await here.addBody('board')))).toBe('advance-not-allowed');
    for (let press = 0; press < 2; press += 1) doneValue(await announce());
    expect(await noticed()).toEqual([expect.arrayContaining(['2022-11-19T19:00:00Z']), 'statuts, art. 14']);
    // A meeting brought forward ends it at its hour.
    await here.inside((tx) =>
      tx.update(meetings).set({ heldOn: '2022-11-19' }).where(eq(meetings.id, body.meetingId)),
    );
    expect((await noticed())[0]).toContain('2022-11-19T15:00:00.000Z');
    doneValue(await announce({ untilDay: '' }));
    expect(await noticed()).toEqual([[undefined, undefined], undefined]);
    expect(refusalOf(await announce({}, await assembly()))).toBe('convoked');
  });

  it('waits to be opened once the notice has left, and is said no more once it is given up', async () => {
    const body = await assembly();
    await here.inside((tx) => tellVotedBefore(tx, body.itemId, '2022-11-19T19:00:00Z'));
    const waiting = (now: string) => here.inside((tx) => announcedNotOpen(tx, body.meetingId, now));
    expect(await waiting(BEFORE)).toEqual([{ id: body.itemId }]);
    expect(await waiting(SITTING)).toEqual([]);
    const voteId = await opened(body);
    expect(await waiting(BEFORE)).toEqual([]);
    const told = async () =>
      (await here.inside((tx) => tx.select().from(agendaItems).where(eq(agendaItems.id, body.itemId))))[0]!
        .voteBeforeUntil;
    expect(await told()).toBe('2022-11-20T22:59:00Z');
    doneValue(await cancel(body, voteId));
    expect(await told()).toBe(null);
  });

  it('is put off and brought forward, and who voted stays counted', async () => {
    const body = await assembly();
    const voteId = await opened(body);
    doneValue(await cast(body, voteId, 3, 'for'));
    const move = (untilDay: string, now = BEFORE, actor: Actor = here.coordinator) =>
      moveAdvanceDeadline(
        at(now),
        actor,
        body.meetingId,
        advanceMoveForm.parse({ voteId, untilDay, untilTime: '12:00' }),
      );
    expect(refusalOf(await move('2022-11-18', BEFORE, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await move('2022-11-14'))).toBe('deadline-past');
    expect(refusalOf(await move('2022-11-22'))).toBe('deadline-too-late');
    expect(doneValue(await move('2022-11-18'))).toEqual({ mails: 5 });
    expect(doneValue(await move('2022-11-18'))).toEqual({ mails: 0 });
    expect(refusalOf(await cast(body, voteId, 4, 'for', { now: '2022-11-18T12:00:00Z' }))).toBe(
      'advance-over',
    );
    doneValue(await move('2022-11-21', '2022-11-18T12:00:00Z'));
    doneValue(await cast(body, voteId, 4, 'for', { now: '2022-11-18T12:00:00Z' }));
    const told = (await mailsTo(body)).filter(({ subject }) => subject.includes('nouveau délai'));
    expect(told).toHaveLength(10);
    expect(told.some(({ to }) => to.startsWith('m3-'))).toBe(false);
    await sit(body);
    expect(refusalOf(await move('2022-11-20'))).toBe('sitting-begun');
    doneValue(await inSitting(body));
    expect(refusalOf(await move('2022-11-20'))).toBe('not-in-advance');
    doneValue(await close(body, voteId));
    expect((await voteIn(voteId)).verdict!.total.for).toBe(2);
    // The database holds to it as well.
    for (const change of [sql`advance_until = now()`, sql`reminded_on = current_date`])
      await expect(
        here.inside((tx) => tx.execute(sql`update votes set ${change} where id = ${voteId}`)),
      ).rejects.toThrow();
  });

  it('is recalled once a day to those who have not voted, by itself on the eve of its last day', async () => {
    const body = await assembly();
    const voteId = await opened(body);
    doneValue(await cast(body, voteId, 3, 'for'));
    const recalled = async () =>
      (await mailsTo(body)).filter(({ subject }) => subject.includes('rappel')).map(({ to }) => to);
    const remind = (now: string, actor: Actor = here.coordinator) =>
      remindAdvanceVoters(at(now), actor, body.meetingId, { voteId });
    expect(refusalOf(await remind(BEFORE, here.actor('assistant')))).toBe('not-allowed');
    expect(doneValue(await remind(BEFORE))).toEqual({ mails: 5 });
    expect(doneValue(await remind(BEFORE))).toEqual({ mails: 0 });
    expect(await recalled()).not.toContain(`m3-${body.code}@exemple.be`);
    // It was recalled by hand: nothing leaves by itself.
    await writeVoteReminders(at('2022-11-19T10:00:00Z'));
    expect(await recalled()).toHaveLength(5);
    expect(refusalOf(await remind(TOO_LATE))).toBe('advance-over');
    for (const index of [0, 1, 2, 4, 5]) doneValue(await cast(body, voteId, index, 'for'));
    expect(refusalOf(await remind('2022-11-20T10:00:00Z'))).toBe('nobody-to-remind');

    const forgotten = await assembly();
    await opened(forgotten);
    const byItself = async () =>
      (await mailsTo(forgotten)).filter(({ subject }) => subject.includes('rappel')).length;
    for (const now of ['2022-11-18T10:00:00Z', '2022-11-19T03:00:00Z']) await writeVoteReminders(at(now));
    expect(await byItself()).toBe(0);
    await Promise.all(Array.from({ length: 2 }, () => writeVoteReminders(at('2022-11-19T10:00:00Z'))));
    expect(await byItself()).toBe(6);
  });
});

test('nobody sees what was voted, nor any count of it, before the sitting closed the vote', async () => {
  for (const secrecy of ['named', 'secret']) {
    const body = await assembly();
    const voteId = await opened(body, { secrecy });
    doneValue(await cast(body, voteId, 3, 'against'));
    const see = async (now: string) => {
      const seen: string[] = [];
      for (const actor of [
        here.coordinator,
        here.actor('assistant'),
        here.actor('reader'),
        member(body, 2),
      ]) {
        for (const of of [consoleFace, memberFace, roomFace])
          seen.push(
            JSON.stringify(
              await here.inside((tx) => of(tx, actor, moment(now), body.meetingId) as Promise<unknown>),
            ),
          );
        seen.push(
          JSON.stringify(
            await here.inside((tx) => voteSheet(tx, actor, now.slice(0, 10), body.meetingId, voteId, null)),
          ),
        );
      }
      return seen.map((each) => each.replaceAll(/"choices":\[[^\]]*\]/g, ''));
    };
    for (const face of await see(BEFORE)) expect(face).not.toContain('against');
    const mine = await here.inside((tx) => memberFace(tx, member(body, 3), moment(BEFORE), body.meetingId));
    expect(doneValue(mine).advance).toMatchObject([
      {
        id: voteId,
        over: null,
        own: [{ cast: true, ballot: secrecy === 'named' ? { choice: 'against' } : null }],
      },
    ]);
    await sit(body);
    for (const face of await see(SITTING)) expect(face).not.toContain('against');
    doneValue(await inSitting(body, { secrecy }));
    for (const face of await see(SITTING)) expect(face).not.toContain('against');
    const entries = await here.inside((tx) =>
      tx
        .select({ after: journalEntries.after })
        .from(journalEntries)
        .where(and(eq(journalEntries.subjectKind, 'vote'), eq(journalEntries.subjectId, voteId))),
    );
    expect(JSON.stringify(entries)).not.toContain('against');
  }
});

test('a meeting asks for their voice while one can be given, and once', async () => {
  const body = await assembly();
  const voteId = await opened(body);
  const asked = async (index: number, now: string) =>
    (await here.inside((tx) => meetingsToVoteBefore(tx, member(body, index), now))).has(body.meetingId);
  doneValue(await cast(body, voteId, 3, 'for'));
  expect([await asked(3, BEFORE), await asked(4, BEFORE), await asked(4, TOO_LATE)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(await here.inside((tx) => meetingsToVoteBefore(tx, here.coordinator, BEFORE))).toEqual(new Set());
  await sit(body);
  expect(await asked(4, BEFORE)).toBe(false);
});

test('the screens ask as many statements for one vote before the sitting as for many', async () => {
  const body = await assembly();
  await opened(body);
  const ask = async (each: Assembly) =>
    (await here.statements((tx) => memberFace(tx, member(each, 0), moment(BEFORE), each.meetingId))).length;
  const one = await ask(body);
  const many = await assembly();
  await here.inside((tx) =>
    tx.update(agendaItems).set({ nature: 'decision' }).where(eq(agendaItems.id, many.informationId)),
  );
  for (const itemId of [many.itemId, many.informationId]) await opened(many, { itemId });
  expect(await ask(many)).toBe(one);
});
