import { compositionDocument, compositionFilename } from '#lib/bodies/documents.ts';
import { compositionSnapshot } from '#lib/bodies/server/composition.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { read, visitOf } from '../../../server/access.ts';
import type { RequestHandler } from './$types';

/** Who sits in every body on the day of the address, or today, for whoever may enter the association. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { locals, url } = event;
  const asked = calendarDay.safeParse(url.searchParams.get('on'));
  const on = asked.success ? asked.data : locals.house.clock.today();
  const snapshot = await read(locals, visit, (tx) => compositionSnapshot(tx, visit.association.id, on));
  const pdf = await renderPdf(compositionDocument(snapshot));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${compositionFilename(snapshot)}"`,
    },
  });
};
