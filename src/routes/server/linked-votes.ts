import type { RequestEvent } from '@sveltejs/kit';
import { linkForm, unlinkForm } from '#lib/decisions/forms/linked.ts';
import { linkItems, unlinkItem } from '#lib/decisions/server/linked/commands.ts';
import { smallForm } from './small-forms.ts';

type InMeeting = RequestEvent<{ association: string; meeting: string }>;

/** What puts several items to one vote, on the page of one of them. */
export const linkActions = {
  link: (event: InMeeting) =>
    smallForm(
      event,
      linkForm,
      (form, { actor }) => linkItems(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'link' },
    ),
  unlink: (event: InMeeting) =>
    smallForm(
      event,
      unlinkForm,
      (form, { actor }) => unlinkItem(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'unlink' },
    ),
};
