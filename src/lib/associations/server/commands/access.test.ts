import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { accounts } from '#lib/accounts/server/tables.ts';
import type { SignedInActor, Role } from '#lib/kernel/actor.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { peopleAccess, rolesGiven, staffOf } from '../queries.ts';
import { associationRoles, people } from '../tables.ts';
import { giveAccess, withdrawAccess } from './people.ts';
import { changeRole, grantRole, withdrawRole } from './roles.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let coordinator: SignedInActor;
let count = 0;

beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());

/** Each test has an association of its own, with one coordination. */
beforeEach(async () => {
  count += 1;
  here = await relay.found(`ici-${count}`, 'social-relay');
  elsewhere = await relay.found(`ailleurs-${count}`, 'common');
  coordinator = here.coordinator;
  await give(here, coordinator.accountId, 'coordination');
  await give(elsewhere, elsewhere.coordinator.accountId, 'coordination');
});

const give = (at: AssociationFixture, accountId: string, role: Role) =>
  at.inside((tx) =>
    tx
      .insert(associationRoles)
      .values({ associationId: at.associationId, accountId, role, grantedAt: '2022-01-01T00:00:00Z' }),
  );

const address = (name: string) => `${name}-${count}@example.be`;

async function staff(name: string, role: Role): Promise<SignedInActor> {
  const accountId = await relay.addAccount(address(name), name);
  await give(here, accountId, role);
  return { ...here.actor(role), accountId, name };
}

async function person(
  at: AssociationFixture,
  familyName: string,
  email: string | null = null,
): Promise<string> {
  const [row] = await at.inside((tx) =>
    tx
      .insert(people)
      .values({ associationId: at.associationId, familyName, givenName: 'Dominique', email })
      .returning({ id: people.id }),
  );
  return row!.id;
}

const roles = async () => (await here.inside(rolesGiven)).map(({ email, role }) => [email, role]);
const mailsTo = (to: string) => relay.house.db.select().from(outbox).where(eq(outbox.to, to));
const acts = () =>
  here.inside((tx) =>
    tx
      .select({ act: journalEntries.act, before: journalEntries.before, after: journalEntries.after })
      .from(journalEntries)
      .where(
        and(
          eq(journalEntries.associationId, here.associationId),
          inArray(journalEntries.act, ['role.granted', 'role.withdrawn', 'access.given', 'access.withdrawn']),
        ),
      )
      .orderBy(journalEntries.seq),
  );
const grant = (name: string, role: Role, actor = coordinator) =>
  grantRole(relay.house, actor, { givenName: name, familyName: 'Bernard', email: address(name), role });

describe('grantRole', () => {
  it('creates the account, gives the role, writes to the person and to the journal', async () => {
    doneValue(await grant('Bea', 'coordination'));
    expect(await roles()).toContainEqual([address('Bea'), 'coordination']);
    expect(await acts()).toEqual([
      {
        act: 'role.granted',
        before: null,
        after: { role: 'coordination', email: address('Bea'), name: 'Bea Bernard' },
      },
    ]);
    expect(await here.inside(staffOf)).toMatchObject([{ givenName: 'Bea', familyName: 'Bernard' }]);
    const [mail, ...others] = await mailsTo(address('Bea'));
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      kind: 'access',
      subject: `Votre accès à ici-${count}`,
      aboutAssociationId: here.associationId,
    });
    expect(mail?.text).toContain(`https://gouvernance.example.be/ici-${count}\n`);
    expect(mail?.text).toContain('un second facteur');
  });

  it('answers the same for an address that has an account, whose name stays', async () => {
    await relay.addAccount(address('known'), 'Le nom choisi');
    const outcomes = [
      await grantRole(relay.house, coordinator, {
        givenName: 'Autre',
        familyName: 'Bernard',
        email: address('known'),
        role: 'reader',
      }),
      await grant('new', 'reader'),
    ];
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect((await here.inside(rolesGiven)).find(({ email }) => email === address('known'))?.name).toBe(
      'Le nom choisi',
    );
    const [known] = await mailsTo(address('known'));
    const [fresh] = await mailsTo(address('new'));
    expect(known?.text.replaceAll('known', 'new').replace('Autre', 'new')).toBe(fresh?.text);
  });

  it('pressed twice, at once, gives one account, one role and one message', async () => {
    const outcomes = await Promise.all([grant('Bea', 'assistant'), grant('Bea', 'assistant')]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect(
      await relay.house.db
        .select()
        .from(accounts)
        .where(eq(accounts.email, address('Bea'))),
    ).toHaveLength(1);
    expect(await mailsTo(address('Bea'))).toHaveLength(1);
    expect(await acts()).toHaveLength(1);
  });

  it('of two different roles at once gives one, and refuses the other', async () => {
    const outcomes = await Promise.all([grant('Bea', 'assistant'), grant('Bea', 'reader')]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['has-another-role', null]);
  });

  it('leaves no account behind a refusal', async () => {
    for (const role of ['assistant', 'reader', null] as const)
      expect(refusalOf(await grant('Bea', 'reader', here.actor(role)))).toBe(
        role === null ? 'not-found' : 'not-allowed',
      );
    expect(
      await relay.house.db
        .select()
        .from(accounts)
        .where(eq(accounts.email, address('Bea'))),
    ).toEqual([]);
    expect(await mailsTo(address('Bea'))).toEqual([]);
  });
});

describe('changeRole and withdrawRole', () => {
  const change = (accountId: string, role: Role, own?: 'yes', actor = coordinator) =>
    changeRole(relay.house, actor, { accountId, role, own });
  const withdraw = (accountId: string, own?: 'yes', actor = coordinator) =>
    withdrawRole(relay.house, actor, { accountId, own });

  it('changes a role, withdraws it, and journals both; pressed twice, nothing more', async () => {
    const { accountId } = await staff('Bea', 'assistant');
    doneValue(await change(accountId, 'reader'));
    doneValue(await change(accountId, 'reader'));
    doneValue(await withdraw(accountId));
    doneValue(await withdraw(accountId));
    expect(await roles()).toHaveLength(1);
    expect(await acts()).toEqual([
      { act: 'role.granted', before: { role: 'assistant' }, after: { role: 'reader' } },
      { act: 'role.withdrawn', before: { role: 'reader' }, after: null },
    ]);
  });

  it('keeps the last coordination', async () => {
    expect(refusalOf(await withdraw(coordinator.accountId, 'yes'))).toBe('last-coordination');
    expect(refusalOf(await change(coordinator.accountId, 'reader', 'yes'))).toBe('last-coordination');
    expect(await roles()).toHaveLength(1);
    expect(await acts()).toEqual([]);
  });

  it('takes one’s own role only from who says to know it', async () => {
    await staff('Bea', 'coordination');
    expect(refusalOf(await change(coordinator.accountId, 'assistant'))).toBe('own-role');
    expect(refusalOf(await withdraw(coordinator.accountId))).toBe('own-role');
    doneValue(await withdraw(coordinator.accountId, 'yes'));
    expect(await roles()).toEqual([[address('Bea'), 'coordination']]);
  });

  it('of the last two coordinations that withdraw each other at once, keeps one', async () => {
    const bea = await staff('Bea', 'coordination');
    const outcomes = await Promise.all([
      withdraw(bea.accountId),
      withdraw(coordinator.accountId, undefined, bea),
    ]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['not-found', null]);
    expect(await roles()).toHaveLength(1);
  });

  it('of the last two coordinations that leave at once, keeps one', async () => {
    const bea = await staff('Bea', 'coordination');
    const outcomes = await Promise.all([
      withdraw(bea.accountId, 'yes', bea),
      change(coordinator.accountId, 'reader', 'yes'),
    ]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['last-coordination', null]);
    expect((await roles()).filter(([, role]) => role === 'coordination')).toHaveLength(1);
  });

  it('refuses assistants, readers, members and a coordination that is no more', async () => {
    const { accountId } = await staff('Bea', 'reader');
    const gone = { ...here.coordinator, accountId: await relay.addAccount(address('gone'), 'Parti') };
    for (const [actor, code] of [
      [here.actor('assistant'), 'not-allowed'],
      [here.actor('reader'), 'not-allowed'],
      [here.actor(null), 'not-found'],
      [gone, 'not-found'],
    ] as const) {
      expect(refusalOf(await change(accountId, 'coordination', 'yes', actor))).toBe(code);
      expect(refusalOf(await withdraw(accountId, 'yes', actor))).toBe(code);
    }
    expect(await acts()).toEqual([]);
  });

  it('does not reach the staff of another association', async () => {
    const foreign = elsewhere.coordinator.accountId;
    expect(refusalOf(await change(foreign, 'reader'))).toBe('not-found');
    expect(refusalOf(await withdraw(foreign))).toBeNull();
    expect(await elsewhere.inside(rolesGiven)).toMatchObject([{ role: 'coordination' }]);
    expect(await acts()).toEqual([]);
  });
});

describe('giveAccess and withdrawAccess', () => {
  const open = (personId: string, email: string, actor = coordinator) =>
    giveAccess(relay.house, actor, personId, { email });
  const access = async (personId: string) =>
    (await here.inside(peopleAccess)).find(({ id }) => id === personId);

  it('lets a person sign in, tells them, and parts them again; each pressed twice', async () => {
    const id = await person(here, 'Arnould', 'ancienne@example.be');
    expect((await Promise.all([open(id, address('a')), open(id, address('a'))])).map(refusalOf)).toEqual([
      null,
      null,
    ]);
    expect(await access(id)).toMatchObject({ email: address('a'), accountEmail: address('a') });
    const [mail, ...others] = await mailsTo(address('a'));
    expect(others).toEqual([]);
    expect(mail?.text).toContain('Bonjour Dominique Arnould,');
    expect(mail?.text).toContain('des instances où vous siégez');
    doneValue(await withdrawAccess(relay.house, coordinator, id));
    doneValue(await withdrawAccess(relay.house, coordinator, id));
    expect(await access(id)).toMatchObject({ email: address('a'), accountEmail: null });
    expect((await acts()).map(({ act }) => act)).toEqual(['access.given', 'access.withdrawn']);
  });

  it('gives one address to one person, two at once included', async () => {
    const [one, two] = [await person(here, 'Un'), await person(here, 'Deux')];
    const outcomes = await Promise.all([open(one, address('same')), open(two, address('same'))]);
    expect(outcomes.map(refusalOf).sort()).toEqual(['email-taken', null]);
    const winner = outcomes[0]!.done ? one : two;
    expect(refusalOf(await open(winner, address('other')))).toBe('has-access');
    expect(
      await relay.house.db
        .select()
        .from(accounts)
        .where(eq(accounts.email, address('other'))),
    ).toEqual([]);
  });

  it('knows the same account in two associations', async () => {
    const [id, foreign] = [await person(here, 'Un'), await person(elsewhere, 'Un')];
    doneValue(await open(id, address('both')));
    doneValue(await open(foreign, address('both'), elsewhere.coordinator));
    expect(await mailsTo(address('both'))).toHaveLength(2);
  });

  it('refuses whoever is not of the coordination, and a person of another association', async () => {
    const id = await person(here, 'Un');
    const foreign = await person(elsewhere, 'Deux');
    for (const [actor, code] of [
      [here.actor('assistant'), 'not-allowed'],
      [here.actor('reader'), 'not-allowed'],
      [here.actor(null), 'not-found'],
      [elsewhere.coordinator, 'not-found'],
    ] as const) {
      expect(refusalOf(await open(id, address('x'), actor))).toBe(code);
      expect(refusalOf(await withdrawAccess(relay.house, actor, id))).toBe(code);
    }
    expect(refusalOf(await open(foreign, address('x')))).toBe('not-found');
    expect(refusalOf(await open('x', address('x')))).toBe('not-found');
    expect(await mailsTo(address('x'))).toEqual([]);
  });
});

it('lists the staff and the people in one statement each', async () => {
  await staff('Zoé', 'coordination');
  await staff('Bea', 'reader');
  await person(here, 'Zune');
  await person(here, 'Abras');
  expect(await here.statements(rolesGiven)).toHaveLength(1);
  expect(await here.statements(peopleAccess)).toHaveLength(1);
  expect((await here.inside(rolesGiven)).map(({ name }) => name)).toEqual(['An Peeters', 'Zoé', 'Bea']);
  expect((await here.inside(peopleAccess)).map(({ familyName }) => familyName)).toEqual(['Abras', 'Zune']);
});
