import { minutesSource } from '#lib/minutes/server/document.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { answerWithMinutes } from '../../../../server/minutes-document.ts';
import type { RequestHandler } from './$types';

/** The PV of the meeting, as its reader may see it: draft, version that was sent, or sealed document. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { locals, params } = event;
  const source = await read(locals, visit, (tx) =>
    minutesSource(tx, visit.actor, locals.house.clock.today(), params.meeting),
  );
  return answerWithMinutes(event, visit.actor.associationId, source);
};
