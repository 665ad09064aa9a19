import { error, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { statusOf, visitOf } from './access.ts';

type Visit = Awaited<ReturnType<typeof visitOf>>;

/** What went back of a small form: what was typed, and why it was refused. */
interface Failed {
  /** Which form of the page it was; empty where the page tells it by what was typed. */
  readonly pressed: string;
  readonly typed: Record<string, string>;
  readonly refusal: {
    readonly sentence: string;
    readonly field?: string | undefined;
    readonly source?: string | undefined;
    readonly details?: unknown;
  };
}

/**
 * Reads one of the small forms of a page and runs its act. What was typed goes back with what went wrong. `pressed`
 * says which form it was, `lists` are the fields that can come several times.
 */
export async function smallForm<Schema extends z.ZodType>(
  event: RequestEvent,
  schema: Schema,
  run: (form: z.output<Schema>, visit: Visit) => Promise<Outcome<unknown>>,
  { pressed = '', lists = [] }: { readonly pressed?: string; readonly lists?: readonly string[] } = {},
) {
  const visit = await visitOf(event);
  const fields = await event.request.formData();
  const typed: Record<string, string> = Object.fromEntries([...fields].map(([k, v]) => [k, String(v)]));
  const ticked = Object.fromEntries(lists.map((name) => [name, fields.getAll(name).map(String)]));
  const parsed = schema.safeParse({ ...typed, ...ticked });
  const failed = (status: number, refusal: Failed['refusal']) =>
    fail<{ failed: Failed | null }>(status, { failed: { pressed, typed, refusal } });
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return failed(400, { sentence: issue.message, field: String(issue.path[0] ?? '') });
  }
  const outcome = await run(parsed.data, visit);
  if (outcome.done) return { failed: null };
  const { code, sentence, field, source, details } = outcome.refusal;
  if (code === 'not-found' && field === undefined && !typed.itemId) error(404, sentence);
  return failed(statusOf(outcome.refusal), { sentence, field, source, details });
}
