import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { outbox, outboxAttachments } from './tables.ts';

/** An address that can never exist (RFC 2606). */
const NOWHERE = 'efface@effacement.invalid';

/** How the messages of someone are known. */
export interface WrittenTo {
  readonly associationId: string;
  /** Messages known to be theirs. */
  readonly mailIds: readonly string[];
  /** Where only they were written to. */
  readonly addresses: readonly string[];
  /** Where others are written to as well: there, only messages that begin by greeting them are theirs. */
  readonly sharedAddresses: readonly string[];
  /** How messages greet them: "Bonjour Claire Dubois,". */
  readonly greeting: string;
}

function theirs({ associationId, mailIds, addresses, sharedAddresses, greeting }: WrittenTo): SQL {
  const to = (some: readonly string[]) =>
    inArray(
      sql`lower(${outbox.to})`,
      some.map((address) => address.toLowerCase()),
    );
  return and(
    eq(outbox.aboutAssociationId, associationId),
    isNull(outbox.erasedAt),
    or(
      inArray(outbox.id, [...mailIds]),
      to(addresses),
      and(to(sharedAddresses), sql`strpos(${outbox.text}, ${greeting}) > 0`),
    ),
  )!;
}

/** How many messages to someone still say something, and how many of them have not left. */
export async function countMails(tx: Tx, whose: WrittenTo): Promise<{ all: number; waiting: number }> {
  const [counts] = await tx
    .select({
      all: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${outbox.state} = 'waiting'))::int`,
    })
    .from(outbox)
    .where(theirs(whose));
  return counts!;
}

/**
 * Erases the address, the subject, the text and the attachments of the messages of an association to someone. What each
 * was for, when, and what became of it stay: they prove that something was sent. What had not left never will; what is
 * leaving at this moment cannot be called back.
 */
export async function eraseMails(tx: Tx, whose: WrittenTo, now: string): Promise<void> {
  const erased = await tx
    .update(outbox)
    .set({
      to: NOWHERE,
      subject: 'Message effacé',
      text: '',
      html: null,
      erasedAt: now,
      nextAttemptAt: null,
      state: sql`case when ${outbox.state} = 'waiting' then 'failed' else ${outbox.state} end`,
      // What the mail server answers often repeats the address.
      lastError: sql`case ${outbox.state}
        when 'waiting' then 'Effacé avant d’être envoyé, à la demande de la personne.'
        when 'failed' then 'Refusé. La réponse du serveur a été effacée.'
        when 'uncertain' then 'En doute. La réponse du serveur a été effacée.' end`,
    })
    .where(theirs(whose))
    .returning({ id: outbox.id });
  await tx.delete(outboxAttachments).where(
    inArray(
      outboxAttachments.mailId,
      erased.map(({ id }) => id),
    ),
  );
}
