import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { QuestionAnswerForm, QuestionForm } from '../../../forms/participation.ts';
import { meetingToPrepare } from '../../load.ts';
import { agendaItems } from '../../tables.ts';
import { holdAnswer } from '../answering.ts';
import { writtenQuestions } from '../tables.ts';

/**
 * Puts a question in writing before a meeting, on an item or on the whole of it (R-QST-01). The same question twice is
 * put once; the secretary enters (`via`) one that came by letter. Refuses an item that is not on the agenda, and a meeting that has begun.
 */
export function askQuestion(
  house: House,
  actor: Actor,
  meetingId: string,
  { mandateId, itemId, text, via }: QuestionForm,
): Promise<Outcome<{ questionId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await holdAnswer(tx, actor, today, meetingId, { mandateId, via });
    if (!loaded.done) return loaded;
    const { bodyId } = loaded.value.meeting;
    const on = itemId === '' ? null : itemId;
    if (on !== null && (await tx.$count(agendaItems, ofMeeting(meetingId, on))) === 0)
      return refuse(
        'not-found',
        'Ce point n’est plus à l’ordre du jour. Posez votre question sur un autre point, ou sur la réunion.',
        { field: 'itemId' },
      );
    const [same] = await tx
      .select({ id: writtenQuestions.id })
      .from(writtenQuestions)
      .where(
        and(
          eq(writtenQuestions.meetingId, meetingId),
          eq(writtenQuestions.mandateId, mandateId),
          on === null ? isNull(writtenQuestions.itemId) : eq(writtenQuestions.itemId, on),
          eq(writtenQuestions.text, text),
        ),
      );
    if (same) {
      nothingToDo();
      return done({ questionId: same.id });
    }
    const [row] = await tx
      .insert(writtenQuestions)
      .values({
        associationId: actor.associationId,
        meetingId,
        itemId: on,
        bodyId,
        mandateId,
        text,
        askedAt: now,
      })
      .returning({ id: writtenQuestions.id });
    journal({
      act: 'question.asked',
      subject: { kind: 'question', id: row!.id },
      after: { meetingId, itemId: on, mandateId },
    });
    return done({ questionId: row!.id });
  });
}

const ofMeeting = (meetingId: string, itemId: string) =>
  and(eq(agendaItems.meetingId, meetingId), eq(agendaItems.id, itemId));

/**
 * Answers a question in writing; from then on all members of the body read both. Corrects an answer too, if it is still
 * the one that was read (`seen`).
 */
export function answerQuestion(
  house: House,
  actor: Actor,
  meetingId: string,
  { questionId, seen, answer }: QuestionAnswerForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const own = and(eq(writtenQuestions.id, questionId), eq(writtenQuestions.meetingId, meetingId));
    const [question] = isIdentifier(questionId) ? await tx.select().from(writtenQuestions).where(own) : [];
    if (!question) return notFound();
    if (question.answer === answer) {
      nothingToDo();
      return done();
    }
    if ((question.answeredAt ?? '') !== seen)
      return refuse(
        'stale',
        `${question.answeredBy} a répondu entre-temps\u00a0: «\u00a0${question.answer}\u00a0». Complétez cette réponse, puis enregistrez.`,
        { field: 'answer', details: { seen: question.answeredAt } },
      );
    await tx.update(writtenQuestions).set({ answer, answeredAt: now, answeredBy: actor.name }).where(own);
    journal({
      act: 'question.answered',
      subject: { kind: 'question', id: questionId },
      after: { meetingId, corrected: question.answer !== null },
    });
    return done();
  });
}
