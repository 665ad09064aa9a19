import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { checkArchive, checkBeginning, checkParent, composedAs } from './bodies.ts';

const content = (name: string, from: string | null, to: string | null) => ({ name, from, to });

describe('composedAs', () => {
  it('is as chosen, else as bodies of its kind are', () => {
    expect(composedAs('board', 'by-right')).toBe('by-right');
    expect(composedAs('general-assembly', '')).toBe('by-right');
    expect(composedAs('board', '')).toBe('by-seats');
  });
});

describe('checkParent', () => {
  const bodies = [
    { id: 'ag', parentId: null },
    { id: 'ca', parentId: 'ag' },
    { id: 'cg', parentId: 'ca' },
  ];
  it.each([
    ['cg', 'ag', null],
    ['ag', 'ag', 'below-itself'],
    ['ag', 'cg', 'below-itself'],
    ['ag', 'elsewhere', null],
  ])('%s under %s: %s', (body, parent, code) => {
    expect(refusalOf(checkParent(body, parent, bodies))).toBe(code);
  });
});

describe('checkArchive', () => {
  const LAST = '2022-12-31';
  it.each([
    ['nothing goes on', null, [content('Alix', '2021-01-01', LAST)], [content('Siège 1', null, null)], null],
    ['before its beginning', '2023-01-01', [], [], 'end-before-beginning'],
    ['a mandate without end', null, [content('Alix', '2021-01-01', null)], [], 'mandates-go-on'],
    ['a mandate that ends later', null, [content('Alix', '2021-01-01', '2023-01-01')], [], 'mandates-go-on'],
    ['a seat to come', '2021-01-01', [], [content('Siège 1', '2023-01-01', null)], 'seats-to-come'],
  ])('%s', (_, from, mandates, seats, code) => {
    expect(refusalOf(checkArchive(from, LAST, mandates, seats))).toBe(code);
  });

  it('names the mandates that go on, and no other', () => {
    const outcome = checkArchive(
      null,
      LAST,
      [content('Alix', '2021-01-01', null), content('Wivine', '2021-01-01', LAST)],
      [],
    );
    expect(outcome).toMatchObject({
      refusal: { field: 'lastDay', sentence: expect.stringContaining('Alix') },
    });
    expect(outcome).not.toMatchObject({ refusal: { sentence: expect.stringContaining('Wivine') } });
  });
});

describe('checkBeginning', () => {
  it.each([
    ['with its first mandate', null, [content('Alix', '2022-01-01', null)], null],
    ['after a mandate', null, [content('Alix', '2021-12-31', null)], 'begun-before'],
    ['with a seat of unknown beginning', null, [content('Siège 1', null, null)], null],
    ['after its end', '2021-12-31', [], 'end-before-beginning'],
    ['on its last day', '2022-01-01', [], null],
  ])('%s', (_, to, contents, code) => {
    expect(refusalOf(checkBeginning('2022-01-01', to, contents))).toBe(code);
  });
});
