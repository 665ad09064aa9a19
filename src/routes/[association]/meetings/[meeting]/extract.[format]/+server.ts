import { error } from '@sveltejs/kit';
import { minutesFilename } from '#lib/minutes/document.ts';
import { extractDocument } from '#lib/minutes/extract.ts';
import { statusOf } from '../../../../server/access.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import { minutesIn, readable } from '../../../../server/minutes-document.ts';
import type { RequestHandler } from './$types';

/** An extract of the PV with the decisions that its address names, for whoever may read the meeting. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const { snapshot, standing } = readable((await minutesIn(event)).source);
  const chosen = event.url.searchParams.getAll('decision');
  const extract = extractDocument(snapshot, chosen, standing);
  if (!extract.done) error(statusOf(extract.refusal), extract.refusal.sentence);
  return answerWithDocument(extract.value, format, minutesFilename(snapshot, 'extrait'));
};
