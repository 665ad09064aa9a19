import type { Actor, Role } from '#lib/kernel/actor.ts';
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

/** Who may see and change who enters the association: coordination. For a member the page is not even there. */
export function mayManageAccess(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible d’ouvrir les accès\u00a0: seule la coordination les donne et les retire. Demandez-le-lui.',
  );
}

/** Who may describe organisations and people: coordination and assistant. Whoever may enter reads their names. */
export function mayKeepDirectory(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  return actor.role === 'coordination' || actor.role === 'assistant'
    ? done()
    : refuse(
        'not-allowed',
        'Seul le secrétariat de l’association tient les fiches des membres et des personnes. Demandez-lui cette modification.',
      );
}

/** Whether someone may read where people are written to and called: the staff. */
export function mayReadContacts(actor: Pick<Actor, 'role'>): boolean {
  return actor.role !== null;
}

/** Who may take out all that is held on a person: coordination. For a member the address is not even there. */
export function mayExportPerson(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible d’exporter ces données\u00a0: seule la coordination les remet à la personne. Demandez-le-lui.',
  );
}

/** Who may merge two sheets into one: coordination. For a member the page is not even there. */
export function mayMerge(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible de fusionner ces fiches\u00a0: seule la coordination le fait, parce qu’on ne revient pas en arrière. Demandez-le-lui.',
  );
}

/** Who may erase the personal data of someone: coordination. For a member the page is not even there. */
export function mayErasePerson(actor: Pick<Actor, 'role'>): Outcome<undefined> {
  if (actor.role === 'coordination') return done();
  if (actor.role === null) return notFound();
  return refuse(
    'not-allowed',
    'Impossible d’effacer ces données\u00a0: seule la coordination répond à cette demande. Transmettez-la-lui.',
  );
}

/**
 * Whether a role may go from an account, or become a lesser one. Refuses for the last coordination, without which nobody
 * could repair anything, and for one's own role as long as `own` does not say that the person knows it.
 */
export function mayLoseRole(facts: {
  readonly role: Role;
  readonly coordinations: number;
  readonly isOwn: boolean;
  readonly own: boolean;
}): Outcome<undefined> {
  if (facts.role === 'coordination' && facts.coordinations < 2)
    return refuse(
      'last-coordination',
      'Impossible\u00a0: c’est la seule coordination de l’association, plus personne ne pourrait donner d’accès. Donnez d’abord ce rôle à quelqu’un d’autre.',
    );
  if (facts.isOwn && !facts.own)
    return refuse(
      'own-role',
      'C’est votre propre rôle\u00a0: vous perdriez aussitôt ce qu’il vous permet. Confirmez-le en connaissance de cause.',
    );
  return done();
}
