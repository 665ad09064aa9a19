import { error, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { statusOf, visitOf } from './access.ts';

const text = (value: FormDataEntryValue) => (typeof value === 'string' ? value : '');

/** The fields of a form by their names; `many` names those that may come several times. */
async function fieldsOf(event: RequestEvent, many: readonly string[]) {
  const fields = await event.request.formData();
  return {
    ...Object.fromEntries([...fields].map(([name, value]) => [name, text(value)])),
    ...Object.fromEntries(many.map((name) => [name, fields.getAll(name).map(text)])),
  };
}

/**
 * Does what one button of a page with several asks for. What was typed goes back with what went wrong; `pressed` says
 * which form it was.
 */
export async function press<Schema extends z.ZodType>(
  event: RequestEvent,
  pressed: string,
  schema: Schema,
  run: (form: z.output<Schema>, actor: Actor) => Promise<Outcome<unknown>>,
  many: readonly string[] = [],
) {
  const visit = await visitOf(event);
  const typed = await fieldsOf(event, many);
  const parsed = schema.safeParse(typed);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = String(issue.path[0] ?? '');
    return fail(400, {
      pressed,
      typed,
      refusal: { sentence: issue.message, field, source: undefined, details: undefined },
    });
  }
  const outcome = await run(parsed.data, visit.actor);
  if (outcome.done) return { pressed, typed: null, refusal: null };
  const { code, sentence, field, source, details } = outcome.refusal;
  if (code === 'not-found' && field === undefined) error(404, sentence);
  return fail(statusOf(outcome.refusal), { pressed, typed, refusal: { sentence, field, source, details } });
}
