import { settingInWords, type SettingLine, type Statutes } from '#lib/associations/rules/statutes.ts';
import type { DecisionKind } from '../vocabulary.ts';
import { freezeRule } from './decide.ts';

/** The rule of a vote, as it is shown to whoever votes. */
export type RuleLine = Pick<SettingLine, 'title' | 'sentence' | 'source' | 'toVerify'>;

/** The rule that a vote of this kind is decided by, in words, the most important first. */
export function ruleLines(kind: DecisionKind, statutes: Statutes): RuleLine[] {
  const rule = freezeRule(kind, statutes);
  const lines = [
    settingInWords(`majority.${kind}`, rule.majority),
    // The base of a special majority is in its sentence.
    ...(kind === 'ordinary' ? [settingInWords('base', rule.base)] : []),
    ...(rule.doubleMajority.value ? [settingInWords('double-majority', rule.doubleMajority)] : []),
    settingInWords(`quorum.${kind}`, rule.quorum),
    settingInWords('tie', rule.tie),
  ];
  return lines.map(({ title, sentence, source, toVerify }) => ({ title, sentence, source, toVerify }));
}
