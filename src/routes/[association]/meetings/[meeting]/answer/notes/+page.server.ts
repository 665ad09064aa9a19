import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { notFound } from '#lib/kernel/refusals.ts';
import { privateNoteForm } from '#lib/meetings/forms/participation.ts';
import {
  keepsNotes,
  privateNotesOf,
  savePrivateNote,
  type PrivateNoteConflict,
} from '#lib/meetings/server/participation/private-notes.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    if (!keepsNotes(visit.actor, meeting.body.id)) error(404, notFound().refusal.sentence);
    const notes = await privateNotesOf(tx, visit.actor, meeting);
    const { id, body, heldOn, startsAt } = meeting;
    return {
      meeting: { id, body, heldOn, startsAt },
      personId: visit.actor.personId,
      items: meeting.agenda.map(({ id: itemId, number, title, depth }) => ({
        id: itemId,
        number,
        title,
        depth,
        note: notes.find((note) => note.itemId === itemId) ?? null,
      })),
    };
  });
};

export const actions: Actions = {
  /** Without JavaScript: one note at a time, by its button. */
  default: async (event) => {
    const { actor } = await visitOf(event);
    const { itemId = '', ...sent } = Object.fromEntries(
      [...(await event.request.formData())].map(([name, value]) => [name, String(value)]),
    );
    // A text area sends its line ends as two characters.
    const content = (sent.content ?? '').replaceAll('\r\n', '\n');
    const parsed = privateNoteForm.safeParse({ ...sent, content });
    if (!parsed.success)
      return fail(400, { itemId, content, sentence: parsed.error.issues[0]!.message, theirs: null });
    const outcome = await savePrivateNote(
      event.locals.house,
      actor,
      event.params.meeting,
      itemId,
      parsed.data,
    );
    if (outcome.done) return { itemId, content: null, sentence: null, theirs: null };
    const { sentence, details } = outcome.refusal;
    return fail(statusOf(outcome.refusal), {
      itemId,
      content,
      sentence,
      theirs: (details as PrivateNoteConflict | undefined) ?? null,
    });
  },
};
