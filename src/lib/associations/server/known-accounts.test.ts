import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import type { Role } from '#lib/kernel/actor.ts';
import { associationsKnowing } from './queries.ts';
import { rolesOf } from './roles.ts';
import { associationRoles, people } from './tables.ts';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'social-relay');
  elsewhere = await relay.found('autre', 'common');
});
afterAll(() => relay.close());

const known = async (accountId: string) =>
  (await associationsKnowing(relay.house.db, accountId)).map(({ slug }) => slug);
const grant = (at: AssociationFixture, accountId: string, role: Role) =>
  at.inside((tx) =>
    tx.insert(associationRoles).values({
      associationId: at.associationId,
      accountId,
      role,
      grantedAt: '2022-01-01T00:00:00Z',
    }),
  );

it('an association knows an account by its role or as a person, until neither is left', async () => {
  const accountId = await relay.addAccount('an@example.be', 'An');
  expect(await known(accountId)).toEqual([]);
  await grant(here, accountId, 'reader');
  await elsewhere.inside((tx) =>
    tx
      .insert(people)
      .values({ associationId: elsewhere.associationId, familyName: 'Peeters', givenName: 'An', accountId }),
  );
  expect(await known(accountId)).toEqual(['autre', 'relais']);

  await here.inside((tx) =>
    tx
      .insert(people)
      .values({ associationId: here.associationId, familyName: 'Peeters', givenName: 'An', accountId }),
  );
  await here.inside((tx) =>
    tx
      .delete(associationRoles)
      .where(
        and(
          eq(associationRoles.associationId, here.associationId),
          eq(associationRoles.accountId, accountId),
        ),
      ),
  );
  expect(await known(accountId)).toEqual(['autre', 'relais']);

  for (const at of [here, elsewhere])
    await at.inside((tx) =>
      tx.update(people).set({ accountId: null }).where(eq(people.accountId, accountId)),
    );
  expect(await known(accountId)).toEqual([]);
});

it('finds the roles of an account in every association: coordination anywhere asks for a second factor', async () => {
  const accountId = await relay.addAccount('eva@example.be', 'Eva');
  await grant(here, accountId, 'reader');
  await grant(elsewhere, accountId, 'coordination');
  expect((await rolesOf(relay.house, accountId)).sort()).toEqual(['coordination', 'reader']);
});
