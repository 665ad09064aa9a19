import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { slices } from '../slices.ts';
import { outbox, outboxAttachments, type MailState } from './tables.ts';

/** Where the workers of every instance listen (LISTEN): something in the outbox may be due. */
export const OUTBOX_CHANNEL = 'collegial_outbox';

export interface Attachment {
  /** "reunion.ics": one line, without a path. */
  readonly filename: string;
  /** With its parameters: "text/calendar; method=REQUEST". */
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface Mail {
  /** One bare address: "an.peeters@example.be". */
  readonly to: string;
  /** Becomes one line: a name or a title in it can have been pasted with a tab or an end of line. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** What the message is for, kebab-case: "sign-in". The operator's page shows it. */
  readonly kind: string;
  /** The association that the message is about, if any. */
  readonly associationId?: string | null;
  /** ISO instant of the act. */
  readonly now: string;
}

/**
 * Puts a message in the outbox, in the caller's transaction: it leaves if and only if what it announces is
 * committed. The commit wakes the workers; nothing else has to be called. Answers its identifier. Throws on an
 * address that is not a single one and on an empty subject: people's input is checked before.
 */
export async function queueMail(tx: Tx, mail: Mail): Promise<string> {
  const [mailId] = await queueMails(tx, [mail]);
  return mailId!;
}

/** The same for many messages, in few statements. Answers their identifiers, in their order. */
export async function queueMails(tx: Tx, mails: readonly Mail[]): Promise<string[]> {
  const queued = mails.map((mail) => ({ id: randomUUID() as string, mail }));
  const rows = queued.map(({ id, mail }) => ({
    id,
    aboutAssociationId: mail.associationId ?? null,
    kind: mail.kind,
    to: mail.to,
    subject: mail.subject.replace(/\p{Cc}+/gu, ' '),
    text: mail.text,
    html: mail.html ?? null,
    queuedAt: mail.now,
    nextAttemptAt: mail.now,
  }));
  const attached = queued.flatMap(({ id: mailId, mail }) =>
    (mail.attachments ?? []).map((attachment, position) => ({ mailId, position, ...attachment })),
  );
  for (const some of slices(rows)) await tx.insert(outbox).values(some);
  for (const some of slices(attached)) await tx.insert(outboxAttachments).values(some);
  if (mails.length > 0) await wakeAtCommit(tx);
  return queued.map(({ id }) => id);
}

/** What became of a message, as the association that it is about may know it. */
export interface Delivery {
  readonly id: string;
  readonly state: MailState;
  /** ISO instants. */
  readonly queuedAt: string;
  readonly sentAt: string | null;
  /** What the mail server answered, without secrets. */
  readonly lastError: string | null;
  /** Why it came back after it had left, in French; null: nobody said that it did. */
  readonly returnReason: string | null;
}

/** What became of these messages of an association; one about another association, or about none, is not answered. */
export function deliveryOf(tx: Tx, associationId: string, mailIds: readonly string[]): Promise<Delivery[]> {
  return tx
    .select({
      id: outbox.id,
      state: outbox.state,
      queuedAt: outbox.queuedAt,
      sentAt: outbox.sentAt,
      lastError: outbox.lastError,
      returnReason: sql<
        string | null
      >`case when ${outbox.report} = 'returned' then ${outbox.reportReason} end`,
    })
    .from(outbox)
    .where(and(eq(outbox.aboutAssociationId, associationId), inArray(outbox.id, [...mailIds])));
}

/** PostgreSQL sends the notification when the transaction commits, and not at all when it does not. */
export async function wakeAtCommit(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
}
