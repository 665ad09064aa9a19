import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRANSLATED } from '../routes/words.ts';

type Messages = Record<string, unknown>;

/** Every file of a language: its own, and those of the parts of the product. */
function messages(locale: string): Messages {
  const folder = new URL('./', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file === `${locale}.json` || file.startsWith(`meetings/${locale}/`),
  );
  const entries = names
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => Object.entries<unknown>(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
    .filter(([key]) => key !== '$schema');
  if (new Set(entries.map(([key]) => key)).size !== entries.length)
    throw new Error(`A message is said twice in ${locale}.`);
  return Object.fromEntries(entries);
}

/** The names in braces, wherever the message has variants. */
function placeholders(message: unknown): string[] {
  return [
    ...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
  ].sort();
}

const source = join(import.meta.dirname, '..');
/** Each file that may say something, by its path in src. */
const files = new Map(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !file.startsWith('lib/paraglide/'))
    .map((file) => [file, readFileSync(join(source, file), 'utf8')]),
);

const said = (text: string) => [...text.matchAll(/\bm\.([a-z]\w*)/g)].map(([, key = '']) => key);
const used = new Set([...files.values()].flatMap(said));

/** What a file and all that it imports say. */
function saidFrom(file: string, seen = new Set<string>()): string[] {
  const text = files.get(file);
  if (text === undefined || seen.has(file)) return [];
  seen.add(file);
  const imports = [...text.matchAll(/ from '(#lib\/|\.)([^']+)'/g)].map(([, start, path = '']) =>
    start === '.' ? posix.join(dirname(file), `.${path}`) : `lib/${path}`,
  );
  return [...said(text), ...imports.flatMap((imported) => saidFrom(imported, seen))];
}

const pageFile = (route: string) => posix.join('routes', route, '+page.svelte');

const french = messages('fr');

describe('messages', () => {
  it('says in French everything that the pages ask for', () => {
    expect([...used].filter((key) => !(key in french))).toEqual([]);
  });

  it('keeps no sentence that nothing says any more', () => {
    expect(Object.keys(french).filter((key) => !used.has(key))).toEqual([]);
  });

  it('keeps French typography: curly apostrophes, no ordinary space before : ; ! ? » or after «', () => {
    const wrong = Object.entries(french).filter(([, text]) =>
      /\p{L}'| [:;!?»]|« /u.test(JSON.stringify(text)),
    );
    expect(wrong).toEqual([]);
  });

  describe.each(['nl', 'de', 'en'])('%s', (locale) => {
    const translated = messages(locale);

    it('translates only what French says', () => {
      expect(Object.keys(translated).filter((key) => !(key in french))).toEqual([]);
    });

    it.each([...TRANSLATED])('says every word of %s', (route) => {
      expect(files.has(pageFile(route))).toBe(true);
      expect(saidFrom(pageFile(route)).filter((key) => !(key in translated))).toEqual([]);
    });

    it('has the same placeholders as French', () => {
      const wrong = Object.keys(translated).filter(
        (key) => placeholders(translated[key]).join() !== placeholders(french[key]).join(),
      );
      expect(wrong).toEqual([]);
    });
  });
});
