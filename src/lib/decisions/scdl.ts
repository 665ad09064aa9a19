import type { PublicDecision } from './rules/public.ts';

/** The columns of the French schema "délibérations" of the common base of local data (SCDL 2.1), in its order. */
export const SCDL_COLUMNS = [
  'COLL_NOM',
  'COLL_SIRET',
  'DELIB_ID',
  'DELIB_DATE',
  'DELIB_MATIERE_CODE',
  'DELIB_MATIERE_NOM',
  'DELIB_OBJET',
  'BUDGET_ANNEE',
  'BUDGET_NOM',
  'PREF_ID',
  'PREF_DATE',
  'VOTE_EFFECTIF',
  'VOTE_REEL',
  'VOTE_POUR',
  'VOTE_CONTRE',
  'VOTE_ABSTENTION',
  'DELIB_URL',
] as const;

/**
 * The adopted decisions that are public, as that schema has them: its header, then a row each. A Belgian association has no
 * SIRET: its enterprise number of ten digits stands there. The subject is the body that decided, without a code of the
 * French list; there is no prefect. `addressOf` gives the full address of a decision from its reference.
 */
export function scdlTable(
  association: { readonly name: string; readonly enterpriseNumber: string | null },
  decisions: readonly PublicDecision[],
  addressOf: (reference: string) => string,
): string[][] {
  return [
    [...SCDL_COLUMNS],
    ...decisions
      .filter(({ outcome }) => outcome === 'adopted')
      .map(({ reference, decidedOn, body, title, votes }) => {
        const figure = (value: number | undefined) => (value === undefined ? '' : String(value));
        return [
          association.name,
          (association.enterpriseNumber ?? '').replace(/\D/g, ''),
          reference,
          decidedOn,
          '',
          body.name,
          title,
          '',
          '',
          '',
          '',
          figure(votes?.members),
          figure(votes?.voters),
          figure(votes?.for),
          figure(votes?.against),
          figure(votes?.abstention),
          addressOf(reference),
        ];
      }),
  ];
}
