import { formatIn } from '../../../../server/document-answer.ts';
import { answerWithMinutes, minutesIn } from '../../../../server/minutes-document.ts';
import type { RequestHandler } from './$types';

/** The PV of the meeting, as its reader may see it: draft, version that was sent, or sealed document. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const { visit, source } = await minutesIn(event);
  return answerWithMinutes(event, visit.actor.associationId, source, format);
};
