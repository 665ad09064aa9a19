import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it, test } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay } from '../../../../../tests/fixtures/relay.ts';
import {
  BEFORE,
  openAdvanceVoting,
  moment,
  SITTING,
  TERMS,
  type Assembly,
} from '../../../../../tests/fixtures/voting-before.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { conflictsOfInterest } from '#lib/meetings/server/sitting/tables.ts';
import { correctionForm, decisionForm, paperVoteForm } from '../../forms.ts';
import { propositionForm } from '../../forms/propositions.ts';
import { correctDecision, recordDecision } from '../commands.ts';
import { consoleFace } from '../faces/console.ts';
import { memberFace } from '../faces/member.ts';
import { openPaperVote } from '../paper/commands.ts';
import { addProposition } from '../propositions/commands.ts';
import { chainOfItem } from '../propositions/queries.ts';
import { decisionsOf } from '../queries.ts';
import { voteSheet } from './queries.ts';
import { namedBallots, secretBallots, voteRights } from './tables.ts';

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
  publish,
  cancel,
  voteIn,
  mailsTo,
  give,
} = await openAdvanceVoting(relay);
afterAll(() => relay.close());

/** Declares that the member has a conflict of interest on the item. */
const conflict = (body: Assembly, index: number) =>
  here.inside((tx) =>
    tx.insert(conflictsOfInterest).values({
      associationId: here.associationId,
      meetingId: body.meetingId,
      bodyId: body.bodyId,
      itemId: body.itemId,
      mandateId: body.mandateIds[index]!,
      nature: 'Son employeur.',
      declaredAt: SITTING,
      declaredBy: 'An Peeters',
    }),
  );

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
      await conflict(body, 4);
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
    await conflict(body, 4);
    doneValue(await byHand(body, { overallAgainst: 3 }));
    expect((await decisionOf(body)).verdict).toMatchObject({ total: { for: 1, against: 3 }, voters: 4 });
  });
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
