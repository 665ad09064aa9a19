import { error } from '@sveltejs/kit';
import { notFound } from '#lib/kernel/refusals.ts';
import { meetingCalendar } from '#lib/meetings/calendar-file.ts';
import { calendarMeeting } from '#lib/meetings/server/planning/calendar-meetings.ts';
import { addresses } from '../../../../addresses.ts';
import { fullAddress } from '../../../../server/full-address.ts';
import { read, visitOf } from '../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** The meeting for a calendar program, for whoever may read it. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { house } = event.locals;
  const meeting = await read(event.locals, visit, (tx) =>
    calendarMeeting(tx, visit.actor, house.clock.today(), event.params.meeting),
  );
  if (meeting === null) error(404, notFound().refusal.sentence);
  const { slug, shortName } = visit.association;
  const file = meetingCalendar(meeting, {
    association: shortName,
    addressOf: (id) => fullAddress(event, addresses.meeting(slug, id)),
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="reunion-${meeting.heldOn}.ics"`,
    },
  });
};
