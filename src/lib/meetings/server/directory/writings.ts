import { and, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { accounts } from '#lib/accounts/server/tables.ts';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { eraseMails, type WrittenTo } from '#lib/platform/mail/erase.ts';
import { convocationRecipients, personalLinks } from '../convocation/tables.ts';
import { datePollAnswers } from '../planning/tables.ts';

type Person = typeof people.$inferSelect;

const seatsOf = (tx: Tx, personId: string) =>
  tx.select({ id: mandates.id }).from(mandates).where(eq(mandates.personId, personId));

/**
 * By what the messages to someone are known: those of their convocations, and those to the addresses that they have or
 * had when they were convoked, or with which they enter. An address that someone else of the association has too is
 * shared.
 */
export async function writtenTo(tx: Tx, person: Person): Promise<WrittenTo> {
  const told = await tx
    .select({ mailId: convocationRecipients.mailId, address: convocationRecipients.address })
    .from(convocationRecipients)
    .where(
      and(
        inArray(convocationRecipients.mandateId, seatsOf(tx, person.id)),
        isNotNull(convocationRecipients.mailId),
      ),
    );
  const [account] = person.accountId
    ? await tx.select({ email: accounts.email }).from(accounts).where(eq(accounts.id, person.accountId))
    : [];
  const all = [person.email, account?.email, ...told.map(({ address }) => address)].flatMap((address) =>
    address ? [address.toLowerCase()] : [],
  );
  const addresses = [...new Set(all)];
  const others = await tx
    .selectDistinct({ address: sql<string>`lower(${people.email})` })
    .from(people)
    .where(and(ne(people.id, person.id), inArray(sql`lower(${people.email})`, addresses)));
  const shared = new Set(others.map(({ address }) => address));
  return {
    associationId: person.associationId,
    mailIds: told.flatMap(({ mailId }) => mailId ?? []),
    addresses: addresses.filter((address) => !shared.has(address)),
    sharedAddresses: [...shared],
    greeting: `Bonjour ${person.givenName} ${person.familyName},`,
  };
}

/**
 * Of what was written to someone, that they were told stays, by the name of that day: it proves the convocation. Not
 * where, nor what it said; the links that were made for them open nothing any more.
 */
export async function forgetWritings(tx: Tx, person: Person, now: string): Promise<void> {
  const seats = seatsOf(tx, person.id);
  await eraseMails(tx, await writtenTo(tx, person), now);
  await tx
    .update(convocationRecipients)
    .set({ address: null })
    .where(inArray(convocationRecipients.mandateId, seats));
  await tx.delete(datePollAnswers).where(inArray(datePollAnswers.mandateId, seats));
  await tx
    .update(personalLinks)
    .set({ revokedAt: now })
    .where(and(inArray(personalLinks.mandateId, seats), isNull(personalLinks.revokedAt)));
}
