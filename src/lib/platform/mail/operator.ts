import { asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import type { Tx } from '../database.ts';
import type { House } from '../house.ts';
import { appendToJournal } from '../journal.ts';
import { mayRunInstallation, type OperatorFacts } from './policy.ts';
import { wakeAtCommit } from './outbox.ts';
import { MAIL_STATES, outbox, type MailReport, type MailState } from './tables.ts';

const PAGE = 50;

/** What the address of the list says; anything else than a known state or a page number is left aside. */
export const outboxFilter = z.object({
  state: z
    .enum([...MAIL_STATES, 'returned'])
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

const mailId = z.uuid();

/** One line of the operator's list. Without the subject and the text: they can give access (a code to sign in). */
interface OutboxLine {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly queuedAt: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
  readonly lastError: string | null;
  /** What the mail servers further on said of it, when, and why in French. */
  readonly report: MailReport | null;
  readonly reportedAt: string | null;
  readonly reportReason: string | null;
}

export interface OutboxPage {
  readonly lines: readonly OutboxLine[];
  readonly page: number;
  readonly isLast: boolean;
}

export interface OpenedMail extends OutboxLine {
  readonly subject: string;
  readonly text: string;
  readonly hasHtml: boolean;
  readonly aboutAssociationId: string | null;
  /** When what it said was erased; null: it was not. */
  readonly erasedAt: string | null;
}

const LINE = {
  id: outbox.id,
  kind: outbox.kind,
  to: outbox.to,
  queuedAt: outbox.queuedAt,
  state: outbox.state,
  attempts: outbox.attempts,
  nextAttemptAt: outbox.nextAttemptAt,
  sentAt: outbox.sentAt,
  lastError: outbox.lastError,
  report: outbox.report,
  reportedAt: outbox.reportedAt,
  reportReason: outbox.reportReason,
};

/** One page of the outbox, the newest first: of one state, of those that came back, or of all. Refused (not found) to all but an operator. */
export async function listOutbox(
  house: House,
  account: OperatorFacts | null,
  { state, page }: z.infer<typeof outboxFilter>,
): Promise<Outcome<OutboxPage>> {
  if (!mayRunInstallation(account)) return notFound();
  const rows = await house.db
    .select(LINE)
    .from(outbox)
    .where(state === 'returned' ? eq(outbox.report, state) : state ? eq(outbox.state, state) : undefined)
    .orderBy(desc(outbox.queuedAt), asc(outbox.id))
    .limit(PAGE + 1)
    .offset((page - 1) * PAGE);
  return done({ lines: rows.slice(0, PAGE), page, isLast: rows.length <= PAGE });
}

/**
 * Opens one message. Each opening is written in the journal of the installation, because a message that waits can
 * give access to somebody's account. Refused (not found) to all but an operator.
 */
export async function openMail(
  house: House,
  account: OperatorFacts | null,
  id: string,
): Promise<Outcome<OpenedMail>> {
  if (!mayRunInstallation(account) || !mailId.safeParse(id).success) return notFound();
  return house.db.transaction(async (tx) => {
    const [row] = await tx
      .select({
        ...LINE,
        subject: outbox.subject,
        text: outbox.text,
        html: outbox.html,
        aboutAssociationId: outbox.aboutAssociationId,
        erasedAt: outbox.erasedAt,
      })
      .from(outbox)
      .where(eq(outbox.id, id));
    if (!row) return notFound();
    const { html, ...mail } = row;
    await appendToJournal(tx, null, house.clock.now(), { accountId: account.id, name: account.name }, [
      {
        act: 'mail.opened-by-operator',
        subject: { kind: 'mail', id },
        // Not to whom: the journal cannot forget, and a person may ask to be forgotten.
        after: { state: mail.state },
      },
    ]);
    return done({ ...mail, hasHtml: html !== null });
  });
}

/** Sends again a message in doubt: a second copy may arrive. Refused when it is not in doubt (any more). */
export function sendAgain(
  house: House,
  account: OperatorFacts | null,
  id: string,
): Promise<Outcome<undefined>> {
  return settle(house, account, id, 'uncertain', 'send-again', (now) => due(now));
}

/** Files a message in doubt as sent, at the moment of its last attempt. Refused when it is not in doubt (any more). */
export function considerSent(
  house: House,
  account: OperatorFacts | null,
  id: string,
): Promise<Outcome<undefined>> {
  return settle(house, account, id, 'uncertain', 'consider-sent', (now, claimedAt) => ({
    state: 'sent',
    sentAt: claimedAt ?? now,
  }));
}

/** Starts a new series of attempts for a message that failed. Refused when it has not failed. */
export function retryFailed(
  house: House,
  account: OperatorFacts | null,
  id: string,
): Promise<Outcome<undefined>> {
  return settle(house, account, id, 'failed', 'retry', (now) => due(now));
}

function due(now: string) {
  // What was said of the copy that had left is not true of the next one.
  return {
    state: 'waiting' as const,
    nextAttemptAt: now,
    giveUpAt: null,
    report: null,
    reportedAt: null,
    reportReason: null,
  };
}

async function settle(
  house: House,
  account: OperatorFacts | null,
  id: string,
  from: MailState,
  choice: string,
  change: (now: string, claimedAt: string | null) => Partial<typeof outbox.$inferInsert>,
): Promise<Outcome<undefined>> {
  if (!mayRunInstallation(account) || !mailId.safeParse(id).success) return notFound();
  const now = house.clock.now();
  return house.db.transaction(async (tx) => {
    const mail = await locked(tx, id);
    if (!mail) return notFound();
    if (mail.state !== from) return alreadySettled(mail.state);
    const changed = change(now, mail.claimedAt);
    if (mail.erasedAt && changed.state === 'waiting') return ERASED;
    await tx.update(outbox).set(changed).where(eq(outbox.id, id));
    await wakeAtCommit(tx);
    await appendToJournal(tx, null, now, { accountId: account.id, name: account.name }, [
      {
        act: 'mail.settled-by-operator',
        subject: { kind: 'mail', id },
        before: { state: from },
        after: { state: changed.state, choice },
      },
    ]);
    return done();
  });
}

async function locked(tx: Tx, id: string) {
  const [mail] = await tx
    .select({ state: outbox.state, claimedAt: outbox.claimedAt, erasedAt: outbox.erasedAt })
    .from(outbox)
    .where(eq(outbox.id, id))
    .for('update');
  return mail;
}

const ERASED = refuse(
  'mail-erased',
  'Impossible d’envoyer ce message\u00a0: son texte et son adresse ont été effacés à la demande de la personne.',
);

function alreadySettled(state: MailState): Refused {
  return refuse(
    'mail-already-settled',
    'Ce message a changé d’état entre-temps : rien n’a été fait. Relisez son état ci-dessous avant de décider.',
    { details: { state } },
  );
}
