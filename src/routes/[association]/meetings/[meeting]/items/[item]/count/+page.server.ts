import { error } from '@sveltejs/kit';
import { paperCountForm } from '#lib/decisions/forms.ts';
import { enterPaperCount } from '#lib/decisions/server/paper/commands.ts';
import { mayCount, paperVoteOn } from '#lib/decisions/server/paper/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read, statusOf, visitOf } from '../../../../../../server/access.ts';
import { meetingIn } from '../../../../../../server/meeting.ts';
import { smallForm } from '../../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const item = meeting.agenda.find(({ id }) => id === event.params.item);
    if (!item) error(404, notFound().refusal.sentence);
    const facts = { id: meeting.id, bodyId: meeting.body.id, heldOn: meeting.heldOn };
    const allowed = await mayCount(tx, visit.actor, facts, today);
    if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
    return {
      meeting: { ...meeting, agenda: [] },
      item: { id: item.id, number: item.number, title: item.title },
      vote: await paperVoteOn(tx, visit.actor, facts, item.id, today),
    };
  });
};

export const actions: Actions = {
  count: (event) =>
    smallForm(
      event,
      paperCountForm,
      (form, { actor }) => enterPaperCount(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'count' },
    ),
};
