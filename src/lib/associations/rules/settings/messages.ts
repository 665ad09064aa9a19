import { count } from '#lib/kernel/french.ts';
import { certain, numberOrNothing, yesOrNo, type Definitions } from './definition.ts';

export interface MessageSettings {
  readonly 'alert-mails': boolean;
  /** Days before a meeting on which those who did not answer are reminded of it; null: nobody is. */
  readonly 'reminder-days': number | null;
}

/** What leaves by e-mail without being asked for. */
export const MESSAGES: Definitions<MessageSettings> = {
  'alert-mails': {
    title: 'Messages d’alerte',
    ...yesOrNo(
      'La coordination reçoit les alertes nouvelles par e-mail, au plus un message par jour\u00a0; un membre est prévenu quand son mandat finit.',
      'Les alertes se lisent au bureau seulement\u00a0: aucun message ne part.',
    ),
    byDefault: () => certain(true, 'à défaut de choix'),
  },
  'reminder-days': {
    title: 'Rappel avant une réunion',
    where: 'association',
    ...numberOrNothing({
      label: 'Rappel, en jours avant la réunion',
      hint: 'Seuls ceux qui n’ont pas répondu le reçoivent, une fois. Laissez vide pour n’envoyer aucun rappel.',
      least: 1,
      most: 30,
      nothing: 'aucun rappel ne part',
    }),
    describe: (value) =>
      value === null
        ? 'Aucun rappel ne part avant une réunion.'
        : `Qui n’a pas répondu à sa convocation reçoit un rappel ${count(value, 'jour', 'jours')} avant la réunion.`,
    byDefault: () => certain(3, 'à défaut de choix'),
  },
};
