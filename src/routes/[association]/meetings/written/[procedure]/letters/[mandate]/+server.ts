import { error } from '@sveltejs/kit';
import { mayRunWritten } from '#lib/decisions/policy.ts';
import { writtenSnapshot } from '#lib/decisions/server/written/queries.ts';
import { writtenFilename, writtenLetter } from '#lib/decisions/written-document.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { read, visitOf } from '../../../../../../server/access.ts';
import type { RequestHandler } from './$types';

/** The letter of one member who signs on paper. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const outcome = await read(event.locals, visit, (tx) =>
    writtenSnapshot(tx, visit.actor, today, event.params.procedure),
  );
  const voter =
    outcome.done && outcome.value.voters.find(({ mandateId }) => mandateId === event.params.mandate);
  if (!voter || !mayRunWritten(visit.actor).done) error(404, notFound().refusal.sentence);
  const pdf = await renderPdf(writtenLetter(outcome.value, voter));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="lettre-${writtenFilename(outcome.value)}"`,
    },
  });
};
