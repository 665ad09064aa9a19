import { expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { forecastOf } from './forecast.ts';

function forecast(kind: DecisionKind, bodyKind: BodyKind, rules: Record<string, unknown> = {}) {
  const rows = Object.entries(rules).map(([key, value]) => ({
    bodyId: null,
    key,
    fromDay: null,
    value,
    source: 'statuts, art. 20',
  }));
  const { sentence, source, toVerify } = forecastOf(
    kind,
    bodyKind,
    resolveSettings(rows, { id: 'body', kind: bodyKind }, '2022-11-21'),
  );
  return [sentence.replaceAll('\u00a0', ' '), source, toVerify];
}

it.each<[string, Parameters<typeof forecast>, string, string, boolean]>([
  [
    'décision ordinaire du CA',
    ['ordinary', 'board'],
    'Quorum : plus de la moitié des membres ; majorité : plus de la moitié des voix exprimées, sans les abstentions.',
    'choix de l’outil, la loi est muette, à défaut de statuts',
    true,
  ],
  [
    'décision ordinaire de l’AG, base fixée',
    ['ordinary', 'general-assembly', { base: 'members' }],
    'Aucun quorum n’est demandé ; majorité : plus de la moitié de tous les membres en fonction.',
    'à défaut de statuts, statuts, art. 20',
    false,
  ],
  [
    'dissolution : l’abstention ne compte pas, quoi que disent les statuts',
    ['dissolution', 'general-assembly', { base: 'members' }],
    'Quorum : 2/3 des membres ; majorité : 4/5 des voix exprimées, sans les abstentions.',
    'CSA 2:110, CSA 9:21',
    true,
  ],
  [
    'relais social : deux collèges',
    [
      'ordinary',
      'board',
      {
        profile: 'social-relay',
        'quorum-scope': 'both',
        'quorum.ordinary': { num: 1, den: 1, strict: false },
      },
    ],
    'Quorum : la totalité des membres, sur l’ensemble et dans chaque collège ; majorité : plus de la moitié des voix exprimées, sans les abstentions, et plus de la moitié dans chaque collège.',
    'statuts, art. 20, à défaut de statuts, décret du 17 juillet 2003, art. 12',
    true,
  ],
  [
    'réservé à l’AG',
    ['statutes', 'board'],
    'Seule l’assemblée générale peut en décider : aucun vote n’est possible ici.',
    'CSA 9:12',
    false,
  ],
])('%s', (_, given, ...expected) => {
  expect(forecast(...given)).toEqual(expected);
});
