import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { correctionForm, decisionForm, readDecision, withdrawalForm } from '#lib/decisions/forms.ts';
import { mayDecide } from '#lib/decisions/policy.ts';
import { correctDecision, recordDecision, withdrawDecision } from '#lib/decisions/server/commands.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { fromPlain, toPlain } from '#lib/documents/rich-text.ts';
import { notFound, type Refusal } from '#lib/kernel/refusals.ts';
import { notesForm } from '#lib/meetings/forms.ts';
import { saveNotes, type NotesConflict } from '#lib/meetings/server/commands/notes.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const index = meeting.agenda.findIndex(({ id }) => id === event.params.item);
    const item = meeting.agenda[index];
    if (!item) error(404, notFound().refusal.sentence);
    const { quorum, recorded, presences } = await sittingOf(tx, meeting);
    const decisions = await decisionsOf(tx, meeting.id);
    const neighbour = (at: number) => {
      const other = meeting.agenda[at];
      return other ? { id: other.id, number: other.number, title: other.title } : null;
    };
    return {
      meeting: { ...meeting, agenda: [] },
      item,
      previous: neighbour(index - 1),
      next: neighbour(index + 1),
      decisions: decisions.filter((decision) => decision.itemId === item.id),
      presences,
      sitting: { quorum, recorded },
      mayDecide: mayDecide(visit.actor).done,
    };
  });
};
