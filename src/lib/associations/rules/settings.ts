import { z } from 'zod';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import {
  asksLess,
  FOUR_FIFTHS,
  MORE_THAN_HALF,
  thresholdInWords,
  TWO_THIRDS,
  type Threshold,
} from '#lib/kernel/fractions.ts';

/** common: any ASBL · social-relay: recognised by the decree of 17 July 2003, with its double majority. */
export const PROFILES = ['common', 'social-relay'] as const;
export type Profile = (typeof PROFILES)[number];

export const BASES = ['cast', 'present', 'members'] as const;
export type Base = (typeof BASES)[number];

/** Whether the quorum is counted on the whole body, within each college, or both. */
export const QUORUM_SCOPES = ['overall', 'each-college', 'both'] as const;
export type QuorumScope = (typeof QUORUM_SCOPES)[number];

/**
 * How the presidency goes from one sector to the other: by-term, at each political term; half-term, at the half of each
 * term as well; fixed, it stays with one sector; none, the statutes say nothing.
 */
export const ALTERNATIONS = ['none', 'by-term', 'half-term', 'fixed'] as const;
export type Alternation = (typeof ALTERNATIONS)[number];

/** The type of the value of each setting of the statutes. */
export interface SettingValues {
  readonly profile: Profile;
  readonly 'quorum.ordinary': Threshold | null;
  readonly 'quorum.statutes': Threshold | null;
  readonly 'quorum.purpose': Threshold | null;
  readonly 'quorum.exclusion': Threshold | null;
  readonly 'quorum.dissolution': Threshold | null;
  readonly 'quorum-scope': QuorumScope;
  readonly 'majority.ordinary': Threshold;
  readonly 'majority.statutes': Threshold;
  readonly 'majority.purpose': Threshold;
  readonly 'majority.exclusion': Threshold;
  readonly 'majority.dissolution': Threshold;
  readonly base: Base;
  readonly tie: 'rejected' | 'casting-vote';
  readonly 'double-majority': boolean;
  readonly 'empty-college': 'strict' | 'ignored';
  readonly 'government-vote': 'public' | 'advisory';
  readonly 'parity-tolerance': number | null;
  readonly alternation: Alternation;
  readonly 'first-chair-sector': College;
  readonly 'alternation-exception': 'refused' | 'recorded';
  readonly 'public-composition': boolean;
}
export type SettingKey = keyof SettingValues;

/** Where a setting applies. `bodyKind` is null for the whole association. */
export interface Place {
  readonly profile: Profile;
  readonly bodyKind: BodyKind | null;
}

/** A value with where it comes from. `toVerify`: the tool's reading, to be checked with the statutes. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly toVerify: boolean;
}

/** What the law does not let the statutes lower. */
interface Floor<T> {
  readonly source: string;
  readonly sentence: string;
  allows(value: T, place: Place): boolean;
}

export interface Definition<T> {
  /** As a page lists it. */
  readonly title: string;
  /** What to give instead of a wrong value, when it is not chosen in a list. */
  readonly asks?: string;
  readonly schema: z.ZodType<T>;
  /** One plain French sentence that says what this value means. */
  describe(value: T): string;
  byDefault(place: Place): Sourced<T>;
  readonly floor?: Floor<T>;
}

const threshold = z
  .object({
    num: z.int().min(1).max(100),
    den: z.int().min(1).max(100),
    strict: z.boolean(),
  })
  .strict()
  // "More than the whole" could never be met.
  .refine(({ num, den, strict }) => num < den || (num === den && !strict));

const DECREE = 'décret du 17 juillet 2003, art. 12';
const NO_CLAUSE = 'à défaut de statuts';
const SILENT = 'choix de l’outil, la loi est muette';

const certain = <T>(value: T, source: string): Sourced<T> => ({ value, source, toVerify: false });
const toVerify = <T>(value: T, source: string): Sourced<T> => ({ value, source, toVerify: true });

function legalFloor(floor: Threshold, source: string): Floor<Threshold | null> {
  return {
    source,
    sentence: `Impossible de descendre sous ${thresholdInWords(floor)}\u00a0: c’est le minimum légal (${source}).`,
    allows: (value) => value !== null && !asksLess(value, floor),
  };
}

/** The quorum that the law asks for a special decision; `floor` false where the law is disputed (R-EXC-02). */
function specialQuorum(
  what: string,
  byDefault: Sourced<Threshold>,
  floor: boolean,
): Definition<Threshold | null> {
  return {
    title: `Quorum pour ${what}`,
    schema: threshold.nullable(),
    describe: quorumInWords,
    byDefault: () => byDefault,
    ...(floor && { floor: legalFloor(byDefault.value, byDefault.source) }),
  };
}

function specialMajority(what: string, byDefault: Sourced<Threshold>): Definition<Threshold> {
  return {
    title: `Majorité pour ${what}`,
    schema: threshold,
    describe: (value) => `Il faut ${thresholdInWords(value)} des voix exprimées, abstentions non comprises.`,
    byDefault: () => byDefault,
    floor: legalFloor(byDefault.value, byDefault.source),
  };
}

function quorumInWords(value: Threshold | null): string {
  if (value === null) return 'Aucun quorum n’est demandé.';
  const share = value.num === value.den ? 'la totalité' : thresholdInWords(value);
  return `Le vote n’est valable que si ${share} des membres qui votent sont présents ou représentés.`;
}

function isUnderDecree({ profile, bodyKind }: Place): boolean {
  return profile === 'social-relay' && (bodyKind === 'general-assembly' || bodyKind === 'board');
}

/** Every setting of the statutes that the product uses, in the order of a page that lists them. */
export const SETTINGS: { readonly [K in SettingKey]: Definition<SettingValues[K]> } = {
  profile: {
    title: 'Régime de l’association',
    schema: z.enum(PROFILES),
    describe: (value) =>
      value === 'common'
        ? 'L’association suit le droit commun des ASBL.'
        : 'L’association est un relais social reconnu\u00a0: l’AG et le CA décident à la double majorité.',
    byDefault: () => certain('common', 'droit commun'),
  },
  'quorum.ordinary': {
    title: 'Quorum pour une décision ordinaire',
    schema: threshold.nullable(),
    describe: quorumInWords,
    // R-QUO-01: none in law for the general assembly; R-OA-05: the Code is silent on the board.
    byDefault: ({ bodyKind }) =>
      bodyKind === 'board' ? toVerify(MORE_THAN_HALF, SILENT) : certain(null, NO_CLAUSE),
  },
  'quorum.statutes': specialQuorum('modifier les statuts', toVerify(TWO_THIRDS, 'CSA 9:21'), true),
  'quorum.purpose': specialQuorum('modifier l’objet ou le but', toVerify(TWO_THIRDS, 'CSA 9:21'), true),
  'quorum.exclusion': specialQuorum('exclure un membre', toVerify(TWO_THIRDS, 'CSA 9:23'), false),
  'quorum.dissolution': specialQuorum('dissoudre l’association', certain(TWO_THIRDS, 'CSA 2:110'), true),
  'quorum-scope': {
    title: 'Où se compte le quorum',
    schema: z.enum(QUORUM_SCOPES),
    describe: (value) =>
      ({
        overall: 'Le quorum se compte sur l’ensemble de l’organe.',
        'each-college': 'Le quorum se compte dans chaque collège, public et associatif.',
        both: 'Le quorum se compte sur l’ensemble de l’organe et dans chaque collège.',
      })[value],
    byDefault: () => certain('overall', NO_CLAUSE),
  },
  'majority.ordinary': {
    title: 'Majorité pour une décision ordinaire',
    schema: threshold,
    describe: (value) => `Il faut ${thresholdInWords(value)} des voix de la base choisie.`,
    byDefault: () => certain(MORE_THAN_HALF, NO_CLAUSE),
    floor: {
      source: 'majorité absolue',
      sentence:
        'Impossible de décider à la moitié des voix ou moins\u00a0: une proposition et son contraire seraient adoptés.',
      allows: (value) => !asksLess(value, MORE_THAN_HALF),
    },
  },
  'majority.statutes': specialMajority('modifier les statuts', toVerify(TWO_THIRDS, 'CSA 9:21')),
  'majority.purpose': specialMajority('modifier l’objet ou le but', toVerify(FOUR_FIFTHS, 'CSA 9:21')),
  'majority.exclusion': specialMajority('exclure un membre', toVerify(TWO_THIRDS, 'CSA 9:23')),
  'majority.dissolution': specialMajority('dissoudre l’association', certain(FOUR_FIFTHS, 'CSA 2:110')),
  base: {
    title: 'Base de la majorité ordinaire',
    schema: z.enum(BASES),
    describe: (value) =>
      ({
        cast: 'On compte les voix exprimées\u00a0: les abstentions, les blancs et les nuls ne comptent pas.',
        present: 'On compte tous les présents et représentés\u00a0: une abstention pèse comme un refus.',
        members: 'On compte tous les membres en fonction, présents ou non.',
      })[value],
    // R-VOT-02: disputed.
    byDefault: () => toVerify('cast', NO_CLAUSE),
  },
  tie: {
    title: 'En cas d’égalité',
    schema: z.enum(['rejected', 'casting-vote']),
    describe: (value) =>
      value === 'rejected'
        ? 'La proposition est rejetée.'
        : 'La voix de la présidence l’emporte, sauf vote secret ou CA de deux membres (CSA 9:5).',
    byDefault: () => certain('rejected', NO_CLAUSE),
  },
  'double-majority': {
    title: 'Double majorité',
    schema: z.boolean(),
    describe: (value) =>
      value
        ? 'Il faut aussi la majorité des voix des représentants publics et celle des représentants associatifs.'
        : 'Les voix se comptent toutes ensemble.',
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
    schema: z.enum(['strict', 'ignored']),
    describe: (value) =>
      value === 'strict'
        ? 'Un collège où personne n’exprime de voix n’atteint pas la majorité.'
        : 'Un collège où personne n’exprime de voix est laissé de côté.',
    byDefault: () => toVerify('strict', 'choix de l’outil, le décret est muet'),
  },
  'government-vote': {
    title: 'Voix du Gouvernement',
    schema: z.enum(['public', 'advisory']),
    describe: (value) =>
      value === 'public'
        ? 'Le siège du Gouvernement vote avec les représentants publics.'
        : 'Le siège du Gouvernement est consultatif\u00a0: il ne vote pas.',
    byDefault: () => toVerify('public', 'choix de l’outil, arrêté du 9 décembre 2004 à relire'),
  },
  'parity-tolerance': {
    title: 'Parité entre public et associatif',
    asks: 'indiquez un nombre entier de 0 à 100, ou rien si la parité n’est pas demandée',
    schema: z.int().min(0).max(100).nullable(),
    describe: (value) => {
      if (value === null) return 'La parité n’est pas demandée.';
      if (value === 0) return 'Autant de sièges publics que de sièges associatifs, hors Gouvernement.';
      return `Écart admis entre sièges publics et associatifs, hors Gouvernement\u00a0: ${value}.`;
    },
    byDefault: (place) =>
      isUnderDecree(place)
        ? toVerify(0, 'choix de l’outil, arrêté du 9 décembre 2004 à relire')
        : certain(null, NO_CLAUSE),
  },
  alternation: {
    title: 'Présidence et vice-présidence',
    schema: z.enum(ALTERNATIONS),
    describe: (value) =>
      ({
        none: 'Aucune alternance n’est demandée entre secteurs.',
        'by-term':
          'La présidence change de secteur à chaque mandature\u00a0; la vice-présidence revient à l’autre secteur.',
        'half-term':
          'La présidence change de secteur à la moitié et à la fin de chaque mandature\u00a0; la vice-présidence revient à l’autre secteur.',
        fixed:
          'La présidence reste toujours au même secteur\u00a0; la vice-présidence revient à un autre secteur.',
      })[value],
    // RS-21: the order that says how the presidency alternates was not read.
    byDefault: (place) =>
      isUnderDecree(place)
        ? toVerify('by-term', 'choix de l’outil, arrêté du 9 décembre 2004 à relire')
        : certain('none', NO_CLAUSE),
  },
  'first-chair-sector': {
    title: 'Première présidence',
    schema: z.enum(COLLEGES),
    describe: (value) =>
      value === 'public'
        ? 'Le secteur public présidait dans la première mandature de la liste.'
        : 'Le secteur associatif présidait dans la première mandature de la liste.',
    byDefault: () => toVerify('public', 'choix de l’outil'),
  },
  'alternation-exception': {
    title: 'Présidence d’un autre secteur que celui dont c’est le tour',
    schema: z.enum(['refused', 'recorded']),
    describe: (value) =>
      value === 'refused'
        ? 'Elle est refusée\u00a0; faute de candidat, la vice-présidence assure l’intérim.'
        : 'Elle est admise par exception, avec sa raison.',
    byDefault: () => certain('refused', NO_CLAUSE),
  },
  'public-composition': {
    title: 'Composition publique',
    schema: z.boolean(),
    describe: (value) =>
      value
        ? 'Tout le monde peut lire qui siège et pour qui, sans se connecter\u00a0: noms, organisations et fonctions.'
        : 'Seules les personnes qui ont accès à l’association lisent qui siège.',
    byDefault: () => certain(false, 'à défaut de choix'),
  },
};

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
