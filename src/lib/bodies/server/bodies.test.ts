import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { DAY, openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settingForm, settingResetForm } from '#lib/associations/forms.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { TWO_THIRDS } from '#lib/kernel/fractions.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { loadActor } from './actor.ts';
import { compositionOn, listBodies } from './queries.ts';
import { changeSetting, resetSetting, withdrawSetting } from './settings.ts';
import { viewSetting, viewSettings } from './statutes.ts';
import { mandates } from './tables.ts';

type Body = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let board: Body;
let foreign: Body;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'common');
  board = await here.addBody('board');
  foreign = await elsewhere.addBody('board');
});
afterAll(() => relay.close());

describe('compositionOn', () => {
  it('gives the mandates of the day, by sector, the chair first, vacant seats included', async () => {
    const seats = await here.inside((tx) => compositionOn(tx, board.bodyId, DAY));
    expect(
      seats.map(({ sector, office, person }) => `${sector} ${office}${person ? '' : ' vacant'}`),
    ).toEqual([
      'public chair',
      'public member',
      'public member',
      'public member vacant',
      'public invited',
      'associative vice-chair',
      'associative treasurer',
      'associative member',
      'associative member',
      'associative member',
      'government member',
    ]);
    expect(seats[0]).toMatchObject({
      mandateId: board.mandateIds[1],
      organisation: 'Organisation board-1-01',
      partner: true,
      person: { givenName: 'Dominique', familyName: 'board-1-01', civility: null },
      voting: true,
      from: '2021-06-24',
      to: null,
    });
  });

  it.each([
    ['2020-12-31', false, false],
    ['2022-11-20', true, false],
    ['2022-11-21', false, false],
    ['2022-11-22', false, true],
  ])('on %s, counts both ends of a mandate in', async (day, ending, beginning) => {
    const ids = (await here.inside((tx) => compositionOn(tx, board.bodyId, day))).map(
      (seat) => seat.mandateId,
    );
    expect(ids.includes(board.mandateIds[5]!)).toBe(ending);
    expect(ids.includes(board.mandateIds[6]!)).toBe(beginning);
  });

  it('is empty for a body of another association, and asks one statement', async () => {
    expect(await here.inside((tx) => compositionOn(tx, foreign.bodyId, DAY))).toEqual([]);
    expect(await here.statements((tx) => compositionOn(tx, board.bodyId, DAY))).toHaveLength(1);
    expect((await here.inside((tx) => listBodies(tx))).map(({ id }) => id)).toEqual([board.bodyId]);
  });
});

describe('loadActor', () => {
  const load = (accountId: string, secondFactorPassed = true, at = here) =>
    at.inside((tx) => loadActor(tx, { associationId: at.associationId, accountId, secondFactorPassed }));
  const grant = (accountId: string, role: 'coordination' | 'reader') =>
    here.inside((tx) =>
      tx.insert(associationRoles).values({
        associationId: here.associationId,
        accountId,
        role,
        grantedAt: '2022-01-01T00:00:00Z',
      }),
    );

  it('gives coordination its role only with the second factor', async () => {
    const accountId = await relay.addAccount('coord@example.be', 'Coordinatrice');
    await grant(accountId, 'coordination');
    expect(await load(accountId)).toMatchObject({ role: 'coordination', name: 'Coordinatrice', seats: [] });
    expect(await load(accountId, false)).toMatchObject({ role: null });
  });

  it('asks no second factor of a reader', async () => {
    const accountId = await relay.addAccount('reader@example.be', 'Lecteur');
    await grant(accountId, 'reader');
    expect(await load(accountId, false)).toMatchObject({ role: 'reader' });
  });

  it('gives a member their seats, past ones included', async () => {
    const accountId = await relay.addAccount('member@example.be', 'Membre');
    const personId = await here.inside(async (tx) => {
      const [mandate] = await tx.select().from(mandates).where(eq(mandates.id, board.mandateIds[5]!));
      await tx.update(people).set({ accountId }).where(eq(people.id, mandate!.personId!));
      return mandate!.personId;
    });
    expect(await load(accountId)).toMatchObject({
      personId,
      role: null,
      seats: [{ mandateId: board.mandateIds[5], bodyId: board.bodyId, from: '2021-01-01', to: '2022-11-20' }],
    });
  });

  it('is null for who has nothing to do with the association', async () => {
    const accountId = await relay.addAccount('stranger@example.be', 'Inconnu');
    expect(await load(accountId)).toBeNull();
    expect(await load('00000000-0000-4000-8000-000000000000')).toBeNull();
    const [{ id } = { id: '' }] = await here.inside((tx) =>
      tx
        .insert(people)
        .values({ associationId: here.associationId, familyName: 'X', givenName: 'Y', accountId })
        .returning({ id: people.id }),
    );
    expect(id).not.toBe('');
    expect(await load(accountId)).toBeNull();
    const coordinator = await relay.addAccount('both@example.be', 'Ici');
    await grant(coordinator, 'coordination');
    expect(await load(coordinator, true, elsewhere)).toBeNull();
  });
});

describe('changeSetting', () => {
  const change = (more: Record<string, unknown>, actor = here.coordinator) =>
    changeSetting(relay.house, actor, settingForm.parse({ source: 'statuts, art. 20', ...more }));
  const journalOf = (id: string) =>
    here.inside((tx) =>
      tx
        .select({ before: journalEntries.before, after: journalEntries.after })
        .from(journalEntries)
        .where(and(eq(journalEntries.act, 'setting.changed'), eq(journalEntries.subjectId, id)))
        .orderBy(journalEntries.seq),
    );
  const statutes = () => here.inside((tx) => statutesOf(tx, { id: board.bodyId, kind: 'board' }, DAY));

  it('sets it for the association, then for one body, and journals both', async () => {
    doneValue(await change({ key: 'tie', value: 'casting-vote' }));
    expect((await statutes()).tie).toMatchObject({ value: 'casting-vote', source: 'statuts, art. 20' });
    doneValue(await change({ key: 'tie', value: 'rejected', bodyId: board.bodyId, source: 'ROI, art. 3' }));
    expect((await statutes()).tie).toMatchObject({ value: 'rejected', source: 'ROI, art. 3' });
    expect(await journalOf('tie')).toEqual([
      { before: null, after: { value: 'casting-vote', source: 'statuts, art. 20' } },
    ]);
    expect(await journalOf(`${board.bodyId}/tie`)).toHaveLength(1);
  });

  it('pressed twice, changes nothing the second time', async () => {
    const quorum = { key: 'quorum.ordinary', value: TWO_THIRDS };
    doneValue(await change(quorum));
    doneValue(await change(quorum));
    expect(await journalOf('quorum.ordinary')).toHaveLength(1);
    doneValue(await change({ ...quorum, value: null }));
    expect((await statutes())['quorum.ordinary']).toMatchObject({ value: null, isDefault: false });
    expect((await journalOf('quorum.ordinary'))[1]).toMatchObject({ before: { value: TWO_THIRDS } });
  });

  it('two at once: both are done, each journalled against what it replaced', async () => {
    const outcomes = await Promise.all([
      change({ key: 'base', value: 'present' }),
      change({ key: 'base', value: 'members' }),
    ]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    const [first, second] = await journalOf('base');
    expect(first?.before).toBeNull();
    expect(second?.before).toEqual(first?.after);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'sous le minimum légal',
      { key: 'majority.statutes', value: { num: 1, den: 2, strict: true } },
      'below-legal-floor',
    ],
    [
      'la double majorité d’un relais social (RS-07)',
      { key: 'double-majority', value: false },
      'below-legal-floor',
    ],
    ['un type faux', { key: 'tie', value: 3 }, 'wrong-setting-value'],
    ['un réglage inconnu', { key: 'formule', value: '1+1' }, 'unknown-setting'],
    [
      'un organe inconnu',
      { key: 'tie', value: 'rejected', bodyId: '00000000-0000-4000-8000-000000000000' },
      'not-found',
    ],
  ])('refuse %s', async (_, more, code) => {
    expect(refusalOf(await change(more))).toBe(code);
  });

  it('refuse l’organe d’une autre association, l’assistant, le lecteur et le membre', async () => {
    const tie = { key: 'tie', value: 'rejected' };
    expect(refusalOf(await change({ ...tie, bodyId: foreign.bodyId }))).toBe('not-found');
    expect(refusalOf(await change(tie, here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await change(tie, here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await change(tie, here.actor(null)))).toBe('not-found');
  });

  it('leaves the other association as it was', async () => {
    const { lines } = doneValue(await elsewhere.inside((tx) => viewSettings(tx, foreign.code, DAY)));
    expect(lines.filter(({ isDefault }) => !isDefault).map(({ key }) => key)).toEqual(['profile']);
  });
});

describe('resetSetting', () => {
  const change = (more: Record<string, unknown>) =>
    changeSetting(relay.house, here.coordinator, settingForm.parse({ source: 'statuts, art. 30', ...more }));
  const reset = (key: string, bodyId = '', actor = here.coordinator) =>
    resetSetting(relay.house, actor, settingResetForm.parse({ key, bodyId }));
  const key = 'government-vote';
  const stands = async () =>
    (await here.inside((tx) => statutesOf(tx, { id: board.bodyId, kind: 'board' }, DAY)))[key];
  const resets = () =>
    here.inside((tx) =>
      tx
        .select({ id: journalEntries.subjectId, before: journalEntries.before })
        .from(journalEntries)
        .where(eq(journalEntries.act, 'setting.reset'))
        .orderBy(journalEntries.seq),
    );

  it('gives the body the rule of the association, then the association the default, and journals both', async () => {
    doneValue(await change({ key, value: 'advisory' }));
    doneValue(await change({ key, value: 'public', bodyId: board.bodyId }));
    doneValue(await reset(key, board.bodyId));
    expect(await stands()).toMatchObject({ value: 'advisory', isDefault: false });
    // Pressed twice at once: one entry.
    const outcomes = await Promise.all([reset(key), reset(key)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(await stands()).toMatchObject({ value: 'public', isDefault: true });
    expect(await resets()).toEqual([
      { id: `${board.bodyId}/${key}`, before: { value: 'public', source: 'statuts, art. 30' } },
      { id: key, before: { value: 'advisory', source: 'statuts, art. 30' } },
    ]);
  });

  it('refuse un réglage ou un organe inconnu, et qui n’est pas la coordination', async () => {
    doneValue(await change({ key, value: 'advisory' }));
    expect(refusalOf(await reset('formule'))).toBe('not-found');
    expect(refusalOf(await reset(key, foreign.bodyId))).toBe('not-found');
    expect(refusalOf(await reset(key, '', here.actor('assistant')))).toBe('not-allowed');
    expect(refusalOf(await reset(key, '', here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await reset(key, '', here.actor(null)))).toBe('not-found');
    expect(refusalOf(await reset(key, '', elsewhere.coordinator))).toBeNull();
    expect(await stands()).toMatchObject({ value: 'advisory' });
  });
});

describe('viewSettings', () => {
  const view = async (code: string | null) => doneValue(await here.inside((tx) => viewSettings(tx, code, DAY)));

  it('says the statutes of a body in words', async () => {
    const { lines, body, place } = await view(board.code);
    expect(body?.id).toBe(board.bodyId);
    expect(place).toEqual({ profile: 'social-relay', bodyKind: 'board' });
    expect(lines.find(({ key }) => key === 'double-majority')).toMatchObject({
      title: 'Double majorité',
      value: true,
      source: 'décret du 17 juillet 2003, art. 12',
      setHere: false,
    });
  });

  it('says those of the association, and where another rule holds', async () => {
    const parity = { key: 'parity-tolerance', source: 'statuts, art. 8' };
    doneValue(await changeSetting(relay.house, here.coordinator, settingForm.parse({ ...parity, value: 3 })));
    doneValue(
      await changeSetting(
        relay.house,
        here.coordinator,
        settingForm.parse({ ...parity, value: 2, bodyId: board.bodyId }),
      ),
    );
    const line = async (code: string | null) =>
      (await view(code)).lines.find(({ key }) => key === 'parity-tolerance');
    expect(await line(null)).toMatchObject({ value: 3, setHere: true });
    expect((await line(null))?.elsewhere).toMatchObject([{ codes: [board.code] }]);
    expect(await line(board.code)).toMatchObject({ value: 2, setHere: true, elsewhere: [] });
    doneValue(
      await resetSetting(
        relay.house,
        here.coordinator,
        settingResetForm.parse({ key: 'parity-tolerance', bodyId: board.bodyId }),
      ),
    );
    expect(await line(board.code)).toMatchObject({ value: 3, setHere: false, isDefault: false });
  });

  it('does not know the body of another association, and asks two statements however many bodies there are', async () => {
    await elsewhere.addBody('general-assembly');
    await elsewhere.addBody('working-group');
    expect(refusalOf(await here.inside((tx) => viewSettings(tx, 'general-assembly-2', DAY)))).toBe('not-found');
    expect(refusalOf(await here.inside((tx) => viewSettings(tx, '', DAY)))).toBe('not-found');
    expect(await here.statements((tx) => viewSettings(tx, null, DAY))).toHaveLength(2);
    expect(await elsewhere.statements((tx) => viewSettings(tx, null, DAY))).toHaveLength(2);
  });
});
