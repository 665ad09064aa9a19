import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { meetingChangeForm } from '#lib/meetings/forms.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { changeMeeting, type CurrentMeeting } from '#lib/meetings/server/commands/planning.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { meetingOr404 } from '../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const meeting = await meetingOr404(event, visit);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const { kind, heldOn, startsAt, place, version } = meeting;
  return {
    meeting,
    form: await superValidate(
      { kind, heldOn, startsAt: startsAt ?? '', place: place ?? '', version },
      zod4(meetingChangeForm),
      { errors: false },
    ),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(meetingChangeForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changeMeeting(event.locals.house, visit.actor, event.params.meeting, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      if (refusal.code === 'stale') {
        // Saving again keeps what was typed; the page shows what is there now beside it.
        const { current } = refusal.details as { current: CurrentMeeting };
        form.data.version = current.version;
        setError(form, '', refusal.sentence);
        return fail(409, { form, current });
      }
      const field = (refusal.field ?? '') as 'heldOn' | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    redirect(303, addresses.meeting(visit.association.slug, event.params.meeting));
  },
};
