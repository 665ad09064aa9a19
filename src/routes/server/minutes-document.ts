import { error, type RequestEvent } from '@sveltejs/kit';
import { renderPdf } from '#lib/documents/pdf.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { minutesDocument, minutesFilename } from '#lib/minutes/document.ts';
import type { MinutesSource } from '#lib/minutes/server/document.ts';
import { statusOf } from './access.ts';
import { answerWithFile } from './served-file.ts';

/** The PV as a PDF: written on the spot until it is sealed, then the very bytes that were. No cache keeps it. */
export async function answerWithMinutes(
  event: RequestEvent,
  associationId: string,
  source: Outcome<MinutesSource>,
): Promise<Response> {
  if (!source.done) error(statusOf(source.refusal), source.refusal.sentence);
  if (source.value.sealed) return answerWithFile(event, associationId, source.value.sealed);
  const { snapshot, standing } = source.value;
  return new Response(await renderPdf(minutesDocument(snapshot, standing)), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${minutesFilename(snapshot)}"`,
    },
  });
}
