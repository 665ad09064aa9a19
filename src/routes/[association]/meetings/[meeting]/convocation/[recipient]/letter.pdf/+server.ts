import { renderPdf } from '#lib/documents/pdf.ts';
import { letterFilename, noticeLetter } from '#lib/meetings/convocation/letter.ts';
import { read, visitOf } from '../../../../../../server/access.ts';
import { meetingIn } from '../../../../../../server/meeting.ts';
import { recipientAt, saidAt } from '../../../../../../server/notice.ts';
import type { RequestHandler } from './$types';

/** The letter of one person: what would leave, or what left. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { said, recipient } = await read(event.locals, visit, async (tx) => {
    const found = await saidAt(tx, event, visit, await meetingIn(tx, event, visit));
    return { said: found, recipient: recipientAt(event, found) };
  });
  const pdf = await renderPdf(noticeLetter(said.content, recipient, said.sending));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${letterFilename(said.content, 'letter')}"`,
    },
  });
};
