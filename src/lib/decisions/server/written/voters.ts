import { eq } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { compositionOn, type SeatRow } from '#lib/bodies/server/queries.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { localDay } from '#lib/kernel/days.ts';
import { recipientsOn } from '#lib/meetings/server/recipients.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mustAgree, type WrittenBodyKind, type WrittenCount } from '../../rules/written.ts';
import { writtenAnswers, writtenProcedures } from './tables.ts';

export type Procedure = typeof writtenProcedures.$inferSelect;
type Answer = typeof writtenAnswers.$inferSelect;

export interface ProcedureBody {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: WrittenBodyKind;
}

/** Somebody whose agreement is needed, with what they answered. */
export interface WrittenVoter extends SeatRow {
  /** Where they are written to; null for whoever signs on paper. */
  readonly email: string | null;
  readonly answer: Pick<Answer, 'answer' | 'answeredAt' | 'via' | 'enteredBy'> | null;
}

/** Whose agreement a body needs on an ISO day, vacant seats of the assembly included. */
export async function votersOn(
  tx: Tx,
  body: { readonly id: string; readonly kind: BodyKind },
  day: string,
): Promise<SeatRow[]> {
  const governmentVote = (await statutesOf(tx, body, day))['government-vote'].value;
  return (await compositionOn(tx, body.id, day)).filter((seat) =>
    mustAgree({
      ...seat,
      bodyKind: body.kind,
      governmentVote,
      membership: seat.partner ? 'full' : 'none',
      vacant: seat.person === null,
    }),
  );
}

/** Those whose agreement a procedure needs, as they were on the day on which it was opened, each with their answer. */
export async function votersOf(tx: Tx, procedure: Procedure, body: ProcedureBody): Promise<WrittenVoter[]> {
  const day = localDay(procedure.openedAt);
  const voters = await votersOn(tx, body, day);
  const addresses = new Map(
    (await recipientsOn(tx, body.id, day)).map(({ mandateId, email }) => [mandateId, email]),
  );
  const answers = await tx.select().from(writtenAnswers).where(eq(writtenAnswers.procedureId, procedure.id));
  const byMandate = new Map(answers.map((answer) => [answer.mandateId, answer]));
  return voters.map((voter) => ({
    ...voter,
    email: addresses.get(voter.mandateId) ?? null,
    answer: byMandate.get(voter.mandateId) ?? null,
  }));
}

export function countOf(voters: readonly Pick<WrittenVoter, 'answer'>[]): WrittenCount {
  const of = (answer: Answer['answer'] | null) =>
    voters.filter((voter) => (voter.answer?.answer ?? null) === answer).length;
  return { agreed: of('agrees'), refused: of('refuses'), silent: of(null) };
}

/** The body of a procedure: only the assembly and the board have any (`checkInWriting`). */
export async function bodyOf(tx: Tx, bodyId: string): Promise<ProcedureBody> {
  const [body] = await tx
    .select({ id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind })
    .from(bodies)
    .where(eq(bodies.id, bodyId));
  return body as ProcedureBody;
}
