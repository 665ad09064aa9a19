import { error, type RequestEvent } from '@sveltejs/kit';
import type { Format } from '#lib/documents/format-names.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { minutesDocument, minutesFilename } from '#lib/minutes/document.ts';
import { minutesSource, type MinutesSource } from '#lib/minutes/server/document.ts';
import { read, statusOf, visitOf } from './access.ts';
import { answerWithDocument } from './document-answer.ts';
import { answerWithFile } from './served-file.ts';

/** What the documents of the meeting of this address are written from, for whoever may read its PV. */
export async function minutesIn(event: RequestEvent & { params: { meeting: string } }) {
  const visit = await visitOf(event);
  const { locals, params } = event;
  const source = await read(locals, visit, (tx) =>
    minutesSource(tx, visit.actor, locals.house.clock.today(), params.meeting),
  );
  return { visit, source };
}

/** The same where there is one; what may not be read is refused in words. */
export function readable(source: Outcome<MinutesSource>): MinutesSource {
  if (!source.done) error(statusOf(source.refusal), source.refusal.sentence);
  return source.value;
}

/** The PV: written on the spot until it is sealed, then, as a PDF, the very bytes that were. No cache keeps it. */
export async function answerWithMinutes(
  event: RequestEvent,
  associationId: string,
  source: Outcome<MinutesSource>,
  format: Format,
): Promise<Response> {
  const { sealed, snapshot, standing } = readable(source);
  if (sealed && format === 'pdf') return answerWithFile(event, associationId, sealed);
  return answerWithDocument(minutesDocument(snapshot, standing), format, minutesFilename(snapshot));
}
