import { z } from 'zod';
import { identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';

const proposal = z
  .string()
  .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
  .pipe(
    z
      .string()
      .min(1, 'Écrivez la proposition mise aux voix sur ce point.')
      .max(4000, 'Une proposition compte au plus 4\u00a0000 caractères.')
      .refine(isStorable, NOT_STORABLE),
  );

/** The items to vote with another one: the fields "link-<item>" that are ticked, each with its "proposal-<item>". */
export const linkForm = z.preprocess(
  (typed) => {
    const fields = typed as Readonly<Record<string, unknown>>;
    const ticked = Object.keys(fields).filter((name) => name.startsWith('link-'));
    return {
      ...fields,
      items: ticked.map((name) => {
        const itemId = name.slice('link-'.length);
        return { itemId, proposal: fields[`proposal-${itemId}`] ?? '' };
      }),
    };
  },
  z
    .object({
      itemId: identifier,
      items: z
        .array(z.object({ itemId: identifier, proposal: z.string() }))
        .min(1, 'Cochez au moins un point à voter avec celui-ci.'),
    })
    .transform(({ items, ...form }, context) => ({
      ...form,
      items: items.map((item) => {
        const parsed = proposal.safeParse(item.proposal);
        if (!parsed.success)
          context.addIssue({
            code: 'custom',
            path: [`proposal-${item.itemId}`],
            message: parsed.error.issues[0]!.message,
          });
        return { itemId: item.itemId, proposal: parsed.data ?? '' };
      }),
    })),
);
export type LinkForm = z.infer<typeof linkForm>;

export const unlinkForm = z.object({ itemId: identifier });
