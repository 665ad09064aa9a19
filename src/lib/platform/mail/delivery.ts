import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { House } from '../house.ts';
import { outbox, outboxAttachments } from './tables.ts';
import type { Attempt, OutgoingMail, Transport } from './transport.ts';

/** After a temporary refusal: minutes until the next attempt, then every hour. */
const DELAYS = [1, 5, 15];
const LAST_DELAY = 60;
/** Hours after the first attempt of a series from which a temporary refusal is final. */
const GIVE_UP_AFTER = 24;
/** Minutes after which a claim belongs to a worker that died. Several times the longest attempt. */
const LEASE = 15;

interface Claim extends Omit<OutgoingMail, 'attachments'> {
  readonly attempts: number;
}

/**
 * Sends the messages that are due, one after the other, until none is left or `signal` aborts (the message in hand
 * is finished). Any number of workers, in any number of processes, may run it at once. Without a transport, and in a
 * demonstration, it sends nothing: messages wait.
 *
 * How a message goes:
 *  1. `waiting`: due when its time has come. A worker claims it: the row becomes `sending` and that is committed
 *     before the first word to the mail server. Two workers cannot claim the same row.
 *  2. The mail server accepts it: `sent`. It refuses it for good (5xx): `failed`. It refuses it for now (4xx), or
 *     cannot be reached: `waiting` again, after 1, 5, 15, 60 minutes, then every hour; 24 hours after the first
 *     attempt it is `failed`. When the server cannot be reached the run stops there: others would fare the same.
 *  3. The connection is lost after the text began to leave: `uncertain`.
 *  4. The worker dies between the claim and the mark: the row stays `sending`. When the claim is 15 minutes old, by
 *     the clock of the house, any run makes it `uncertain`.
 *
 * An `uncertain` message is never sent again by itself: the operator decides (operator.ts). So a crash never makes
 * this program send twice, and the price is that a person must look at the few messages in doubt.
 *
 * What remains possible:
 *  - A message in doubt was in fact received, and the operator sends it again: two copies. They carry the same
 *    Message-ID, so many mail servers keep one.
 *  - A worker is frozen more than 15 minutes between its claim and the mail server's answer (a suspended machine),
 *    the operator sends the message again meanwhile, and the worker wakes: two copies. The same when the clocks of
 *    two machines differ by more than that.
 *  - The mail server accepts a message and loses it, or delivers it twice: nothing here can know.
 */
export async function deliverDue(
  house: House,
  transport: Transport | null,
  signal?: AbortSignal,
): Promise<void> {
  await doubtLostClaims(house);
  if (!transport || house.demonstration) return;
  while (!signal?.aborted) {
    const claim = await claimNext(house, transport.domain);
    if (!claim) return;
    const attempt = await transport.send({ ...claim, attachments: await attachmentsOf(house, claim.id) });
    await mark(house, claim, attempt);
    if (attempt.result === 'unreachable') return;
  }
}

async function doubtLostClaims(house: House): Promise<void> {
  const limit = Temporal.Instant.from(house.clock.now()).subtract({ minutes: LEASE }).toString();
  const lost = await house.db
    .update(outbox)
    .set({
      state: 'uncertain',
      lastError: 'L’envoi a été interrompu avant la réponse du serveur de courrier.',
    })
    .where(and(eq(outbox.state, 'sending'), lt(outbox.claimedAt, limit)))
    .returning({ id: outbox.id });
  for (const { id } of lost) house.log.warn({ mail: id }, 'mail in doubt after an interrupted attempt');
}

/** One statement, committed by itself: when it returns, the claim survives a crash. */
async function claimNext(house: House, domain: string): Promise<Claim | undefined> {
  const now = house.clock.now();
  const due = house.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.state, 'waiting'), lte(outbox.nextAttemptAt, now)))
    .orderBy(asc(outbox.nextAttemptAt), asc(outbox.queuedAt), asc(outbox.id))
    .limit(1)
    .for('update', { skipLocked: true });
  const giveUpAt = Temporal.Instant.from(now).add({ hours: GIVE_UP_AFTER }).toString();
  const [claim] = await house.db
    .update(outbox)
    .set({
      state: 'sending',
      claimedAt: now,
      nextAttemptAt: null,
      attempts: sql`${outbox.attempts} + 1`,
      giveUpAt: sql`coalesce(${outbox.giveUpAt}, ${giveUpAt})`,
      // Whoever knows it can say that the message came back (returned.ts): the identifier is 122 bits of chance, and
      // only the recipient, the operator and the mail servers between them see it.
      messageId: sql`coalesce(${outbox.messageId}, '<' || ${outbox.id} || '@' || ${domain}::text || '>')`,
    })
    .where(eq(outbox.id, sql`(${due})`))
    .returning({
      id: outbox.id,
      attempts: outbox.attempts,
      messageId: sql<string>`${outbox.messageId}`,
      to: outbox.to,
      subject: outbox.subject,
      text: outbox.text,
      html: outbox.html,
      queuedAt: outbox.queuedAt,
    });
  return claim;
}

function attachmentsOf(house: House, mailId: string): Promise<OutgoingMail['attachments']> {
  const { filename, mediaType, content } = outboxAttachments;
  return house.db
    .select({ filename, mediaType, content })
    .from(outboxAttachments)
    .where(eq(outboxAttachments.mailId, mailId))
    .orderBy(asc(outboxAttachments.position));
}

/**
 * Writes what became of a claim, if the row is still the same claim's: a worker slower than its lease may still tell
 * what happened to a message in doubt, but not to one that the operator has settled.
 */
async function mark(house: House, claim: Claim, attempt: Attempt): Promise<void> {
  const now = house.clock.now();
  const marked = await house.db
    .update(outbox)
    .set(after(attempt, claim.attempts, now))
    .where(
      and(
        eq(outbox.id, claim.id),
        eq(outbox.attempts, claim.attempts),
        inArray(outbox.state, ['sending', 'uncertain']),
      ),
    )
    .returning({ state: outbox.state });
  const { result, ...said } = attempt;
  house.log[result === 'sent' ? 'info' : 'warn'](
    {
      mail: claim.id,
      attempt: claim.attempts,
      result,
      state: marked[0]?.state ?? 'settled meanwhile',
      ...said,
    },
    'mail attempted',
  );
}

function after(attempt: Attempt, attempts: number, now: string) {
  // Of a message erased meanwhile, no answer is kept: it often repeats the address.
  const kept = (error: string) =>
    sql`case when ${outbox.erasedAt} is null then ${error}::text else 'La réponse du serveur n’a pas été gardée.' end`;
  switch (attempt.result) {
    case 'sent':
      return { state: 'sent' as const, sentAt: now, lastError: null };
    case 'refused':
      return { state: 'failed' as const, lastError: kept(attempt.error) };
    case 'uncertain':
      return { state: 'uncertain' as const, lastError: kept(attempt.error) };
    case 'postponed':
    case 'unreachable': {
      const next = Temporal.Instant.from(now)
        .add({ minutes: DELAYS[attempts - 1] ?? LAST_DELAY })
        .toString();
      // Erased meanwhile: there is nothing left to send.
      const givenUp = sql`(${outbox.giveUpAt} <= ${now} or ${outbox.erasedAt} is not null)`;
      return {
        state: sql`case when ${givenUp} then 'failed' else 'waiting' end`,
        nextAttemptAt: sql`case when ${givenUp} then null else ${next}::timestamptz end`,
        lastError: kept(attempt.error),
      };
    }
  }
}
