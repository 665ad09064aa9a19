import { error } from '@sveltejs/kit';
import { renderPdf } from '#lib/documents/pdf.ts';
import { proxyFormDocument, proxyFormFilename } from '#lib/meetings/proxy-form.ts';
import { proxyFormOf } from '#lib/meetings/server/participation/queries.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { statusOf } from '../../../../../server/access.ts';
import { personalMeetingOf } from '../../../../../server/personal-meeting.ts';
import type { RequestHandler } from './$types';

/** The proxy of whoever this link was made for, to be signed by hand. */
export const GET: RequestHandler = async (event) => {
  const { house } = event.locals;
  const opened = await personalMeetingOf(event);
  if (!opened.done) error(404, opened.refusal.sentence);
  const { association, actor, meetingId, mandateId } = opened.value;
  const today = house.clock.today();
  const outcome = await inAssociation(house.db, association.id, async (tx) => {
    const meeting = await meetingView(tx, actor, today, meetingId);
    return meeting.done ? proxyFormOf(tx, actor, meeting.value, today, mandateId) : meeting;
  });
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return new Response(await renderPdf(proxyFormDocument(outcome.value)), {
    headers: {
      'cache-control': 'private, no-store',
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${proxyFormFilename(outcome.value)}"`,
    },
  });
};
