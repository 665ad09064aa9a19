import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { mayRunWritten } from '../../policy.ts';
import { writtenVerdict, type WrittenCount, type WrittenVerdict } from '../../rules/written.ts';
import type { WrittenSnapshot } from '../../written-document.ts';
import type { WrittenState } from '../../written-words.ts';
import { mayReadProcedure } from './held.ts';
import { writtenAnswers, writtenProcedures } from './tables.ts';
import { bodyOf, countOf, votersOf, type ProcedureBody, type WrittenVoter } from './voters.ts';

export interface WrittenRow {
  readonly id: string;
  readonly body: string;
  readonly proposal: string;
  readonly openedAt: string;
  readonly closesOn: string;
  /** As it is on this day: one whose last day is over without the agreement of all is rejected. */
  readonly state: WrittenState;
  readonly answers: number;
}

/** The decisions in writing that the actor may read, the last opened first. */
export async function listWritten(tx: Tx, actor: Actor, today: string): Promise<WrittenRow[]> {
  const own = [...new Set(actor.seats.map(({ bodyId }) => bodyId))];
  if (actor.role === null && own.length === 0) return [];
  const rows = await tx
    .select({
      id: writtenProcedures.id,
      bodyId: writtenProcedures.bodyId,
      body: bodies.name,
      proposal: writtenProcedures.proposal,
      openedAt: writtenProcedures.openedAt,
      closesOn: writtenProcedures.closesOn,
      state: writtenProcedures.state,
      answers: sql<number>`(select count(*)::int from ${writtenAnswers} where ${writtenAnswers.associationId} = ${writtenProcedures.associationId} and ${writtenAnswers.procedureId} = ${writtenProcedures.id})`,
    })
    .from(writtenProcedures)
    .innerJoin(bodies, eq(bodies.id, writtenProcedures.bodyId))
    .where(actor.role === null ? inArray(writtenProcedures.bodyId, own) : undefined)
    .orderBy(desc(writtenProcedures.openedAt), asc(writtenProcedures.id));
  return rows
    .filter((row) => mayReadProcedure(actor, row, today))
    .map(({ bodyId: _, state, ...row }) => ({
      ...row,
      // All agreeing would have ended it at once: what is still open after its last day lacks an answer.
      state: state === 'open' && today > row.closesOn ? 'rejected' : state,
    }));
}

export interface WrittenView {
  readonly id: string;
  readonly body: ProcedureBody;
  readonly kind: DecisionKind;
  readonly proposal: string;
  readonly explanation: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly closesOn: string;
  /** As it is on this day, even when nothing wrote it down yet. */
  readonly state: WrittenState;
  readonly verdict: WrittenVerdict | null;
  /** Null while it goes on, and until it is written down. */
  readonly settledAt: string | null;
  readonly withdrawal: string | null;
  readonly count: WrittenCount;
  /** What the actor answered; null for whoever is not asked. */
  readonly own: { readonly answer: WrittenVoter['answer'] } | null;
  /** Who answered what: for the staff; for members once it is decided, as the document says it. */
  readonly voters: readonly WrittenVoter[];
  readonly mayRun: boolean;
}

/** A decision in writing for whoever may read it; "not found" for anyone else. */
export async function writtenView(
  tx: Tx,
  actor: Actor,
  today: string,
  procedureId: string,
): Promise<Outcome<WrittenView>> {
  if (!isIdentifier(procedureId)) return notFound();
  const [procedure] = await tx.select().from(writtenProcedures).where(eq(writtenProcedures.id, procedureId));
  if (!procedure || !mayReadProcedure(actor, procedure, today)) return notFound();
  const body = await bodyOf(tx, procedure.bodyId);
  const voters = await votersOf(tx, procedure, body);
  const count = countOf(voters);
  const { id, kind, proposal, explanation, openedAt, openedBy, closesOn, settledAt } = procedure;
  const verdict =
    procedure.state === 'open'
      ? writtenVerdict({ bodyKind: body.kind, kind, count, closesOn, today })
      : procedure.verdict;
  const state =
    procedure.state === 'open' && verdict !== null
      ? verdict.outcome === 'adopted'
        ? 'adopted'
        : 'rejected'
      : procedure.state;
  const mine = voters.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
  return done({
    id,
    body,
    kind,
    proposal,
    explanation,
    openedAt,
    openedBy,
    closesOn,
    state,
    verdict,
    settledAt,
    withdrawal: state === 'withdrawn' ? await withdrawalOf(tx, id) : null,
    count,
    own: mine ? { answer: mine.answer } : null,
    voters:
      actor.role !== null
        ? voters
        : verdict !== null
          ? voters.map((voter) => ({ ...voter, email: null }))
          : [],
    mayRun: mayRunWritten(actor).done,
  });
}

/** Why a procedure was withdrawn: the journal alone keeps it. */
async function withdrawalOf(tx: Tx, procedureId: string): Promise<string> {
  const [entry] = await tx
    .select({ after: journalEntries.after })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.subjectKind, 'written-procedure'),
        eq(journalEntries.subjectId, procedureId),
        eq(journalEntries.act, 'written-procedure.withdrawn'),
      ),
    );
  return (entry!.after as { reason: string }).reason;
}

/** What the papers of a decision in writing are made of, for whoever may read it. */
export async function writtenSnapshot(
  tx: Tx,
  actor: Actor,
  today: string,
  procedureId: string,
): Promise<Outcome<WrittenSnapshot>> {
  const view = await writtenView(tx, actor, today, procedureId);
  if (!view.done) return view;
  const { name, legalForm, letterhead } = await associationIdentity(tx, actor.associationId);
  return done({
    association: { name, legalForm, letterhead },
    ...view.value,
    voters: view.value.voters.map(({ mandateId, person, organisation, sector, answer }) => ({
      mandateId,
      name: person && `${person.givenName} ${person.familyName}`,
      organisation,
      sector,
      answer: answer && { answer: answer.answer, answeredAt: answer.answeredAt, via: answer.via },
    })),
  });
}
