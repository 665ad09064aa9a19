import { json } from '@sveltejs/kit';
import { privateNoteForm } from '#lib/meetings/forms/participation.ts';
import { savePrivateNote } from '#lib/meetings/server/participation/private-notes.ts';
import { statusOf } from '../../../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** Saves one's own note as it is typed. Answers the new version, or the refusal with the text that is there now. */
export const PUT: RequestHandler = async ({ request, locals, params }) => {
  if (!locals.visit)
    return json({ refusal: { code: 'signed-out', sentence: 'Votre session a pris fin.' } }, { status: 401 });
  const parsed = privateNoteForm.safeParse(await request.json().catch(() => null));
  if (!parsed.success)
    return json(
      { refusal: { code: 'unreadable', sentence: parsed.error.issues[0]!.message } },
      { status: 400 },
    );
  const { house, visit } = locals;
  const outcome = await savePrivateNote(house, visit.actor, params.meeting, params.item, parsed.data);
  if (outcome.done) return json(outcome.value);
  return json({ refusal: outcome.refusal }, { status: statusOf(outcome.refusal) });
};
