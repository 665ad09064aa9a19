import { json } from '@sveltejs/kit';
import { notesForm } from '#lib/meetings/forms.ts';
import { saveNotes } from '#lib/meetings/server/commands/notes.ts';
import { statusOf } from '../../../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** Saves the notes as they are typed. Answers the new version, or the refusal with the text that is there now. */
export const PUT: RequestHandler = async ({ request, locals, params }) => {
  if (!locals.visit)
    return json({ refusal: { code: 'signed-out', sentence: 'Votre session a pris fin.' } }, { status: 401 });
  const parsed = notesForm.safeParse(await request.json().catch(() => null));
  if (!parsed.success)
    return json(
      { refusal: { code: 'unreadable', sentence: parsed.error.issues[0]!.message } },
      { status: 400 },
    );
  const outcome = await saveNotes(locals.house, locals.visit.actor, params.meeting, params.item, parsed.data);
  if (outcome.done) return json(outcome.value);
  return json({ refusal: outcome.refusal }, { status: statusOf(outcome.refusal) });
};
