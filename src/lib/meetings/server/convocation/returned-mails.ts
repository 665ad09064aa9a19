import { eq } from 'drizzle-orm';
import type { ReturnHandler } from '#lib/platform/mail/returned.ts';
import { convocationRecipients } from './tables.ts';

/**
 * Notes that the message by which someone was told of a meeting came back, as the staff would by hand: they can say as
 * simply that it did not. What was noted by hand before keeps its moment.
 */
export const noteConvocationReturned: ReturnHandler = async ({ tx, now, journal, nothingToDo }, mailId) => {
  const [recipient] = await tx
    .select({ id: convocationRecipients.id, returnedAt: convocationRecipients.returnedAt })
    .from(convocationRecipients)
    .where(eq(convocationRecipients.mailId, mailId))
    .for('update');
  if (!recipient || recipient.returnedAt !== null) return nothingToDo();
  await tx
    .update(convocationRecipients)
    .set({ returnedAt: now })
    .where(eq(convocationRecipients.id, recipient.id));
  journal({
    act: 'convocation.returned',
    subject: { kind: 'convocation-recipient', id: recipient.id },
    before: { returnedAt: null },
    after: { returnedAt: now },
  });
};
