import { MORE_THAN_HALF, thresholdInWords, TWO_THIRDS, type Threshold } from '#lib/kernel/fractions.ts';
import {
  ASSEMBLY,
  certain,
  NO_CLAUSE,
  oneOf,
  SILENT,
  toVerify,
  type Definition,
  type Definitions,
  type Sourced,
} from './definition.ts';
import { FRACTIONS, legalFloor, threshold } from './thresholds.ts';

/** Whether the quorum is counted on the whole body, within each college, or both. */
export type QuorumScope = 'overall' | 'each-college' | 'both';

/** Null: no quorum is asked. */
export interface QuorumSettings {
  readonly 'quorum.ordinary': Threshold | null;
  readonly 'quorum.statutes': Threshold | null;
  readonly 'quorum.purpose': Threshold | null;
  readonly 'quorum.exclusion': Threshold | null;
  readonly 'quorum.dissolution': Threshold | null;
  readonly 'quorum-scope': QuorumScope;
  /** Whether someone set apart by a conflict of interest still counts for the quorum of the item. */
  readonly 'conflict-quorum': 'counted' | 'left-out';
}

const asked = { schema: threshold.nullable(), offers: [null, ...FRACTIONS], describe: quorumInWords };

function quorumInWords(value: Threshold | null): string {
  if (value === null) return 'Aucun quorum n’est demandé.';
  const share = value.num === value.den ? 'la totalité' : thresholdInWords(value);
  return `Le vote n’est valable que si ${share} des membres qui votent sont présents ou représentés.`;
}

/** The quorum that the law asks for a special decision; `floor` false where the law is disputed (R-EXC-02). */
function specialQuorum(
  what: string,
  byDefault: Sourced<Threshold>,
  floor: boolean,
): Definition<Threshold | null> {
  return {
    title: `Quorum pour ${what}`,
    where: ASSEMBLY,
    ...asked,
    byDefault: () => byDefault,
    ...(floor && { floor: legalFloor(byDefault.value, byDefault.source) }),
  };
}

/** Who must be there. */
export const QUORUM: Definitions<QuorumSettings> = {
  'quorum.ordinary': {
    title: 'Quorum pour une décision ordinaire',
    ...asked,
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
    ...oneOf(['overall', 'each-college', 'both'], {
      overall: 'Le quorum se compte sur l’ensemble de l’organe.',
      'each-college': 'Le quorum se compte dans chaque collège, public et associatif.',
      both: 'Le quorum se compte sur l’ensemble de l’organe et dans chaque collège.',
    }),
    byDefault: () => certain('overall', NO_CLAUSE),
  },
  'conflict-quorum': {
    title: 'Quorum et conflit d’intérêts',
    ...oneOf(['counted', 'left-out'], {
      counted:
        'Qui sort pour un conflit d’intérêts compte encore dans le quorum du point, pas parmi les votants.',
      'left-out': 'Qui sort pour un conflit d’intérêts ne compte plus dans le quorum du point.',
    }),
    // R-COI-06.
    byDefault: () => toVerify('counted', SILENT),
  },
};
