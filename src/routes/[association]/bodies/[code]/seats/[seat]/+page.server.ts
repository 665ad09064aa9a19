import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { listOrganisations } from '#lib/associations/server/queries.ts';
import {
  seatChangeForm,
  seatCloseForm,
  type SeatChangeForm,
  type SeatCloseForm,
} from '#lib/bodies/forms/seats.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { changeSeat, closeSeat, removeSeat } from '#lib/bodies/server/commands/seats.ts';
import { listSeats, seatState, type SeatLine } from '#lib/bodies/server/seats.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { bodyIn } from '../../../../../server/body.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function seatIn(tx: Tx, { params }: RequestEvent) {
  const body = await bodyIn(tx, params.code);
  const seat = (await listSeats(tx, body.id)).find(({ id }) => id === params.seat);
  return { body, seat: seat ?? error(404, notFound().refusal.sentence) };
}

const typedOf = (seat: SeatLine): SeatChangeForm => ({
  category: seat.category ?? '',
  organisationId: seat.organisationId ?? '',
  voting: seat.voting ? 'voting' : 'invited',
  from: seat.from ?? '',
  to: seat.to ?? '',
  was: seatState(seat),
});

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const lastDay = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const { body, seat } = await seatIn(tx, event);
    return {
      body,
      seat,
      form: await superValidate(typedOf(seat), zod4(seatChangeForm), { errors: false }),
      close: await superValidate({ lastDay }, zod4(seatCloseForm), { errors: false }),
      organisations: await listOrganisations(tx),
    };
  });
};

export const actions: Actions = {
  change: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(seatChangeForm));
    if (!form.valid) return fail(400, { form });
    const { body, seat } = await read(event.locals, visit, (tx) => seatIn(tx, event));
    const outcome = await changeSeat(event.locals.house, visit.actor, body.id, seat.id, form.data);
    if (!outcome.done) {
      const { code, field = '', sentence } = outcome.refusal;
      // The page shows beside the form what is recorded now; to save again is to choose.
      if (code === 'stale') form.data.was = seatState(seat);
      return setError(form, field as keyof SeatChangeForm | '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.seats(visit.association.slug, body.code));
  },
  close: async (event) => {
    const visit = await visitOf(event);
    const close = await superValidate(event.request, zod4(seatCloseForm));
    if (!close.valid) return fail(400, { close });
    const { body, seat } = await read(event.locals, visit, (tx) => seatIn(tx, event));
    const outcome = await closeSeat(event.locals.house, visit.actor, body.id, seat.id, close.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof SeatCloseForm | '';
      return setError(close, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.seats(visit.association.slug, body.code));
  },
  remove: async (event) => {
    const visit = await visitOf(event);
    const { body, seat } = await read(event.locals, visit, (tx) => seatIn(tx, event));
    const outcome = await removeSeat(event.locals.house, visit.actor, body.id, seat.id);
    if (!outcome.done) return fail(statusOf(outcome.refusal), { remove: outcome.refusal.sentence });
    redirect(303, addresses.seats(visit.association.slug, body.code));
  },
};
