import { error, redirect } from '@sveltejs/kit';
import { agendaCopyForm } from '#lib/meetings/forms/agenda.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { copyAgenda } from '#lib/meetings/server/commands/fill-agenda.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { smallForm } from '../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(403, allowed.refusal.sentence);
    const from = await meetingView(tx, visit.actor, event.locals.house.clock.today(), event.params.from);
    if (!from.done) error(404, from.refusal.sentence);
    const { id, body, heldOn, startsAt, agenda } = from.value;
    return {
      meeting: { ...meeting, agenda: [] },
      from: {
        id,
        bodyName: body.name,
        heldOn,
        startsAt,
        items: agenda.map((item) => ({
          id: item.id,
          number: item.number,
          depth: item.depth,
          title: item.title,
          nature: item.nature,
        })),
      },
      convoked: await meetingIsConvoked(tx, meeting.id),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const answer = await smallForm(
      event,
      agendaCopyForm,
      (form, { actor }) => copyAgenda(event.locals.house, actor, event.params.meeting, form),
      { lists: ['items'] },
    );
    if ('data' in answer) return answer;
    const { association } = await visitOf(event);
    redirect(303, addresses.meeting(association.slug, event.params.meeting));
  },
};
