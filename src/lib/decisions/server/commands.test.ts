import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import {
  ASSEMBLY,
  DAY,
  openRelay,
  type AssociationFixture,
  type Relay,
} from '../../../../tests/fixtures/relay.ts';
import { settings } from '#lib/associations/server/tables.ts';
import { recordMovement } from '#lib/meetings/server/sitting/movements.ts';
import { openSitting } from '#lib/meetings/server/sitting/state.ts';
import { attendances } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { correctionForm, decisionForm, withdrawalForm } from '../forms.ts';
import { correctDecision, recordDecision, withdrawDecision } from './commands.ts';
import { decisionsOf } from './queries.ts';
import { decisions, decisionTallies } from './tables.ts';

type Meeting = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
});
afterAll(() => relay.close());

const VOTES = { publicFor: 3, publicAbstention: 1, associativeFor: 3, associativeAgainst: 1 };
const typed = (more: Record<string, unknown> = {}) => ({
  kind: 'ordinary',
  proposal: 'Le CA approuve le PV.',
  ...VOTES,
  ...more,
});
const overall = (more: Record<string, unknown>) =>
  typed({ publicFor: 0, publicAbstention: 0, associativeFor: 0, associativeAgainst: 0, ...more });

const record = (meeting: Meeting, more: Record<string, unknown> = {}, actor = here.coordinator) =>
  recordDecision(
    relay.house,
    actor,
    meeting.meetingId,
    decisionForm.parse(typed({ itemId: meeting.itemId, ...more })),
  );
const correct = (
  meeting: Meeting,
  decisionId: string,
  more: Record<string, unknown> = {},
  actor = here.coordinator,
) =>
  correctDecision(
    relay.house,
    actor,
    meeting.meetingId,
    correctionForm.parse(typed({ decisionId, version: 1, ...more })),
  );
const withdraw = (meeting: Meeting, decisionId: string, version = 1, actor = here.coordinator) =>
  withdrawDecision(relay.house, actor, meeting.meetingId, withdrawalForm.parse({ decisionId, version }));
const decisionsIn = (meeting: Meeting) => here.inside((tx) => decisionsOf(tx, meeting.meetingId));
const entriesAbout = (id: string) =>
  here.inside((tx) => tx.select().from(journalEntries).where(eq(journalEntries.subjectId, id)));

describe('recordDecision', () => {
  it('judges the votes on the mandates of the day and the attendance, and keeps it all', async () => {
    const board = await here.addBody('board');
    const { decisionId, verdict } = doneValue(await record(board));
    expect(verdict.outcome).toBe('adopted');
    expect(verdict.counts.map(({ college, voters, members }) => [college, voters, members])).toEqual([
      ['public', 4, 4],
      ['associative', 4, 5],
    ]);
    expect(verdict.explanation).toContain(
      'Associatif\u00a0: 3\u00a0pour, 1\u00a0contre\u00a0; base 4\u00a0; il fallait 3.',
    );

    const [decision] = await decisionsIn(board);
    expect(decision).toEqual({
      id: decisionId,
      itemId: board.itemId,
      position: 1,
      kind: 'ordinary',
      proposal: 'Le CA approuve le PV.',
      verdict,
      recordedAt: '2022-11-21T15:00:00Z',
      takenAt: '2022-11-21T15:00:00Z',
      version: 1,
      method: 'show-of-hands',
      tellers: null,
      together: [],
      named: null,
      reference: expect.stringMatching(/^board-\d+-2022-1$/),
    });
    const tallies = await here.inside((tx) =>
      tx.select().from(decisionTallies).where(eq(decisionTallies.decisionId, decisionId)),
    );
    expect(tallies.map((row) => [row.college, row.for, row.against, row.abstention]).sort()).toEqual([
      ['associative', 3, 1, 0],
      ['public', 3, 0, 1],
    ]);
    const [entry] = await entriesAbout(decisionId);
    expect(entry).toMatchObject({ act: 'decision.recorded', after: { position: 1, verdict } });
  });

  it('keeps who sat, who voted and for whom, as it was at the vote', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    const snapshots = () =>
      here.inside((tx) =>
        tx.select({ snapshot: decisions.snapshot }).from(decisions).where(eq(decisions.id, decisionId)),
      );
    const [kept] = await snapshots();
    expect(kept!.snapshot).toMatchObject({ method: 'show-of-hands', ballots: null, proxies: [] });
    const people = kept!.snapshot!.people;
    // A vacant seat, a mandate that ended and one to come do not sit.
    const sitting = board.mandateIds.filter((_, index) => {
      const { vacant, from, to } = board.seats[index]!;
      return !vacant && !to && !(from && from > DAY);
    });
    expect(people.map(({ mandateId }) => mandateId).toSorted()).toEqual(sitting.toSorted());
    expect(people.reduce((sum, { votes }) => sum + votes, 0)).toBe(8);
    for (const { votes, state, office } of people)
      expect(votes).toBe(state === 'present' && office !== 'invited' ? 1 : 0);

    await here.inside((tx) => tx.update(attendances).set({ state: 'absent' }));
    expect(await snapshots()).toEqual([kept]);
  });

  it('keeps a rejection by one college (RS-07), and numbers a second decision of the item', async () => {
    const board = await here.addBody('board');
    doneValue(await record(board));
    const { verdict } = doneValue(
      await record(board, { publicFor: 4, publicAbstention: 0, associativeFor: 2, associativeAgainst: 2 }),
    );
    expect(verdict.outcome).toBe('rejected');
    expect((await decisionsIn(board)).map(({ position }) => position)).toEqual([1, 2]);
  });

  it('counts all the votes together in a body without colleges', async () => {
    const committee = await here.addBody('management-committee');
    const { verdict } = doneValue(await record(committee, overall({ overallFor: 5, overallAgainst: 3 })));
    expect(verdict.counts).toMatchObject([{ college: null, voters: 8, members: 9 }]);
    expect(verdict.outcome).toBe('adopted');
  });

  it('obeys the statutes of the body', async () => {
    const committee = await here.addBody('management-committee');
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: committee.bodyId,
        key: 'base',
        value: 'members',
        source: 'ROI, art. 4',
      }),
    );
    const { verdict } = doneValue(await record(committee, overall({ overallFor: 4, overallAgainst: 0 })));
    expect(verdict.outcome).toBe('rejected');
    expect(verdict.rule.base).toMatchObject({ value: 'members', source: 'ROI, art. 4' });
  });

  it('lets the casting vote settle a tie, not in a secret vote, and keeps no vote of the chair then', async () => {
    const committee = await here.addBody('management-committee');
    await here.inside((tx) =>
      tx.insert(settings).values({
        associationId: here.associationId,
        bodyId: committee.bodyId,
        key: 'tie',
        value: 'casting-vote',
        source: 'ROI, art. 4',
      }),
    );
    const tie = overall({ overallFor: 4, overallAgainst: 4, chairVote: 'for' });
    expect(doneValue(await record(committee, tie)).verdict).toMatchObject({
      outcome: 'adopted',
      castingVote: 'for',
    });
    expect(doneValue(await record(committee, { ...tie, secret: 'yes' })).verdict).toMatchObject({
      outcome: 'rejected',
      secret: true,
      castingVote: null,
    });
  });

  it('two at once on the same item get distinct positions', async () => {
    const board = await here.addBody('board');
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => record(board)));
    expect(outcomes.map(refusalOf)).toEqual(Array(6).fill(null));
    expect((await decisionsIn(board)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('reads the decisions of a meeting in one statement, however many', async () => {
    const board = await here.addBody('board');
    const statements = () => here.statements((tx) => decisionsOf(tx, board.meetingId));
    await record(board);
    expect(await statements()).toHaveLength(1);
    await record(board);
    await record(board);
    expect(await statements()).toHaveLength(1);
  });

  describe('refuse', () => {
    let board: Meeting;
    beforeAll(async () => {
      board = await here.addBody('board');
    });

    it.each<[string, Record<string, unknown>, string, string]>([
      [
        'plus de voix que de présents',
        { publicFor: 4 },
        'more-votes-than-voters',
        'Impossible de compter 5 voix parmi les représentants publics\u00a0: les présences n’en donnent que 4. Corrigez les voix, ou complétez les présences.',
      ],
      [
        'des voix hors collège',
        { overallFor: 1 },
        'wrong-colleges',
        'Impossible de compter toutes les voix ensemble\u00a0: cet organe compte celles de chaque collège, public et associatif.',
      ],
      [
        'une modification des statuts par le CA',
        { kind: 'statutes' },
        'reserved-to-assembly',
        'seule l’assemblée générale peut en décider',
      ],
      [
        'une seconde réunion sans première',
        { secondMeeting: 'yes' },
        'no-first-meeting',
        'Impossible de décider sans quorum',
      ],
    ])('%s', async (_, more, code, sentence) => {
      const outcome = await record(board, more);
      expect(refusalOf(outcome)).toBe(code);
      expect(!outcome.done && outcome.refusal.sentence).toContain(sentence);
    });

    it('un point qui n’est pas à décider', async () => {
      expect(refusalOf(await record({ ...board, itemId: board.informationId }))).toBe(
        'item-not-for-decision',
      );
    });

    it('une décision sans présences notées', async () => {
      const unrecorded = await here.addBody('board');
      await here.inside((tx) =>
        tx.delete(attendances).where(eq(attendances.meetingId, unrecorded.meetingId)),
      );
      expect(refusalOf(await record(unrecorded))).toBe('attendance-not-recorded');
    });

    it('un point d’une autre réunion', async () => {
      const other = await here.addBody('board');
      expect(refusalOf(await record({ ...board, itemId: other.itemId }))).toBe('not-found');
    });

    it('ce qui est d’une autre association, ou n’existe pas', async () => {
      const foreign = await elsewhere.addBody('board');
      expect(refusalOf(await record(foreign))).toBe('not-found');
      expect(refusalOf(await record({ ...board, itemId: foreign.itemId }))).toBe('not-found');
      expect(refusalOf(await record({ ...board, meetingId: 'x' }))).toBe('not-found');
      expect(refusalOf(await record(board, {}, elsewhere.coordinator))).toBe('not-found');
    });

    it.each([
      ['l’assistant prépare, ne décide pas', 'assistant', 'vous préparez la réunion'],
      ['le lecteur', 'reader', 'seule la coordination le peut'],
    ] as const)('%s', async (_, role, sentence) => {
      const outcome = await record(board, {}, here.actor(role));
      expect(refusalOf(outcome)).toBe('not-allowed');
      expect(!outcome.done && outcome.refusal.sentence).toContain(sentence);
    });

    it('un membre de l’organe, et pour qui n’en est pas la réunion n’existe pas', async () => {
      const seat = {
        mandateId: board.mandateIds[0]!,
        bodyId: board.bodyId,
        sector: 'public',
        office: 'member',
        voting: true,
        from: '2021-06-24',
        to: null,
      } as const;
      expect(refusalOf(await record(board, {}, here.actor(null, [seat])))).toBe('not-allowed');
      expect(refusalOf(await record(board, {}, here.actor(null)))).toBe('not-found');
    });

    it('and nothing of all that was written', async () => {
      expect(await decisionsIn(board)).toEqual([]);
    });
  });

  it('R-AG2-01 : la seconde AG décide sans quorum, quinze jours après la première', async () => {
    const common = await relay.found('commune', 'common');
    const few = ASSEMBLY.map((seat, index) => (index < 3 ? seat : { ...seat, state: 'absent' as const }));
    const first = await common.addBody('general-assembly', few, '2022-11-01');
    const amend = { kind: 'statutes', secondMeeting: 'yes' };
    const vote = (at: { meetingId: string; itemId: string }, more: Record<string, unknown>) =>
      recordDecision(
        relay.house,
        common.coordinator,
        at.meetingId,
        decisionForm.parse(overall({ itemId: at.itemId, overallFor: 2, overallAgainst: 1, ...more })),
      );
    expect(refusalOf(await vote(first, amend))).toBe('no-first-meeting');
    expect(doneValue(await vote(first, { kind: 'statutes' })).verdict.outcome).toBe('quorum-missing');

    const early = await common.meetAgain(first, few, '2022-11-15');
    expect(refusalOf(await vote(early, amend))).toBe('second-meeting-too-early');
    const second = await common.meetAgain(first, few, '2022-11-16');
    expect(refusalOf(await vote(second, { ...amend, kind: 'purpose' }))).toBe('no-first-meeting');
    expect(doneValue(await vote(second, amend)).verdict).toMatchObject({
      outcome: 'adopted',
      secondMeeting: true,
    });
  });
});

describe('correctDecision', () => {
  it('judges again on the attendance as it stands, and journals both', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    await here.inside((tx) =>
      tx.update(attendances).set({ state: 'present' }).where(eq(attendances.meetingId, board.meetingId)),
    );
    const { verdict } = doneValue(
      await correct(board, decisionId, { proposal: 'Le CA reporte le point.', associativeFor: 4 }),
    );
    expect(verdict.counts.find(({ college }) => college === 'associative')?.voters).toBe(5);
    const [decision] = await decisionsIn(board);
    expect(decision).toMatchObject({ proposal: 'Le CA reporte le point.', version: 2, position: 1, verdict });
    const tallies = await here.inside((tx) =>
      tx.select().from(decisionTallies).where(eq(decisionTallies.decisionId, decisionId)),
    );
    expect(tallies.find(({ college }) => college === 'associative')?.for).toBe(4);
    expect((await entriesAbout(decisionId)).find(({ act }) => act === 'decision.corrected')).toMatchObject({
      before: { proposal: 'Le CA approuve le PV.' },
      after: { proposal: 'Le CA reporte le point.' },
    });
  });

  it('judges again, each time, on who was there at the vote, not on who left or came since', async () => {
    const board = await here.addBody('board');
    const later = { ...relay.house, clock: fixedClock('2022-11-21T16:00:00Z') };
    const act = [later, here.coordinator, board.meetingId] as const;
    doneValue(
      await openSitting(relay.house, here.coordinator, board.meetingId, {
        presidedByMandateId: board.mandateIds[1]!,
        secretaryPersonId: '' as const,
        tellerMandateIds: [],
      }),
    );
    const few = { publicFor: 3, publicAbstention: 0, associativeFor: 3, associativeAgainst: 0 };
    const { decisionId } = doneValue(await record(board, few));
    for (const index of [0, 2, 7, 10, 11])
      doneValue(
        await recordMovement(...act, {
          mandateId: board.mandateIds[index]!,
          kind: 'departure',
          remote: false,
        }),
      );
    doneValue(
      await recordMovement(...act, { mandateId: board.mandateIds[12]!, kind: 'arrival', remote: false }),
    );
    for (const version of [1, 2]) {
      const proposal = `Le CA approuve le PV, version ${version}.`;
      const form = correctionForm.parse(typed({ decisionId, version, ...few, proposal }));
      const { verdict } = doneValue(await correctDecision(...act, form));
      expect(verdict.outcome).toBe('adopted');
      expect(verdict.counts.map(({ voters }) => voters)).toEqual([4, 4]);
    }
    expect(await decisionsIn(board)).toMatchObject([
      { recordedAt: '2022-11-21T16:00:00Z', takenAt: '2022-11-21T15:00:00Z' },
    ]);
  });

  it('refuse une version dépassée, et montre la nouvelle', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    doneValue(await correct(board, decisionId, { proposal: 'La première correction.' }));
    expect(await correct(board, decisionId, { proposal: 'La seconde.' })).toMatchObject({
      done: false,
      refusal: {
        code: 'stale',
        details: { decision: { proposal: 'La première correction.', version: 2 } },
      },
    });
    expect(refusalOf(await withdraw(board, decisionId))).toBe('stale');
  });

  it('of two at once, one is done and the other refused as stale', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    const outcomes = await Promise.all([
      correct(board, decisionId, { proposal: 'A' }),
      correct(board, decisionId, { proposal: 'B' }),
    ]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['stale', null].sort());
    expect((await decisionsIn(board))[0]?.version).toBe(2);
  });

  it('refuse ce qui n’est pas de cette réunion, de cette association ou de ce rôle', async () => {
    const board = await here.addBody('board');
    const other = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    expect(refusalOf(await correct(other, decisionId))).toBe('not-found');
    expect(refusalOf(await correct(board, decisionId, {}, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await correct(board, decisionId, {}, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await correct(board, decisionId, { publicFor: 9 }))).toBe('more-votes-than-voters');
    expect(refusalOf(await withdraw(other, decisionId))).toBe('not-found');
    expect(refusalOf(await withdraw(board, decisionId, 1, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await withdraw(board, decisionId, 1, here.actor('assistant')))).toBe('not-allowed');
    expect((await decisionsIn(board))[0]?.version).toBe(1);
  });
});

describe('withdrawDecision', () => {
  it('removes the decision and its counts, and keeps them in the journal', async () => {
    const board = await here.addBody('board');
    const { decisionId } = doneValue(await record(board));
    doneValue(await withdraw(board, decisionId));
    expect(await decisionsIn(board)).toEqual([]);
    const left = await here.inside((tx) => tx.select().from(decisions).where(eq(decisions.id, decisionId)));
    expect(left).toEqual([]);
    expect((await entriesAbout(decisionId)).find(({ act }) => act === 'decision.withdrawn')).toMatchObject({
      before: { proposal: 'Le CA approuve le PV.', verdict: { outcome: 'adopted' } },
      after: null,
    });
    expect(refusalOf(await withdraw(board, decisionId))).toBe('not-found');
  });
});

it('leaves a journal whose chain holds', async () => {
  const { broken } = await here.inside((tx) => verifyChain(tx, here.associationId));
  expect(broken).toBeNull();
});
