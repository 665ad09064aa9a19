import { count, typography } from '#lib/kernel/french.ts';
import { letter, subject, type Letter, type Sender } from '#lib/meetings/mail-words.ts';
import { whenDue } from '#lib/meetings/rules/tasks.ts';

/** A task to be recalled, with a link of its own. */
export interface RecalledTask {
  readonly text: string;
  /** Name of the body. */
  readonly body: string;
  /** ISO day. */
  readonly dueOn: string;
  readonly token: string;
}

/** What somebody is told of the tasks that they have, on an ISO day: all in one message, at least one. */
export function tasksMail(
  sender: Sender,
  to: { readonly name: string },
  tasks: readonly RecalledTask[],
  today: string,
): Letter {
  const late = tasks.filter(({ dueOn }) => dueOn < today).length;
  const [first] = tasks;
  const what =
    tasks.length === 1
      ? `votre tâche, ${whenDue(first!.dueOn, today)}`
      : `${count(tasks.length, 'tâche', 'tâches')} pour vous${late > 0 ? `, dont ${late} en retard` : ''}`;
  return {
    subject: subject(sender, what),
    text: letter(
      `Bonjour ${to.name},`,
      tasks.length === 1
        ? 'Voici ce qui vous est confié\u00a0:'
        : 'Voici ce qui vous est confié, le plus proche d’abord\u00a0:',
      ...tasks.map(
        ({ text, body, dueOn, token }) =>
          `- ${text}\n  ${typography(body)}, ${whenDue(dueOn, today)}.\n  C’est fait\u00a0? Dites-le ici, sans mot de passe\u00a0:\n  ${sender.site}/${sender.association.slug}/task/${token}`,
      ),
      'Ouvrir un lien ne change rien\u00a0: vous confirmez sur la page, avec un mot de compte rendu si vous voulez. Ces liens sont personnels, ne les transmettez pas.',
      'Vous recevez au plus un message par jour. Une date à changer\u00a0? Répondez au secrétariat de l’association.',
      sender.association.name,
    ),
  };
}
