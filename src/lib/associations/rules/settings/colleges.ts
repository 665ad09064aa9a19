import {
  certain,
  DECREE,
  isUnderDecree,
  NO_CLAUSE,
  numberOrNothing,
  oneOf,
  ORDER_UNREAD,
  toVerify,
  yesOrNo,
  type Definitions,
} from './definition.ts';

export interface CollegeSettings {
  readonly 'double-majority': boolean;
  readonly 'empty-college': 'strict' | 'ignored';
  readonly 'government-vote': 'public' | 'advisory';
  /** The difference admitted between public and associative seats; null: no parity is asked. */
  readonly 'parity-tolerance': number | null;
}

/** What each sector weighs. */
export const COLLEGE_RULES: Definitions<CollegeSettings> = {
  'double-majority': {
    title: 'Double majorité',
    ...yesOrNo(
      'Il faut aussi la majorité des voix des représentants publics et celle des représentants associatifs.',
      'Les voix se comptent toutes ensemble.',
    ),
    byDefault: (place) => (isUnderDecree(place) ? certain(true, DECREE) : certain(false, NO_CLAUSE)),
    floor: {
      source: DECREE,
      sentence: `Impossible de renoncer à la double majorité\u00a0: elle s’impose à l’AG et au CA d’un relais social (${DECREE}).`,
      allows: (value, place) =>
        value || (place.bodyKind === null ? place.profile === 'common' : !isUnderDecree(place)),
    },
  },
  'empty-college': {
    title: 'Collège sans voix exprimée',
    ...oneOf(['strict', 'ignored'], {
      strict: 'Un collège où personne n’exprime de voix n’atteint pas la majorité.',
      ignored: 'Un collège où personne n’exprime de voix est laissé de côté.',
    }),
    byDefault: () => toVerify('strict', 'choix de l’outil, le décret est muet'),
  },
  'government-vote': {
    title: 'Voix du Gouvernement',
    ...oneOf(['public', 'advisory'], {
      public: 'Le siège du Gouvernement vote avec les représentants publics.',
      advisory: 'Le siège du Gouvernement est consultatif\u00a0: il ne vote pas.',
    }),
    byDefault: () => toVerify('public', ORDER_UNREAD),
  },
  'parity-tolerance': {
    title: 'Parité entre public et associatif',
    ...numberOrNothing({
      label: 'Écart admis, en sièges',
      hint: '0\u00a0: autant des deux côtés. Laissez vide si la parité n’est pas demandée.',
      least: 0,
      most: 100,
      nothing: 'la parité n’est pas demandée',
    }),
    describe: (value) => {
      if (value === null) return 'La parité n’est pas demandée.';
      if (value === 0) return 'Autant de sièges publics que de sièges associatifs, hors Gouvernement.';
      return `Écart admis entre sièges publics et associatifs, hors Gouvernement\u00a0: ${value}.`;
    },
    byDefault: (place) => (isUnderDecree(place) ? toVerify(0, ORDER_UNREAD) : certain(null, NO_CLAUSE)),
  },
};
