import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** Who may describe bodies and keep their mandates: coordination and assistant. Everyone who may enter reads them. */
export function mayManageBodies(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination' || actor.role === 'assistant'
    ? done()
    : refuse(
        'not-allowed',
        'Seul le secrétariat de l’association tient les instances et les mandats. Demandez-lui cette modification.',
      );
}

/** Who may record political terms, on which the turns of the presidency depend: coordination only. */
export function mayKeepTerms(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination'
    ? done()
    : refuse(
        'not-allowed',
        'Seule la coordination tient les mandatures\u00a0: l’alternance de la présidence en dépend. Demandez-lui cette modification.',
      );
}

/** Who may read how a mandate was recorded, by whom and why: the staff. Everyone who may enter reads the mandate. */
export function mayReadMandateHistory(actor: Pick<Actor, 'role'>): boolean {
  return actor.role !== null;
}

/** Who may apply a renewal that was prepared, which ends and begins mandates all at once: coordination only. */
export function mayApplyRenewals(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination'
    ? done()
    : refuse(
        'not-allowed',
        'Seule la coordination applique un renouvellement. Elle peut le faire dès que ce projet est prêt.',
      );
}
