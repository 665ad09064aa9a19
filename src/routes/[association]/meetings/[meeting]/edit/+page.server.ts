import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { meetingChangeForm } from '#lib/meetings/forms.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { changeMeeting, type CurrentMeeting } from '#lib/meetings/server/commands/planning.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import { addresses } from '../../../../addresses.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { meetingOr404 } from '../../../../server/meeting.ts';
import { proposalIn } from '../../../../server/proposal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const meeting = await meetingOr404(event, visit);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const { kind, heldOn, version } = meeting;
  const typed = {
    startsAt: meeting.startsAt ?? '',
    endsAt: meeting.endsAt ?? '',
    place: meeting.place ?? '',
    remoteAccess: meeting.remoteAccess ?? '',
    remoteProcedure: meeting.remoteProcedure ?? '',
  };
  return {
    meeting,
    proposal: await proposalIn(event, visit, {
      data: { ...planOf(meeting), kind, heldOn, ...typed },
      errors: {},
    }),
    form: await superValidate({ kind, heldOn, ...typed, version }, zod4(meetingChangeForm), {
      errors: false,
    }),
  };
};

/** The meeting that is being moved: it does not clash with itself. */
const planOf = (meeting: MeetingView) => ({ bodyId: meeting.body.id, meetingId: meeting.id });

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const typed = await event.request.formData();
    const form = await superValidate(typed, zod4(meetingChangeForm));
    if (typed.get('do') === 'preview') {
      const meeting = await meetingOr404(event, visit);
      const allowed = mayPrepare(visit.actor);
      if (!allowed.done) error(403, allowed.refusal.sentence);
      const { heldOn } = form.errors;
      form.errors = heldOn ? { heldOn } : {};
      if (heldOn) return fail(400, { form });
      const data = { ...form.data, ...planOf(meeting) };
      return { form, proposal: await proposalIn(event, visit, { data, errors: {} }) };
    }
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
      const field = (refusal.field ?? '') as 'heldOn' | 'endsAt' | '';
      return setError(form, field, refusal.sentence, { status: statusOf(refusal) as 400 });
    }
    const { slug } = visit.association;
    const { id, convoked } = await meetingOr404(event, visit);
    // What its members were told is no longer so, perhaps: the page of the notice proposes to tell them.
    redirect(303, convoked.notified ? addresses.convocation(slug, id) : addresses.meeting(slug, id));
  },
};
