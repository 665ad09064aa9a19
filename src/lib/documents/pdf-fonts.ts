import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Family = 'serif' | 'sans';

/** The web fonts come cut by script; each cut is a font of its own. */
const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

const require = createRequire(import.meta.url);

function folderOf(packageName: string): string {
  return dirname(require.resolve(`${packageName}/package.json`));
}

function webFont(family: 'source-serif-4' | 'source-sans-3', script: string) {
  const folder = join(folderOf(`@fontsource/${family}`), 'files');
  const file = (style: string) => join(folder, `${family}-${script}-${style}.woff`);
  return {
    normal: file('400-normal'),
    bold: file('600-normal'),
    italics: file('400-italic'),
    bolditalics: file('600-italic'),
  };
}

/** The fonts by the name that `cutByFont` gives, with the file of each style. */
export function fontFiles(): Record<string, ReturnType<typeof webFont>> {
  const roboto = join(folderOf('pdfmake'), 'fonts/Roboto');
  return {
    ...Object.fromEntries(
      SCRIPTS.flatMap((script) => [
        [`serif-${script}`, webFont('source-serif-4', script)],
        [`sans-${script}`, webFont('source-sans-3', script)],
      ]),
    ),
    symbols: {
      normal: join(roboto, 'Roboto-Regular.ttf'),
      bold: join(roboto, 'Roboto-Medium.ttf'),
      italics: join(roboto, 'Roboto-Italic.ttf'),
      bolditalics: join(roboto, 'Roboto-MediumItalic.ttf'),
    },
  };
}

/** What each cut draws, measured on the files; the declared ranges promise more. */
const CUTS: readonly [string, RegExp][] = [
  [
    'latin',
    /[\n\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212]/,
  ],
  [
    'latin-ext',
    /[\u0100-\u012b\u012e-\u0130\u0134-\u0151\u0154-\u0165\u0168-\u017f\u0218-\u021b\u1e80-\u1e85\u1e9e]/,
  ],
  ['greek', /[\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce]/],
  ['cyrillic', /[\u0400-\u045f\u0490\u0491\u2116]/],
  ['symbols', /[\u2030\u2248\u2260\u2264\u2265\u25a0\u25cf]/],
];

/** Signs that no cut draws but that a plainer spelling replaces. */
const SPELT: Record<string, string> = {
  '\u00ad': '',
  '\u2009': '\u00a0',
  '\u202f': '\u00a0',
  '\u2010': '-',
  '\u2011': '-',
  '\u2192': '->',
  '\u21d2': '=>',
  '\u2190': '<-',
  '\u25c6': '\u25a0',
  '\t': ' ',
};

/** Cuts a text by the font that draws it. A sign that none draws shows as ■ rather than vanish. */
export function cutByFont(text: string, family: Family): { text: string; font: string }[] {
  const cuts: { text: string; font: string }[] = [];
  for (const sign of text.normalize('NFC').replaceAll('\r\n', '\n')) {
    const spelt = SPELT[sign] ?? (/[\p{Cc}\p{Cf}\p{M}]/u.test(sign) && sign !== '\n' ? '' : sign);
    if (spelt === '') continue;
    const cut = CUTS.find(([, signs]) => signs.test(spelt))?.[0];
    const font = cut === undefined || cut === 'symbols' ? 'symbols' : `${family}-${cut}`;
    const drawn = cut === undefined ? '■' : spelt;
    const last = cuts.at(-1);
    // Spaces stay with what precedes them, so that a sentence is not cut at each foreign word.
    if (last && (last.font === font || drawn === ' ')) last.text += drawn;
    else cuts.push({ text: drawn, font });
  }
  return cuts;
}
