import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue } from '../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { changeSetting } from '#lib/bodies/server/settings.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import type { House } from '#lib/platform/house.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { writeAlertMails } from './alert-mails.ts';
import { alertMails } from './tables.ts';

let relay: Relay;
let here: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`courrier-${founded}`, 'common');
  await here.inside((tx) =>
    tx.insert(associationRoles).values({
      associationId: here.associationId,
      accountId: here.coordinator.accountId,
      role: 'coordination',
      grantedAt: relay.house.clock.now(),
    }),
  );
});

const at = (now: string): House => ({ ...relay.house, clock: fixedClock(now) });
/** What is written on this day, at nine in the morning. */
const write = (day: string) => writeAlertMails(at(`${day}T08:00:00Z`));
const sent = async () =>
  (
    await relay.house.db
      .select()
      .from(outbox)
      .where(eq(outbox.aboutAssociationId, here.associationId))
      .orderBy(outbox.queuedAt, outbox.to)
  ).map(({ to, subject, queuedAt, text, kind }) => ({ to, subject, day: queuedAt.slice(0, 10), text, kind }));
const days = async () => (await sent()).map(({ day }) => day);

/** A committee, whose mandates ask for nothing else than what is told of them. */
const committee = (seats: Parameters<AssociationFixture['addBody']>[1]) =>
  here.addBody('management-committee', seats);

/** Gives an account to whoever holds a mandate. */
async function accountFor(mandateId: string): Promise<string> {
  const email = `m-${mandateId}@example.be`;
  const accountId = await relay.addAccount(email, 'Dominique');
  await here.inside(async (tx) => {
    const [row] = await tx.select().from(mandates).where(eq(mandates.id, mandateId));
    await tx.update(people).set({ accountId }).where(eq(people.id, row!.personId!));
  });
  return email;
}

describe('coordination', () => {
  it('is written each stage of a mandate once, day after day', async () => {
    await committee([{ sector: 'public', to: '2022-12-31' }]);
    for (const day of ['2022-10-01', '2022-10-02', '2022-10-03', '2022-12-01', '2022-12-02', '2023-01-01'])
      await write(day);
    await write('2022-12-03');
    expect(await days()).toEqual(['2022-10-02', '2022-12-01', '2023-01-01']);
    const [first] = await sent();
    expect(first).toMatchObject({ to: `staff@courrier-${founded}.example.be`, kind: 'alerts' });
    expect(first!.text).toContain(`https://gouvernance.example.be/courrier-${founded}\n`);
  });

  it('is written at most once a day: what is new in the morning waits for the next', async () => {
    await committee([{ sector: 'public', vacant: true }]);
    await write('2022-11-21');
    await committee([{ sector: 'public', vacant: true }]);
    await writeAlertMails(at('2022-11-21T10:00:00Z'));
    expect(await days()).toEqual(['2022-11-21']);
    await write('2022-11-22');
    expect((await sent()).map(({ subject }) => subject.replaceAll('\u00a0', ' '))).toEqual([
      `courrier-${founded} : 1 nouvelle alerte`,
      `courrier-${founded} : 1 nouvelle alerte`,
    ]);
  });

  it('is written once by several instances at once', async () => {
    await committee([{ sector: 'public', vacant: true }]);
    await committee([{ sector: 'public', to: '2022-12-31' }]);
    await Promise.all(Array.from({ length: 5 }, () => write('2022-11-21')));
    expect(await sent()).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => write('2022-11-22')));
    expect(await sent()).toHaveLength(1);
  });

  it('is written after a crash, in which neither the message nor the keys remain', async () => {
    await committee([{ sector: 'public', vacant: true }]);
    const crashing = at('2022-11-21T08:00:00Z');
    const address = Object.defineProperty({ ...crashing }, 'publicAddress', {
      get: () => {
        throw new Error('The machine stops between the keys and the message.');
      },
    });
    await writeAlertMails(address);
    expect(await sent()).toEqual([]);
    expect(await here.inside((tx) => tx.select().from(alertMails))).toEqual([]);
    await write('2022-11-21');
    expect(await sent()).toHaveLength(1);
  });

  it('is written in the morning only', async () => {
    await committee([{ sector: 'public', vacant: true }]);
    // In Belgium: 6.59, noon, 22.00.
    for (const hour of ['05:59', '11:00', '21:00']) await writeAlertMails(at(`2022-11-21T${hour}:00Z`));
    expect(await sent()).toEqual([]);
    await writeAlertMails(at('2022-11-21T06:00:00Z'));
    expect(await sent()).toHaveLength(1);
  });

  it('is all written to, and nobody else of the staff; without coordination nothing leaves', async () => {
    await committee([{ sector: 'public', vacant: true }]);
    const second = await relay.addAccount(`b@courrier-${founded}.example.be`, 'Bo');
    const assistant = await relay.addAccount(`c@courrier-${founded}.example.be`, 'Cy');
    const { associationId } = here;
    const grantedAt = relay.house.clock.now();
    await here.inside((tx) =>
      tx.insert(associationRoles).values([
        { associationId, accountId: second, role: 'coordination', grantedAt },
        { associationId, accountId: assistant, role: 'assistant', grantedAt },
      ]),
    );
    await write('2022-11-21');
    expect((await sent()).map(({ to }) => to)).toEqual([
      `b@courrier-${founded}.example.be`,
      `staff@courrier-${founded}.example.be`,
    ]);
    await here.inside((tx) => tx.delete(associationRoles));
    await committee([{ sector: 'public', vacant: true, to: '2022-12-15' }]);
    await write('2022-11-22');
    expect(await sent()).toHaveLength(2);
  });

  it('is written nothing when nothing is to say, or when the association stopped these messages', async () => {
    await write('2022-11-21');
    const { bodyId } = await committee([{ sector: 'public', vacant: true }]);
    const set = (value: boolean, body = '') =>
      changeSetting(
        relay.house,
        here.coordinator,
        settingForm.parse({ key: 'alert-mails', value, bodyId: body, source: 'choix' }),
      );
    doneValue(await set(false));
    await write('2022-11-22');
    expect(await sent()).toEqual([]);
    // For one body, the association included or not.
    doneValue(await set(true, bodyId));
    await write('2022-11-23');
    expect(await days()).toEqual(['2022-11-23']);
  });
});

describe('a member', () => {
  it('is written once, thirty days before a mandate ends', async () => {
    const { mandateIds } = await committee([
      { sector: 'public', to: '2022-12-31' },
      { sector: 'public', to: '2022-12-31' },
    ]);
    const email = await accountFor(mandateIds[0]!);
    for (const day of ['2022-11-30', '2022-12-01', '2022-12-02', '2022-12-31', '2023-01-01'])
      await write(day);
    const own = (await sent()).filter(({ to }) => to === email);
    expect(own.map(({ day }) => day)).toEqual(['2022-12-01']);
    expect(own[0]!.text).toContain('Votre mandat pour Organisation');
    expect(own[0]!.text).not.toContain('nouvelle');
  });

  it('of the coordination is told it with the rest, in one message', async () => {
    const { mandateIds } = await committee([{ sector: 'public', to: '2022-12-10' }]);
    await here.inside(async (tx) => {
      const [row] = await tx.select().from(mandates).where(eq(mandates.id, mandateIds[0]!));
      const { accountId } = here.coordinator;
      await tx.update(people).set({ accountId }).where(eq(people.id, row!.personId!));
    });
    await write('2022-11-21');
    expect(await sent()).toHaveLength(1);
  });
});

it('what goes wrong in one association does not keep the others from being told', async () => {
  await committee([{ sector: 'public', vacant: true }]);
  const house = at('2022-11-21T08:00:00Z');
  let failures = 0;
  const db = new Proxy(house.db, {
    get(target, property, receiver) {
      if (property === 'transaction' && failures === 0) {
        failures += 1;
        return () => Promise.reject(new Error('The first one fails.'));
      }
      const value: unknown = Reflect.get(target, property, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  await writeAlertMails({ ...house, db });
  expect(failures).toBe(1);
  expect(await sent()).toHaveLength(1);
});
