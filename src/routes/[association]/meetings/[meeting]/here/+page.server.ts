import { checkInForm } from '#lib/meetings/forms/sitting.ts';
import { checkIn, checkInsOf } from '#lib/meetings/server/sitting/check-ins.ts';
import { sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { press } from '../../../../server/press.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const own = new Set(visit.actor.seats.map(({ mandateId }) => mandateId));
    const { attendance } = await sittingOf(tx, meeting);
    const said = await checkInsOf(tx, meeting.id);
    return {
      meeting,
      code: event.url.searchParams.get('code') ?? '',
      open: ['open', 'suspended'].includes((await sittingNow(tx, meeting))?.state ?? ''),
      seats: attendance.flatMap(({ mandateId, organisation, state }) =>
        own.has(mandateId)
          ? [{ mandateId, organisation, state, said: said.some((each) => each.mandateId === mandateId) }]
          : [],
      ),
    };
  });
};

export const actions: Actions = {
  default: (event) =>
    press(event, 'here', checkInForm, (form, actor) =>
      checkIn(event.locals.house, actor, event.params.meeting, form),
    ),
};
