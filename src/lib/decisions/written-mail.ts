import { dayInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { of } from '#lib/kernel/french.ts';
import { letter, subject, type Letter, type Sender } from '#lib/meetings/mail-words.ts';

interface Procedure {
  /** Name of the body. */
  readonly body: string;
  readonly proposal: string;
  readonly explanation: string;
  /** ISO day. */
  readonly closesOn: string;
}

const ofBody = (name: string) => of(name.charAt(0).toLocaleLowerCase('fr') + name.slice(1));

/** What a member is asked to sign, with a link of their own; `reminder`: once more, because they did not answer yet. */
export function askingMail(
  sender: Sender,
  { body, proposal, explanation, closesOn }: Procedure,
  to: { readonly name: string; readonly token: string; readonly reminder: boolean },
): Letter {
  return {
    subject: subject(
      sender,
      to.reminder
        ? `votre réponse est attendue avant le ${dayInWords(closesOn)}`
        : `décision par écrit ${ofBody(body)}, votre réponse avant le ${dayInWords(closesOn)}`,
    ),
    text: letter(
      `Bonjour ${to.name},`,
      to.reminder
        ? `Nous n’avons pas encore reçu votre réponse à cette décision par écrit ${ofBody(body)}.`
        : `Une décision ${ofBody(body)} vous est proposée par écrit, sans réunion.`,
      `Proposition\u00a0:\n«\u00a0${proposal}\u00a0»`,
      explanation,
      `Lisez-la et répondez sur cette page, sans mot de passe, au plus tard le ${weekdayInWords(closesOn)}\u00a0:\n${sender.site}/${sender.association.slug}/written/${to.token}`,
      'La proposition n’est adoptée que si tous sont d’accord\u00a0: un refus ou une absence de réponse la rejette.',
      'Ce lien est personnel\u00a0: il signe en votre nom. Ne le transmettez pas.',
      sender.association.name,
    ),
  };
}

/** What became of it. `how`: the arithmetic of the verdict, or why it was withdrawn. */
export function endedMail(
  sender: Sender,
  { body, proposal }: Pick<Procedure, 'body' | 'proposal'>,
  end: { readonly outcome: 'adopted' | 'rejected' | 'withdrawn'; readonly how: string },
  to: { readonly name: string },
): Letter {
  const word = { adopted: 'adoptée', rejected: 'rejetée', withdrawn: 'retirée' }[end.outcome];
  return {
    subject: subject(sender, `décision par écrit ${ofBody(body)}\u00a0: ${word}`),
    text: letter(
      `Bonjour ${to.name},`,
      `La décision proposée par écrit est ${word}.`,
      `Proposition\u00a0:\n«\u00a0${proposal}\u00a0»`,
      end.outcome === 'withdrawn' ? `Raison\u00a0: ${end.how}` : end.how,
      sender.association.name,
    ),
  };
}
