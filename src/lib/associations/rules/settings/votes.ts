import {
  asksLess,
  FOUR_FIFTHS,
  MORE_THAN_HALF,
  thresholdInWords,
  TWO_THIRDS,
  type Threshold,
} from '#lib/kernel/fractions.ts';
import {
  ASSEMBLY,
  certain,
  NO_CLAUSE,
  oneOf,
  SILENT,
  toVerify,
  yesOrNo,
  type Definition,
  type Definitions,
  type Sourced,
} from './definition.ts';
import { FRACTIONS, legalFloor, threshold } from './thresholds.ts';

/** What a majority is counted on: the votes cast, everybody present, or everybody in function. */
export type Base = 'cast' | 'present' | 'members';

export interface VoteSettings {
  readonly 'majority.ordinary': Threshold;
  readonly 'majority.statutes': Threshold;
  readonly 'majority.purpose': Threshold;
  readonly 'majority.exclusion': Threshold;
  readonly 'majority.dissolution': Threshold;
  readonly base: Base;
  readonly tie: 'rejected' | 'casting-vote';
  readonly 'secret-for-persons': boolean;
  readonly 'election-rounds': ElectionRounds;
  readonly 'election-tie': ElectionTie;
}

/**
 * What it takes to be elected among several candidates: more than half of the valid ballots at each round; the same, then
 * the most votes at the second and last round; the most votes at a single round.
 */
export type ElectionRounds = 'absolute' | 'absolute-then-relative' | 'relative';

/** What settles as many votes for the last seat. */
export type ElectionTie = 'lot' | 'oldest';

function specialMajority(what: string, byDefault: Sourced<Threshold>): Definition<Threshold> {
  return {
    title: `Majorité pour ${what}`,
    where: ASSEMBLY,
    schema: threshold,
    offers: FRACTIONS,
    describe: (value) => `Il faut ${thresholdInWords(value)} des voix exprimées, abstentions non comprises.`,
    byDefault: () => byDefault,
    floor: legalFloor(byDefault.value, byDefault.source),
  };
}

/** How votes are counted. */
export const VOTES: Definitions<VoteSettings> = {
  'majority.ordinary': {
    title: 'Majorité pour une décision ordinaire',
    schema: threshold,
    offers: FRACTIONS,
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
    ...oneOf(['cast', 'present', 'members'], {
      cast: 'On compte les voix exprimées\u00a0: les abstentions, les blancs et les nuls ne comptent pas.',
      present: 'On compte tous les présents et représentés\u00a0: une abstention pèse comme un refus.',
      members: 'On compte tous les membres en fonction, présents ou non.',
    }),
    // R-VOT-02: disputed.
    byDefault: () => toVerify('cast', NO_CLAUSE),
  },
  tie: {
    title: 'En cas d’égalité',
    ...oneOf(['rejected', 'casting-vote'], {
      rejected: 'La proposition est rejetée.',
      'casting-vote': 'La voix de la présidence l’emporte, sauf vote secret ou CA de deux membres (CSA 9:5).',
    }),
    byDefault: () => certain('rejected', NO_CLAUSE),
  },
  'secret-for-persons': {
    title: 'Vote sur des personnes',
    ...yesOrNo(
      'Le vote est secret quand il porte sur une personne\u00a0: élection, révocation, exclusion.',
      'Le vote sur une personne n’est secret que si la réunion le décide.',
    ),
    // R-VOT-05: the Code does not impose it.
    byDefault: () => certain(false, NO_CLAUSE),
  },
  'election-rounds': {
    title: 'Élection entre plusieurs candidatures',
    ...oneOf(['absolute', 'absolute-then-relative', 'relative'], {
      absolute: 'À chaque tour, il faut plus de la moitié des bulletins valables.',
      'absolute-then-relative':
        'Au premier tour, il faut plus de la moitié des bulletins valables\u00a0; au second, qui est le dernier, le plus grand nombre de voix suffit.',
      relative: 'Il y a un seul tour\u00a0: le plus grand nombre de voix suffit.',
    }),
    // R-VOT-07: without a rule, each appointment is an ordinary decision.
    byDefault: () => toVerify('absolute', NO_CLAUSE),
  },
  'election-tie': {
    title: 'Élection\u00a0: égalité de voix',
    ...oneOf(['lot', 'oldest'], {
      lot: 'À égalité de voix pour le dernier siège, le sort décide, tiré en séance.',
      oldest: 'À égalité de voix pour le dernier siège, la personne la plus âgée l’emporte.',
    }),
    byDefault: () => toVerify('lot', SILENT),
  },
};
