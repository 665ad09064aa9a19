import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { AssociationHead } from '#lib/associations/server/queries.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { openLink, type OpenLink } from '../convocation/links.ts';
import { convocationRecipients, convocations, personalLinks } from '../convocation/tables.ts';

/**
 * Opens the link of a meeting, and notes the first time that it was: a proof of the convocation. Not a command: nothing is
 * decided, the journal would say of a person when they read their mail, and scanners of mailboxes open every link.
 */
export function openPersonalMeeting(
  house: House,
  { id: associationId }: Pick<AssociationHead, 'id'>,
  token: string,
): Promise<Outcome<OpenLink>> {
  const now = house.clock.now();
  return inAssociation(house.db, associationId, async (tx) => {
    const opened = await openLink(tx, associationId, 'meeting', token, now);
    if (!opened.done) return opened;
    const { linkId, subjectId, mandateId } = opened.value;
    await tx
      .update(personalLinks)
      .set({ openedAt: now })
      .where(and(eq(personalLinks.id, linkId), isNull(personalLinks.openedAt)));
    await tx
      .update(convocationRecipients)
      .set({ openedAt: now })
      .where(
        and(
          eq(convocationRecipients.mandateId, mandateId),
          isNull(convocationRecipients.openedAt),
          inArray(
            convocationRecipients.convocationId,
            tx
              .select({ id: convocations.id })
              .from(convocations)
              .where(eq(convocations.meetingId, subjectId)),
          ),
        ),
      );
    return opened;
  });
}
