import type { Role } from '#lib/kernel/actor.ts';

const ROLE_SENTENCES: Readonly<Record<Role, string>> = {
  coordination:
    'Votre rôle est la coordination\u00a0: vous préparez les réunions, enregistrez les votes, tenez les réglages et les accès. À votre première entrée, un second facteur (une application de codes ou une clé d’accès) vous sera demandé.',
  assistant:
    'Votre rôle est le secrétariat\u00a0: vous préparez les réunions, les présences et les notes. La coordination enregistre les votes.',
  reader: 'Votre rôle est la lecture\u00a0: vous voyez tout, sans rien changer.',
};

const MEMBER_SENTENCE =
  'Vous y trouvez les réunions des instances où vous siégez\u00a0: ordre du jour, présences et décisions.';

/**
 * The message that tells someone that an association is now open to them, and how to sign in. `role` null for a member;
 * `site` is the bare public address, without trailing slash.
 */
export function accessMail(facts: {
  readonly name: string;
  readonly email: string;
  readonly givenBy: string;
  readonly association: { readonly slug: string; readonly name: string; readonly shortName: string };
  readonly role: Role | null;
  readonly site: string;
}): { subject: string; text: string } {
  const { name, email, givenBy, association, role, site } = facts;
  return {
    subject: `Votre accès à ${association.shortName.replace(/\s+/g, ' ')}`,
    text: [
      `Bonjour ${name},`,
      `${givenBy} vous a donné accès à l’espace de ${association.name} dans Collégial.`,
      role === null ? MEMBER_SENTENCE : ROLE_SENTENCES[role],
      `Pour entrer, ouvrez cette adresse\u00a0:\n${site}/${association.slug}`,
      `Donnez-y votre adresse e-mail, ${email}\u00a0: vous recevrez un message avec un lien et un code. Il n’y a pas de mot de passe à retenir.`,
      'Vous n’attendiez pas ce message\u00a0? Prévenez la coordination de l’association.',
    ]
      .join('\n\n')
      .concat('\n'),
  };
}
