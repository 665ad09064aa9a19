import { minutesFilename } from '#lib/minutes/document.ts';
import { publicMinutes } from '#lib/minutes/public.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import { snapshotIn } from '../../../../server/minutes-snapshot.ts';
import type { RequestHandler } from './$types';

/** The PV without what is closed-door or personal, to be read again and then published by whoever may read the meeting. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const snapshot = await snapshotIn(event);
  return answerWithDocument(publicMinutes(snapshot), format, minutesFilename(snapshot, 'PV-public'));
};
