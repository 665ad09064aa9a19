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
