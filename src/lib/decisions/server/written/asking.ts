import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { issueLinks } from '#lib/meetings/server/convocation/links.ts';
import { senderOf } from '#lib/meetings/server/recipients.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { askingMail, endedMail } from '../../written-mail.ts';
import type { Procedure, ProcedureBody, WrittenVoter } from './voters.ts';

type Reached = Pick<WrittenVoter, 'mandateId' | 'person' | 'email'>;

/** How long a personal link still shows the procedure after its last day: the outcome is read by it. */
const SHOWN_AFTER = 31;

const nameOf = ({ person }: Pick<Reached, 'person'>) => `${person!.givenName} ${person!.familyName}`;

/** Those who have an address: the others are told otherwise. */
const reachedOf = (voters: readonly Reached[]) =>
  voters.flatMap(({ email, ...voter }) => (email === null ? [] : [{ ...voter, email }]));

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
  const asked = reachedOf(voters);
  const links = await issueLinks(
    tx,
    asked.map(({ mandateId }) => ({
      associationId,
      purpose: 'written-procedure' as const,
      subjectId: id,
      mandateId,
      now,
      expiresAt: `${daysAfter(closesOn, SHOWN_AFTER)}T00:00:00Z`,
    })),
  );
  const what = { body: body.name, proposal, explanation, closesOn };
  await queueMails(
    tx,
    asked.map((voter, index) => ({
      to: voter.email,
      ...askingMail(sender, what, { name: nameOf(voter), token: links[index]!.token, reminder }),
      kind: 'written-procedure',
      associationId,
      now,
    })),
  );
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
  const words = { body: body.name, proposal: procedure.proposal };
  await queueMails(
    tx,
    reachedOf(voters).map((voter) => ({
      to: voter.email,
      ...endedMail(sender, words, end, { name: nameOf(voter) }),
      kind: 'written-outcome',
      associationId,
      now,
    })),
  );
}
