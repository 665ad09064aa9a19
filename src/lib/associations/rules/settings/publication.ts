import { certain, yesOrNo, type Definitions } from './definition.ts';

export interface PublicationSettings {
  readonly 'public-composition': boolean;
}

/** What everybody may read. */
export const PUBLICATION: Definitions<PublicationSettings> = {
  'public-composition': {
    title: 'Composition publique',
    ...yesOrNo(
      'Tout le monde peut lire qui siège et pour qui, sans se connecter\u00a0: noms, organisations et fonctions.',
      'Seules les personnes qui ont accès à l’association lisent qui siège.',
    ),
    byDefault: () => certain(false, 'à défaut de choix'),
  },
};
