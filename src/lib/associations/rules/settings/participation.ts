import { count } from '#lib/kernel/french.ts';
import {
  ASSEMBLY,
  certain,
  NO_CLAUSE,
  numberOrNothing,
  oneOf,
  SILENT,
  toVerify,
  yesOrNo,
  type Definitions,
} from './definition.ts';

/** Who may hold the proxy of someone who cannot come. */
export type Proxies = 'none' | 'member' | 'anyone';

export interface ParticipationSettings {
  readonly proxies: Proxies;
  /** How many proxies one person may hold; null: as many as they are given. */
  readonly 'proxies-most': number | null;
  readonly 'remote-participation': boolean;
  readonly 'advance-vote': boolean;
  readonly 'written-decisions': boolean;
}

/** Who takes part without being in the room. */
export const PARTICIPATION: Definitions<ParticipationSettings> = {
  proxies: {
    title: 'Procurations',
    ...oneOf(['none', 'member', 'anyone'], {
      none: 'Personne ne vote par procuration.',
      member: 'Qui ne peut pas venir donne procuration à une autre personne qui y vote.',
      anyone: 'Qui ne peut pas venir donne procuration à la personne de son choix, membre ou non.',
    }),
    // R-PAR-02 for the assembly; R-OA-08: in the board, only where the statutes say so.
    byDefault: ({ bodyKind }) =>
      bodyKind === 'general-assembly' ? toVerify('member', 'CSA 9:15') : toVerify('none', NO_CLAUSE),
  },
  'proxies-most': {
    title: 'Nombre de procurations par personne',
    ...numberOrNothing({
      label: 'Procurations au plus',
      hint: 'Ce qu’une même personne peut recevoir. Laissez vide si vos textes ne les limitent pas.',
      least: 1,
      most: 100,
      nothing: 'leur nombre n’est pas limité',
    }),
    describe: (value) =>
      value === null
        ? 'Le nombre de procurations d’une même personne n’est pas limité.'
        : `Une même personne reçoit au plus ${count(value, 'procuration', 'procurations')}.`,
    // R-PAR-02: no maximum in law.
    byDefault: () => toVerify(null, NO_CLAUSE),
  },
  'remote-participation': {
    title: 'Participation à distance',
    ...yesOrNo(
      'On peut participer à distance\u00a0: qui suit, parle et vote ainsi est réputé présent.',
      'On ne participe pas à distance.',
    ),
    // R-DIS-01: without a clause in the assembly, but the article may have changed since 2020. R-OA-07 for the board.
    byDefault: ({ bodyKind }) => toVerify(true, bodyKind === 'general-assembly' ? 'CSA 9:16/1' : SILENT),
  },
  'advance-vote': {
    title: 'Vote électronique avant l’assemblée',
    where: ASSEMBLY,
    ...yesOrNo(
      'Les membres peuvent voter par voie électronique avant l’assemblée.',
      'On ne vote pas avant l’assemblée.',
    ),
    // R-DIS-06: only where the statutes allow it.
    byDefault: () => toVerify(false, 'CSA 9:16/1'),
  },
  'written-decisions': {
    title: 'Décisions par écrit',
    where: ['general-assembly', 'board'],
    ...yesOrNo(
      'L’accord écrit de tous vaut décision, sauf pour modifier les statuts.',
      'Aucune décision ne se prend par écrit.',
    ),
    // R-ECR-01, R-OA-06.
    byDefault: ({ bodyKind }) =>
      bodyKind === 'general-assembly' ? certain(true, 'CSA 9:14/1') : toVerify(true, 'CSA 9:9'),
    floor: {
      source: 'CSA 9:14/1',
      sentence:
        'Impossible d’exclure les décisions écrites à l’assemblée générale\u00a0: la loi les permet à l’unanimité des membres (CSA 9:14/1).',
      allows: (value, { bodyKind }) => value || bodyKind !== 'general-assembly',
    },
  },
};
