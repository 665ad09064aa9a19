import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';

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

/** Who may read what follows a change of directors: the staff. For a member the page is not even there. */
export function mayReadFormalities(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  return actor.role === null ? notFound() : done();
}

/** Who may say that a step after a change of directors is done: coordination and assistant. */
export function mayTickFormalities(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  const readable = mayReadFormalities(actor);
  if (!readable.done || actor.role !== 'reader') return readable;
  return refuse(
    'not-allowed',
    'Seul le secrétariat de l’association coche ces étapes. Demandez-lui cette modification.',
  );
}

/** Who may read how a mandate was recorded, by whom and why: the staff. Everyone who may enter reads the mandate. */
export function mayReadMandateHistory(actor: Pick<Actor, 'role'>): boolean {
  return actor.role !== null;
}

/** Who may import organisations, people and mandates: coordination. For a member the pages are not even there. */
export function mayImport(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible d’importer\u00a0: seule la coordination écrit ainsi beaucoup de fiches à la fois. Transmettez-lui le fichier.',
  );
}

/** Who may take out the lists of organisations, people with their contacts, and mandates: the staff, nobody else. */
export function mayExportLists(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  return actor.role === null ? notFound() : done();
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
