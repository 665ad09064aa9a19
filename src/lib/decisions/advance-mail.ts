import { dayInWords, momentInWords } from '#lib/kernel/days.ts';
import { of } from '#lib/kernel/french.ts';
import { letter, subject, type Letter, type Sender } from '#lib/meetings/mail-words.ts';

/** A vote before a sitting, as its voters read of it. */
export interface AdvanceVoteSaid {
  /** Of the item. */
  readonly title: string;
  /** Name of the body. */
  readonly body: string;
  /** ISO day of the meeting. */
  readonly heldOn: string;
  readonly proposal: string;
  readonly secret: boolean;
  /** ISO instant. */
  readonly until: string;
}

const meetingOf = ({ body, heldOn }: AdvanceVoteSaid) =>
  `la réunion ${of(body.charAt(0).toLocaleLowerCase('fr') + body.slice(1))} du ${dayInWords(heldOn)}`;

/** Why a member is written to: the vote opened, its deadline is another one, or they have not voted yet. */
export type AdvanceOccasion = 'opened' | 'moved' | 'reminder';

const OCCASIONS: Readonly<
  Record<
    AdvanceOccasion,
    { readonly subject: (until: string) => string; readonly first: (said: AdvanceVoteSaid) => string }
  >
> = {
  opened: {
    subject: (until) => `vote par avance jusqu’au ${until}`,
    first: (said) => `Vous pouvez voter avant ${meetingOf(said)}, sur ce point\u00a0: ${said.title}.`,
  },
  moved: {
    subject: (until) => `vote par avance, nouveau délai\u00a0: ${until}`,
    first: (said) =>
      `Le délai pour voter avant ${meetingOf(said)} a changé. Vous n’avez pas encore voté sur ce point\u00a0: ${said.title}.`,
  },
  reminder: {
    subject: (until) => `rappel, vote par avance jusqu’au ${until}`,
    first: (said) =>
      `Vous n’avez pas encore voté avant ${meetingOf(said)}, sur ce point\u00a0: ${said.title}. Rien ne vous y oblige\u00a0: vous pourrez aussi voter en séance.`,
  },
};

/** What a member is asked to vote on before the sitting, with a link of their own. */
export function advanceMail(
  sender: Sender,
  said: AdvanceVoteSaid,
  to: { readonly name: string; readonly token: string },
  occasion: AdvanceOccasion = 'opened',
): Letter {
  const until = momentInWords(said.until);
  const { subject: about, first } = OCCASIONS[occasion];
  return {
    subject: subject(sender, about(until)),
    text: letter(
      `Bonjour ${to.name},`,
      first(said),
      `Proposition\u00a0:\n«\u00a0${said.proposal}\u00a0»`,
      `Votez sur cette page, sans mot de passe, jusqu’au ${until}\u00a0:\n${sender.site}/${sender.association.slug}/m/${to.token}/vote`,
      said.secret
        ? 'Le vote est secret\u00a0: on saura que vous avez voté, et personne ne saura quoi.'
        : 'Le vote est nominatif\u00a0: une fois le résultat publié, chacun sait qui a voté quoi. Personne ne le voit avant.',
      'Votre voix s’ajoute à celles de la séance, et compte pour le quorum de ce point. Si vous votez ainsi, la procuration que vous auriez donnée ne vaut plus que pour les autres points. Si le texte change en séance, le vote par avance est annulé, et nous vous l’écrivons.',
      'Ce lien est personnel\u00a0: il vote en votre nom. Ne le transmettez pas.',
      sender.association.name,
    ),
  };
}

/** To whoever voted before the sitting, when those ballots do not count any more. */
export function givenUpMail(
  sender: Sender,
  said: AdvanceVoteSaid,
  reason: string,
  to: { readonly name: string },
): Letter {
  return {
    subject: subject(sender, 'vote par avance annulé'),
    text: letter(
      `Bonjour ${to.name},`,
      `Vous aviez voté avant ${meetingOf(said)}, sur ce point\u00a0: ${said.title}. Ce vote par avance est annulé, et votre bulletin ne compte plus.`,
      `Raison\u00a0: ${reason}`,
      'Pour voter sur ce point, prenez part à la séance.',
      sender.association.name,
    ),
  };
}
