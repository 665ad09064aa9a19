import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayRunWritten } from '../../policy.ts';
import { writtenProcedures } from './tables.ts';
import type { Procedure } from './voters.ts';

export const OVER = refuse(
  'procedure-over',
  'Cette décision par écrit est terminée\u00a0: elle ne reçoit plus de réponses.',
);

/** Who may read a procedure: whoever may read a meeting of its body held on the day on which it was opened. */
export function mayReadProcedure(
  actor: Actor,
  procedure: Pick<Procedure, 'bodyId' | 'openedAt'>,
  today: string,
): boolean {
  return mayRead(actor, { bodyId: procedure.bodyId, heldOn: localDay(procedure.openedAt) }, today).done;
}

/** A procedure for whoever may read it, locked until the transaction ends: its answers follow each other. */
export async function heldProcedure(
  tx: Tx,
  actor: Actor,
  today: string,
  procedureId: string,
): Promise<Outcome<Procedure>> {
  if (!isIdentifier(procedureId)) return notFound();
  const [procedure] = await tx
    .select()
    .from(writtenProcedures)
    .where(eq(writtenProcedures.id, procedureId))
    .for('update');
  return procedure && mayReadProcedure(actor, procedure, today) ? done(procedure) : notFound();
}

/** The same for whoever runs it. */
export async function procedureToRun(
  tx: Tx,
  actor: Actor,
  today: string,
  procedureId: string,
): Promise<Outcome<Procedure>> {
  const held = await heldProcedure(tx, actor, today, procedureId);
  if (!held.done) return held;
  const allowed = mayRunWritten(actor);
  return allowed.done ? held : allowed;
}
