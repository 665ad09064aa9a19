import { certain, oneOf, PROFILES, type Definitions, type Profile } from './definition.ts';

export interface RegimeSettings {
  readonly profile: Profile;
}

/** What the other defaults rest on. */
export const REGIME: Definitions<RegimeSettings> = {
  profile: {
    title: 'Régime de l’association',
    where: 'association',
    ...oneOf(PROFILES, {
      common: 'L’association suit le droit commun des ASBL.',
      'social-relay':
        'L’association est un relais social reconnu\u00a0: l’AG et le CA décident à la double majorité.',
    }),
    byDefault: () => certain('common', 'droit commun'),
  },
};
