import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { createSecondMeeting, secondMeetingOf } from '#lib/decisions/server/second-meeting.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { secondMeetingForm, type SecondMeetingForm } from '#lib/meetings/forms/convocation.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(visit.actor.role === null ? 404 : 403, allowed.refusal.sentence);
    const proposal = await secondMeetingOf(tx, meeting.id, today);
    if (proposal === null) error(404, notFound().refusal.sentence);
    if (proposal.made) redirect(303, addresses.meeting(visit.association.slug, proposal.made.id));
    const { startsAt, place } = meeting;
    return {
      meeting,
      proposal,
      form: await superValidate(
        { heldOn: proposal.safeFrom, startsAt: startsAt ?? '', place: place ?? '' },
        zod4(secondMeetingForm),
        { errors: false },
      ),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const form = await superValidate(event.request, zod4(secondMeetingForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await createSecondMeeting(event.locals.house, actor, event.params.meeting, form.data);
    if (outcome.done) redirect(303, addresses.convocation(association.slug, outcome.value.meetingId));
    const { refusal } = outcome;
    if (refusal.code === 'not-found') error(404, refusal.sentence);
    return setError(form, (refusal.field ?? '') as keyof SecondMeetingForm | '', refusal.sentence, {
      status: statusOf(refusal) as 400,
    });
  },
};
