import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../../tests/fixtures/account-house.ts';
import {
  describeSeats,
  mandateRow,
  typedCorrection,
  typedMandate,
} from '../../../../../../tests/fixtures/mandates.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { erasePerson } from '#lib/meetings/server/directory/erase.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { mandateCorrectionForm } from '../../../forms/mandates.ts';
import { changeSetting } from '../../settings.ts';
import { holderChoices, viewMandate } from '../../mandate-view.ts';
import { addTerm } from '../../terms.ts';
import { annulMandate } from './annul.ts';
import { beginMandate } from './begin.ts';
import { correctMandate } from './correct.ts';
import { endMandate } from './end.ts';
import { settleCoOptation } from './settle.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'common');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
});

const board = async () => (await here.addBody('board', [])).bodyId;
const begun = async (bodyId: string, more: Record<string, unknown> = {}) => {
  const form = typedMandate(more);
  doneValue(await beginMandate(relay.house, here.coordinator, bodyId, form));
  return form;
};
const row = (mandateId: string) => here.inside((tx) => mandateRow(tx, mandateId));
const correct = async (
  bodyId: string,
  mandateId: string,
  more: Record<string, unknown> = {},
  actor = here.coordinator,
) => correctMandate(relay.house, actor, bodyId, mandateId, await typedCorrection(here, mandateId, more));
async function lastEntry() {
  const [entry] = await here.inside((tx) =>
    tx.select().from(journalEntries).orderBy(desc(journalEntries.seq)).limit(1),
  );
  const { act, before, after } = entry!;
  return { act, before, after };
}

describe('correctMandate', () => {
  it('changes what was wrong, and the journal keeps what it said before and why', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId);
    doneValue(await correct(bodyId, mandateId, { from: '2021-06-24', office: 'treasurer' }));
    expect(await row(mandateId)).toMatchObject({ fromDay: '2021-06-24', office: 'treasurer', version: 2 });
    expect(await lastEntry()).toEqual({
      act: 'mandate.corrected',
      before: { fromDay: '2022-01-01', office: 'member' },
      after: { fromDay: '2021-06-24', office: 'treasurer', reason: 'Mal recopié du PV' },
    });
    const chain = await here.inside((tx) => verifyChain(tx, here.associationId));
    expect(chain.broken).toBeNull();
  });

  it('sent twice or at once, corrects once', async () => {
    const bodyId = await board();
    await describeSeats(here, bodyId, [{}]);
    const { mandateId } = await begun(bodyId);
    const form = await typedCorrection(here, mandateId, { from: '2021-06-24', seat: '' });
    const send = () => correctMandate(relay.house, here.coordinator, bodyId, mandateId, form);
    expect((await Promise.all([send(), send()])).map(refusalOf)).toEqual([null, null]);
    expect(refusalOf(await send())).toBeNull();
    expect((await row(mandateId)).version).toBe(2);
  });

  it('of two different corrections at once, keeps one, and tells the other to compare', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId);
    const forms = await Promise.all(
      ['2021-06-24', '2021-06-25'].map((from) => typedCorrection(here, mandateId, { from })),
    );
    const outcomes = await Promise.all(
      forms.map((form) => correctMandate(relay.house, here.coordinator, bodyId, mandateId, form)),
    );
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['stale']);
  });

  it('is judged as a beginning is, itself left aside', async () => {
    const bodyId = await board();
    const chair = await begun(bodyId, { office: 'chair' });
    const { mandateId } = await begun(bodyId);
    expect(refusalOf(await correct(bodyId, mandateId, { office: 'chair' }))).toBe('office-held');
    expect(refusalOf(await correct(bodyId, mandateId, { office: 'invited' }))).toBe('invited-does-not-vote');
    expect(refusalOf(await correct(bodyId, mandateId, { to: '2021-01-01' }))).toBe('end-before-beginning');
    const { personId } = await row(chair.mandateId);
    expect(refusalOf(await correct(bodyId, mandateId, { person: personId! }))).toBe('already-sits');
    for (const more of [{ person: randomUUID() }, { organisation: randomUUID() }, { seat: randomUUID() }])
      expect(refusalOf(await correct(bodyId, mandateId, more))).toMatch(/^unknown-/);
    doneValue(await correct(bodyId, chair.mandateId, { to: '2022-12-31' }));
    doneValue(await correct(bodyId, mandateId, { from: '2023-01-01', office: 'chair' }));
  });

  it('follows the sector of another organisation, and its seat with it', async () => {
    const bodyId = await board();
    const [, associative] = await describeSeats(here, bodyId, [{}, { sector: 'associative' }]);
    const { mandateId } = await begun(bodyId);
    const other = await begun(await board(), { sector: 'associative' });
    const { organisationId } = await row(other.mandateId);
    expect(refusalOf(await correct(bodyId, mandateId, { organisation: organisationId }))).toBe(
      'seat-of-another-sector',
    );
    doneValue(await correct(bodyId, mandateId, { organisation: organisationId, seat: '' }));
    expect(await row(mandateId)).toMatchObject({ sector: 'associative', seatId: associative });
  });

  it('of a chair follows the turns, and lets words be corrected that have nothing to do with them', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { office: 'chair', sector: 'associative' });
    doneValue(
      await addTerm(relay.house, here.coordinator, {
        name: '2018-2024',
        from: '2018-12-03',
        to: '2024-12-01',
      }),
    );
    doneValue(
      await changeSetting(
        relay.house,
        here.coordinator,
        settingForm.parse({ key: 'alternation', value: 'by-term', bodyId, source: 'statuts' }),
      ),
    );
    expect(refusalOf(await correct(bodyId, mandateId, { from: '2022-01-02' }))).toBe('wrong-sector');
    doneValue(await correct(bodyId, mandateId, { appointment: 'AG du 24 juin 2021' }));
    expect((await row(mandateId)).appointment).toBe('AG du 24 juin 2021');
    doneValue(await correct(bodyId, mandateId, { office: 'member' }));
  });

  it('gives a reason to an end, and none to a mandate that goes on', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { to: '2022-06-30' });
    doneValue(await correct(bodyId, mandateId, { endReason: 'term', endNote: 'Fin prévue' }));
    expect(await row(mandateId)).toMatchObject({ endReason: 'term', endNote: 'Fin prévue' });
    const form = await typedCorrection(here, mandateId);
    const parsed = mandateCorrectionForm.safeParse({ ...form, to: '', reason: ' ' });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['reason', 'to']);
    doneValue(await correct(bodyId, mandateId, { to: '', endReason: '', endNote: '' }));
    expect(await row(mandateId)).toMatchObject({ toDay: null, endReason: null });
  });

  it('does not let a mandate go on beside the one that replaces it', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { to: '2022-06-30' });
    await begun(bodyId, { replaces: mandateId, from: '2022-07-15' });
    expect(await correct(bodyId, mandateId, { to: '2022-07-15' })).toMatchObject({
      refusal: { code: 'replaced-still-sits', field: 'to' },
    });
    expect(refusalOf(await correct(bodyId, mandateId, { to: '' }))).toBe('replaced-still-sits');
    doneValue(await correct(bodyId, mandateId, { to: '2022-07-14' }));
  });

  it('asks before it breaks the parity', async () => {
    const { bodyId, mandateIds } = await here.addBody('board', [
      { sector: 'public' },
      { sector: 'associative' },
    ]);
    doneValue(
      await changeSetting(
        relay.house,
        here.coordinator,
        settingForm.parse({ key: 'parity-tolerance', value: 0, bodyId, source: 'statuts' }),
      ),
    );
    const change = { voting: false };
    expect(refusalOf(await correct(bodyId, mandateIds[0]!, change))).toBe('parity-broken');
    doneValue(await correct(bodyId, mandateIds[0]!, { ...change, acceptedGap: 1 }));
    expect((await lastEntry()).after).toMatchObject({
      voting: false,
      acceptedGap: expect.stringContaining('écart 1'),
    });
  });

  it('keeps what meetings counted: who sat, for whom, with a vote, on these days', async () => {
    const { bodyId, mandateIds } = await here.addBody('board');
    const [counted, other] = mandateIds;
    const { personId } = await row(mandateIds[12]!);
    const { organisationId } = await row(other!);
    for (const more of [
      { person: 'vacant' },
      { person: personId! },
      { voting: false },
      { organisation: organisationId },
    ])
      expect(refusalOf(await correct(bodyId, counted!, more))).toBe('mandate-counted');
    const refused = await correct(bodyId, counted!, { person: 'vacant' });
    expect(refused.done ? '' : refused.refusal.sentence).toContain(
      'à la réunion du 21\u00a0novembre\u00a02022',
    );
    for (const more of [{ from: '2022-11-22' }, { to: '2022-11-20' }])
      expect(refusalOf(await correct(bodyId, counted!, more))).toBe('attendance-recorded');
    doneValue(await correct(bodyId, counted!, { office: 'secretary', to: '2022-11-21' }));
  });

  it('at once with the attendance of a meeting: one of the two gives way', async () => {
    const seats = Array.from({ length: 6 }, () => ({ sector: 'public' as const }));
    const { bodyId, mandateIds, meetingId } = await here.addBody('board', seats);
    for (const mandateId of mandateIds) {
      const form = await typedCorrection(here, mandateId, { person: 'vacant' });
      const [attended, corrected] = await Promise.all([
        recordAttendance(relay.house, here.coordinator, meetingId, {
          entries: [{ mandateId, was: '', now: 'present' }],
        }),
        correctMandate(relay.house, here.coordinator, bodyId, mandateId, form),
      ]);
      expect([refusalOf(attended), refusalOf(corrected)]).toSatisfy(
        ([one, two]) =>
          (one === 'not-entitled' && two === null) || (one === null && two === 'mandate-counted'),
      );
    }
  });

  it('of two members made chair at once, makes one', async () => {
    const bodyId = await board();
    const ids = [(await begun(bodyId)).mandateId, (await begun(bodyId)).mandateId];
    const outcomes = await Promise.all(ids.map((id) => correct(bodyId, id, { office: 'chair' })));
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['office-held']);
  });

  it('refuses what is unknown, of another body or association, and who may not', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId);
    const more = { from: '2021-06-24' };
    const form = await typedCorrection(here, mandateId, more);
    const send = (at: string, id: string, actor = here.coordinator) =>
      correctMandate(relay.house, actor, at, id, form);
    expect(refusalOf(await send(await board(), mandateId))).toBe('not-found');
    expect(refusalOf(await send('x', mandateId))).toBe('not-found');
    for (const unknown of ['x', randomUUID()])
      expect(refusalOf(await send(bodyId, unknown))).toBe('not-found');
    expect(refusalOf(await send(bodyId, mandateId, elsewhere.coordinator))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await correct(bodyId, mandateId, more, here.actor(role)))).toBe('not-allowed');
    doneValue(await correct(bodyId, mandateId, more, here.actor('assistant')));
  });
});

describe('annulMandate', () => {
  const annul = (bodyId: string, mandateId: string, actor = here.coordinator) =>
    annulMandate(relay.house, actor, bodyId, mandateId, { reason: 'Noté deux fois' });

  it('removes a mandate recorded by mistake; the journal keeps it, with the reason', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId);
    doneValue(await annul(bodyId, mandateId));
    expect(await row(mandateId)).toBeUndefined();
    expect(await lastEntry()).toMatchObject({
      act: 'mandate.annulled',
      before: { bodyId, fromDay: '2022-01-01', office: 'member', version: 1 },
      after: { reason: 'Noté deux fois' },
    });
    expect(refusalOf(await annul(bodyId, mandateId))).toBe('not-found');
  });

  it('refuses one on which attendance, a presidency or another mandate rests', async () => {
    const { bodyId, mandateIds, meetingId } = await here.addBody('board', [
      { sector: 'public', state: 'present' },
      { sector: 'public' },
    ]);
    const sentence = async (mandateId: string) => {
      const outcome = await annul(bodyId, mandateId);
      return outcome.done ? '' : outcome.refusal.sentence;
    };
    expect(await sentence(mandateIds[0]!)).toContain('des présences sont notées pour ce mandat');
    doneValue(
      await nameOfficers(relay.house, here.coordinator, meetingId, {
        presidedByMandateId: mandateIds[1]!,
        secretaryPersonId: '',
      }),
    );
    expect(await sentence(mandateIds[1]!)).toContain('ce mandat a présidé une réunion');
    const first = await begun(bodyId, { to: '2022-06-30' });
    const next = await begun(bodyId, { replaces: first.mandateId, from: '2022-07-01' });
    expect(await sentence(first.mandateId)).toContain('un autre mandat le remplace');
    doneValue(await annul(bodyId, next.mandateId));
    doneValue(await annul(bodyId, first.mandateId));
  });

  it('refuses what is unknown, of another association, and who may not', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId);
    expect(refusalOf(await annul(bodyId, 'x'))).toBe('not-found');
    expect(refusalOf(await annul('x', mandateId))).toBe('not-found');
    expect(refusalOf(await annul(await board(), mandateId))).toBe('not-found');
    expect(refusalOf(await annul(bodyId, mandateId, elsewhere.coordinator))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await annul(bodyId, mandateId, here.actor(role)))).toBe('not-allowed');
  });
});

describe('settleCoOptation', () => {
  const settle = (
    bodyId: string,
    mandateId: string,
    outcome: 'confirmed' | 'refused',
    more: Record<string, string> = {},
    actor = here.coordinator,
  ) =>
    settleCoOptation(relay.house, actor, bodyId, mandateId, {
      outcome,
      on: '2022-06-24',
      decision: '',
      appointment: 'AG du 24 juin 2022',
      ...more,
    });

  it('confirmed by the assembly, the mandate goes on, appointed by it', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { coOpted: true, appointment: 'CA du 1er janvier 2022' });
    doneValue(await settle(bodyId, mandateId, 'confirmed'));
    doneValue(await settle(bodyId, mandateId, 'confirmed'));
    expect(await row(mandateId)).toMatchObject({
      coOptation: 'confirmed',
      appointment: 'AG du 24 juin 2022',
      toDay: null,
      version: 2,
    });
    expect(await lastEntry()).toMatchObject({
      act: 'co-optation.settled',
      before: { coOptation: 'pending', appointment: 'CA du 1er janvier 2022' },
      after: { coOptation: 'confirmed', on: '2022-06-24', appointment: 'AG du 24 juin 2022' },
    });
    expect(refusalOf(await settle(bodyId, mandateId, 'refused'))).toBe('nothing-to-confirm');
  });

  it('R-OA-04: not confirmed, it ends that day, and what was done before stands', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { coOpted: true, to: '2024-12-01' });
    doneValue(await settle(bodyId, mandateId, 'refused'));
    doneValue(await settle(bodyId, mandateId, 'refused'));
    expect(await row(mandateId)).toMatchObject({
      coOptation: 'refused',
      toDay: '2022-06-24',
      endReason: 'not-confirmed',
      endNote: 'AG du 24 juin 2022',
    });
  });

  it('of both answers at once, keeps one', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { coOpted: true });
    const outcomes = await Promise.all(
      (['confirmed', 'refused'] as const).map((outcome) => settle(bodyId, mandateId, outcome)),
    );
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['nothing-to-confirm']);
  });

  it('refuses to end before a meeting where its attendance is recorded', async () => {
    const { bodyId, mandateIds } = await here.addBody('board', [{ sector: 'public', state: 'present' }]);
    doneValue(await correct(bodyId, mandateIds[0]!, { coOptation: 'pending' }));
    expect(await settle(bodyId, mandateIds[0]!, 'refused')).toMatchObject({
      refusal: { code: 'attendance-recorded', field: 'on' },
    });
  });

  it('refuses a wrong day, an unknown decision, who was elected, and who may not', async () => {
    const bodyId = await board();
    const { mandateId } = await begun(bodyId, { coOpted: true });
    const refused = async (more: Record<string, string>) =>
      refusalOf(await settle(bodyId, mandateId, 'confirmed', more));
    expect(await refused({ on: '2021-12-31' })).toBe('assembly-outside-mandate');
    expect(await refused({ on: '2022-11-22' })).toBe('assembly-to-come');
    expect(await refused({ decision: randomUUID(), appointment: '' })).toBe('unknown-decision');
    const elected = await begun(bodyId);
    expect(refusalOf(await settle(bodyId, elected.mandateId, 'confirmed'))).toBe('nothing-to-confirm');
    expect(refusalOf(await settle(bodyId, 'x', 'confirmed'))).toBe('not-found');
    expect(refusalOf(await settle('x', mandateId, 'confirmed'))).toBe('not-found');
    expect(refusalOf(await settle(await board(), mandateId, 'confirmed'))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await settle(bodyId, mandateId, 'confirmed', {}, here.actor(role)))).toBe(
        'not-allowed',
      );
  });
});

it('held by somebody erased since, keeps them as its holder, and can be corrected', async () => {
  const bodyId = await board();
  const { mandateId } = await begun(bodyId, { to: '2022-06-30' });
  const other = await begun(bodyId, { to: '2022-06-30' });
  const { personId } = await row(mandateId);
  const offered = () =>
    here.inside(async (tx) => {
      const view = (await viewMandate(tx, bodyId, mandateId))!;
      return (await holderChoices(tx, view)).map(({ id }) => id);
    });
  const everyone = [personId, (await row(other.mandateId)).personId];
  expect((await offered()).sort()).toEqual([...everyone].sort());
  doneValue(await erasePerson(relay.house, here.coordinator, personId!, { version: 1 }));
  expect(await offered()).toEqual(everyone);
  doneValue(await correct(bodyId, mandateId, { to: '2022-05-31' }));
  expect(await row(mandateId)).toMatchObject({ personId, toDay: '2022-05-31' });
  // Nobody else is given to them any more.
  expect(refusalOf(await correct(bodyId, other.mandateId, { person: personId! }))).toBe('unknown-person');
});

it('ends with a reason, and its mandate on a seat makes room', async () => {
  const bodyId = await board();
  const [seat] = await describeSeats(here, bodyId, [{}]);
  const { mandateId } = await begun(bodyId);
  const end = (reason: 'office-lost' | 'term', note = '') =>
    endMandate(relay.house, here.coordinator, bodyId, { mandateId, lastDay: '2022-12-01', reason, note });
  doneValue(await end('term'));
  // The day was right, the reason was not.
  doneValue(await end('office-lost', 'N’est plus échevine'));
  expect(await row(mandateId)).toMatchObject({ endReason: 'office-lost', endNote: 'N’est plus échevine' });
  const next = await begun(bodyId, { from: '2022-12-02', replaces: mandateId });
  expect(await row(next.mandateId)).toMatchObject({ seatId: seat, replacesId: mandateId });
  await here.inside(async (tx) => {
    const rows = await tx
      .select()
      .from(journalEntries)
      .where(eq(journalEntries.subjectId, mandateId))
      .orderBy(journalEntries.seq);
    expect(rows.map(({ act }) => act)).toEqual(['mandate.begun', 'mandate.ended', 'mandate.ended']);
  });
});
