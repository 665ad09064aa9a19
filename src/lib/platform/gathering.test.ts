import { expect, test } from 'vitest';
import { Gathering } from './gathering.ts';

/** Serves words, each by itself under its first letter; says who was served together. */
function gathering(most: number) {
  const turns: string[][] = [];
  const served = new Gathering<string, string>(
    most,
    (word) => [word.toLowerCase()],
    async (words) => {
      turns.push([...words]);
      await Promise.resolve();
      if (words.includes('bad')) throw new Error('bad');
      return words.map((word) => `${word}!`);
    },
  );
  return { served, turns };
}

test('serves whoever comes first at once, and those who come meanwhile together, each with their own answer', async () => {
  const { served, turns } = gathering(2);
  const answers = ['a', 'b', 'c', 'd'].map((word) => served.ask('one', word));
  const elsewhere = served.ask('two', 'e');
  expect(await Promise.all([...answers, elsewhere])).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
  expect(turns).toEqual([['a'], ['e'], ['b', 'c'], ['d']]);
  expect(await served.ask('one', 'f')).toBe('f!');
});

test('serves the same one twice one after the other, in the order in which they came', async () => {
  const { served, turns } = gathering(9);
  await Promise.all(['a', 'b', 'B', 'c', 'b'].map((word) => served.ask('one', word)));
  expect(turns).toEqual([['a'], ['b', 'c'], ['B'], ['b']]);
});

test('fails for whoever cannot be served, and serves the others', async () => {
  const { served } = gathering(9);
  const answers = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((word) => served.ask('one', word)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
