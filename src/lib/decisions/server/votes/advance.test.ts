import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { people, settings } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { noticeContentOf } from '#lib/meetings/server/convocation/content.ts';
import { convocationRecipients, convocations } from '#lib/meetings/server/convocation/tables.ts';
import { proxies } from '#lib/meetings/server/participation/tables.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { conflictsOfInterest, sittings } from '#lib/meetings/server/sitting/tables.ts';
import { agendaItems, attendances, meetings } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { correctionForm, decisionForm, paperVoteForm } from '../../forms.ts';
import { propositionForm } from '../../forms/propositions.ts';
import {
  advanceMoveForm,
  advanceVoteForm,
  announcementForm,
  ballotForm,
  voteOpeningForm,
} from '../../forms/votes.ts';
import { correctDecision, recordDecision } from '../commands.ts';
import { consoleFace } from '../faces/console.ts';
import { memberFace } from '../faces/member.ts';
import { roomFace } from '../faces/room.ts';
import { openPaperVote } from '../paper/commands.ts';
import { addProposition } from '../propositions/commands.ts';
import { chainOfItem } from '../propositions/queries.ts';
import { decisionsOf } from '../queries.ts';
import { openAdvanceVote } from './advance.ts';
import { moveAdvanceDeadline, remindAdvanceVoters, writeVoteReminders } from './advance-going.ts';
import { announceAdvanceVote, announcedNotOpen, tellVotedBefore } from './announce.ts';
import { castBallot } from './cast.ts';
import { cancelVote, closeVote, publishVote } from './end.ts';
import { enterBallot } from './entries.ts';
import { openVote } from './open.ts';
import { meetingsToVoteBefore, voteSheet } from './queries.ts';
import { newReceipt } from './receipts.ts';
import { namedBallots, secretBallots, voteRights, votes } from './tables.ts';

type Assembly = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('avance', 'common');
  await here.inside((tx) =>
    tx.insert(settings).values({
      associationId: here.associationId,
      bodyId: null,
      key: 'advance-vote',
      value: true,
      source: 'statuts, art. 14',
    }),
  );
});
afterAll(() => relay.close());

const BEFORE = '2022-11-15T10:00:00Z';
const TOO_LATE = '2022-11-20T23:30:00Z';
const SITTING = '2022-11-21T15:00:00Z';
const at = (now: string) => ({ ...relay.house, clock: fixedClock(now) });
const moment = (now: string) => ({ now, today: now.slice(0, 10) });

/** An assembly of six members who were convened by mail, the first three present on the day. */
async function assembly({ convoked = true, present = 3 } = {}): Promise<Assembly> {
  const body = await here.addBody(
    'general-assembly',
    Array.from({ length: 6 }, () => ({ sector: 'associative' as const })),
  );
  const { associationId } = here;
  await here.inside(async (tx) => {
    await tx.update(meetings).set({ startsAt: '16:00' }).where(eq(meetings.id, body.meetingId));
    for (const [index, mandateId] of body.mandateIds.entries()) {
      const [mandate] = await tx.select().from(mandates).where(eq(mandates.id, mandateId));
      await tx
        .update(people)
        .set({ email: `m${index}-${body.code}@exemple.be` })
        .where(eq(people.id, mandate!.personId!));
    }
    if (present > 0)
      await tx.insert(attendances).values(
        body.mandateIds.slice(0, present).map((mandateId) => ({
          associationId,
          meetingId: body.meetingId,
          bodyId: body.bodyId,
          mandateId,
          state: 'present' as const,
        })),
      );
    if (!convoked) return;
    const [sent] = await tx
      .insert(convocations)
      .values({
        associationId,
        meetingId: body.meetingId,
        kind: 'notice',
        sentAt: '2022-11-01T10:00:00Z',
        sentBy: 'An Peeters',
        content: {},
      })
      .returning({ id: convocations.id });
    await tx.insert(convocationRecipients).values(
      body.mandateIds.map((mandateId) => ({
        associationId,
        convocationId: sent!.id,
        mandateId,
        name: 'Dominique',
        capacity: 'member' as const,
        channel: 'letter' as const,
      })),
    );
  });
  return body;
}
const TERMS = { proposal: 'L’AG approuve le budget.', secrecy: 'named' };
const advance = (
  body: Assembly,
  more: Record<string, unknown> = {},
  now = BEFORE,
  actor: Actor = here.coordinator,
) =>
  openAdvanceVote(
    at(now),
    actor,
    body.meetingId,
    advanceVoteForm.parse({
      itemId: body.itemId,
      ...TERMS,
      untilDay: '2022-11-20',
      untilTime: '23:59',
      ...more,
    }),
  );
const opened = async (body: Assembly, more: Record<string, unknown> = {}) =>
  doneValue(await advance(body, more)).voteId;
const member = (body: Assembly, index: number): Actor =>
  here.actor(null, [
    {
      mandateId: body.mandateIds[index]!,
      bodyId: body.bodyId,
      sector: 'associative',
      office: 'member',
      voting: true,
      from: '2021-06-24',
      to: null,
    },
  ]);
const cast = (
  body: Assembly,
  voteId: string,
  index: number,
  choice: string,
  { now = BEFORE, of = index }: { now?: string; of?: number } = {},
) =>
  castBallot(
    at(now),
    member(body, index),
    body.meetingId,
    ballotForm.parse({ voteId, mandateId: body.mandateIds[of]!, choice, receipt: newReceipt() }),
  );
const sit = (body: Assembly) =>
  here.inside((tx) =>
    tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId: body.meetingId,
      state: 'open',
      openedAt: '2022-11-21T14:00:00Z',
      currentItemId: body.itemId,
      itemSince: '2022-11-21T14:30:00Z',
    }),
  );
const inSitting = (body: Assembly, more: Record<string, unknown> = {}) =>
  openVote(
    at(SITTING),
    here.coordinator,
    body.meetingId,
    voteOpeningForm.parse({ itemId: body.itemId, ...TERMS, ...more }),
  );
const close = (body: Assembly, voteId: string) =>
  closeVote(at(SITTING), here.coordinator, body.meetingId, { voteId });
const publish = (body: Assembly, voteId: string) =>
  publishVote(at(SITTING), here.coordinator, body.meetingId, { voteId });
const cancel = (body: Assembly, voteId: string) =>
  cancelVote(at(SITTING), here.coordinator, body.meetingId, { voteId, reason: 'Le texte a changé.' });
const voteIn = async (voteId: string) =>
  (await here.inside((tx) => tx.select().from(votes).where(eq(votes.id, voteId))))[0]!;
const mailsTo = (body: Assembly) =>
  here.inside(async (tx) => {
    const rows = await tx.select().from(outbox).where(eq(outbox.kind, 'advance-vote'));
    return rows.filter(({ to }) => to.endsWith(`${body.code}@exemple.be`));
  });
const give = (body: Assembly, principal: number, holder: number) =>
  here.inside((tx) =>
    tx.insert(proxies).values({
      associationId: here.associationId,
      meetingId: body.meetingId,
      bodyId: body.bodyId,
      principalMandateId: body.mandateIds[principal]!,
      holderMandateId: body.mandateIds[holder]!,
      givenAt: '2022-11-20T10:00:00Z',
      via: 'paper',
    }),
  );

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

describe('taken over by the sitting', () => {
  it('counts each voice once, as present for its item, and asks nobody again', async () => {
    const body = await assembly();
    await give(body, 3, 0);
    await give(body, 4, 1);
    const voteId = await opened(body);
    // One who will be there, one whose proxy is held by the first, one who stays away.
    doneValue(await cast(body, voteId, 2, 'against'));
    doneValue(await cast(body, voteId, 3, 'for'));
    doneValue(await cast(body, voteId, 5, 'abstention'));
    await sit(body);
    for (const refused of [
      openPaperVote(
        at(SITTING),
        here.coordinator,
        body.meetingId,
        paperVoteForm.parse({ itemId: body.itemId, kind: 'ordinary', ...TERMS }),
      ),
    ])
      expect(refusalOf(await refused)).toBe('advance-waiting');
    expect(
      refusalOf(
        await closeSitting(at(SITTING), here.coordinator, body.meetingId, { treatments: {}, at: '' }),
      ),
    ).toBe('vote-going-on');
    expect(refusalOf(await inSitting(body, { proposal: 'L’AG rejette le budget.' }))).toBe(
      'advance-other-text',
    );
    expect(refusalOf(await inSitting(body, { blank: 'yes' }))).toBe('advance-other-terms');
    expect(doneValue(await inSitting(body)).voteId).toBe(voteId);
    expect(doneValue(await inSitting(body)).voteId).toBe(voteId);

    const rights = await here.inside((tx) =>
      tx.select().from(voteRights).where(eq(voteRights.voteId, voteId)),
    );
    const casters = Object.fromEntries(
      rights.map(({ mandateId, casterMandateId, cast: isCast }) => [
        body.mandateIds.indexOf(mandateId),
        [body.mandateIds.indexOf(casterMandateId!), isCast],
      ]),
    );
    // The fifth is represented, and their holder still votes for them; the fourth voted, and their holder does not.
    expect(casters).toEqual({
      0: [0, false],
      1: [1, false],
      2: [2, true],
      3: [3, true],
      4: [1, false],
      5: [5, true],
    });
    const own = await here.inside((tx) => memberFace(tx, member(body, 0), moment(SITTING), body.meetingId));
    expect(doneValue(own).vote).toMatchObject({ entitled: 6, cast: 3, inAdvance: 3 });
    expect(doneValue(own).vote!.own).toHaveLength(1);
    expect(refusalOf(await cast(body, voteId, 2, 'for', { now: SITTING }))).toBe('already-voted');
    for (const index of [0, 1]) doneValue(await cast(body, voteId, index, 'for', { now: SITTING }));
    doneValue(await cast(body, voteId, 1, 'for', { now: SITTING, of: 4 }));
    doneValue(await close(body, voteId));
    doneValue(await publish(body, voteId));
    const [decision] = await here.inside((tx) => decisionsOf(tx, body.meetingId));
    expect(decision!.verdict).toMatchObject({
      outcome: 'adopted',
      total: { for: 4, against: 1, abstention: 1 },
      voters: 6,
    });
    expect(decision!.verdict.explanation.at(-1)).toBe(
      'Par avance, avant la séance\u00a0: 3\u00a0voix, comptées parmi les présences pour ce vote (statuts, art. 14).',
    );
    expect(decision!.named!.filter(({ inAdvance }) => inAdvance)).toHaveLength(3);
    // Corrected, it is judged again with those who voted before.
    const corrected = await correctDecision(
      at(SITTING),
      here.coordinator,
      body.meetingId,
      correctionForm.parse({
        decisionId: decision!.id,
        version: decision!.version,
        kind: 'ordinary',
        proposal: 'L’AG approuve le budget 2023.',
      }),
    );
    expect(doneValue(corrected).verdict).toMatchObject({ voters: 6, outcome: 'adopted' });
  });

  it('makes the quorum where those in the room do not', async () => {
    const body = await assembly({ present: 2 });
    const kind = { kind: 'statutes' };
    const voteId = await opened(body, kind);
    for (const index of [3, 4]) doneValue(await cast(body, voteId, index, 'for'));
    await sit(body);
    const preview = await here.inside((tx) =>
      consoleFace(tx, here.coordinator, moment(SITTING), body.meetingId),
    );
    expect(doneValue(preview).advance).toMatchObject({ id: voteId, cast: 2, kind: 'statutes' });
    expect(doneValue(preview).opening).toMatchObject({ voters: 4 });
    doneValue(await inSitting(body, kind));
    for (const index of [0, 1]) doneValue(await cast(body, voteId, index, 'for', { now: SITTING }));
    doneValue(await close(body, voteId));
    expect((await voteIn(voteId)).verdict).toMatchObject({ outcome: 'adopted', voters: 4, members: 6 });
  });

  it('changes nothing any more from away, where ballots may change', async () => {
    const body = await assembly();
    const voteId = await opened(body, { mayChange: 'yes' });
    for (const index of [2, 5]) doneValue(await cast(body, voteId, index, 'for'));
    doneValue(await cast(body, voteId, 5, 'against'));
    await sit(body);
    doneValue(await inSitting(body, { mayChange: 'yes' }));
    expect(refusalOf(await cast(body, voteId, 5, 'for', { now: SITTING }))).toBe('advance-stays');
    doneValue(await cast(body, voteId, 2, 'against', { now: SITTING }));
    doneValue(await close(body, voteId));
    expect((await voteIn(voteId)).verdict!.total).toMatchObject({ for: 0, against: 2 });
  });

  it('takes out a named voice that has no vote any more, and refuses a secret box that holds one', async () => {
    for (const secrecy of ['named', 'secret']) {
      const body = await assembly();
      const voteId = await opened(body, { secrecy });
      for (const index of [3, 4]) doneValue(await cast(body, voteId, index, 'for'));
      await sit(body);
      await here.inside((tx) =>
        tx.insert(conflictsOfInterest).values({
          associationId: here.associationId,
          meetingId: body.meetingId,
          bodyId: body.bodyId,
          itemId: body.itemId,
          mandateId: body.mandateIds[4]!,
          nature: 'Son employeur.',
          declaredAt: SITTING,
          declaredBy: 'An Peeters',
        }),
      );
      if (secrecy === 'secret') {
        expect(refusalOf(await inSitting(body, { secrecy }))).toBe('advance-spoilt');
        continue;
      }
      doneValue(await inSitting(body, { secrecy }));
      doneValue(await close(body, voteId));
      expect((await voteIn(voteId)).verdict).toMatchObject({ total: { for: 1 }, voters: 4 });
    }
  });

  it('refuses another rule than the one that was shown', async () => {
    const body = await assembly();
    const voteId = await opened(body);
    doneValue(await cast(body, voteId, 3, 'for'));
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: body.bodyId,
        key: 'base',
        value: 'present',
        source: 'statuts, art. 15',
      }),
    );
    await sit(body);
    expect(refusalOf(await inSitting(body))).toBe('advance-other-rule');
  });

  it.each(['one of its texts', 'its words alone'])(
    'lets amendments be voted first, and holds where they changed nothing: voted before on %s',
    async (on) => {
      const body = await assembly();
      const add = async (more: Record<string, unknown>) =>
        doneValue(
          await addProposition(
            at(BEFORE),
            here.coordinator,
            body.meetingId,
            propositionForm.parse({ itemId: body.itemId, role: 'main', text: TERMS.proposal, ...more }),
          ),
        ).propositionId;
      const early = on === 'one of its texts' ? await add({}) : null;
      const voteId = await opened(body, { propositionId: early ?? '' });
      doneValue(await cast(body, voteId, 3, 'for'));
      const main = early ?? (await add({}));
      const amendment = await add({ role: 'amendment', parentId: main, text: 'et le plan' });
      await sit(body);
      const byHand = (propositionId: string, proposal: string) =>
        recordDecision(
          at(SITTING),
          here.coordinator,
          body.meetingId,
          decisionForm.parse({
            itemId: body.itemId,
            kind: 'ordinary',
            propositionId,
            proposal,
            overallAgainst: 3,
          }),
        );
      expect(refusalOf(await inSitting(body, { propositionId: main }))).toBe('not-its-turn');
      doneValue(await byHand(amendment, 'Amendement 1\u00a0: et le plan'));
      // The text stands as it was: the voices given on it hold, and it is settled by them.
      doneValue(await inSitting(body, { propositionId: main }));
      doneValue(await close(body, voteId));
      doneValue(await publish(body, voteId));
      const chain = await here.inside((tx) => chainOfItem(tx, body.meetingId, body.itemId));
      expect(chain.map(({ state }) => state)).toEqual(['rejected', 'adopted']);
    },
  );

  it('gives up its ballots when it is cancelled, and writes to whoever voted', async () => {
    const body = await assembly();
    const voteId = await opened(body);
    doneValue(await cast(body, voteId, 3, 'for'));
    await sit(body);
    doneValue(await cancel(body, voteId));
    doneValue(await cancel(body, voteId));
    const told = (await mailsTo(body)).filter(({ subject }) => subject.includes('annulé'));
    expect(told.map(({ to }) => to)).toEqual([`m3-${body.code}@exemple.be`]);
    expect(told[0]!.text).toContain('Le texte a changé.');
    const kept = await here.inside((tx) => tx.$count(namedBallots, eq(namedBallots.voteId, voteId)));
    expect(kept).toBe(0);
    // Nothing waits any more: the sitting may be closed, and then nothing is opened.
    const closed = await assembly();
    const given = await opened(closed);
    await sit(closed);
    doneValue(await cancel(closed, given));
    doneValue(
      await closeSitting(at(SITTING), here.coordinator, closed.meetingId, { treatments: {}, at: '' }),
    );
    expect(refusalOf(await advance(closed))).toBe('sitting-closed');
    const { voteId: other } = doneValue(
      await inSitting(body, { proposal: 'L’AG approuve le budget amendé.' }),
    );
    expect(other).not.toBe(voteId);
  });
});

describe('counted with hands', () => {
  const byHand = (body: Assembly, more: Record<string, unknown>, now = SITTING) =>
    recordDecision(
      at(now),
      here.coordinator,
      body.meetingId,
      decisionForm.parse({ itemId: body.itemId, kind: 'ordinary', proposal: TERMS.proposal, ...more }),
    );
  const answers = (body: Assembly, given: Record<number, string>) =>
    Object.fromEntries(
      Object.entries(given).map(([index, value]) => [body.mandateIds[Number(index)], value]),
    );
  const decisionOf = async (body: Assembly) =>
    (await here.inside((tx) => decisionsOf(tx, body.meetingId)))[0]!;

  it.each([
    ['show-of-hands', { overallFor: 2 }, null],
    ['all-but', { ballots: { 0: 'for', 1: 'for' } }, 5],
    ['roll-call', { ballots: { 0: 'for', 1: 'for' } }, 5],
  ] as const)('by %s: whoever voted before is not asked, and counts', async (method, typed, named) => {
    const body = await assembly();
    const voteId = await opened(body);
    for (const [index, choice] of [
      [2, 'against'],
      [3, 'for'],
      [5, 'abstention'],
    ] as const)
      doneValue(await cast(body, voteId, index, choice));
    await sit(body);
    const form =
      'ballots' in typed ? { method, ballots: answers(body, typed.ballots) } : { method, ...typed };
    expect(refusalOf(await byHand(body, { ...form, proposal: 'Autre chose.' }))).toBe('advance-other-text');
    expect(refusalOf(await byHand(body, { ...form, kind: 'statutes' }))).toBe('advance-other-terms');
    if (named !== null)
      expect(
        refusalOf(await byHand(body, { method, ballots: answers(body, { 0: 'for', 1: 'for', 2: 'for' }) })),
      ).toBe('voters-changed');
    const { decisionId } = doneValue(await byHand(body, form));
    const decision = await decisionOf(body);
    expect(decision.verdict).toMatchObject({
      outcome: 'adopted',
      total: { for: 3, against: 1, abstention: 1 },
      voters: 5,
    });
    expect(decision.verdict.explanation.at(-1)).toContain('Par avance, avant la séance');
    expect(decision.named?.length ?? null).toBe(named);
    expect(await voteIn(voteId)).toMatchObject({ state: 'published', decisionId, verdict: { voters: 5 } });
    const sheet = await here.inside((tx) =>
      voteSheet(tx, member(body, 0), SITTING.slice(0, 10), body.meetingId, voteId, null),
    );
    expect(doneValue(sheet)).toMatchObject({ byHand: true, cast: 3 });
    // Corrected, what was voted before stays as it was given.
    const fixed = await correctDecision(
      at(SITTING),
      here.coordinator,
      body.meetingId,
      correctionForm.parse({
        decisionId,
        version: decision.version,
        kind: 'ordinary',
        proposal: TERMS.proposal,
        method,
        ...('ballots' in typed
          ? { ballots: answers(body, { 0: 'for', 1: 'against' }) }
          : { overallFor: 2, overallAgainst: 2, overallAbstention: 1 }),
      }),
    );
    expect(doneValue(fixed).verdict).toMatchObject({
      outcome: 'rejected',
      total: { for: 2, against: 2, abstention: 1 },
    });
  });

  it('never where it was secret, nor while members still vote', async () => {
    const secret = await assembly();
    await opened(secret, { secrecy: 'secret' });
    await sit(secret);
    expect(refusalOf(await byHand(secret, { overallFor: 3 }))).toBe('advance-secret');
    const early = await assembly();
    await opened(early);
    expect(refusalOf(await byHand(early, { overallFor: 3 }, BEFORE))).toBe('advance-still-open');
    doneValue(await byHand(early, { overallFor: 3 }));
  });

  it('takes out a voice that has none any more', async () => {
    const body = await assembly();
    const voteId = await opened(body);
    for (const index of [3, 4]) doneValue(await cast(body, voteId, index, 'for'));
    await sit(body);
    await here.inside((tx) =>
      tx.insert(conflictsOfInterest).values({
        associationId: here.associationId,
        meetingId: body.meetingId,
        bodyId: body.bodyId,
        itemId: body.itemId,
        mandateId: body.mandateIds[4]!,
        nature: 'Son employeur.',
        declaredAt: SITTING,
        declaredBy: 'An Peeters',
      }),
    );
    doneValue(await byHand(body, { overallAgainst: 3 }));
    expect((await decisionOf(body)).verdict).toMatchObject({ total: { for: 1, against: 3 }, voters: 4 });
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

test('voices that arrive while the sitting takes the vote over count, or are told that it is too late', async () => {
  const body = await assembly();
  const voteId = await opened(body, { secrecy: 'secret' });
  const order = [3, 4, 5];
  const presses = order.map((index) => cast(body, voteId, index, 'for'));
  await sit(body);
  const [joined, ...cast4] = await Promise.all([inSitting(body, { secrecy: 'secret' }), ...presses]);
  doneValue(joined);
  const acknowledged = cast4.filter(({ done }) => done).length;
  for (const outcome of cast4) expect([null, 'advance-over', 'not-entitled']).toContain(refusalOf(outcome));
  doneValue(await close(body, voteId));
  expect((await voteIn(voteId)).verdict!.total.for).toBe(acknowledged);
  expect(await here.inside((tx) => tx.$count(secretBallots, eq(secretBallots.voteId, voteId)))).toBe(
    acknowledged,
  );
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
