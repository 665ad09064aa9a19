import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { listOrganisations } from '#lib/associations/server/queries.ts';
import { placementForm, seatsForm, type SeatsForm } from '#lib/bodies/forms/seats.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { addSeats } from '#lib/bodies/server/commands/seats.ts';
import { placeEveryMandate, placeMandate } from '#lib/bodies/server/commands/seating.ts';
import { viewSeats } from '#lib/bodies/server/seating.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { bodyIn } from '../../../../server/body.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const form = await superValidate(
      { seatId: crypto.randomUUID(), count: 1, sector: 'public' as const },
      zod4(seatsForm),
      { errors: false },
    );
    return {
      body,
      today,
      form,
      ...(await viewSeats(tx, body, today)),
      organisations: await listOrganisations(tx),
      placed: event.url.searchParams.get('placed'),
    };
  });
};

export const actions: Actions = {
  add: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(seatsForm));
    if (!form.valid) return fail(400, { form });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await addSeats(event.locals.house, visit.actor, body.id, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof SeatsForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.seats(visit.association.slug, body.code));
  },
  place: async (event) => {
    const visit = await visitOf(event);
    const typed = Object.fromEntries(await event.request.formData());
    const parsed = placementForm.safeParse(typed);
    const mandateId = String(typed['mandateId'] ?? '');
    if (!parsed.success)
      return fail(400, { place: { mandateId, sentence: parsed.error.issues[0]!.message } });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await placeMandate(event.locals.house, visit.actor, body.id, parsed.data);
    if (outcome.done) redirect(303, addresses.seats(visit.association.slug, body.code));
    return fail(statusOf(outcome.refusal), { place: { mandateId, sentence: outcome.refusal.sentence } });
  },
  placeAll: async (event) => {
    const visit = await visitOf(event);
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await placeEveryMandate(event.locals.house, visit.actor, body.id);
    if (outcome.done)
      redirect(303, addresses.seats(visit.association.slug, body.code, String(outcome.value.placed)));
    return fail(statusOf(outcome.refusal), { place: { mandateId: '', sentence: outcome.refusal.sentence } });
  },
};
