import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { archiveForm, bodyChangeForm, type BodyChangeForm } from '#lib/bodies/forms.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { archiveBody, changeBody, reopenBody } from '#lib/bodies/server/commands/bodies.ts';
import { kindNames, listBodies } from '#lib/bodies/server/queries.ts';
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
      { ...body, kindName: body.kindName ?? '', parentId: body.parentId ?? '', from: body.from ?? '' },
      zod4(bodyChangeForm),
      { errors: false },
    );
    const archive = await superValidate({ lastDay: today }, zod4(archiveForm), { errors: false });
    const others = (await listBodies(tx)).filter(({ id }) => id !== body.id);
    return { body, form, archive, kindNames: await kindNames(tx), parents: others, today };
  });
};

export const actions: Actions = {
  change: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(bodyChangeForm));
    if (!form.valid) return fail(400, { form });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await changeBody(event.locals.house, visit.actor, body.id, form.data);
    if (!outcome.done) {
      const { code, field = '', sentence } = outcome.refusal;
      // The page shows beside the form what is recorded now; to save again is to choose.
      if (code === 'stale') form.data.version = body.version;
      return setError(form, field as keyof BodyChangeForm | '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.body(visit.association.slug, body.code));
  },
  archive: async (event) => {
    const visit = await visitOf(event);
    const archive = await superValidate(event.request, zod4(archiveForm));
    if (!archive.valid) return fail(400, { archive });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await archiveBody(event.locals.house, visit.actor, body.id, archive.data);
    if (!outcome.done)
      return setError(
        archive,
        outcome.refusal.field === 'lastDay' ? 'lastDay' : '',
        outcome.refusal.sentence,
        {
          status: statusOf(outcome.refusal) as 400,
        },
      );
    redirect(303, addresses.bodies(visit.association.slug));
  },
  reopen: async (event) => {
    const visit = await visitOf(event);
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await reopenBody(event.locals.house, visit.actor, body.id);
    if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
    redirect(303, addresses.body(visit.association.slug, body.code));
  },
};
