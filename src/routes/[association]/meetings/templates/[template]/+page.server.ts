import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { templateChangeForm } from '#lib/meetings/forms/agenda.ts';
import { templateView } from '#lib/meetings/server/agenda/queries.ts';
import { changeTemplate, removeTemplate } from '#lib/meetings/server/commands/agenda-templates.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const template = await templateView(tx, visit.actor, event.params.template);
    if (!template.done) error(statusOf(template.refusal), template.refusal.sentence);
    return {
      template: template.value,
      bodies: (await listBodies(tx)).map(({ id, name }) => ({ id, name })),
    };
  });
};

async function toList(event: RequestEvent) {
  const { association } = await visitOf(event);
  redirect(303, addresses.agendaTemplates(association.slug));
}

export const actions: Actions = {
  change: async (event) => {
    const answer = await smallForm(event, templateChangeForm, (form, { actor }) =>
      changeTemplate(event.locals.house, actor, event.params.template, form),
    );
    return 'data' in answer ? answer : toList(event);
  },
  remove: async (event) => {
    const answer = await smallForm(event, z.object({}), (_, { actor }) =>
      removeTemplate(event.locals.house, actor, event.params.template),
    );
    return 'data' in answer ? answer : toList(event);
  },
};
