import { expect, it } from 'vitest';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { DECISION_KINDS } from '#lib/kernel/decision-kinds.ts';
import { judgeLateItem, type LateItem } from './late-items.ts';

type Value = 'never' | 'urgency' | 'free';
const rule = (value: Value): Resolved<Value> => ({
  value,
  source: 'ROI, art. 5',
  toVerify: false,
  isDefault: false,
});
const judge = (value: Value, more: Partial<LateItem> = {}) =>
  judgeLateItem(
    {
      subject: null,
      lateReason: 'Le bailleur attend une réponse',
      lateAddition: true,
      bodyKind: 'board',
      kind: 'ordinary',
      ...more,
    },
    rule(value),
  );

it.each<[string, Value, Partial<LateItem>, boolean, string]>([
  ['R-ODJ-04 : par défaut, hors ordre du jour, pas de vote', 'never', {}, false, 'discuté, mais pas voté'],
  ['l’urgence motivée', 'urgency', {}, true, 'à cause de l’urgence (Le bailleur attend une réponse)'],
  ['sans condition', 'free', {}, true, 'il peut être voté.'],
  ['modifié après la convocation', 'free', { lateAddition: false }, true, 'a été modifié après'],
  [
    'vecteur 20 : les comptes, en AG',
    'urgency',
    { subject: 'accounts', bodyKind: 'general-assembly' },
    false,
    'comptes annuels',
  ],
  [
    'le budget, en AG, n’est pas les comptes',
    'urgency',
    { subject: 'budget', bodyKind: 'general-assembly' },
    true,
    'urgence',
  ],
  ['les comptes d’un projet, au CA', 'urgency', { subject: 'accounts' }, true, 'urgence'],
])('%s', (_, value, more, mayBeDecided, words) => {
  const verdict = judge(value, more);
  expect(verdict.mayBeDecided).toBe(mayBeDecided);
  expect(verdict.sentence).toContain(words);
});

it.each(DECISION_KINDS.filter((kind) => kind !== 'ordinary'))(
  'vecteur 20 : jamais %s, quoi que disent les statuts',
  (kind) => {
    for (const value of ['never', 'urgency', 'free'] as const)
      expect(judge(value, { kind, bodyKind: 'general-assembly' })).toMatchObject({
        mayBeDecided: false,
        source: expect.stringMatching(/^CSA (9:21|9:23|2:110)$/),
      });
  },
);
