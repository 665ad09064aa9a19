import { error } from '@sveltejs/kit';
import { styleNumbered } from '#lib/associations/server/house-style/queries.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { done } from '#lib/kernel/refusals.ts';
import { previewDocument } from '#lib/minutes/preview.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import type { RequestHandler } from './$types';

/** A document with invented people in one of the styles of the association, adopted or not, for coordination. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const visit = await visitOf(event);
  const query = event.url.searchParams;
  const outcome = await read(event.locals, visit, async (tx) => {
    const found = await styleNumbered(tx, visit.actor, Number(query.get('version')));
    if (!found.done) return found;
    return done({
      style: found.value.style,
      association: await associationIdentity(tx, visit.association.id),
    });
  });
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  const { association, style } = outcome.value;
  const which = query.get('document') === 'extract' ? 'extract' : 'minutes';
  return answerWithDocument(previewDocument(association, style, which), format, 'apercu');
};
