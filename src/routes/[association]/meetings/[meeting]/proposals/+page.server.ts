import { error } from '@sveltejs/kit';
import {
  proposalAcceptForm,
  proposalActForm,
  proposalDeclineForm,
  proposalForm,
} from '#lib/meetings/forms/agenda.ts';
import { proposalsView } from '#lib/meetings/server/agenda/proposals.ts';
import {
  acceptProposal,
  declineProposal,
  proposeItem,
  supportProposal,
  withdrawProposal,
  withdrawSupport,
} from '#lib/meetings/server/commands/proposals.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const today = event.locals.house.clock.today();
    const view = await proposalsView(tx, visit.actor, today, meeting.id);
    if (!view.done) error(404, view.refusal.sentence);
    return { meeting, ...view.value, newId: crypto.randomUUID() };
  });
};

export const actions: Actions = {
  propose: (event) =>
    smallForm(event, proposalForm, (form, { actor }) =>
      proposeItem(event.locals.house, actor, event.params.meeting, form),
    ),
  support: (event) =>
    smallForm(event, proposalActForm, (form, { actor }) =>
      supportProposal(event.locals.house, actor, event.params.meeting, form),
    ),
  unsupport: (event) =>
    smallForm(event, proposalActForm, (form, { actor }) =>
      withdrawSupport(event.locals.house, actor, event.params.meeting, form),
    ),
  withdraw: (event) =>
    smallForm(event, proposalActForm, (form, { actor }) =>
      withdrawProposal(event.locals.house, actor, event.params.meeting, form),
    ),
  accept: (event) =>
    smallForm(event, proposalAcceptForm, (form, { actor }) =>
      acceptProposal(event.locals.house, actor, event.params.meeting, form),
    ),
  decline: (event) =>
    smallForm(event, proposalDeclineForm, (form, { actor }) =>
      declineProposal(event.locals.house, actor, event.params.meeting, form),
    ),
};
