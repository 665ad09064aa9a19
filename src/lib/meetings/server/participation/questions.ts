import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Tx } from '#lib/platform/database.ts';
import { agendaItems } from '../tables.ts';
import { writtenQuestions } from './tables.ts';

export interface QuestionView {
  readonly id: string;
  readonly item: { readonly id: string; readonly title: string } | null;
  /** Who asks, and for whom they sit. */
  readonly author: { readonly givenName: string; readonly familyName: string } | null;
  readonly organisation: string;
  readonly text: string;
  /** ISO instants. */
  readonly askedAt: string;
  readonly answer: string | null;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
}

/**
 * The written questions of a meeting that the actor may read, the oldest first: all of them for the staff, else their own
 * and those that were answered. The meeting itself was authorised before.
 */
export function questionsOf(tx: Tx, actor: Actor, meetingId: string): Promise<QuestionView[]> {
  const own = actor.seats.map(({ mandateId }) => mandateId);
  const readable =
    actor.role === null
      ? or(
          isNotNull(writtenQuestions.answer),
          own.length > 0 ? inArray(writtenQuestions.mandateId, own) : sql`false`,
        )
      : undefined;
  return tx
    .select({
      id: writtenQuestions.id,
      item: { id: agendaItems.id, title: agendaItems.title },
      author: { givenName: people.givenName, familyName: people.familyName },
      organisation: organisations.name,
      text: writtenQuestions.text,
      askedAt: writtenQuestions.askedAt,
      answer: writtenQuestions.answer,
      answeredAt: writtenQuestions.answeredAt,
      answeredBy: writtenQuestions.answeredBy,
    })
    .from(writtenQuestions)
    .innerJoin(mandates, eq(mandates.id, writtenQuestions.mandateId))
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .leftJoin(agendaItems, eq(agendaItems.id, writtenQuestions.itemId))
    .where(and(eq(writtenQuestions.meetingId, meetingId), readable))
    .orderBy(asc(writtenQuestions.askedAt), asc(writtenQuestions.id));
}
