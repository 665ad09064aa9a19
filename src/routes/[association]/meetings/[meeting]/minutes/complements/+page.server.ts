import { error } from '@sveltejs/kit';
import { complementForm } from '#lib/minutes/forms.ts';
import { completeSentence } from '#lib/minutes/server/commands/complements.ts';
import { complementsPage } from '#lib/minutes/server/complements.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { smallForm } from '../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const pv = await complementsPage(tx, visit.actor, event.locals.house.clock.today(), meeting);
    if (!pv.done) error(statusOf(pv.refusal), pv.refusal.sentence);
    const { id, heldOn, body } = meeting;
    return { pv: pv.value, meeting: { id, heldOn, body: body.name } };
  });
};

export const actions: Actions = {
  default: (event) =>
    smallForm(event, complementForm, (form, { actor }) =>
      completeSentence(event.locals.house, actor, event.params.meeting, form),
    ),
};
