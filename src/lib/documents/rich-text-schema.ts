import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { MAX_DEPTH, normal, type RichItem, type RichList } from './rich-text.ts';

// Apart from the text itself: what reads a text in the browser does not load what checks one on the server.

const MAX_LENGTH = 20_000;
/** doc, then list and item at each depth, then paragraph, then text. */
const MAX_LEVELS = 2 * MAX_DEPTH + 3;

const ADDRESS = /^(https?:\/\/|mailto:)[^\s<>"\\]+$/i;

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['bold', 'italic']) }),
  // The editor adds target and rel to its links: only the address is kept.
  z.strictObject({
    type: z.literal('link'),
    attrs: z.object({ href: z.string().max(2000).regex(ADDRESS).refine(URL.canParse) }),
  }),
]);

const run = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).refine(isStorable, NOT_STORABLE),
  marks: z.array(mark).max(3).optional(),
});

const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(run).optional() });

const list: z.ZodType<RichList> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['bulletList', 'orderedList']),
    // The editor tells where a numbered list starts: ours start at 1.
    attrs: z.object({}).optional(),
    content: z.array(item).min(1),
  }),
);

const item: z.ZodType<RichItem> = z.lazy(() =>
  z.strictObject({
    type: z.literal('listItem'),
    content: z
      .array(z.union([paragraph, list]))
      .min(1)
      .refine((blocks) => blocks[0]?.type === 'paragraph'),
  }),
);

/**
 * What an editor may send: at most 20 000 characters and six lists inside one another. Answers its normal
 * form (see `normal`); refuses every other node, mark and address, with a sentence for the person.
 */
export const richTextSchema = z
  .unknown()
  .superRefine((value, context) => {
    const sentence = boundsExceeded(value);
    if (sentence !== null) context.addIssue({ code: 'custom', message: sentence });
  })
  .pipe(z.strictObject({ type: z.literal('doc'), content: z.array(z.union([paragraph, list])) }))
  .transform(normal);

/** Measured without recursion, before anything walks down a text that someone nested ten thousand deep. */
function boundsExceeded(value: unknown): string | null {
  let length = 0;
  const waiting: [unknown, number][] = [[value, 1]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, level] = next;
    if (typeof node !== 'object' || node === null) continue;
    if (level > MAX_LEVELS) return 'Les listes s’emboîtent trop\u00a0: six niveaux au plus.';
    // Each node weighs something, so that a million empty ones are too many.
    length += 'text' in node && typeof node.text === 'string' ? node.text.length : 1;
    if (length > MAX_LENGTH) return 'Ces notes sont trop longues\u00a0: 20.000 signes au plus.';
    if ('content' in node && Array.isArray(node.content)) {
      for (const child of node.content) waiting.push([child, level + 1]);
    }
  }
  return null;
}
