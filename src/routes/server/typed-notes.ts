import { fail } from 'sveltekit-superforms';
import type { RequestEvent } from '@sveltejs/kit';
import { fromPlain, toPlain } from '#lib/documents/rich-text.ts';
import { notesForm } from '#lib/meetings/forms.ts';
import { saveNotes, type NotesConflict } from '#lib/meetings/server/commands/notes.ts';
import { statusOf, visitOf } from './access.ts';

/** Saves the notes of an item typed without JavaScript. A refusal gives back what was typed, with what is there now. */
export async function saveTypedNotes(event: RequestEvent, meetingId: string, itemId: string) {
  const visit = await visitOf(event);
  const fields = await event.request.formData();
  const text = String(fields.get('text') ?? '');
  const parsed = notesForm.safeParse({ version: fields.get('version'), content: fromPlain(text) });
  if (!parsed.success)
    return fail(400, {
      notes: {
        text,
        sentence: parsed.error.issues[0]!.message,
        theirs: '',
        version: Number(fields.get('version')),
      },
    });
  const outcome = await saveNotes(event.locals.house, visit.actor, meetingId, itemId, parsed.data);
  if (outcome.done) return { notes: null };
  const { code, sentence, details } = outcome.refusal;
  const conflict = code === 'stale' ? (details as NotesConflict) : null;
  return fail(statusOf(outcome.refusal), {
    notes: {
      text,
      sentence,
      theirs: conflict ? toPlain(conflict.content) : '',
      version: conflict?.version ?? parsed.data.version,
    },
  });
}
