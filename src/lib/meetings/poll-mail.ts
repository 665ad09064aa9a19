import { dayInWords, timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { of } from '#lib/kernel/french.ts';
import { letter, subject, type Letter, type Sender } from './mail-words.ts';
import type { ProposedDate } from './rules/polls.ts';

interface PollWords {
  readonly title: string;
  readonly place: string;
  readonly message: string;
  /** ISO day. */
  readonly closesOn: string;
  readonly body: string;
}

const dateLine = ({ onDay, startsAt }: ProposedDate) =>
  `- ${weekdayInWords(onDay)}, ${timeInWords(startsAt)}`;

const bodyWords = (name: string) => of(name.charAt(0).toLocaleLowerCase('fr') + name.slice(1));

/** What a member is asked, with a link of their own. */
export function pollMail(
  sender: Sender,
  poll: PollWords & { readonly dates: readonly ProposedDate[] },
  to: { readonly name: string; readonly token: string },
): Letter {
  return {
    subject: subject(sender, `quelle date pour «\u00a0${poll.title}\u00a0»\u00a0?`),
    text: letter(
      `Bonjour ${to.name},`,
      `Nous cherchons une date pour une réunion ${bodyWords(poll.body)}\u00a0: ${poll.title}. Lieu\u00a0: ${poll.place}.`,
      poll.message,
      poll.dates.map(dateLine).join('\n'),
      `Répondez sur cette page, sans mot de passe, jusqu’au ${dayInWords(poll.closesOn)} inclus\u00a0:\n${sender.site}/${sender.association.slug}/poll/${to.token}`,
      'Ce lien est personnel\u00a0: il répond en votre nom. Vous pouvez changer vos réponses jusqu’à la fin du sondage.',
      sender.association.name,
    ),
  };
}

/** The date that was chosen. */
export function chosenDateMail(
  sender: Sender,
  poll: Pick<PollWords, 'title' | 'place' | 'body'> & { readonly date: ProposedDate },
  to: { readonly name: string },
): Letter {
  const moment = `${weekdayInWords(poll.date.onDay)}, ${timeInWords(poll.date.startsAt)}`;
  return {
    subject: subject(sender, `${poll.title}, ${moment}`),
    text: letter(
      `Bonjour ${to.name},`,
      `La date est choisie. La réunion ${bodyWords(poll.body)} («\u00a0${poll.title}\u00a0») se tient le ${moment}. Lieu\u00a0: ${poll.place}.`,
      'La convocation, avec l’ordre du jour, suivra. Notez déjà cette date.',
      sender.association.name,
    ),
  };
}
