import { certain, yesOrNo, type Definitions } from './definition.ts';

export interface MessageSettings {
  readonly 'alert-mails': boolean;
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
};
