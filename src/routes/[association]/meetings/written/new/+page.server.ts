import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import { writtenProcedureForm, type WrittenProcedureForm } from '#lib/decisions/forms/written.ts';
import { mayRunWritten } from '#lib/decisions/policy.ts';
import { decidesInWriting } from '#lib/decisions/rules/written.ts';
import { openProcedure } from '#lib/decisions/server/written/open.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayRunWritten(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const bodies = await read(event.locals, visit, (tx) => bodiesOn(tx, event.locals.house.clock.today()));
  return {
    bodies: bodies.filter(({ kind }) => decidesInWriting(kind)),
    form: await superValidate({ kind: 'ordinary' }, zod4(writtenProcedureForm), { errors: false }),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(writtenProcedureForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await openProcedure(event.locals.house, visit.actor, form.data);
    if (outcome.done)
      redirect(303, addresses.writtenDecision(visit.association.slug, outcome.value.procedureId));
    const { field = '', sentence } = outcome.refusal;
    return setError(form, field as keyof WrittenProcedureForm | '', sentence, {
      status: statusOf(outcome.refusal) as 400,
    });
  },
};
