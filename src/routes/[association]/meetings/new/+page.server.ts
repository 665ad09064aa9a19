import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import { meetingForm } from '#lib/meetings/forms.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { createMeeting } from '#lib/meetings/server/commands/planning.ts';
import { lastPlaceOf } from '#lib/meetings/server/queries.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => {
    const bodies = await bodiesOn(tx, event.locals.house.clock.today());
    const place = await lastPlaceOf(tx);
    return {
      bodies,
      form: await superValidate({ kind: 'ordinary', place: place ?? '' }, zod4(meetingForm), {
        errors: false,
      }),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(meetingForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await createMeeting(event.locals.house, visit.actor, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as 'bodyId' | 'heldOn' | 'startsAt' | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.meeting(visit.association.slug, outcome.value.meetingId));
  },
};
