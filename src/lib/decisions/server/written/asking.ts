import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { issueLink } from '#lib/meetings/server/convocation/links.ts';
import { senderOf } from '#lib/meetings/server/recipients.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import { askingMail, endedMail } from '../../written-mail.ts';
import type { Procedure, ProcedureBody, WrittenVoter } from './voters.ts';

type Reached = Pick<WrittenVoter, 'mandateId' | 'person' | 'email'>;

/** How long a personal link still shows the procedure after its last day: the outcome is read by it. */
const SHOWN_AFTER = 31;

const nameOf = ({ person }: Reached) => `${person!.givenName} ${person!.familyName}`;

/** Asks these members for their answer, each by a link of their own; those without address are left aside. */
export async function ask(
  { tx, now }: Pick<Act, 'tx' | 'now'>,
  house: House,
  { associationId }: Actor,
  procedure: Pick<Procedure, 'id' | 'proposal' | 'explanation' | 'closesOn'>,
  body: ProcedureBody,
  voters: readonly Reached[],
  { reminder }: { readonly reminder: boolean },
): Promise<void> {
  const sender = await senderOf(tx, house, associationId);
  const { id, proposal, explanation, closesOn } = procedure;
  for (const voter of voters) {
    if (voter.email === null) continue;
    const { token } = await issueLink(tx, {
      associationId,
      purpose: 'written-procedure',
      subjectId: id,
      mandateId: voter.mandateId,
      now,
      expiresAt: `${daysAfter(closesOn, SHOWN_AFTER)}T00:00:00Z`,
    });
    const mail = askingMail(
      sender,
      { body: body.name, proposal, explanation, closesOn },
      { name: nameOf(voter), token, reminder },
    );
    await queueMail(tx, { to: voter.email, ...mail, kind: 'written-procedure', associationId, now });
  }
}

/** Tells everyone who has an address what became of a procedure. */
export async function tellEnd(
  { tx, now }: Pick<Act, 'tx' | 'now'>,
  house: House,
  associationId: string,
  procedure: Pick<Procedure, 'proposal'>,
  body: ProcedureBody,
  voters: readonly Reached[],
  end: Parameters<typeof endedMail>[2],
): Promise<void> {
  const sender = await senderOf(tx, house, associationId);
  for (const voter of voters) {
    if (voter.email === null) continue;
    const words = { body: body.name, proposal: procedure.proposal };
    const mail = endedMail(sender, words, end, { name: nameOf(voter) });
    await queueMail(tx, { to: voter.email, ...mail, kind: 'written-outcome', associationId, now });
  }
}
