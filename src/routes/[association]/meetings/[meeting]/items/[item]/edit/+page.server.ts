import { error, redirect } from '@sveltejs/kit';
import { itemChangeForm, itemRemovalForm } from '#lib/meetings/forms/agenda.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { changeItem, removeAgendaItem } from '#lib/meetings/server/commands/agenda.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import { addresses } from '../../../../../../addresses.ts';
import { read, visitOf } from '../../../../../../server/access.ts';
import { meetingIn } from '../../../../../../server/meeting.ts';
import { smallForm } from '../../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(403, allowed.refusal.sentence);
    const item = meeting.agenda.find(({ id }) => id === event.params.item);
    if (!item) error(404, notFound().refusal.sentence);
    return {
      meeting: { ...meeting, agenda: [] },
      item,
      hasSubItems: meeting.agenda.some(({ parentId }) => parentId === item.id),
      convoked: await meetingIsConvoked(tx, meeting.id),
    };
  });
};

/** Where the agenda shows what was done, with what undoes it. */
async function backToAgenda(event: RequestEvent, failed: unknown, at = '') {
  if (failed) return;
  const { association } = await visitOf(event);
  redirect(303, addresses.meeting(association.slug, event.params.meeting) + at);
}

export const actions: Actions = {
  change: async (event) => {
    const answer = await smallForm(event, itemChangeForm, (form, { actor }) =>
      changeItem(event.locals.house, actor, event.params.meeting, { ...form, itemId: event.params.item }),
    );
    await backToAgenda(event, 'data' in answer, `#point-${event.params.item}`);
    return answer;
  },
  remove: async (event) => {
    const answer = await smallForm(event, itemRemovalForm, (form, { actor }) =>
      removeAgendaItem(event.locals.house, actor, event.params.meeting, event.params.item, {
        confirmed: form.confirmed === 'yes',
      }),
    );
    await backToAgenda(event, 'data' in answer);
    return answer;
  },
};
