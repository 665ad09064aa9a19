import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { of } from '#lib/kernel/french.ts';
import { letter, subject, type Letter, type Sender } from '#lib/meetings/mail-words.ts';

const ofBody = (name: string) => of(name.charAt(0).toLocaleLowerCase('fr') + name.slice(1));

interface SentMinutes {
  /** Name of the body. */
  readonly body: string;
  /** ISO days. */
  readonly heldOn: string;
  readonly remarksUntil: string;
  /** From 1; above, a corrected text. */
  readonly version: number;
  /** What the secretary adds, or nothing. */
  readonly message: string;
}

/** A PV sent to one of its members, with the link by which they read it and make their remarks. */
export function minutesMail(
  sender: Sender,
  { body, heldOn, remarksUntil, version, message }: SentMinutes,
  to: { readonly name: string; readonly token: string },
): Letter {
  const corrected = version > 1;
  return {
    subject: subject(
      sender,
      `${corrected ? 'version corrigée du projet' : 'projet'} de PV ${ofBody(body)} du ${dayInWords(heldOn)}, vos remarques avant le ${dayInWords(remarksUntil)}`,
    ),
    text: letter(
      `Bonjour ${to.name},`,
      corrected
        ? `Voici la version ${version} du projet de procès-verbal de la réunion ${ofBody(body)} du ${weekdayInWords(heldOn)}, corrigée après les remarques reçues.`
        : `Voici le projet de procès-verbal de la réunion ${ofBody(body)} du ${weekdayInWords(heldOn)}.`,
      message,
      `Lisez-le et faites vos remarques, point par point, sur cette page, sans mot de passe, au plus tard le ${weekdayInWords(remarksUntil)}\u00a0:\n${sender.site}/${sender.association.slug}/minutes/${to.token}`,
      'Sans remarque de votre part, vous n’avez rien à faire\u00a0: il sera soumis à l’approbation d’une prochaine réunion.',
      'Ce lien est personnel\u00a0: ne le transmettez pas.',
      sender.association.name,
    ),
  };
}

/** What the secretary made of a remark, told to whoever made it. */
export function remarkAnsweredMail(
  sender: Sender,
  {
    body,
    heldOn,
    remark,
    takenUp,
    words,
  }: Pick<SentMinutes, 'body' | 'heldOn'> & {
    readonly remark: string;
    readonly takenUp: boolean;
    readonly words: string;
  },
  to: { readonly name: string },
): Letter {
  return {
    subject: subject(sender, `réponse à votre remarque sur le PV ${ofBody(body)} du ${dayInWords(heldOn)}`),
    text: letter(
      `Bonjour ${to.name},`,
      `Votre remarque\u00a0:\n«\u00a0${remark}\u00a0»`,
      `${takenUp ? 'Elle est reprise' : 'Elle n’est pas reprise'}\u00a0: ${words}`,
      takenUp
        ? 'La version corrigée vous sera envoyée.'
        : 'Vous pouvez la redire à la réunion qui approuvera ce PV.',
      sender.association.name,
    ),
  };
}
