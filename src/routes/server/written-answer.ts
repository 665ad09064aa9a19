import { fail } from 'sveltekit-superforms';
import { writtenAnswerForm } from '#lib/decisions/forms/written.ts';

/** The answer of a member as the page of a written procedure sends it, or what the page shows again with what is missing. */
export async function writtenAnswerIn(request: Request) {
  const fields = await request.formData();
  const answer = String(fields.get('answer') ?? '');
  const parsed = writtenAnswerForm.safeParse({ answer, confirmed: fields.get('confirmed') === 'on' });
  if (parsed.success) return { answer: parsed.data.answer, failure: null };
  return {
    answer: null,
    failure: fail(400, { unsigned: { answer, errors: parsed.error.flatten().fieldErrors } }),
  };
}
