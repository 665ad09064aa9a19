import { error } from '@sveltejs/kit';
import { renderPdf } from '#lib/documents/pdf.ts';
import { proxyFormDocument, proxyFormFilename } from '#lib/meetings/proxy-form.ts';
import { proxyFormOf } from '#lib/meetings/server/participation/queries.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import type { RequestHandler } from './$types';

/** The proxy of the mandate of the address, to be signed by hand. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const mandate = event.url.searchParams.get('mandate') ?? '';
  const outcome = await read(event.locals, visit, async (tx) =>
    proxyFormOf(
      tx,
      visit.actor,
      await meetingIn(tx, event, visit),
      event.locals.house.clock.today(),
      mandate,
    ),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return new Response(await renderPdf(proxyFormDocument(outcome.value)), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${proxyFormFilename(outcome.value)}"`,
    },
  });
};
