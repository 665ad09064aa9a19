import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { databaseFault } from '#lib/platform/database.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { mandateEndForm, mandateForm, termChangeForm, termForm } from '../forms.ts';
import { presidencyOf } from './alternation.ts';
import { beginMandate } from './commands/mandates/begin.ts';
import { endMandate } from './commands/mandates/end.ts';
import { changeSetting } from './settings.ts';
import { politicalTerms } from './tables.ts';
import { addTerm, changeTerm, listTerms } from './terms.ts';

const PRESENT = { name: 'Mandature 2024-2030', from: '2024-12-02', to: '2030-12-01' };
const COMING = { name: 'Mandature 2030-2036', from: '2030-12-02', to: '2036-12-01' };

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'social-relay');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'social-relay');
});

const add = (more: Record<string, unknown> = {}, actor = here.coordinator) =>
  addTerm(relay.house, actor, termForm.parse({ ...PRESENT, ...more }));
const change = (termId: string, more: Record<string, unknown>, actor = here.coordinator) =>
  changeTerm(relay.house, actor, termId, termChangeForm.parse({ ...PRESENT, version: 1, ...more }));
const terms = () => here.inside((tx) => listTerms(tx));
const entries = () => here.inside((tx) => tx.select().from(journalEntries).orderBy(journalEntries.seq));

describe('addTerm', () => {
  it('records terms, in the order of the calendar, journaled', async () => {
    doneValue(await add(COMING));
    doneValue(await add());
    doneValue(await add({ name: 'La suite', from: '2036-12-02', to: '' }));
    expect((await terms()).map(({ name, from, to }) => [name, from, to])).toEqual([
      [PRESENT.name, PRESENT.from, PRESENT.to],
      [COMING.name, COMING.from, COMING.to],
      ['La suite', '2036-12-02', null],
    ]);
    expect((await entries()).map(({ act }) => act)).toEqual(['term.added', 'term.added', 'term.added']);
    const chain = await here.inside((tx) => verifyChain(tx, here.associationId));
    expect(chain).toEqual({ entries: 3, broken: null });
  });

  it('pressed twice or at once, records one', async () => {
    const outcomes = await Promise.all([add(), add(), add()]);
    expect(outcomes.map(refusalOf)).toEqual([null, null, null]);
    expect(await terms()).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  it('refuses an overlap, at once included, and an end before the beginning', async () => {
    const outcomes = await Promise.all([add(), add({ name: 'Autre' })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['terms-overlap']);
    expect(refusalOf(await add({ name: 'Autre', from: '2030-12-01', to: '' }))).toBe('terms-overlap');
    expect(await add({ ...COMING, to: COMING.from })).toMatchObject({
      refusal: { code: 'end-before-beginning', field: 'to' },
    });
    expect(await terms()).toHaveLength(1);
  });

  it('is kept from overlapping by the database as well', async () => {
    doneValue(await add());
    const fault = await here
      .inside((tx) =>
        tx
          .insert(politicalTerms)
          .values({ associationId: here.associationId, name: 'X', beginsOn: '2030-12-01', endsOn: null }),
      )
      .then(() => null, databaseFault);
    expect(fault?.constraint).toBe('term_once');
  });

  it('is for coordination, and leaves the days of another association free', async () => {
    doneValue(await add({}, elsewhere.coordinator));
    for (const role of ['assistant', 'reader', null] as const)
      expect(refusalOf(await add({}, here.actor(role)))).toBe('not-allowed');
    expect(await terms()).toEqual([]);
    doneValue(await add());
  });
});

describe('changeTerm', () => {
  it('changes the name and the days, journaled with what was before', async () => {
    const { termId } = doneValue(await add());
    const end = { to: '2030-12-08' };
    doneValue(await change(termId, end));
    doneValue(await change(termId, end));
    expect(await terms()).toEqual([{ ...PRESENT, ...end, id: termId, version: 2 }]);
    expect((await entries()).slice(1)).toMatchObject([
      {
        act: 'term.changed',
        before: { beginsOn: PRESENT.from, endsOn: PRESENT.to },
        after: { beginsOn: PRESENT.from, endsOn: '2030-12-08' },
      },
    ]);
  });

  it('of two changes at once, refuses the second and shows it the first', async () => {
    const { termId } = doneValue(await add());
    const outcomes = await Promise.all([change(termId, { name: 'Une' }), change(termId, { name: 'Deux' })]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['stale']);
    const [kept] = await terms();
    const refused = outcomes.find((outcome) => !outcome.done);
    expect(refused).toMatchObject({ refusal: { details: { current: kept } } });
  });

  it('refuses to reach into the next one, at once with its recording included', async () => {
    const { termId } = doneValue(await add());
    const outcomes = await Promise.all([change(termId, { to: '' }), add(COMING)]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['terms-overlap']);
  });

  it('refuses an end before the beginning', async () => {
    const { termId } = doneValue(await add());
    expect(await change(termId, { to: '2024-01-01' })).toMatchObject({
      refusal: { code: 'end-before-beginning', field: 'to' },
    });
  });

  it('refuses what is unknown, of another association, and who may not', async () => {
    const { termId } = doneValue(await add());
    for (const unknown of ['x', randomUUID()])
      expect(refusalOf(await change(unknown, { name: 'X' }))).toBe('not-found');
    expect(refusalOf(await change(termId, { name: 'X' }, elsewhere.coordinator))).toBe('not-found');
    for (const role of ['assistant', 'reader', null] as const)
      expect(refusalOf(await change(termId, { name: 'X' }, here.actor(role)))).toBe('not-allowed');
  });
});

let typed = 0;
function mandate(more: Record<string, unknown>) {
  typed += 1;
  return mandateForm.parse({
    mandateId: randomUUID(),
    organisation: 'new',
    organisationName: `Organisation ${typed}`,
    sector: 'public',
    person: 'new',
    givenName: 'Claire',
    familyName: `Dubois${typed}`,
    partner: true,
    voting: true,
    office: 'chair',
    from: '2030-12-02',
    // These boards begin with one person: their parity is not what is looked at.
    acceptedGap: 9,
    ...more,
  });
}

describe('beginMandate in a body with an alternation', () => {
  const begin = (bodyId: string, more: Record<string, unknown>) =>
    beginMandate(relay.house, here.coordinator, bodyId, mandate(more));
  const set = (key: string, value: unknown, bodyId = '', from = '') =>
    changeSetting(
      relay.house,
      here.coordinator,
      settingForm.parse({ key, value, bodyId, from, source: 'statuts' }),
    );
  async function board() {
    doneValue(await add());
    doneValue(await add(COMING));
    return (await here.addBody('board', [])).bodyId;
  }
  const holders = async (bodyId: string) =>
    (await here.inside((tx) => presidencyOf(tx, { id: bodyId, kind: 'board' }, '2030-12-02'))).holders.map(
      ({ office, sector, exceptionReason }) => [office, sector, exceptionReason],
    );

  it('follows the rule in force on the first day of the mandate', async () => {
    const before = await board();
    const after = await board();
    for (const bodyId of [before, after]) {
      doneValue(await set('alternation', 'none', bodyId));
      doneValue(await set('alternation', 'by-term', bodyId, '2031-01-01'));
    }
    doneValue(await begin(before, { from: '2030-12-31' }));
    expect(refusalOf(await begin(after, { from: '2031-01-01' }))).toBe('wrong-sector');
  });

  it('T60: takes the chair and the vice-chair of the turn, and refuses the others', async () => {
    const bodyId = await board();
    expect(await begin(bodyId, {})).toMatchObject({
      refusal: { code: 'wrong-sector', field: 'organisation' },
    });
    doneValue(await begin(bodyId, { sector: 'associative' }));
    expect(refusalOf(await begin(bodyId, { office: 'vice-chair', sector: 'associative' }))).toBe(
      'same-sector',
    );
    doneValue(await begin(bodyId, { office: 'vice-chair' }));
    expect(await holders(bodyId)).toEqual(
      expect.arrayContaining([
        ['chair', 'associative', null],
        ['vice-chair', 'public', null],
      ]),
    );
    // What was refused left no organisation behind.
    const acts = (await entries()).map(({ act }) => act);
    expect(acts.filter((act) => act === 'organisation.added')).toHaveLength(2);
  });

  it('takes from the same sector whoever replaces a chair in mid-term', async () => {
    const bodyId = await board();
    const first = mandate({ sector: 'associative' });
    doneValue(await beginMandate(relay.house, here.coordinator, bodyId, first));
    const resigned = { mandateId: first.mandateId, lastDay: '2032-03-31', reason: 'resignation' };
    doneValue(await endMandate(relay.house, here.coordinator, bodyId, mandateEndForm.parse(resigned)));
    expect(refusalOf(await begin(bodyId, { from: '2032-04-01' }))).toBe('wrong-sector');
    expect(
      refusalOf(await begin(bodyId, { from: '2032-04-01', sector: 'associative', to: '2036-12-02' })),
    ).toBe('past-the-turn');
    doneValue(await begin(bodyId, { from: '2032-04-01', sector: 'associative', to: '2036-12-01' }));
  });

  it('keeps an exception with its reason, where the statutes admit it, sent twice included', async () => {
    const bodyId = await board();
    const reason = 'Aucun candidat associatif.';
    expect(refusalOf(await begin(bodyId, { exceptionReason: reason }))).toBe('wrong-sector');
    doneValue(await set('alternation-exception', 'recorded', bodyId));
    expect(await begin(bodyId, {})).toMatchObject({
      refusal: { code: 'exception-unexplained', field: 'exceptionReason' },
    });
    const form = mandate({ exceptionReason: reason });
    const send = (exceptionReason = reason) =>
      beginMandate(relay.house, here.coordinator, bodyId, { ...form, exceptionReason });
    expect((await Promise.all([send(), send()])).map(refusalOf)).toEqual([null, null]);
    expect(refusalOf(await send('Autre raison.'))).toBe('already-sent');
    expect(await holders(bodyId)).toEqual([['chair', 'public', reason]]);
    expect((await entries()).at(-1)).toMatchObject({
      act: 'mandate.begun',
      after: { exceptionReason: reason },
    });
    expect(refusalOf(await begin(bodyId, { office: 'member', exceptionReason: reason }))).toBe(
      'no-exception',
    );
  });

  it('of a chair and a vice-chair of one sector at once, begins one', async () => {
    const bodyId = await board();
    doneValue(await set('alternation-exception', 'recorded', bodyId));
    const outcomes = await Promise.all([
      begin(bodyId, { sector: 'associative' }),
      begin(bodyId, { office: 'vice-chair', sector: 'associative', exceptionReason: 'Faute de mieux.' }),
    ]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['same-sector']);
    expect(await holders(bodyId)).toHaveLength(1);
  });

  it('at once with a change of the turn, follows the rule before or after it, never neither', async () => {
    const bodyId = await board();
    const [begun, changed] = await Promise.all([
      begin(bodyId, { sector: 'associative' }),
      set('first-chair-sector', 'associative', bodyId),
    ]);
    expect(refusalOf(changed)).toBeNull();
    expect([null, 'wrong-sector']).toContain(refusalOf(begun));
    expect(refusalOf(await begin(bodyId, { sector: 'associative', from: '2031-01-01' }))).toBe(
      'wrong-sector',
    );
  });

  it('lets every body without alternation be, and every day outside the terms', async () => {
    const bodyId = await board();
    doneValue(await begin(bodyId, { sector: 'associative', from: '2024-01-01', to: '2024-06-30' }));
    const { bodyId: committee } = await here.addBody('management-committee', []);
    doneValue(await begin(committee, {}));
    doneValue(await begin(committee, { office: 'vice-chair' }));
    doneValue(await set('alternation', 'by-term', committee));
    expect(
      refusalOf(await begin(committee, { from: '2025-01-01', sector: 'associative', to: '2025-12-31' })),
    ).toBe('wrong-sector');
  });
});
