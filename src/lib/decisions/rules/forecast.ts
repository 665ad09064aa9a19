import type { Statutes } from '#lib/associations/rules/statutes.ts';
import type { QuorumScope } from '#lib/associations/rules/settings/quorum.ts';
import type { Base } from '#lib/associations/rules/settings/votes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { thresholdInWords, type Threshold } from '#lib/kernel/fractions.ts';
import { freezeRule, isReservedToAssembly } from './decide.ts';

/** The rule by which an item will be decided, as things stand. */
export interface Forecast {
  readonly sentence: string;
  readonly source: string;
  readonly toVerify: boolean;
}

const BASES: Readonly<Record<Base, string>> = {
  cast: 'des voix exprimées, sans les abstentions',
  present: 'des présents et représentés, abstentions comprises',
  members: 'de tous les membres en fonction',
};

const SCOPES: Readonly<Record<QuorumScope, string>> = {
  overall: '',
  'each-college': ', dans chaque collège',
  both: ', sur l’ensemble et dans chaque collège',
};

const quorumShare = (quorum: Threshold) =>
  quorum.num === quorum.den ? 'la totalité' : thresholdInWords(quorum);

/**
 * The quorum, the majority and its base that a decision of this kind will have to reach in this body, under the statutes
 * of the day of the meeting. Nothing is frozen by it: a vote freezes its own rule.
 */
export function forecastOf(kind: DecisionKind, bodyKind: BodyKind, statutes: Statutes): Forecast {
  if (isReservedToAssembly(kind, bodyKind))
    return {
      sentence: 'Seule l’assemblée générale peut en décider\u00a0: aucun vote n’est possible ici.',
      source: 'CSA 9:12',
      toVerify: false,
    };
  const rule = freezeRule(kind, statutes);
  const quorum =
    rule.quorum.value === null
      ? 'Aucun quorum n’est demandé'
      : `Quorum\u00a0: ${quorumShare(rule.quorum.value)} des membres${SCOPES[rule.scope.value]}`;
  const majority = `majorité\u00a0: ${thresholdInWords(rule.majority.value)} ${BASES[rule.base.value]}`;
  const colleges = rule.doubleMajority.value ? ', et plus de la moitié dans chaque collège' : '';
  const sources = new Set([rule.quorum.source, rule.majority.source, rule.base.source]);
  if (rule.doubleMajority.value) sources.add(rule.doubleMajority.source);
  return {
    sentence: `${quorum}\u00a0; ${majority}${colleges}.`,
    source: [...sources].join(', '),
    toVerify: [rule.quorum, rule.majority, rule.base].some(({ toVerify }) => toVerify),
  };
}
