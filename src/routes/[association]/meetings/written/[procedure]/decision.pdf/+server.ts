import { error } from '@sveltejs/kit';
import { writtenSnapshot } from '#lib/decisions/server/written/queries.ts';
import { writtenDocument, writtenFilename } from '#lib/decisions/written-document.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read, visitOf } from '../../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** The written decision with all who signed: for the staff at any time, for members once it is decided. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const outcome = await read(event.locals, visit, (tx) =>
    writtenSnapshot(tx, visit.actor, today, event.params.procedure),
  );
  if (!outcome.done || outcome.value.voters.length === 0) error(404, notFound().refusal.sentence);
  const pdf = await renderPdf(writtenDocument(outcome.value));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${writtenFilename(outcome.value)}"`,
    },
  });
};
