import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { decisionForm } from '../../forms.ts';
import { writtenProcedureForm } from '../../forms/written.ts';
import type { RegisterFilter } from '../../register-filter.ts';
import { clearStep, finishStep, sayEffects } from '../after-care/commands.ts';
import { afterCareOf, careAlerts } from '../after-care/queries.ts';
import { correctDecision, recordDecision } from '../commands.ts';
import { decisionSheet } from '../follow-up/queries.ts';
import { readRegister } from '../register/queries.ts';
import { registerEntries } from '../register/tables.ts';
import { enterPaperAnswer } from '../written/answer.ts';
import { openProcedure } from '../written/open.ts';
import { publishDecision, unpublishDecision } from './commands.ts';
import {
  allPublicDecisions,
  publicationOf,
  publicDecision,
  publicDecisions,
  publicScopes,
} from './queries.ts';

const TODAY = '2022-11-21';
const NOTHING = { text: '', body: null, year: null, page: 1 } as const;
const REGISTER: RegisterFilter = {
  text: '',
  body: null,
  year: null,
  kind: null,
  outcome: null,
  execution: null,
};

let relay: Relay;
let here: AssociationFixture;
let board: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('publie', 'common');
  board = await here.addBody('board', [
    { sector: 'public', state: 'present' },
    { sector: 'public', state: 'present' },
    { sector: 'public', state: 'present' },
  ]);
});
afterAll(() => relay.close());

async function record(proposal: string, more: Record<string, unknown> = {}) {
  const { decisionId } = doneValue(
    await recordDecision(
      relay.house,
      here.coordinator,
      board.meetingId,
      decisionForm.parse({
        itemId: board.itemId,
        kind: 'ordinary',
        proposal,
        overallFor: 2,
        overallAgainst: 1,
        ...more,
      }),
    ),
  );
  const [entry] = await here.inside((tx) =>
    tx.select().from(registerEntries).where(eq(registerEntries.decisionId, decisionId)),
  );
  return { decisionId, entryId: entry!.id, reference: `${board.code}-2022-${entry!.number}` };
}
const publish = (entryId: string, more: object = {}, actor = here.coordinator) =>
  publishDecision(relay.house, actor, entryId, {
    title: 'Bail',
    text: 'Le CA loue.',
    closedDoor: '',
    ...more,
  });
const shown = async (filter: object = {}) =>
  (await here.inside((tx) => publicDecisions(tx, { ...NOTHING, ...filter }))).rows.map(
    ({ reference }) => reference,
  );

describe('a public decision', () => {
  it('is nowhere until it is published, then says what was chosen and no more, until it is taken back', async () => {
    const { entryId, reference } = await record('Le CA loue un local à Dominique.');
    expect(await here.inside((tx) => publicScopes(tx))).toBeNull();
    expect(refusalOf(await publish(entryId, {}, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await publish(entryId, {}, here.actor(null)))).toBe('not-found');
    expect(refusalOf(await publish(crypto.randomUUID()))).toBe('not-found');
    expect(refusalOf(await publish(entryId, { text: `M. ${board.code}-00 signe.` }))).toBe('names-somebody');
    expect(await shown()).toEqual([]);
    doneValue(await publish(entryId));
    doneValue(await publish(entryId));
    const found = await here.inside((tx) => publicDecision(tx, reference.toUpperCase()));
    expect(found).toMatchObject({
      reference,
      title: 'Bail',
      text: 'Le CA loue.',
      votes: { for: 2, against: 1, members: 3 },
    });
    expect(JSON.stringify(found)).not.toContain('Dominique');
    expect(await shown({ text: 'loué' })).toEqual([reference]);
    expect(await shown({ text: 'imprimante' })).toEqual([]);
    expect(await shown({ body: board.code, year: 2022, page: 9 })).toEqual([reference]);
    expect(await shown({ year: 2021 })).toEqual([]);
    expect(await here.inside((tx) => publicScopes(tx))).toMatchObject({ years: [2022] });
    expect(await here.inside((tx) => allPublicDecisions(tx, 1))).toHaveLength(1);
    doneValue(await unpublishDecision(relay.house, here.coordinator, entryId));
    doneValue(await unpublishDecision(relay.house, here.coordinator, entryId));
    expect(await shown()).toEqual([]);
  });

  it('that was corrected is no longer shown, until it is read again', async () => {
    const { decisionId, entryId, reference } = await record('Le CA achète.');
    doneValue(await publish(entryId));
    const later = { ...relay.house, clock: { ...relay.house.clock, now: () => '2022-11-21T16:00:00Z' } };
    doneValue(
      await correctDecision(later, here.coordinator, board.meetingId, {
        ...decisionForm
          .omit({ itemId: true })
          .parse({ kind: 'ordinary', proposal: 'Le CA vend.', overallFor: 3 }),
        decisionId,
        version: 1,
      }),
    );
    expect(await shown()).not.toContain(reference);
    const state = await here.inside(async (tx) => {
      const sheet = doneValue(await decisionSheet(tx, here.coordinator, TODAY, reference));
      return publicationOf(tx, sheet);
    });
    expect(state).toMatchObject({ published: { stale: true }, shown: { votes: { for: 3 } } });
    doneValue(await publish(entryId));
    expect(await shown()).toContain(reference);
  });

  it('behind closed doors is published only on purpose', async () => {
    const { entryId } = await record('Le CA licencie.');
    const close = (closedDoor: boolean) =>
      here.inside((tx) => tx.update(agendaItems).set({ closedDoor }).where(eq(agendaItems.id, board.itemId)));
    await close(true);
    expect(refusalOf(await publish(entryId))).toBe('closed-door');
    doneValue(await publish(entryId, { closedDoor: 'yes' }));
    await close(false);
  });
});

describe('the after-care of a decision', () => {
  it('follows from what it does, step by step, and reaches the desk until it is done', async () => {
    const { entryId, reference } = await record('Le CA transfère le siège social.');
    const say = (effects: Parameters<typeof sayEffects>[3]['effects'], actor = here.coordinator) =>
      sayEffects(relay.house, actor, entryId, { effects });
    const finish = (more: object) =>
      finishStep(relay.house, here.coordinator, entryId, {
        step: 'publication',
        doneOn: TODAY,
        proof: '22/1',
        ...more,
      });
    expect(refusalOf(await say(['seat'], here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await say(['seat', 'none']))).toBe('nothing-and-something');
    expect(refusalOf(await finish({}))).toBe('step-not-asked');
    doneValue(await say(['seat']));
    doneValue(await say(['seat']));
    const alerts = () => here.inside((tx) => careAlerts(tx, TODAY));
    expect(await alerts()).toMatchObject([
      { kind: 'decision', decision: reference, severity: 'due', date: { day: '2022-12-21' } },
    ]);
    expect(refusalOf(await finish({ doneOn: '2022-11-01' }))).toBe('done-before');
    expect(refusalOf(await finish({ doneOn: '2022-12-01' }))).toBe('done-in-the-future');
    const both = await Promise.all([finish({}), finish({ proof: '22/2' })]);
    expect(both.map(refusalOf).filter(Boolean)).toEqual(['already-done']);
    expect(await alerts()).toEqual([]);
    expect(refusalOf(await say(['accounts']))).toBe('step-already-done');
    const care = await here.inside(async (tx) =>
      afterCareOf(tx, doneValue(await decisionSheet(tx, here.coordinator, TODAY, reference)), TODAY),
    );
    expect(care).toMatchObject({ effects: ['seat'], likely: ['seat'] });
    expect(care.steps.map(({ step, done }) => [step, done !== null])).toEqual([
      ['extract', false],
      ['publication', true],
      ['letterhead', false],
    ]);
    doneValue(await clearStep(relay.house, here.coordinator, entryId, { step: 'publication' }));
    doneValue(await clearStep(relay.house, here.coordinator, entryId, { step: 'publication' }));
    doneValue(await say(['none']));
    expect(await alerts()).toEqual([]);
  });

  it('is not for what was rejected', async () => {
    const { entryId } = await record('Non.', { overallFor: 1, overallAgainst: 2 });
    expect(refusalOf(await sayEffects(relay.house, here.coordinator, entryId, { effects: ['seat'] }))).toBe(
      'not-adopted',
    );
  });
});

describe('a decision in writing', () => {
  it('takes the next number, beside votes recorded at the same moment, and is public like another', async () => {
    const ask = async (proposal: string) => {
      const { procedureId } = doneValue(
        await openProcedure(
          relay.house,
          here.coordinator,
          writtenProcedureForm.parse({
            bodyId: board.bodyId,
            kind: 'ordinary',
            proposal,
            closesOn: '2022-12-01',
          }),
        ),
      );
      const sign = (mandateId: string) =>
        enterPaperAnswer(relay.house, here.coordinator, procedureId, { mandateId, answer: 'agrees' });
      const [last, ...others] = board.mandateIds;
      for (const mandateId of others) doneValue(await sign(mandateId));
      return () => sign(last!);
    };
    const settle = [await ask('Par écrit, un.'), await ask('Par écrit, deux.')];
    await Promise.all([settle[0]!(), record('En séance.'), settle[1]!()]);
    const { rows, total } = await here.inside((tx) => readRegister(tx, here.coordinator, TODAY, REGISTER, 9));
    const numbers = rows.map(({ reference }) => Number(reference.split('-').at(-1)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    const written = rows.filter(({ procedureId }) => procedureId !== null);
    expect(written).toHaveLength(2);
    expect(written[0]).toMatchObject({ outcome: 'adopted', verdict: null, heldOn: TODAY, meetingId: null });
    const { id, reference } = written[0]!;
    const sheet = doneValue(await here.inside((tx) => decisionSheet(tx, here.coordinator, TODAY, reference)));
    expect(sheet).toMatchObject({ id, decisionId: null, links: [], execution: null });
    doneValue(await publish(id));
    expect(await here.inside((tx) => publicDecision(tx, reference))).toMatchObject({
      inWriting: true,
      votes: null,
    });
    const found = await here.inside((tx) =>
      readRegister(tx, here.coordinator, TODAY, { ...REGISTER, text: 'écrits' }, 1),
    );
    expect(found.total).toBe(2);
    const nobody = { ...here.actor(null), personId: null };
    expect((await here.inside((tx) => readRegister(tx, nobody, TODAY, REGISTER, 1))).rows).toEqual([]);
  });
});
