import { afterAll, beforeAll, expect, it } from 'vitest';
import { doneValue, openAccountHouse, VISITOR } from '../../../../tests/fixtures/account-house.ts';
import { accounts, sessions } from '#lib/accounts/server/tables.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { createFirstAssociation } from './first-start.ts';
import { isFirstStart, staffOf } from './queries.ts';
import { rolesOf } from './roles.ts';
import { associations } from './tables.ts';

let home: Awaited<ReturnType<typeof openAccountHouse>>;
beforeAll(async () => {
  home = await openAccountHouse();
});
afterAll(() => home.close());

const start = (slug: string) =>
  createFirstAssociation(home.house, {
    associationName: 'Relais social',
    shortName: 'RS',
    slug,
    givenName: 'An',
    familyName: 'Peeters',
    email: `${slug}@example.be`,
    visitor: VISITOR,
  });

it('creates one association and its coordinator, two first starts at once included', async () => {
  expect(await isFirstStart(home.house.db)).toBe(true);
  const outcomes = await Promise.all([start('one'), start('two'), start('three')]);
  const winners = outcomes.filter((outcome) => outcome.done);
  expect(winners).toHaveLength(1);
  for (const outcome of outcomes) if (!outcome.done) expect(outcome.refusal.code).toBe('already-started');
  expect(await isFirstStart(home.house.db)).toBe(false);

  const { token, slug } = doneValue(winners[0]!);
  const { account, session } = await home.who(token);
  expect(account).toMatchObject({ email: `${slug}@example.be`, operator: true });
  expect(session.secondFactorPassedAt).toBeNull();
  expect(await rolesOf(home.house, account.id)).toEqual(['coordination']);
  expect(await home.house.db.select().from(accounts)).toHaveLength(1);
  expect(await home.house.db.select().from(sessions)).toHaveLength(1);
  const [association, ...others] = await home.house.db.select().from(associations);
  expect(others).toEqual([]);
  expect(association).toMatchObject({ slug, shortName: 'RS', name: 'Relais social' });

  expect((await home.journal()).map(({ act }) => act)).toEqual(['account.created', 'sign-in.succeeded']);
  const chain = await inAssociation(home.house.db, association!.id, (tx) => verifyChain(tx, association!.id));
  expect(chain).toEqual({ entries: 3, broken: null });
  const staff = await inAssociation(home.house.db, association!.id, staffOf);
  expect(staff).toMatchObject([{ givenName: 'An', familyName: 'Peeters' }]);
  expect(await start('four')).toMatchObject({ done: false, refusal: { code: 'already-started' } });
});
