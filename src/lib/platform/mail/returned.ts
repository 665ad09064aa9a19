import { eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done } from '#lib/kernel/refusals.ts';
import { command, type Act } from '../commands.ts';
import type { Tx } from '../database.ts';
import type { House } from '../house.ts';
import { appendToJournal } from '../journal.ts';
import { readDeliveryReport, type DeliveryReport, type ReportedRecipient } from './delivery-report.ts';
import { delayReason, returnReason } from './return-reasons.ts';
import { outbox, type MailReport } from './tables.ts';

/**
 * What a room does about a message of its own kind that came back, inside the transaction that notes it. It writes the
 * journal of the association, or says that there is nothing to do.
 */
export type ReturnHandler = (act: Act, mailId: string) => Promise<void>;

/**
 * What became of a message that arrived at the return address.
 * not-a-report: anything else than a notification (an automatic answer, spam) · unknown: it is about no message of this
 * outbox · nothing-said: about one of them, that it arrived, or nothing about its recipient · known: told before.
 */
export type ReturnOutcome = 'not-a-report' | 'unknown' | 'nothing-said' | 'delayed' | 'returned' | 'known';

interface Verdict {
  readonly report: MailReport;
  readonly reason: string;
}

/** Who the journal says did it. */
const MAIL_SERVER = 'Le serveur de courrier';

/**
 * Reads a message as the mail server hands over what arrives at the return address, and notes what it says of a message
 * of the outbox: that it was given up, once and for good, or that it is late. Never throws for what the message holds.
 *
 * Anybody can write such a message: mail is not signed, and a true report comes from any server of the world. So it is
 * believed only when it names the message by what cannot be guessed, its identifier of 122 random bits (in the
 * Message-ID and as ENVID). Who knows one is its recipient, whoever they showed its headers to, and the servers between:
 * they can make one message to one person pass for returned, which shows a line to follow that the staff can take away
 * again. No right, delay or vote hangs on it. None of their words are kept: reasons come from a closed list.
 */
export async function receiveReturned(
  house: House,
  raw: Uint8Array,
  handlers: Readonly<Record<string, ReturnHandler>>,
): Promise<ReturnOutcome> {
  const report = await readDeliveryReport(raw);
  if (!report) return 'not-a-report';
  const mail = await mailOf(house, report);
  if (!mail) return 'unknown';
  const verdict = verdictOn(report.recipients, mail.to.toLowerCase());
  if (!verdict) return 'nothing-said';
  const outcome = await note(house, mail, verdict, handlers[mail.kind]);
  house.log.info({ mail: mail.id, outcome }, 'mail reported');
  return outcome;
}

type Reported = NonNullable<Awaited<ReturnType<typeof mailOf>>>;

async function mailOf(house: House, { envelopeId, messageIds }: DeliveryReport) {
  const named = [envelopeId, ...messageIds.map((messageId) => /^<([^@]+)@/.exec(messageId)?.[1])].flatMap(
    (id) => (id && isIdentifier(id) ? id : []),
  );
  if (named.length === 0) return null;
  const rows = await house.db
    .select({
      id: outbox.id,
      to: outbox.to,
      kind: outbox.kind,
      messageId: outbox.messageId,
      associationId: outbox.aboutAssociationId,
    })
    .from(outbox)
    .where(inArray(outbox.id, named));
  return (
    rows.find(({ id, messageId }) => messageId !== null && id === envelopeId) ??
    messageIds.flatMap((said) => rows.find(({ messageId }) => messageId === said) ?? [])[0] ??
    null
  );
}

/**
 * What is said of the one to whom it was written. An address may send on to others: a report about these is about them
 * when it names it as the original recipient, or when it names nobody who received the message.
 */
function verdictOn(recipients: readonly ReportedRecipient[], to: string): Verdict | null {
  const own = recipients.filter(({ final }) => final === to);
  const through = recipients.filter(({ original }) => original === to);
  const all = recipients.every(({ action }) => action === 'failed') ? recipients : [];
  const concerned = [own, through, all].find((some) => some.length > 0) ?? [];
  const failed = concerned.find(({ action }) => action === 'failed');
  if (failed) return { report: 'returned', reason: returnReason(failed.status, failed.final !== to) };
  const delayed = concerned.find(({ action }) => action === 'delayed');
  return delayed ? { report: 'delayed', reason: delayReason(delayed.status) } : null;
}

async function note(
  house: House,
  mail: Reported,
  verdict: Verdict,
  handler: ReturnHandler | undefined,
): Promise<ReturnOutcome> {
  const now = house.clock.now();
  const { associationId } = mail;
  if (verdict.report === 'returned' && associationId !== null && handler) {
    const outcome = await command(house, mailServerOf(associationId), async (act) => {
      const noted = await save(act.tx, mail.id, verdict, act.now);
      if (noted) await handler(act, mail.id);
      else act.nothingToDo();
      return done(noted);
    });
    return outcome.done && outcome.value ? 'returned' : 'known';
  }
  return house.db.transaction(async (tx) => {
    if (!(await save(tx, mail.id, verdict, now))) return 'known';
    if (verdict.report === 'returned')
      await appendToJournal(tx, null, now, { accountId: null, name: MAIL_SERVER }, [
        {
          act: 'mail.returned',
          subject: { kind: 'mail', id: mail.id },
          after: { kind: mail.kind, reason: verdict.reason },
        },
      ]);
    return verdict.report;
  });
}

/** Writes what was said, unless it was said before: a second report, or that it is late after it was given up. */
async function save(tx: Tx, mailId: string, { report, reason }: Verdict, now: string): Promise<boolean> {
  const [mail] = await tx
    .select({ report: outbox.report })
    .from(outbox)
    .where(eq(outbox.id, mailId))
    .for('update');
  if (!mail || mail.report === 'returned' || mail.report === report) return false;
  await tx.update(outbox).set({ report, reportedAt: now, reportReason: reason }).where(eq(outbox.id, mailId));
  return true;
}

const mailServerOf = (associationId: string): Actor => ({
  associationId,
  accountId: null,
  name: MAIL_SERVER,
  personId: null,
  role: null,
  seats: [],
});
