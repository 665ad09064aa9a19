import { error } from '@sveltejs/kit';
import { renderPdf } from '#lib/documents/pdf.ts';
import { minutesDocument, minutesFilename } from '#lib/minutes/document.ts';
import { minutesSnapshot } from '#lib/minutes/server/queries.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** The PV of the meeting, as it stands, for whoever may read the meeting. Like every page, it is never kept by a cache. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { locals, params } = event;
  const outcome = await read(locals, visit, (tx) =>
    minutesSnapshot(tx, visit.actor, locals.house.clock.today(), params.meeting),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  const pdf = await renderPdf(minutesDocument(outcome.value));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${minutesFilename(outcome.value)}"`,
    },
  });
};
