import { error, redirect } from '@sveltejs/kit';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { agendaCopyForm, templateForm, templateUseForm } from '#lib/meetings/forms/agenda.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import {
  itemsToCarryOver,
  listTemplates,
  meetingsToCopy,
  type CarryOverView,
} from '#lib/meetings/server/agenda/queries.ts';
import { saveTemplate } from '#lib/meetings/server/commands/agenda-templates.ts';
import { applyTemplate, carryOver } from '#lib/meetings/server/commands/fill-agenda.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import type { Tx } from '#lib/platform/database.ts';
import { addresses } from '../../../../addresses.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Without the items on which something was voted: they were treated, whatever was noted of it. */
async function undecided(tx: Tx, view: CarryOverView | null): Promise<CarryOverView | null> {
  if (!view) return null;
  const decided = new Set((await decisionsOf(tx, view.from.id)).map(({ itemId }) => itemId));
  const items = view.items.filter(({ id }) => !decided.has(id));
  return items.length === 0 ? null : { ...view, items };
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(403, allowed.refusal.sentence);
    const templates = await listTemplates(tx, visit.actor);
    return {
      meeting: { ...meeting, agenda: [] },
      items: meeting.agenda.length,
      // First those made for this body and this kind of meeting.
      templates: (templates.done ? templates.value : [])
        .map(({ items, ...template }) => ({
          ...template,
          count: items.length,
          fits:
            (template.bodyId ?? meeting.body.id) === meeting.body.id &&
            (template.kind ?? meeting.kind) === meeting.kind,
        }))
        .sort((a, b) => Number(b.fits) - Number(a.fits)),
      carryOver: await undecided(tx, await itemsToCarryOver(tx, meeting.body.id, meeting.heldOn)),
      others: await meetingsToCopy(tx, meeting.id),
      bodies: (await listBodies(tx)).map(({ id, name }) => ({ id, name })),
      convoked: await meetingIsConvoked(tx, meeting.id),
    };
  });
};

/** Where what was added shows, with what undoes it. */
async function toAgenda(event: RequestEvent) {
  const { association } = await visitOf(event);
  redirect(303, addresses.meeting(association.slug, event.params.meeting));
}

export const actions: Actions = {
  template: async (event) => {
    const answer = await smallForm(event, templateUseForm, (form, { actor }) =>
      applyTemplate(event.locals.house, actor, event.params.meeting, form),
    );
    return 'data' in answer ? answer : toAgenda(event);
  },
  carry: async (event) => {
    const answer = await smallForm(
      event,
      agendaCopyForm,
      (form, { actor }) => carryOver(event.locals.house, actor, event.params.meeting, form),
      { lists: ['items'] },
    );
    return 'data' in answer ? answer : toAgenda(event);
  },
  save: async (event) => {
    const answer = await smallForm(event, templateForm, (form, { actor }) =>
      saveTemplate(event.locals.house, actor, event.params.meeting, form),
    );
    if ('data' in answer) return answer;
    const { association } = await visitOf(event);
    redirect(303, addresses.agendaTemplates(association.slug));
  },
  /** Chooses the meeting to copy from: the next page shows its items. */
  choose: async (event) => {
    const { association } = await visitOf(event);
    const from = String((await event.request.formData()).get('from') ?? '');
    if (!isIdentifier(from)) error(404, notFound().refusal.sentence);
    redirect(303, addresses.copyAgenda(association.slug, event.params.meeting, from));
  },
};
