import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { formalityForm, formalityUntickForm } from '../../forms/formalities.ts';
import { viewFormalities } from '../formalities.ts';
import { formalities } from '../tables.ts';
import { tickFormality, untickFormality } from './formalities.ts';

const TODAY = '2022-11-21';
/** The day on which the fixture's director came. */
const CHANGE = '2022-10-03';

let relay: Relay;
let here: AssociationFixture;
let bodyId: string;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`suites-${founded}`, 'social-relay');
  ({ bodyId } = await here.addBody('board', [
    { sector: 'public' },
    { sector: 'public', from: CHANGE, office: 'treasurer' },
    { sector: 'public', to: '2022-10-02' },
    { sector: 'associative', from: '2022-10-05', office: 'observer', voting: false },
    { sector: 'associative', from: '2022-10-06', vacant: true },
  ]));
});

const tick = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  tickFormality(
    relay.house,
    actor,
    formalityForm.parse({ bodyId, changedOn: CHANGE, step: 'publication', doneOn: '2022-10-20', ...more }),
  );
const untick = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  untickFormality(
    relay.house,
    actor,
    formalityUntickForm.parse({ bodyId, changedOn: CHANGE, step: 'publication', ...more }),
  );
const rows = () => here.inside((tx) => tx.select().from(formalities));
const acts = async () =>
  (await here.inside((tx) => tx.select().from(journalEntries).orderBy(journalEntries.seq))).map(
    ({ act }) => act,
  );

describe('tickFormality', () => {
  it('keeps the day and the note, journaled', async () => {
    doneValue(await tick({ note: 'n° 22123456' }));
    expect(await rows()).toMatchObject([{ changedOn: CHANGE, step: 'publication', note: 'n° 22123456' }]);
    expect(await acts()).toEqual(['formality.ticked']);
    const chain = await here.inside((tx) => verifyChain(tx, here.associationId));
    expect(chain).toEqual({ entries: 1, broken: null });
  });

  it('pressed twice or at once, ticks once', async () => {
    expect((await Promise.all([tick(), tick(), tick()])).map(refusalOf)).toEqual([null, null, null]);
    doneValue(await tick());
    expect(await rows()).toHaveLength(1);
    expect(await acts()).toHaveLength(1);
  });

  it('of two who tick it otherwise at once, tells the second', async () => {
    const outcomes = await Promise.all([tick(), tick({ doneOn: '2022-10-21' })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['already-ticked']);
    const [kept] = await rows();
    expect(refusalOf(await tick({ doneOn: kept!.doneOn, note: 'Autrement' }))).toBe('already-ticked');
  });

  it('refuses a day to come, and a day on which no director changed', async () => {
    expect(await tick({ doneOn: '2022-11-22' })).toMatchObject({
      refusal: { code: 'done-in-the-future', field: 'doneOn' },
    });
    doneValue(await tick({ doneOn: TODAY }));
    // Nobody, an observer, a vacant seat.
    for (const changedOn of ['2022-10-04', '2022-10-05', '2022-10-06'])
      expect(refusalOf(await tick({ changedOn }))).toBe('not-found');
    const { bodyId: committee } = await here.addBody('management-committee', [
      { sector: 'public', from: CHANGE },
    ]);
    const { bodyId: coming } = await here.addBody('board', [{ sector: 'public', from: '2022-11-22' }]);
    expect(refusalOf(await tick({ bodyId: committee }))).toBe('not-found');
    expect(refusalOf(await tick({ bodyId: coming, changedOn: '2022-11-22' }))).toBe('not-found');
    expect(refusalOf(await tick({ bodyId: randomUUID() }))).toBe('not-found');
  });

  it('is for coordination and the assistant; for a member it is not there', async () => {
    const other = await relay.found(`autre-${founded}`, 'common');
    for (const [actor, code] of [
      [here.actor('reader'), 'not-allowed'],
      [here.actor(null), 'not-found'],
      [other.coordinator, 'not-found'],
    ] as const) {
      expect(refusalOf(await tick({}, actor))).toBe(code);
      expect(refusalOf(await untick({}, actor))).toBe(code);
    }
    expect(await rows()).toEqual([]);
    doneValue(await tick({}, here.actor('assistant')));
  });
});

describe('untickFormality', () => {
  it('takes it back, journaled with what was there; pressed twice or at once, once', async () => {
    doneValue(await tick());
    expect((await Promise.all([untick(), untick()])).map(refusalOf)).toEqual([null, null]);
    doneValue(await untick());
    expect(await rows()).toEqual([]);
    expect(await acts()).toEqual(['formality.ticked', 'formality.unticked']);
  });

  it('leaves the other steps and the other changes', async () => {
    doneValue(await tick());
    doneValue(await untick({ step: 'ubo' }));
    doneValue(await untick({ changedOn: '2022-10-04' }));
    expect(await rows()).toHaveLength(1);
    expect(refusalOf(await untick({ bodyId: randomUUID() }))).toBe('not-found');
  });
});

describe('viewFormalities', () => {
  it('shows who came and who left, with the steps and what was ticked', async () => {
    doneValue(await tick());
    const [view, ...older] = await here.inside((tx) => viewFormalities(tx, TODAY));
    expect(older).toEqual([]);
    expect(view).toMatchObject({ on: CHANGE, profile: 'social-relay', renewed: [] });
    expect(view!.came.map(({ office }) => office)).toEqual(['trésorerie']);
    expect(view!.left).toHaveLength(1);
    expect(view!.steps.map(({ step, late, done }) => [step, late, done?.doneOn])).toEqual([
      ['extract', true, undefined],
      ['publication', false, '2022-10-20'],
      ['ubo', true, undefined],
      ['bank', false, undefined],
      ['partners', false, undefined],
    ]);
  });

  it('tells several boards and changes, the last one first, in statements that do not grow', async () => {
    const count = async () => (await here.statements((tx) => viewFormalities(tx, TODAY))).length;
    const one = await count();
    await here.addBody('board', [
      { sector: 'public', from: '2022-10-10' },
      { sector: 'public', from: CHANGE },
      { sector: 'public', from: '2022-11-22' },
    ]);
    expect(await count()).toBe(one);
    const views = await here.inside((tx) => viewFormalities(tx, TODAY));
    expect(views.map(({ on }) => on)).toEqual(['2022-10-10', CHANGE, CHANGE]);
  });
});
