import { count } from '#lib/kernel/french.ts';
import { certain, NO_CLAUSE, numberOrNothing, toVerify, yesOrNo, type Definitions } from './definition.ts';

export interface MandateSettings {
  /** How long a mandate lasts, in years; null: until it is withdrawn. */
  readonly 'mandate-years': number | null;
  readonly 'co-optation': boolean;
}

/** How long one sits, and who fills a seat. */
export const MANDATES: Definitions<MandateSettings> = {
  'mandate-years': {
    title: 'Durée des mandats',
    ...numberOrNothing({
      label: 'Durée, en années',
      hint: 'Laissez vide si vos textes ne limitent pas la durée des mandats.',
      least: 1,
      most: 50,
      nothing: 'leur durée n’est pas limitée',
    }),
    describe: (value) =>
      value === null
        ? 'La durée des mandats n’est pas limitée.'
        : `Un mandat dure ${count(value, 'an', 'ans')}, puis se renouvelle.`,
    // RS-22: what one social relay publishes of its board; no law was read that says it.
    byDefault: ({ profile, bodyKind }) =>
      profile === 'social-relay' && bodyKind === 'board'
        ? toVerify(6, 'choix de l’outil, usage d’un relais social')
        : certain(null, NO_CLAUSE),
  },
  'co-optation': {
    title: 'Cooptation d’un administrateur',
    where: ['board'],
    ...yesOrNo(
      'Le CA peut remplacer lui-même un administrateur parti, jusqu’à la prochaine AG, qui confirme ou non.',
      'Seule l’AG remplace un administrateur parti.',
    ),
    // R-OA-04.
    byDefault: () => certain(true, 'CSA 9:6'),
  },
};
