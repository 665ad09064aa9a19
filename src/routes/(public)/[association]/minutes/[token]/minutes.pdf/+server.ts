import { minutesSource } from '#lib/minutes/server/document.ts';
import { linkVisitOf, readByLink } from '../../../../../server/link-visit.ts';
import { answerWithMinutes } from '../../../../../server/minutes-document.ts';
import type { RequestHandler } from './$types';

/** The PV that a personal link opens, for whoever it was made for. */
export const GET: RequestHandler = async (event) => {
  const visit = await linkVisitOf(event, 'minutes');
  const { actor, subjectId } = visit.link;
  const source = await readByLink(event, visit, (tx) =>
    minutesSource(tx, actor, event.locals.house.clock.today(), subjectId),
  );
  return answerWithMinutes(event, visit.association.id, source, 'pdf');
};
