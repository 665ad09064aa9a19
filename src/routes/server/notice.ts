import { error, type RequestEvent } from '@sveltejs/kit';
import { noticeAddresses } from '#lib/meetings/convocation/addresses.ts';
import type { NoticeContent, Recipient } from '#lib/meetings/convocation/content.ts';
import type { Sending } from '#lib/meetings/convocation/letter.ts';
import { noticeMail } from '#lib/meetings/convocation/mail.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { roundOf } from '#lib/meetings/server/convocation/rounds.ts';
import { convocationPage } from '#lib/meetings/server/convocation/view.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';

type Visit = NonNullable<App.Locals['visit']>;

/** What was told, or would be, and to whom. */
interface Said {
  readonly content: NoticeContent;
  readonly sending: Sending;
  readonly recipients: readonly Recipient[];
}

/**
 * The sending that this address names (`?round=`), or what would leave now, which only those who prepare may see. Of a
 * sending, a member finds themselves alone.
 */
export async function saidAt(tx: Tx, event: RequestEvent, visit: Visit, meeting: MeetingView): Promise<Said> {
  const round = event.url.searchParams.get('round');
  if (round !== null) {
    const found = await roundOf(tx, visit.actor, meeting, round);
    if (!found) error(404, notFound().refusal.sentence);
    return { content: found.content, sending: found.sending, recipients: found.rows };
  }
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(visit.actor.role === null ? 404 : 403, allowed.refusal.sentence);
  const { clock } = event.locals.house;
  const { prepared, changes, convoked } = await convocationPage(tx, visit.actor, clock.today(), meeting);
  const kind = convoked.notified ? ('change' as const) : ('notice' as const);
  const sending = { kind, message: changes.join('\n'), at: clock.now(), by: visit.actor.name };
  return { content: prepared.content, sending, recipients: prepared.recipients };
}

/** Of what was said, the one person whom this address names ("auditor", or a mandate). */
export function recipientAt(event: RequestEvent, { recipients }: Said): Recipient {
  const { recipient: named } = event.params;
  const recipient = recipients.find(({ mandateId }) => (mandateId ?? 'auditor') === named);
  if (!recipient) error(404, notFound().refusal.sentence);
  return recipient;
}

/** Where a link has what only its reader knows. */
const PERSONAL = '[code personnel]';

/** The message of one person as they get it, but for what is personal in its links: it is known to nobody but them. */
export function shownMail(
  event: RequestEvent,
  { content, sending }: Omit<Said, 'recipients'>,
  recipient: Recipient,
) {
  const { house } = event.locals;
  const addresses = noticeAddresses(house.publicAddress, content.association.slug, content.meeting.id);
  const linked = recipient.sits && recipient.mandateId !== null;
  const { subject, text } = noticeMail(content, recipient, sending, {
    personal: linked ? addresses.personal(PERSONAL) : null,
    pack: linked ? addresses.personalPack(PERSONAL) : null,
  });
  return { subject, text, personal: text.includes(PERSONAL) ? PERSONAL : null };
}
