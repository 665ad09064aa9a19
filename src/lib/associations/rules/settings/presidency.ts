import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import {
  certain,
  isUnderDecree,
  NO_CLAUSE,
  oneOf,
  ORDER_UNREAD,
  SILENT,
  toVerify,
  type Definitions,
} from './definition.ts';

/**
 * How the presidency goes from one sector to the other: by-term, at each political term; half-term, at the half of each
 * term as well; fixed, it stays with one sector; none, the statutes say nothing.
 */
export type Alternation = 'none' | 'by-term' | 'half-term' | 'fixed';

/** Who presides a sitting when neither the chair nor the vice-chair is there. */
export type PresidingFallback = 'chosen' | 'oldest' | 'longest-serving';

export interface PresidencySettings {
  readonly alternation: Alternation;
  readonly 'first-chair-sector': College;
  readonly 'alternation-exception': 'refused' | 'recorded';
  readonly 'presiding-fallback': PresidingFallback;
}

/** Who presides, in turn. */
export const PRESIDENCY: Definitions<PresidencySettings> = {
  alternation: {
    title: 'Présidence et vice-présidence',
    ...oneOf(['none', 'by-term', 'half-term', 'fixed'], {
      none: 'Aucune alternance n’est demandée entre secteurs.',
      'by-term':
        'La présidence change de secteur à chaque mandature\u00a0; la vice-présidence revient à l’autre secteur.',
      'half-term':
        'La présidence change de secteur à la moitié et à la fin de chaque mandature\u00a0; la vice-présidence revient à l’autre secteur.',
      fixed:
        'La présidence reste toujours au même secteur\u00a0; la vice-présidence revient à un autre secteur.',
    }),
    // RS-21: the order that says how the presidency alternates was not read.
    byDefault: (place) =>
      isUnderDecree(place) ? toVerify('by-term', ORDER_UNREAD) : certain('none', NO_CLAUSE),
  },
  'first-chair-sector': {
    title: 'Première présidence',
    ...oneOf(COLLEGES, {
      public: 'Le secteur public présidait dans la première mandature de la liste.',
      associative: 'Le secteur associatif présidait dans la première mandature de la liste.',
    }),
    byDefault: () => toVerify('public', 'choix de l’outil'),
  },
  'alternation-exception': {
    title: 'Présidence d’un autre secteur que celui dont c’est le tour',
    ...oneOf(['refused', 'recorded'], {
      refused: 'Elle est refusée\u00a0; faute de candidat, la vice-présidence assure l’intérim.',
      recorded: 'Elle est admise par exception, avec sa raison.',
    }),
    byDefault: () => certain('refused', NO_CLAUSE),
  },
  'presiding-fallback': {
    title: 'Séance sans présidence ni vice-présidence',
    ...oneOf(['chosen', 'oldest', 'longest-serving'], {
      chosen: 'Si la présidence et la vice-présidence sont absentes, les présents choisissent qui préside.',
      oldest: 'Si la présidence et la vice-présidence sont absentes, la personne la plus âgée préside.',
      'longest-serving':
        'Si la présidence et la vice-présidence sont absentes, la personne qui siège depuis le plus longtemps préside.',
    }),
    byDefault: () => toVerify('chosen', SILENT),
  },
};
