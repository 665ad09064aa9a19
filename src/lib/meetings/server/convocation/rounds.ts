import { and, asc, eq, sql } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Tx } from '#lib/platform/database.ts';
import { deliveryOf } from '#lib/platform/mail/outbox.ts';
import type { NoticeContent, Recipient } from '../../convocation/content.ts';
import type { Sending } from '../../convocation/letter.ts';
import { noticeClock, type NoticeVerdict } from '../../rules/notice.ts';
import { proofOf, type Proof } from '../../rules/proof.ts';
import type { Reply } from '../../vocabulary.ts';
import { attendanceReplies } from '../participation/tables.ts';
import type { MeetingView } from '../queries.ts';
import { convocationRecipients, personalLinks } from './tables.ts';
import { convocationNamed } from './told.ts';

/** One person told, and the proof of it. */
export interface ProofRow extends Recipient, Proof {
  readonly id: string;
  /** What the mail server answered, or why the message came back. */
  readonly error: string | null;
  /** ISO instants. */
  readonly returnedAt: string | null;
  readonly openedAt: string | null;
  readonly reply: Reply | null;
  /** What the moment at which it left is worth; null while it did not leave. */
  readonly verdict: NoticeVerdict | null;
}

/** One sending, whole: what it said and to whom. */
export interface Round {
  readonly id: string;
  readonly content: NoticeContent;
  readonly sending: Sending;
  readonly lateReason: string | null;
  readonly rows: readonly ProofRow[];
}

/** The people of one sending with what is known of each: those of all, or those of one person alone. */
function recipientRows(tx: Tx, meetingId: string, convocationId: string, personId: string | null) {
  const opened = tx
    .select({ at: sql<string>`min(${personalLinks.openedAt})` })
    .from(personalLinks)
    .where(
      and(
        eq(personalLinks.subjectId, meetingId),
        eq(personalLinks.purpose, 'meeting'),
        eq(personalLinks.mandateId, convocationRecipients.mandateId),
      ),
    );
  return tx
    .select({
      recipient: convocationRecipients,
      personId: mandates.personId,
      bodyId: mandates.bodyId,
      civility: people.civility,
      reply: attendanceReplies.reply,
      linkOpenedAt: sql<string | null>`(${opened})`.mapWith(convocationRecipients.openedAt),
    })
    .from(convocationRecipients)
    .leftJoin(mandates, eq(mandates.id, convocationRecipients.mandateId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .leftJoin(
      attendanceReplies,
      and(
        eq(attendanceReplies.mandateId, convocationRecipients.mandateId),
        eq(attendanceReplies.meetingId, meetingId),
      ),
    )
    .where(
      and(
        eq(convocationRecipients.convocationId, convocationId),
        personId === null ? undefined : eq(mandates.personId, personId),
      ),
    )
    .orderBy(
      sql`array_position(array['member', 'guest', 'director', 'auditor'], ${convocationRecipients.capacity})`,
      asc(people.familyName),
      asc(convocationRecipients.name),
      asc(convocationRecipients.id),
    );
}

const earliest = (moments: readonly (string | null)[]) =>
  moments.filter((moment) => moment !== null).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;

/**
 * One sending of a meeting with its people: all of them for the staff, their own for a member. Null when there is no such
 * one, or nothing in it for them. The caller may read the meeting.
 */
export async function roundOf(
  tx: Tx,
  actor: Actor,
  meeting: MeetingView,
  convocationId: string,
): Promise<Round | null> {
  const row = isIdentifier(convocationId) ? await convocationNamed(tx, meeting.id, convocationId) : null;
  if (!row || (actor.role === null && actor.personId === null)) return null;
  const whose = actor.role === null ? actor.personId : null;
  const rows = await recipientRows(tx, meeting.id, row.id, whose);
  if (rows.length === 0) return null;
  const mailIds = rows.flatMap(({ recipient }) => recipient.mailId ?? []);
  const deliveries = mailIds.length === 0 ? [] : await deliveryOf(tx, actor.associationId, mailIds);
  const byMail = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const content = row.content as NoticeContent;
  const rule = await statutesOf(tx, meeting.body, content.meeting.heldOn);
  return {
    id: row.id,
    content,
    sending: { kind: row.kind, message: row.message, at: row.sentAt, by: row.sentBy },
    lateReason: row.lateReason,
    rows: rows.map(({ recipient, personId, bodyId, civility, reply, linkOpenedAt }) => {
      const { id, mandateId, capacity, name, organisation, channel, address } = recipient;
      const delivery = byMail.get(recipient.mailId ?? '') ?? null;
      const proof = proofOf({ ...recipient, delivery });
      return {
        id,
        mandateId,
        personId,
        capacity,
        name,
        civility,
        organisation,
        channel,
        address,
        sits: personId !== null && bodyId === meeting.body.id,
        ...proof,
        error: (proof.state === 'returned' ? delivery?.returnReason : delivery?.lastError) ?? null,
        returnedAt: recipient.returnedAt,
        openedAt: earliest([recipient.openedAt, linkOpenedAt]),
        reply,
        verdict:
          proof.leftAt === null
            ? null
            : noticeClock(content.meeting.heldOn, localDay(proof.leftAt), rule).verdict,
      };
    }),
  };
}
