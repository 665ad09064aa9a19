import { expect, it, test } from 'vitest';
import { checkJudgedTogether, checkLink, togetherSentence, type ItemToLink } from './linked.ts';

const item = (number: string, over: Partial<ItemToLink> = {}): ItemToLink => ({
  id: `item-${number}`,
  number,
  nature: 'decision',
  kind: null,
  closedDoor: false,
  decided: false,
  hasTexts: false,
  going: false,
  leadId: null,
  leads: false,
  conflicts: new Map(),
  ...over,
});
const sentenceOf = (lead: ItemToLink, other: ItemToLink) => {
  const outcome = checkLink(lead, other);
  return outcome.done ? null : outcome.refusal.sentence;
};
const conflicts = (...names: string[]) => new Map(names.map((name) => [name, name]));

test('items decided by the same rule are voted together', () => {
  expect(sentenceOf(item('4'), item('5'))).toBeNull();
  expect(sentenceOf(item('4'), item('5', { nature: 'admission', kind: 'ordinary' }))).toBeNull();
  expect(sentenceOf(item('4', { leads: true }), item('5', { leadId: 'item-4' }))).toBeNull();
  const both = conflicts('Ana Beck');
  expect(sentenceOf(item('4', { conflicts: both }), item('5', { conflicts: both }))).toBeNull();
});

it.each<[Partial<ItemToLink>, Partial<ItemToLink>, string]>([
  [{}, { nature: 'discussion' }, 'il n’est pas à décider'],
  [{}, { nature: 'election' }, 'une élection a ses propres bulletins'],
  [{}, { decided: true }, 'une décision y est déjà prise'],
  [{}, { hasTexts: true }, 'plusieurs textes'],
  [{}, { going: true }, 'un vote y est en cours'],
  [{}, { kind: 'statutes' }, 'à la même majorité'],
  [{}, { closedDoor: true }, 'un seul des deux est à huis clos'],
  [{}, { leadId: 'item-9' }, 'il est déjà voté avec un autre point'],
  [{}, { leads: true }, 'd’autres points sont déjà votés avec lui'],
  [{ leadId: 'item-9' }, {}, 'le point 4 est déjà voté avec un autre'],
  [{ decided: true }, {}, 'd’autres points avec le point 4'],
  [{}, { conflicts: conflicts('Ana Beck') }, 'Ana Beck ne vote pas sur l’un des deux'],
  [
    { conflicts: conflicts('Ana Beck') },
    { conflicts: conflicts('Luc Roy') },
    'Ana Beck et Luc Roy ne votent pas sur l’un des deux, à cause d’un conflit d’intérêts, et gardent leur voix',
  ],
])('refuses %o with %o', (lead, other, words) => {
  expect(sentenceOf(item('4', lead), item('5', other))).toContain(words);
});

test('an item is not voted with itself, and the sentence names all of them', () => {
  expect(sentenceOf(item('4'), item('4'))).toContain('avec lui-même');
  expect(togetherSentence([item('4'), item('5'), item('6')])).toBe(
    'Les points 4, 5 et 6 sont votés ensemble.',
  );
});

test('what one vote decided is judged again only where all its items have the same voters still', () => {
  const both = { conflicts: conflicts('Ana Beck') };
  expect(checkJudgedTogether([item('1', both), item('2', both)]).done).toBe(true);
  expect(checkJudgedTogether([item('1'), item('2'), item('3', both)])).toMatchObject({
    refusal: {
      code: 'conflict-on-one',
      sentence: expect.stringContaining('écarte Ana Beck du vote sur un seul des points 1 et 3.') as string,
    },
  });
});
