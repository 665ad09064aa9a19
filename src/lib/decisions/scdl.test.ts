import { expect, it } from 'vitest';
import type { PublicDecision } from './rules/public.ts';
import { SCDL_COLUMNS, scdlTable } from './scdl.ts';

/** The constraints of the schema "délibérations" 2.1, column by column: required, and what a value looks like. */
const SCHEMA: Readonly<Record<(typeof SCDL_COLUMNS)[number], { required: boolean; pattern: RegExp }>> = {
  COLL_NOM: { required: true, pattern: /./ },
  COLL_SIRET: { required: true, pattern: /^\d{14}$/ },
  DELIB_ID: { required: true, pattern: /./ },
  DELIB_DATE: { required: true, pattern: /^\d{4}-\d{2}-\d{2}$/ },
  DELIB_MATIERE_CODE: { required: true, pattern: /^\d\.\d{1,2}$/ },
  DELIB_MATIERE_NOM: { required: true, pattern: /./ },
  DELIB_OBJET: { required: true, pattern: /./ },
  BUDGET_ANNEE: { required: false, pattern: /^\d{4}$/ },
  BUDGET_NOM: { required: false, pattern: /./ },
  PREF_ID: { required: false, pattern: /./ },
  PREF_DATE: { required: false, pattern: /^\d{4}-\d{2}-\d{2}$/ },
  VOTE_EFFECTIF: { required: false, pattern: /^\d+$/ },
  VOTE_REEL: { required: false, pattern: /^\d+$/ },
  VOTE_POUR: { required: false, pattern: /^\d+$/ },
  VOTE_CONTRE: { required: false, pattern: /^\d+$/ },
  VOTE_ABSTENTION: { required: false, pattern: /^\d+$/ },
  DELIB_URL: { required: false, pattern: /^https?:\/\/\S+$/ },
};

/** What the page tells of: Belgium has neither SIRET nor that list of subjects. */
const TOLD = ['COLL_SIRET', 'DELIB_MATIERE_CODE'];

const decision = (more: Partial<PublicDecision> = {}): PublicDecision => ({
  reference: 'CA-2022-1',
  body: { code: 'CA', name: 'Organe d’administration' },
  decidedOn: '2022-02-24',
  title: 'Budget',
  text: 'Le CA approuve le budget.',
  outcome: 'adopted',
  sentence: 'La proposition est adoptée.',
  inWriting: false,
  votes: { members: 12, voters: 9, for: 6, against: 2, abstention: 1, colleges: [] },
  ...more,
});
const table = (decisions: readonly PublicDecision[]) =>
  scdlTable(
    { name: 'Relais', enterpriseNumber: '0123.456.749' },
    decisions,
    (reference) => `https://gouvernance.example.be/relais/public/decisions/${reference}`,
  );

it('has the columns of the schema, in its order', () => {
  expect(table([])).toEqual([Object.keys(SCHEMA)]);
});

it('keeps every constraint of the schema but the two that Belgium cannot', () => {
  const [header, ...rows] = table([
    decision(),
    decision({ reference: 'CA-2022-2', inWriting: true, votes: null }),
  ]);
  for (const row of rows)
    header!.forEach((name, index) => {
      const { required, pattern } = SCHEMA[name as keyof typeof SCHEMA];
      const value = row[index]!;
      const valid = value === '' ? !required : pattern.test(value);
      expect([name, valid]).toEqual([name, !TOLD.includes(name)]);
    });
  expect(new Set(rows.map((row) => row[2])).size).toBe(rows.length);
  expect(rows[0]).toEqual([
    'Relais',
    '0123456749',
    'CA-2022-1',
    '2022-02-24',
    '',
    'Organe d’administration',
    'Budget',
    '',
    '',
    '',
    '',
    '12',
    '9',
    '6',
    '2',
    '1',
    'https://gouvernance.example.be/relais/public/decisions/CA-2022-1',
  ]);
});

it('has the adopted ones alone, and no number where there is none', () => {
  expect(table([decision({ outcome: 'rejected' })])).toHaveLength(1);
  const [, row] = scdlTable({ name: 'Relais', enterpriseNumber: null }, [decision()], (at) => at);
  expect(row![1]).toBe('');
});
