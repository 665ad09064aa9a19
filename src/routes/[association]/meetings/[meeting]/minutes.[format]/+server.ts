import { minutesDocument, minutesFilename } from '#lib/minutes/document.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import { snapshotIn } from '../../../../server/minutes-snapshot.ts';
import type { RequestHandler } from './$types';

/** The PV of the meeting, as it stands, for whoever may read the meeting. Like every page, it is never kept by a cache. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const snapshot = await snapshotIn(event);
  return answerWithDocument(minutesDocument(snapshot), format, minutesFilename(snapshot));
};
