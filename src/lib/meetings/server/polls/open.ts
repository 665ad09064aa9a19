import { and, eq, isNull } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { datesOf, type PollForm } from '../../forms/polls.ts';
import { mayPrepare } from '../../policy.ts';
import { pollMail } from '../../poll-mail.ts';
import { checkPollDates } from '../../rules/polls.ts';
import { issueLink, issueLinks } from '../convocation/links.ts';
import { personalLinks } from '../convocation/tables.ts';
import { datePollDates, datePolls } from '../planning/tables.ts';
import { recipientsOn, senderOf } from '../recipients.ts';
import { CLOSED, expiryOf, pollToPrepare } from './held.ts';

/**
 * Opens a poll and sends it to whoever sits in the body today, each with a personal link; those without address are left
 * for the secretary to reach. Refuses an unknown body, one where nobody sits, and dates that cannot be proposed. The same
 * poll sent twice is opened once.
 */
export function openPoll(house: House, actor: Actor, form: PollForm): Promise<Outcome<{ pollId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const allowed = mayPrepare(actor);
    if (!allowed.done) return allowed;
    const [body] = await tx
      .select({ name: bodies.name })
      .from(bodies)
      .where(eq(bodies.id, form.bodyId))
      // Locked, so that a double press finds the poll that the first one opened.
      .for('update');
    if (!body)
      return refuse('unknown-body', 'Cette instance n’existe pas. Choisissez dans la liste.', {
        field: 'bodyId',
      });
    const dates = datesOf(form);
    const checked = checkPollDates(dates, form.closesOn, today);
    if (!checked.done) return checked;
    const { bodyId, kind, title, place, message, closesOn } = form;
    const [known] = await tx
      .select({ id: datePolls.id })
      .from(datePolls)
      .where(
        and(
          eq(datePolls.bodyId, bodyId),
          eq(datePolls.title, title),
          eq(datePolls.closesOn, closesOn),
          isNull(datePolls.closedAt),
        ),
      );
    if (known) {
      nothingToDo();
      return done({ pollId: known.id });
    }
    const recipients = await recipientsOn(tx, bodyId, today);
    if (recipients.length === 0)
      return refuse(
        'nobody-to-ask',
        'Personne ne siège dans cette instance aujourd’hui. Ajoutez d’abord ses mandats.',
        { field: 'bodyId' },
      );
    const { associationId } = actor;
    const [poll] = await tx
      .insert(datePolls)
      .values({ associationId, bodyId, kind, title, place, message, closesOn, createdAt: now })
      .returning({ id: datePolls.id });
    const pollId = poll!.id;
    await tx.insert(datePollDates).values(dates.map((date) => ({ associationId, pollId, bodyId, ...date })));
    const sender = await senderOf(tx, house, associationId);
    const reached = recipients.flatMap(({ email, ...who }) => (email === null ? [] : [{ ...who, email }]));
    const links = await issueLinks(
      tx,
      reached.map(({ mandateId }) => ({
        associationId,
        purpose: 'date-poll' as const,
        subjectId: pollId,
        mandateId,
        now,
        expiresAt: expiryOf(form),
      })),
    );
    const words = { title, place, message, closesOn, body: body.name, dates };
    await queueMails(
      tx,
      reached.map(({ name, email }, index) => ({
        to: email,
        ...pollMail(sender, words, { name, token: links[index]!.token }),
        kind: 'date-poll',
        associationId,
        now,
      })),
    );
    journal({
      act: 'date-poll.opened',
      subject: { kind: 'date-poll', id: pollId },
      after: { bodyId, kind, title, place, closesOn, dates },
    });
    return done({ pollId });
  });
}

/**
 * Makes a new link for one member, to be given by hand or by post; those made before for the same poll stop working.
 * Answers its secret, which is shown once. Refuses someone who is not asked, and a poll that is closed.
 */
export function renewPollLink(
  house: House,
  actor: Actor,
  pollId: string,
  mandateId: string,
): Promise<Outcome<{ token: string; name: string }>> {
  return command(house, actor, async ({ tx, now, today, journal }) => {
    const held = await pollToPrepare(tx, actor, today, pollId);
    if (!held.done) return held;
    const poll = held.value;
    const recipient = (await recipientsOn(tx, poll.bodyId, today)).find(
      (each) => each.mandateId === mandateId,
    );
    if (!recipient) return notFound();
    if (poll.closedAt !== null) return CLOSED;
    await tx
      .update(personalLinks)
      .set({ revokedAt: now })
      .where(
        and(
          eq(personalLinks.subjectId, pollId),
          eq(personalLinks.mandateId, mandateId),
          isNull(personalLinks.revokedAt),
        ),
      );
    const { linkId, token } = await issueLink(tx, {
      associationId: actor.associationId,
      purpose: 'date-poll',
      subjectId: pollId,
      mandateId,
      now,
      expiresAt: expiryOf(poll),
    });
    journal({
      act: 'personal-link.renewed',
      subject: { kind: 'personal-link', id: linkId },
      after: { purpose: 'date-poll', subjectId: pollId, mandateId },
    });
    return done({ token, name: recipient.name });
  });
}
