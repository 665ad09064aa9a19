import { error } from '@sveltejs/kit';
import { remarkAnswerForm, remarkForm } from '#lib/minutes/forms.ts';
import { answerRemark, makeRemark } from '#lib/minutes/server/commands/remarks.ts';
import { remarksPage } from '#lib/minutes/server/remarks.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { smallForm } from '../../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const outcome = await read(event.locals, visit, (tx) =>
    remarksPage(tx, visit.actor, event.locals.house.clock.today(), event.params.meeting),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return { pv: outcome.value, meetingId: event.params.meeting };
};

export const actions: Actions = {
  remark: (event) =>
    smallForm(event, remarkForm, (form, { actor }) =>
      makeRemark(event.locals.house, actor, event.params.meeting, form),
    ),
  answer: (event) =>
    smallForm(event, remarkAnswerForm, (form, { actor }) =>
      answerRemark(event.locals.house, actor, event.params.meeting, form),
    ),
};
