import { expect, it } from 'vitest';
import { kindOfItem } from './item-kind.ts';

it('keeps a special kind for the assembly only, and none where nothing is voted', () => {
  expect(kindOfItem('decision', 'statutes', 'general-assembly')).toMatchObject({ value: 'statutes' });
  expect(kindOfItem('decision', 'ordinary', 'general-assembly')).toMatchObject({ value: null });
  expect(kindOfItem('election', null, 'board')).toMatchObject({ value: null });
  expect(kindOfItem('information', 'statutes', 'board')).toMatchObject({ value: null });
  expect(kindOfItem('decision', 'statutes', 'board')).toMatchObject({
    refusal: { code: 'reserved-to-assembly', source: 'CSA 9:12', field: 'decisionKind' },
  });
});
