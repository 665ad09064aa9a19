import { and, desc, eq } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { AssociationHead } from '#lib/associations/server/queries.ts';
import { people } from '#lib/associations/server/tables.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { meetingMoment } from '../../../words.ts';
import { holdEndedLink, issueLink } from '../../convocation/links.ts';
import { personalLinks } from '../../convocation/tables.ts';
import { meetings } from '../../tables.ts';

/** How long one waits for another link, in minutes. */
const BETWEEN_LINKS = 10;
/** How long after the meeting its page can still be read by a link, in days. */
const AFTER_MEETING = 8;

/**
 * Sends a new link to whoever a former one was made for, at the address that the association knows: never to the one who
 * asks. Refuses an unknown or withdrawn link, a second one within ten minutes, a meeting that is long over or
 * cancelled, and whoever has no address.
 */
export async function renewPersonalMeeting(
  house: House,
  association: Pick<AssociationHead, 'id' | 'slug'>,
  token: string,
): Promise<Outcome<undefined>> {
  const { id: associationId, slug } = association;
  const known = await inAssociation(house.db, associationId, (tx) =>
    holdEndedLink(tx, associationId, 'meeting', token),
  );
  if (!known) return notFound();
  return command(house, known.actor, async ({ tx, now, journal }) => {
    // Held again: two presses of one button send one mail.
    const link = await holdEndedLink(tx, associationId, 'meeting', token);
    if (!link) return notFound();
    const { subjectId, mandateId, actor } = link;
    const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, subjectId));
    if (!meeting) return notFound();
    const expiresAt = `${daysAfter(meeting.heldOn, AFTER_MEETING)}T00:00:00Z`;
    if (meeting.cancelledAt !== null || expiresAt <= now)
      return refuse('past', 'Cette réunion est passée ou annulée\u00a0: aucun lien n’est plus envoyé.');
    const subject = { purpose: 'meeting' as const, subjectId, mandateId };
    const [last] = await tx
      .select({ createdAt: personalLinks.createdAt })
      .from(personalLinks)
      .where(
        and(
          eq(personalLinks.purpose, 'meeting'),
          eq(personalLinks.subjectId, subjectId),
          eq(personalLinks.mandateId, mandateId),
        ),
      )
      .orderBy(desc(personalLinks.createdAt))
      .limit(1);
    const before = Temporal.Instant.from(now).subtract({ minutes: BETWEEN_LINKS });
    if (last && Temporal.Instant.compare(last.createdAt, before) > 0)
      return refuse(
        'too-soon',
        `Un lien vient déjà de partir. Regardez aussi vos indésirables\u00a0; sinon, redemandez-en un dans ${BETWEEN_LINKS} minutes.`,
      );
    const [person] = await tx
      .select({ email: people.email })
      .from(people)
      .where(eq(people.id, actor.personId!));
    if (!person?.email)
      return refuse(
        'no-address',
        'L’association ne connaît pas d’adresse e-mail à laquelle envoyer ce lien. Demandez au secrétariat.',
      );
    const issued = await issueLink(tx, { ...subject, associationId, now, expiresAt });
    await queueMail(tx, {
      to: person.email,
      subject: 'Votre nouveau lien pour la réunion',
      text: [
        `Bonjour ${actor.name},`,
        `Voici votre nouveau lien, demandé depuis l’ancien, pour la réunion du ${meetingMoment(meeting)}\u00a0:`,
        `${house.publicAddress}/${slug}/m/${issued.token}`,
        'Il vous est personnel\u00a0: qui l’ouvre peut répondre à votre place. Ne le transférez pas.',
      ].join('\n\n'),
      kind: 'personal-link',
      associationId,
      now,
    });
    journal({
      act: 'personal-link.renewed',
      subject: { kind: 'personal-link', id: issued.linkId },
      after: { meetingId: subjectId, mandateId },
    });
    return done();
  });
}
