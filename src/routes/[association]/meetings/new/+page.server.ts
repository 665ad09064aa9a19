import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { meetingForm } from '#lib/meetings/forms.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { createMeeting } from '#lib/meetings/server/commands/planning.ts';
import { lastPlaceOf, proposalFor } from '#lib/meetings/server/planning/proposal.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import { proposalIn } from '../../../server/proposal.ts';
import type { Actions, PageServerLoad } from './$types';

/** The address may say for which body ("CA") and which day, as the calendar does. */
export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const { url, locals } = event;
  const today = locals.house.clock.today();
  return read(locals, visit, async (tx) => {
    const bodies = await bodiesOn(tx, today);
    const bodyId = bodies.find(({ code }) => code === url.searchParams.get('body'))?.id;
    const heldOn = calendarDay.safeParse(url.searchParams.get('on')).data;
    const plan = { kind: 'ordinary' as const, startsAt: '', endsAt: '' };
    const place = (bodyId && (await lastPlaceOf(tx, bodyId))) ?? (await lastPlaceOf(tx));
    return {
      bodies,
      proposal:
        bodyId && heldOn ? await proposalFor(tx, visit.actor, today, { ...plan, bodyId, heldOn }) : null,
      form: await superValidate(
        {
          kind: 'ordinary',
          place: place ?? '',
          ...(bodyId ? { bodyId } : {}),
          ...(heldOn ? { heldOn } : {}),
        },
        zod4(meetingForm),
        { errors: false },
      ),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(403, allowed.refusal.sentence);
    const typed = await event.request.formData();
    const form = await superValidate(typed, zod4(meetingForm));
    const previewing = typed.get('do') === 'preview';
    const seen = typed.has('previewed');
    const proposal = previewing || seen ? await proposalIn(event, visit, form) : null;
    const preview = {
      proposal,
      ticked: seen ? form.data.items : (proposal?.items.map(({ key }) => key) ?? []),
    };
    if (previewing) {
      if (proposal === null) {
        const { bodyId, heldOn } = form.errors;
        form.errors = { ...(bodyId ? { bodyId } : {}), ...(heldOn ? { heldOn } : {}) };
        return fail(400, { form, ...preview });
      }
      form.errors = {};
      if (form.data.place === '') form.data.place = proposal.place ?? '';
      return { form, ...preview };
    }
    if (!form.valid) return fail(400, { form, ...preview });
    const outcome = await createMeeting(event.locals.house, visit.actor, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as 'bodyId' | 'heldOn' | 'startsAt' | '';
      setError(form, field === ('items' as string) ? '' : field, outcome.refusal.sentence);
      return fail(statusOf(outcome.refusal), { form, ...preview });
    }
    redirect(303, addresses.meeting(visit.association.slug, outcome.value.meetingId));
  },
};
