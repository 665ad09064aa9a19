import { minutesFilename } from '#lib/minutes/document.ts';
import { publicMinutes } from '#lib/minutes/public.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import { minutesIn, readable } from '../../../../server/minutes-document.ts';
import type { RequestHandler } from './$types';

/** The PV without what is closed-door or personal, to be read again and then published by whoever may read the meeting. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const { snapshot, standing } = readable((await minutesIn(event)).source);
  return answerWithDocument(
    publicMinutes(snapshot, standing),
    format,
    minutesFilename(snapshot, 'PV-public'),
  );
};
