import { asc, eq, inArray } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { associationRoles, associations, people } from '#lib/associations/server/tables.ts';
import type { Alert } from '#lib/bodies/rules/alert.ts';
import { alertsOf, ownAlertsOf } from '#lib/bodies/rules/alerts.ts';
import type { StandingBody } from '#lib/bodies/rules/standing.ts';
import { careAlerts } from '#lib/decisions/server/after-care/queries.ts';
import { localDay, localHour } from '#lib/kernel/days.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { slices } from '#lib/platform/slices.ts';
import { coordinationMail, mandateEndMail } from '../alert-mail.ts';
import { gatherFacts } from './desk.ts';
import { alertMails } from './tables.ts';

/** Local hours between which alerts are written: a change typed in the afternoon is told the next morning. */
const MORNING = { from: 7, to: 12 } as const;

interface Association {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
}

/** Somebody to write to, with every alert that concerns them. */
interface Recipient {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly alerts: readonly Alert[];
  readonly write: typeof coordinationMail;
}

/**
 * Writes to each coordination the alerts of its association that it was not written yet, and to each member, once, that a
 * mandate of theirs ends within thirty days: at most one message a day to an account, in the morning. Any number of
 * instances may run it at once, at any time, and any of them may die: the keys of what is written are unique, and each
 * stands in the same transaction as its message.
 */
export async function writeAlertMails(house: House): Promise<void> {
  const hour = localHour(house.clock.now());
  if (hour < MORNING.from || hour >= MORNING.to) return;
  const rows = await house.db
    .select({
      id: associations.id,
      slug: associations.slug,
      name: associations.name,
      shortName: associations.shortName,
    })
    .from(associations)
    .orderBy(asc(associations.slug));
  for (const association of rows) {
    try {
      await inAssociation(house.db, association.id, (tx) => writeOf(house, tx, association));
    } catch (error) {
      // What is wrong in one association must not keep the others from being told.
      house.log.error({ err: error, association: association.id }, 'alerts were not written');
    }
  }
}

async function writeOf(house: House, tx: Tx, association: Association): Promise<void> {
  const coordination = await tx
    .select({ accountId: accounts.id, email: accounts.email, name: accounts.name })
    .from(associationRoles)
    .innerJoin(accounts, eq(accounts.id, associationRoles.accountId))
    .where(eq(associationRoles.role, 'coordination'))
    .orderBy(asc(accounts.id));
  if (coordination.length === 0) return;
  const today = house.clock.today();
  const { bodies, around } = await gatherFacts(tx, today);
  const decided = await careAlerts(tx, today);
  const mailed = bodies.filter((body) => body.mailed);
  const codes = new Set(mailed.map(({ code }) => code));
  const alerts = [...alertsOf(mailed, around), ...decided.filter(({ body }) => codes.has(body.code))];
  const staff = coordination.map((account) => ({ ...account, alerts, write: coordinationMail }));
  const members = await endingMembers(tx, mailed, today);
  const known = new Set(staff.map(({ accountId }) => accountId));
  const recipients = [...staff, ...members.filter(({ accountId }) => !known.has(accountId))];
  const written = await writtenTo(tx, recipients);
  for (const recipient of recipients)
    await writeTo(house, tx, association, recipient, written.get(recipient.accountId) ?? new Set());
}

/** The members with an account whose mandates end within thirty days. */
async function endingMembers(tx: Tx, bodies: readonly StandingBody[], today: string): Promise<Recipient[]> {
  const holders = new Set(
    bodies.flatMap(({ mandates }) =>
      mandates.flatMap(({ personId, to }) => (personId && to ? [personId] : [])),
    ),
  );
  const ending = [...holders]
    .map((personId) => ({
      personId,
      alerts: ownAlertsOf(bodies, personId, today).filter(({ severity }) => severity === 'due'),
    }))
    .filter(({ alerts }) => alerts.length > 0);
  if (ending.length === 0) return [];
  const rows = await tx
    .select({ personId: people.id, accountId: accounts.id, email: accounts.email, name: accounts.name })
    .from(people)
    .innerJoin(accounts, eq(accounts.id, people.accountId))
    .where(
      inArray(
        people.id,
        ending.map(({ personId }) => personId),
      ),
    )
    .orderBy(asc(accounts.id));
  return rows.map(({ personId, ...account }) => ({
    ...account,
    alerts: ending.find((each) => each.personId === personId)!.alerts,
    write: mandateEndMail,
  }));
}

/** The keys already written, by account. */
async function writtenTo(tx: Tx, recipients: readonly Recipient[]): Promise<Map<string, Set<string>>> {
  const rows = await tx
    .select({ accountId: alertMails.accountId, key: alertMails.key })
    .from(alertMails)
    .where(
      inArray(
        alertMails.accountId,
        recipients.map(({ accountId }) => accountId),
      ),
    );
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId);
  return new Map([...byAccount].map(([accountId, keys]) => [accountId, new Set(keys.map(({ key }) => key))]));
}

async function writeTo(
  house: House,
  tx: Tx,
  association: Association,
  { accountId, email, name, alerts, write }: Recipient,
  written: ReadonlySet<string>,
): Promise<void> {
  const fresh = [...new Set(alerts.flatMap(({ keys }) => keys))].filter((key) => !written.has(key));
  if (fresh.length === 0) return;
  const now = house.clock.now();
  const claim = async (keys: readonly string[]) => {
    const taken = new Set<string>();
    for (const some of slices(keys)) {
      const rows = await tx
        .insert(alertMails)
        .values(some.map((key) => ({ associationId: association.id, accountId, key, queuedAt: now })))
        // Another instance writes it at this very moment: this waits for it, and leaves it what it took.
        .onConflictDoNothing()
        .returning({ key: alertMails.key });
      for (const { key } of rows) taken.add(key);
    }
    return taken;
  };
  if ((await claim([`day/${localDay(now)}`])).size === 0) return;
  const claimed = await claim(fresh.toSorted());
  const told = alerts.filter(({ keys }) => keys.some((key) => claimed.has(key)));
  if (told.length === 0) return;
  await queueMail(tx, {
    to: email,
    ...write({ name, association, alerts: told, site: house.publicAddress }),
    kind: 'alerts',
    associationId: association.id,
    now,
  });
}
