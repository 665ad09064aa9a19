import { daysAfter } from '#lib/kernel/days.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { slices } from '#lib/platform/slices.ts';
import { meetingCalendar } from '../../calendar-file.ts';
import { noticeAddresses } from '../../convocation/addresses.ts';
import type { NoticeContent, Recipient } from '../../convocation/content.ts';
import { noticeMail } from '../../convocation/mail.ts';
import type { NoticeKind } from '../../vocabulary.ts';
import { issueLinks } from './links.ts';
import { convocationRecipients, convocations } from './tables.ts';

/** Days after the meeting during which the personal page of a message still opens. */
const LINK_LASTS = 30;

export interface Telling {
  readonly kind: NoticeKind;
  readonly content: NoticeContent;
  readonly recipients: readonly Recipient[];
  readonly message: string;
  readonly lateReason: string | null;
  /** For a reminder: the ISO day for which it is. */
  readonly remindsOn: string | null;
}

/**
 * Tells these people something of a meeting, inside a command: queues a message to whoever has an e-mail address, notes
 * that the others wait for a letter, keeps what was said, and journals it. Everything leaves or nothing does.
 */
export async function tell(
  house: House,
  actor: Actor,
  { tx, now, journal }: Pick<Act, 'tx' | 'now' | 'journal'>,
  { kind, content, recipients, message, lateReason, remindsOn }: Telling,
): Promise<{ convocationId: string; mails: number; letters: number }> {
  const { associationId } = actor;
  const { meeting, association } = content;
  const [created] = await tx
    .insert(convocations)
    .values({
      associationId,
      meetingId: meeting.id,
      kind,
      sentAt: now,
      sentBy: actor.name,
      message,
      lateReason,
      content,
      remindsOn,
    })
    .returning({ id: convocations.id });
  const convocationId = created!.id;
  const addresses = noticeAddresses(house.publicAddress, association.slug, meeting.id);
  const sending = { kind, message, at: now, by: actor.name };
  const calendar = new TextEncoder().encode(
    meetingCalendar(meeting, { association: association.shortName, addressOf: () => addresses.meeting }),
  );
  const attachments =
    kind === 'reminder'
      ? []
      : [
          {
            filename: 'reunion.ics',
            mediaType: 'text/calendar; method=PUBLISH; charset=utf-8',
            content: calendar,
          },
        ];
  const reached = recipients.filter(({ channel }) => channel === 'mail');
  const linked =
    kind === 'cancellation'
      ? []
      : reached.flatMap(({ sits, mandateId }) => (sits && mandateId !== null ? [mandateId] : []));
  const links = await issueLinks(
    tx,
    linked.map((mandateId) => ({
      associationId,
      purpose: 'meeting' as const,
      subjectId: meeting.id,
      mandateId,
      now,
      expiresAt: `${daysAfter(meeting.heldOn, LINK_LASTS)}T00:00:00Z`,
    })),
  );
  const tokens = new Map(linked.map((mandateId, index) => [mandateId, links[index]!.token]));
  const mailIds = await queueMails(
    tx,
    reached.map((recipient) => {
      const token = tokens.get(recipient.mandateId ?? '');
      return {
        to: recipient.address!,
        ...noticeMail(content, recipient, sending, {
          personal: token === undefined ? null : addresses.personal(token),
          pack: token === undefined ? null : addresses.personalPack(token),
        }),
        attachments,
        kind: 'convocation',
        associationId,
        now,
      };
    }),
  );
  const mailOf = new Map(reached.map((recipient, index) => [recipient, mailIds[index]!]));
  const rows = recipients.map((recipient) => ({
    associationId,
    convocationId,
    mandateId: recipient.mandateId,
    name: recipient.name,
    organisation: recipient.organisation,
    capacity: recipient.capacity,
    channel: recipient.channel,
    address: recipient.address,
    mailId: mailOf.get(recipient) ?? null,
  }));
  for (const some of slices(rows)) await tx.insert(convocationRecipients).values(some);
  const mails = rows.filter(({ channel }) => channel === 'mail').length;
  journal({
    act: 'convocation.sent',
    subject: { kind: 'meeting', id: meeting.id },
    after: { convocationId, kind, mails, letters: rows.length - mails, lateReason },
  });
  return { convocationId, mails, letters: rows.length - mails };
}
