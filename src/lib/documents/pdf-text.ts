import type { Text } from './blocks.ts';
import { cutByFont } from './pdf-fonts.ts';
import { INK, type Look, type Page } from './pdf-look.ts';
import type { Tag } from './pdf-tags.ts';

/** Natural line height of the fonts, as a multiple of their size: leading is told in points. */
const NATURAL = { serif: 1.371, sans: 1.424 };

/**
 * A text ready for pdfmake, in one look. Without a tag it is decoration (running head, foot), that screen
 * readers skip.
 */
export function write(text: Text, look: Look, tag?: Tag, page?: Page) {
  const runs = typeof text === 'string' ? [{ text }] : text;
  return {
    fontSize: look.size,
    lineHeight: look.leading / (look.size * NATURAL[look.family]),
    color: look.color ?? INK,
    text: runs.flatMap((run) =>
      cutByFont(run.text, look.family).map((cut) => ({
        ...cut,
        bold: (look.bold ?? false) || (run.bold ?? false),
        // Emphasis inside italics stands upright.
        italics: (look.italic ?? false) !== (run.italic ?? false),
        ...(run.link !== undefined &&
          URL.canParse(run.link) && {
            // A PDF knows addresses in ASCII only.
            link: new URL(run.link).href,
            decoration: 'underline' as const,
            ...(page && { color: page.accent }),
          }),
        ...(tag && { tag }),
      })),
    ),
  };
}
