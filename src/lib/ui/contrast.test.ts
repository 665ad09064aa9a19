import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Reads one block of custom properties of app.css: the text between `opening` and the first closing brace. */
function tokensAfter(css: string, opening: string): Map<string, string> {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`app.css no longer has «${opening}»`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Relative luminance of a colour, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@media screen and (prefers-color-scheme: dark)');
const accents = ["[data-accent='plum'] {", "[data-accent='moss'] {"];

const papers = ['paper', 'paper-raised', 'paper-sunk'];
const texts: [string, string[]][] = [
  ['ink', [...papers, 'accent-wash', 'ok-wash', 'warn-wash', 'error-wash']],
  ['ink-2', [...papers, 'accent-wash', 'ok-wash', 'warn-wash', 'error-wash']],
  ['accent', [...papers, 'accent-wash']],
  ['accent-strong', [...papers, 'accent-wash']],
  ['on-accent', ['accent', 'accent-strong']],
  ['on-sector', ['public', 'associative', 'government']],
  ['public', ['paper']],
  ['associative', ['paper']],
  ['government', ['paper']],
  ['ok', [...papers, 'ok-wash']],
  ['warn', [...papers, 'warn-wash']],
  ['error', [...papers, 'error-wash']],
];
const shapes: [string, string[]][] = [
  ['public', [...papers, 'line']],
  ['associative', [...papers, 'line']],
  ['government', [...papers, 'line']],
  ['line-control', papers],
  ['warn-rule', ['paper', 'paper-raised']],
  ['focus', [...papers, 'accent-wash']],
];

describe.each([
  ['light', lightCss],
  ['dark', darkCss],
])('colours on a %s screen', (_mode, part) => {
  const base = tokensAfter(part, ':root {');
  const sets = [base, ...accents.map((accent) => new Map([...base, ...tokensAfter(part, accent)]))];
  const colour = (set: Map<string, string>, name: string) => {
    const value = set.get(name);
    if (!value) throw new Error(`no colour --${name}`);
    return value;
  };
  const pairs = (list: [string, string[]][]) => list.flatMap(([on, under]) => under.map((one) => [on, one]));

  it.each(pairs(texts))('text %s reads on %s', (on = '', under = '') => {
    for (const set of sets) expect(contrast(colour(set, on), colour(set, under))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(shapes))('shape %s shows on %s', (on = '', under = '') => {
    for (const set of sets) expect(contrast(colour(set, on), colour(set, under))).toBeGreaterThanOrEqual(3);
  });
});
