import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** Who may change the statutes as the tool applies them: coordination. For a member they are not even there. */
export function mayChangeSettings(actor: Actor): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible de changer ce réglage\u00a0: seule la coordination applique les statuts. Demandez-le-lui.',
  );
}
