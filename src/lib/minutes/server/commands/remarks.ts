import { and, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { recipientsOn, senderOf } from '#lib/meetings/server/recipients.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMail } from '#lib/platform/mail/outbox.ts';
import type { RemarkAnswerForm, RemarkForm } from '../../forms.ts';
import { mayRemark, maySendMinutes } from '../../policy.ts';
import { remarkAnsweredMail } from '../../remarks-mail.ts';
import { checkRemarkInTime } from '../../rules/states.ts';
import { lastVersion, minutesTo } from '../load.ts';
import { minutesRemarks } from '../tables.ts';

/** Remarks of one member on one version: nobody has more to say, and a form sent by a machine stops there. */
const MOST_REMARKS = 100;

/**
 * Keeps the remark of a member on an item of the version that was last sent, or on the whole. Refuses whoever did not sit
 * in the meeting, an item that is not in that version, what comes too late, and a PV that is not before its members any
 * more. The same words sent twice are kept once.
 */
export function makeRemark(
  house: House,
  actor: Actor,
  meetingId: string,
  form: RemarkForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await minutesTo('remark', tx, actor, today, meetingId, mayRemark);
    if (!held.done) return held;
    const { meeting, minutes: row } = held.value;
    const own = mayRemark(actor, meeting, today);
    if (!own.done) return own;
    const inTime = checkRemarkInTime(row!.remarksUntil, today);
    if (!inTime.done) return inTime;
    const { number: version, itemIds } = await lastVersion(tx, row!);
    const itemId = form.itemId || null;
    if (itemId !== null && !itemIds.includes(itemId))
      return refuse('not-in-version', 'Ce point n’est pas dans le PV envoyé. Rechargez la page.', {
        field: 'itemId',
      });
    const mandateId = own.value;
    const mine = await tx
      .select({ itemId: minutesRemarks.itemId, text: minutesRemarks.text })
      .from(minutesRemarks)
      .where(
        and(
          eq(minutesRemarks.meetingId, meetingId),
          eq(minutesRemarks.mandateId, mandateId),
          eq(minutesRemarks.version, version),
        ),
      );
    if (mine.some((remark) => remark.itemId === itemId && remark.text === form.text)) {
      nothingToDo();
      return done();
    }
    if (mine.length >= MOST_REMARKS)
      return refuse(
        'too-many-remarks',
        'Vous avez fait cent remarques sur cette version. Envoyez les autres au secrétariat, dans un seul message.',
      );
    const [remark] = await tx
      .insert(minutesRemarks)
      .values({
        associationId: actor.associationId,
        meetingId,
        version,
        itemId,
        mandateId,
        name: actor.name,
        text: form.text,
        madeAt: now,
      })
      .returning({ id: minutesRemarks.id });
    journal({
      act: 'minutes.remarked',
      subject: { kind: 'minutes', id: meetingId },
      after: { remarkId: remark!.id, version, itemId, mandateId, text: form.text },
    });
    return done();
  });
}

/**
 * Says what became of a remark, and tells whoever made it. Answered again, the words are corrected. Refuses whoever does
 * not prepare the meeting, and a PV that is approved.
 */
export function answerRemark(
  house: House,
  actor: Actor,
  meetingId: string,
  { remarkId, answer, words }: RemarkAnswerForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await minutesTo('answer', tx, actor, today, meetingId, maySendMinutes);
    if (!held.done) return held;
    const { bodyId, heldOn } = held.value.meeting;
    const ofRemark = and(eq(minutesRemarks.id, remarkId), eq(minutesRemarks.meetingId, meetingId));
    const [remark] = await tx.select().from(minutesRemarks).where(ofRemark);
    if (!remark) return notFound();
    if (remark.answer === answer && remark.words === words) {
      nothingToDo();
      return done();
    }
    await tx
      .update(minutesRemarks)
      .set({ answer, words, answeredAt: now, answeredBy: actor.name })
      .where(ofRemark);
    journal({
      act: 'minutes.remark-answered',
      subject: { kind: 'minutes', id: meetingId },
      ...(remark.answer && { before: { remarkId, answer: remark.answer, words: remark.words } }),
      after: { remarkId, answer, words },
    });
    const reader = (await recipientsOn(tx, bodyId, heldOn)).find(
      ({ mandateId }) => mandateId === remark.mandateId,
    );
    if (!reader?.email) return done();
    const [body] = await tx.select({ name: bodies.name }).from(bodies).where(eq(bodies.id, bodyId));
    const { associationId } = actor;
    const mail = remarkAnsweredMail(
      await senderOf(tx, house, associationId),
      { body: body!.name, heldOn, remark: remark.text, takenUp: answer === 'taken-up', words },
      { name: reader.name },
    );
    await queueMail(tx, { to: reader.email, ...mail, kind: 'minutes-answer', associationId, now });
    return done();
  });
}
