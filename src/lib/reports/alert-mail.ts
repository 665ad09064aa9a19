import type { Alert } from '#lib/bodies/rules/alert.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { count, typography } from '#lib/kernel/french.ts';

interface MailFacts {
  /** Of the person written to. */
  readonly name: string;
  readonly association: { readonly slug: string; readonly name: string; readonly shortName: string };
  /** At least one. */
  readonly alerts: readonly Alert[];
  /** The bare public address, without trailing slash. */
  readonly site: string;
}

const LATE = 'En retard\u00a0: ';

function dateOf({ date }: Alert): string {
  if (date === null) return '';
  return date.is === 'due'
    ? `\n  Échéance\u00a0: ${dayInWords(date.day)}`
    : `\n  Depuis le ${dayInWords(date.day)}`;
}

function lineOf(alert: Alert): string {
  return `- ${alert.severity === 'late' ? LATE : ''}${typography(alert.body.name)}\n  ${alert.sentence}${dateOf(alert)}`;
}

/** One line: a name may have been typed on several. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function letter(paragraphs: readonly string[]): string {
  return paragraphs.join('\n\n').concat('\n');
}

/** What coordination is told of an association: the alerts that it was not told yet, at most once a day. */
export function coordinationMail({ name, association, alerts, site }: MailFacts) {
  return {
    subject: `${oneLine(association.shortName)}\u00a0: ${count(alerts.length, 'nouvelle alerte', 'nouvelles alertes')}`,
    text: letter([
      `Bonjour ${name},`,
      `Voici ce qui est nouveau pour ${association.name} dans Collégial\u00a0:`,
      alerts.map(lineOf).join('\n\n'),
      `Tout ce qui vous attend est sur votre bureau\u00a0:\n${site}/${association.slug}`,
      'Chaque alerte vous est écrite une seule fois par étape, et vous recevez au plus un message par jour.',
      `Vous ne voulez plus de ces messages\u00a0? La coordination les arrête dans les réglages, sous «\u00a0Messages d’alerte\u00a0»\u00a0:\n${site}/${association.slug}/settings/alert-mails`,
    ]),
  };
}

/** What a member is told when a mandate of theirs ends within thirty days. */
export function mandateEndMail({ name, association, alerts, site }: MailFacts) {
  return {
    subject: `${oneLine(association.shortName)}\u00a0: votre mandat finit bientôt`,
    text: letter([
      `Bonjour ${name},`,
      ...alerts.map(
        ({ sentence, body }) =>
          `${sentence} Vous siégez dans cette instance\u00a0: ${typography(body.name)}.`,
      ),
      'Parlez-en avec votre organisation\u00a0: elle peut proposer de vous reconduire, ou désigner une autre personne.',
      `Vos mandats et vos réunions sont sur votre bureau\u00a0:\n${site}/${association.slug}`,
      'Ce message ne vous est envoyé qu’une fois. Une question\u00a0? Écrivez à la coordination de l’association.',
    ]),
  };
}
