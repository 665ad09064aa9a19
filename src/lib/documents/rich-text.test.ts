import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorable } from '#lib/kernel/typed.ts';
import { EMPTY, fromPlain, isEmpty, normal, toBlocks, toPlain, type RichText } from './rich-text.ts';
import { richTextSchema } from './rich-text-schema.ts';

const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const text = (words: string, ...marks: unknown[]) =>
  marks.length === 0 ? { type: 'text', text: words } : { type: 'text', text: words, marks };
const doc = (...content: unknown[]) => ({ type: 'doc', content }) as RichText;
const bold = { type: 'bold' };
const italic = { type: 'italic' };
const link = (href: string) => ({ type: 'link', attrs: { href } });
const item = (...content: unknown[]) => ({ type: 'listItem', content });
const bullets = (...content: unknown[]) => ({ type: 'bulletList', content });
const numbers = (...content: unknown[]) => ({ type: 'orderedList', content });
const accepted = (value: unknown) => richTextSchema.safeParse(value).success;

function nested(depth: number): unknown {
  return depth === 0
    ? paragraph(text('fond'))
    : bullets(item(paragraph(text('a')), ...(depth > 1 ? [nested(depth - 1)] : [])));
}

describe('what an editor may send', () => {
  it('keeps paragraphs, lists and marks, and drops what the editor adds to its own', () => {
    const sent = doc(
      paragraph(
        text('Un '),
        text('mot', bold, { type: 'link', attrs: { href: 'https://x.be', target: '_blank' } }),
      ),
      { type: 'orderedList', attrs: { start: 3, type: null }, content: [item(paragraph(text('a')))] },
    );
    expect(richTextSchema.parse(sent)).toEqual(
      doc(
        paragraph(text('Un '), text('mot', bold, link('https://x.be'))),
        numbers(item(paragraph(text('a')))),
      ),
    );
  });

  it.each([
    ['another node', doc({ type: 'heading', attrs: { level: 1 }, content: [text('a')] })],
    ['an image', doc(paragraph({ type: 'image', attrs: { src: 'https://x.be/a.png' } }))],
    ['another mark', doc(paragraph(text('a', { type: 'underline' })))],
    ['a script address', doc(paragraph(text('a', link('javascript:alert(1)'))))],
    ['a data address', doc(paragraph(text('a', link('data:text/html,x'))))],
    ['a relative address', doc(paragraph(text('a', link('/admin'))))],
    ['text outside a paragraph', doc(text('a'))],
    ['an item without paragraph', doc(bullets(item(bullets(item(paragraph(text('a')))))))],
    ['an unknown field', { ...doc(paragraph(text('a'))), extra: true }],
    ['another type', 'texte'],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(accepted(value)).toBe(false);
  });

  it('bounds length, depth and number of nodes', () => {
    expect(accepted(doc(paragraph(text('x'.repeat(19_000)))))).toBe(true);
    expect(accepted(doc(paragraph(text('x'.repeat(20_001)))))).toBe(false);
    expect(accepted(doc(nested(6)))).toBe(true);
    expect(accepted(doc(nested(7)))).toBe(false);
    expect(accepted(doc(nested(5_000)))).toBe(false);
    expect(accepted(doc(...Array.from({ length: 20_001 }, () => paragraph())))).toBe(false);
  });
});

describe('emptiness', () => {
  it.each([
    [EMPTY, true],
    [doc(), true],
    [doc(paragraph(text(' \n '))), true],
    [doc(bullets(item(paragraph()))), true],
    [doc(paragraph(text('a'))), false],
  ])('%j: %s', (value, empty) => {
    expect(isEmpty(value)).toBe(empty);
    expect(toBlocks(value).length === 0).toBe(empty);
    expect(toPlain(value) === '').toBe(empty);
  });
});

describe('the plain markup', () => {
  it.each([
    ['two paragraphs', 'Un\nseul.\n\nDeux.', doc(paragraph(text('Un seul.')), paragraph(text('Deux.')))],
    [
      'styles',
      'a **b** *c* d ***e***',
      doc(
        paragraph(
          text('a '),
          text('b', bold),
          text(' '),
          text('c', italic),
          text(' d '),
          text('e', bold, italic),
        ),
      ),
    ],
    [
      'a link',
      'voir [le *site*](https://x.be/a?b=1).',
      doc(
        paragraph(
          text('voir '),
          text('le ', link('https://x.be/a?b=1')),
          text('site', italic, link('https://x.be/a?b=1')),
          text('.'),
        ),
      ),
    ],
    ['no link to a script', '[a](javascript:x)', doc(paragraph(text('[a](javascript:x)')))],
    ['a multiplication', '5 * 3 * 2 = 30', doc(paragraph(text('5 * 3 * 2 = 30')))],
    ['a star alone', 'prix*', doc(paragraph(text('prix*')))],
    ['escapes', '\\*a\\* \\[b\\] \\\\ \\x', doc(paragraph(text('*a* [b] \\ \\x')))],
    ['an escaped marker', '\\- a\n\n1\\. b', doc(paragraph(text('- a')), paragraph(text('1. b')))],
    [
      'lists',
      'Points :\n- a\n  1. b\n  2. c\n\n  suite de a\n- d\n\nFin',
      doc(
        paragraph(text('Points :')),
        bullets(
          item(
            paragraph(text('a')),
            numbers(item(paragraph(text('b'))), item(paragraph(text('c')))),
            paragraph(text('suite de a')),
          ),
          item(paragraph(text('d'))),
        ),
        paragraph(text('Fin')),
      ),
    ],
    ['an indent without parent', '      - a', doc(bullets(item(paragraph(text('a')))))],
    [
      'line ends of Windows',
      '- a\r\n- b',
      doc(bullets(item(paragraph(text('a'))), item(paragraph(text('b'))))),
    ],
  ])('reads %s', (_, plain, expected) => {
    expect(fromPlain(plain)).toEqual(expected);
  });

  it('writes what it reads', () => {
    const plain = 'Un **mot** et [un lien](https://x.be).\n\n- a\n  1. b\n\n  suite\n- d\n\n1. e';
    expect(toPlain(fromPlain(plain))).toBe(plain);
  });
});

const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '*',
        '**',
        ' ',
        '[',
        ']',
        '(',
        ')',
        '\\',
        '- ',
        '1. ',
        '\n',
        'a',
        'é',
        '\u00a0',
        '](https://x)',
        '.',
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((parts) => parts.join('')),
);
const marks = fc
  .tuple(fc.boolean(), fc.boolean(), fc.option(fc.constantFrom('https://x.be/a_(b)', 'mailto:a@b.be')))
  .map(([isBold, isItalic, href]) => [
    ...(isBold ? [bold] : []),
    ...(isItalic ? [italic] : []),
    ...(href === null ? [] : [link(href)]),
  ]);
const anyParagraph = fc
  .array(fc.tuple(words.filter(isStorable), marks), { maxLength: 4 })
  .map((runs) => paragraph(...runs.map(([one, its]) => text(one, ...its))));
const { block } = fc.letrec<{ block: unknown; list: unknown }>((tie) => ({
  block: fc.oneof({ maxDepth: 4, withCrossShrink: true }, anyParagraph, tie('list')),
  list: fc
    .tuple(
      fc.boolean(),
      fc.array(fc.tuple(anyParagraph, fc.array(tie('block'), { maxLength: 2 })), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([ordered, items]) => {
      const content = items.map(([first, rest]) => item(first, ...rest));
      return ordered ? numbers(...content) : bullets(...content);
    }),
}));
const anyText = fc.array(block, { maxLength: 4 }).map((blocks) => doc(...blocks));

describe('for any text', () => {
  it('plain text and back changes nothing but the form', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(fromPlain(toPlain(value))).toEqual(normal(value));
      }),
      { numRuns: 500 },
    );
  });

  it('the normal form is stable and accepted', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(normal(normal(value))).toEqual(normal(value));
        expect(richTextSchema.parse(normal(value))).toEqual(normal(value));
      }),
    );
  });

  it('whatever is typed is read, and then stays as it was read', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join('\n')),
        ),
        (plain) => {
          const read = fromPlain(plain);
          expect(accepted(read)).toBe(true);
          expect(fromPlain(toPlain(read))).toEqual(read);
        },
      ),
      { numRuns: 500 },
    );
  });
});
