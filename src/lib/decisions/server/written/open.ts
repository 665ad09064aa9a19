import { and, eq } from 'drizzle-orm';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { recipientsOn } from '#lib/meetings/server/recipients.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { WrittenProcedureForm } from '../../forms/written.ts';
import { mayRunWritten } from '../../policy.ts';
import { checkInWriting } from '../../rules/written.ts';
import { ask } from './asking.ts';
import { writtenProcedures } from './tables.ts';
import { votersOn, type ProcedureBody } from './voters.ts';

/**
 * Puts a proposal to all who must agree, in writing, and sends it to those who have an address. Who may answer is fixed
 * by this day. Refuses an unknown body, one that does not decide in writing, what cannot be decided so, a last day that
 * is over, and a body without anyone to ask. The same proposal sent twice is opened once.
 */
export function openProcedure(
  house: House,
  actor: Actor,
  form: WrittenProcedureForm,
): Promise<Outcome<{ procedureId: string }>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    const allowed = mayRunWritten(actor);
    if (!allowed.done) return allowed;
    const [body] = await tx
      .select({ id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind })
      .from(bodies)
      .where(eq(bodies.id, form.bodyId))
      // Locked, so that a double press finds the procedure that the first one opened.
      .for('update');
    if (!body)
      return refuse('unknown-body', 'Cette instance n’existe pas. Choisissez dans la liste.', {
        field: 'bodyId',
      });
    const setting = (await statutesOf(tx, body, today))['written-decisions'];
    const possible = checkInWriting(body.kind, form.kind, setting);
    if (!possible.done) return possible;
    const { bodyId, kind, proposal, explanation, closesOn } = form;
    if (closesOn < today)
      return refuse(
        'closes-in-the-past',
        'Le dernier jour pour répondre est passé. Choisissez-en un autre.',
        { field: 'closesOn' },
      );
    const [known] = await tx
      .select({ id: writtenProcedures.id })
      .from(writtenProcedures)
      .where(
        and(
          eq(writtenProcedures.bodyId, bodyId),
          eq(writtenProcedures.proposal, proposal),
          eq(writtenProcedures.state, 'open'),
        ),
      );
    if (known) {
      nothingToDo();
      return done({ procedureId: known.id });
    }
    const voters = await votersOn(tx, body, today);
    if (voters.length === 0)
      return refuse(
        'nobody-to-ask',
        'Personne n’a de voix dans cette instance aujourd’hui. Ajoutez d’abord ses mandats.',
        { field: 'bodyId' },
      );
    const { associationId } = actor;
    const [opened] = await tx
      .insert(writtenProcedures)
      .values({
        associationId,
        bodyId,
        kind,
        proposal,
        explanation,
        openedAt: now,
        openedBy: actor.name,
        closesOn,
      })
      .returning({ id: writtenProcedures.id });
    const procedureId = opened!.id;
    const addresses = new Map(
      (await recipientsOn(tx, bodyId, today)).map(({ mandateId, email }) => [mandateId, email]),
    );
    await ask(
      act,
      house,
      actor,
      { id: procedureId, proposal, explanation, closesOn },
      body as ProcedureBody,
      voters.map((voter) => ({ ...voter, email: addresses.get(voter.mandateId) ?? null })),
      { reminder: false },
    );
    journal({
      act: 'written-procedure.opened',
      subject: { kind: 'written-procedure', id: procedureId },
      after: { bodyId, kind, proposal, closesOn, voters: voters.map(({ mandateId }) => mandateId) },
    });
    return done({ procedureId });
  });
}
