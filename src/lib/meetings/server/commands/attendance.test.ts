import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { people } from '#lib/associations/server/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { attendanceForm, type AttendanceForm } from '../../forms.ts';
import { attendances, meetings } from '../tables.ts';
import { nameOfficers, recordAttendance } from './attendance.ts';

type Entry = AttendanceForm['entries'][number];
type State = Entry['now'];
const NOBODY = '00000000-0000-4000-8000-000000000000';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
/** Its seats: 0 to 2 sit and are there, 3 is invited, 4 is vacant, 5 has left, 6 is still to come. */
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'social-relay');
});
beforeEach(async () => {
  board = await here.addBody('board');
  await here.inside((tx) => tx.delete(attendances).where(eq(attendances.meetingId, board.meetingId)));
});
afterAll(() => relay.close());

const entry = (seat: number, was: State, now: State): Entry => ({
  mandateId: board.mandateIds[seat]!,
  was,
  now,
});
const record = (entries: Entry[], actor = here.coordinator, meetingId = board.meetingId) =>
  recordAttendance(relay.house, actor, meetingId, { entries });
const recorded = () =>
  here.inside(async (tx) => {
    const rows = await tx.select().from(attendances).where(eq(attendances.meetingId, board.meetingId));
    return Object.fromEntries(rows.map((row) => [board.mandateIds.indexOf(row.mandateId), row.state]));
  });
const journal = () =>
  here.inside((tx) =>
    tx
      .select()
      .from(journalEntries)
      .where(and(eq(journalEntries.subjectId, board.meetingId), eq(journalEntries.subjectKind, 'meeting')))
      .orderBy(asc(journalEntries.seq)),
  );

describe('recordAttendance', () => {
  it('records, corrects and clears, and journals only what changed', async () => {
    doneValue(await record([entry(0, '', 'present'), entry(1, '', 'excused'), entry(2, '', '')]));
    expect(await recorded()).toEqual({ 0: 'present', 1: 'excused' });
    doneValue(
      await record([entry(0, 'present', ''), entry(1, 'excused', 'absent'), entry(3, '', 'present')]),
    );
    expect(await recorded()).toEqual({ 1: 'absent', 3: 'present' });
    const [, second] = await journal();
    expect(second).toMatchObject({
      act: 'attendance.recorded',
      before: {
        [board.mandateIds[0]!]: 'present',
        [board.mandateIds[1]!]: 'excused',
        [board.mandateIds[3]!]: null,
      },
      after: {
        [board.mandateIds[0]!]: null,
        [board.mandateIds[1]!]: 'absent',
        [board.mandateIds[3]!]: 'present',
      },
    });
  });

  it('pressed twice, changes nothing the second time', async () => {
    const press = () => record([entry(0, '', 'present')]);
    const outcomes = await Promise.all([press(), press(), press()]);
    expect(outcomes.map(refusalOf)).toEqual([null, null, null]);
    expect(await journal()).toHaveLength(1);
  });

  it('two people recorded at once by two secretaries are both kept', async () => {
    const outcomes = await Promise.all([
      record([entry(0, '', 'present'), entry(1, '', '')]),
      record([entry(0, '', ''), entry(1, '', 'absent')]),
    ]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await recorded()).toEqual({ 0: 'present', 1: 'absent' });
  });

  it('the same person recorded otherwise at once: the second is refused by name, and writes nothing', async () => {
    const states = ['present', 'excused'] as const;
    const outcomes = await Promise.all(
      states.map((now, index) => record([entry(0, '', now), entry(index + 1, '', 'present')])),
    );
    const winner = outcomes.findIndex((outcome) => outcome.done);
    expect(outcomes[1 - winner]).toMatchObject({
      refusal: {
        code: 'stale',
        sentence: expect.stringMatching(/Dominique board-\d+-00/),
        details: { mandateIds: [board.mandateIds[0]] },
      },
    });
    expect(await recorded()).toEqual({ 0: states[winner], [winner + 1]: 'present' });
  });

  it('impossible de noter qui n’a pas de mandat ce jour-là : vacant, sorti, à venir, ailleurs, inconnu', async () => {
    const foreign = await elsewhere.addBody('board');
    const other = await here.addBody('board');
    const strangers = [4, 5, 6]
      .map((seat) => board.mandateIds[seat]!)
      .concat(foreign.mandateIds[0]!, other.mandateIds[0]!, NOBODY);
    for (const mandateId of strangers)
      expect(refusalOf(await record([entry(0, '', 'present'), { mandateId, was: '', now: 'present' }]))).toBe(
        'not-entitled',
      );
    expect(await recorded()).toEqual({});
  });

  it('impossible d’envoyer deux fois la même personne, un état inconnu ou trop de lignes', () => {
    const parses = (entries: unknown) => attendanceForm.safeParse({ entries }).success;
    expect(parses([entry(0, '', 'present'), entry(1, '', 'present')])).toBe(true);
    expect(parses([entry(0, '', 'present'), entry(0, '', 'absent')])).toBe(false);
    expect(parses([{ ...entry(0, '', ''), now: 'late' }])).toBe(false);
    expect(parses([{ mandateId: 'x', was: '', now: 'present' }])).toBe(false);
    expect(
      parses(Array.from({ length: 2001 }, () => ({ mandateId: crypto.randomUUID(), was: '', now: '' }))),
    ).toBe(false);
  });

  it('impossible pour qui ne prépare pas cette réunion, ou ne la connaît pas', async () => {
    const entries = [entry(0, '', 'present')];
    expect(refusalOf(await record(entries, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await record(entries, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await record(entries, elsewhere.coordinator))).toBe('not-found');
    for (const id of [NOBODY, 'x', ''])
      expect(refusalOf(await record(entries, here.coordinator, id))).toBe('not-found');
    expect(await recorded()).toEqual({});
    expect(refusalOf(await record(entries, here.actor('assistant')))).toBeNull();
  });
});

describe('nameOfficers', () => {
  const name = (presidedByMandateId: string, secretaryPersonId = '', actor = here.coordinator) =>
    nameOfficers(relay.house, actor, board.meetingId, { presidedByMandateId, secretaryPersonId });
  const named = () =>
    here.inside(async (tx) => {
      const [row] = await tx.select().from(meetings).where(eq(meetings.id, board.meetingId));
      return [row!.presidedByMandateId, row!.secretaryPersonId];
    });
  const personAt = (association: AssociationFixture) =>
    association.inside(async (tx) => (await tx.select({ id: people.id }).from(people).limit(1))[0]!.id);

  it('names who presides and who keeps the minutes, then nobody, and journals both', async () => {
    const chair = board.mandateIds[1]!;
    const secretary = await personAt(here);
    doneValue(await name(chair, secretary));
    expect(await named()).toEqual([chair, secretary]);
    doneValue(await name(''));
    expect(await named()).toEqual([null, null]);
    expect(await journal()).toMatchObject([
      {
        act: 'officers.named',
        before: { presidedByMandateId: null, secretaryPersonId: null },
        after: { presidedByMandateId: chair, secretaryPersonId: secretary },
      },
      { act: 'officers.named', after: { presidedByMandateId: null, secretaryPersonId: null } },
    ]);
  });

  it('pressed twice, changes nothing the second time', async () => {
    doneValue(await name(board.mandateIds[1]!));
    doneValue(await name(board.mandateIds[1]!));
    expect(await journal()).toHaveLength(1);
  });

  it('impossible de faire présider qui ne siège pas ce jour-là', async () => {
    const foreign = await elsewhere.addBody('board');
    const strangers = [4, 5, 6].map((seat) => board.mandateIds[seat]!).concat(foreign.mandateIds[0]!, NOBODY);
    for (const mandateId of strangers)
      expect(await name(mandateId)).toMatchObject({
        refusal: { code: 'not-entitled', field: 'presidedByMandateId' },
      });
    expect(await named()).toEqual([null, null]);
  });

  it('impossible de prendre pour secrétaire une personne inconnue', async () => {
    await elsewhere.addBody('board');
    for (const personId of [await personAt(elsewhere), NOBODY])
      expect(await name('', personId)).toMatchObject({
        refusal: { code: 'unknown-person', field: 'secretaryPersonId' },
      });
  });

  it('impossible pour qui ne prépare pas cette réunion', async () => {
    const chair = board.mandateIds[1]!;
    expect(refusalOf(await name(chair, '', here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await name(chair, '', here.actor(null)))).toBe('not-found');
    expect(refusalOf(await name(chair, '', elsewhere.coordinator))).toBe('not-found');
    expect(await named()).toEqual([null, null]);
  });
});
