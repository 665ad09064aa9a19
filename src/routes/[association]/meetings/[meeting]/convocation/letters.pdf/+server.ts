import { error } from '@sveltejs/kit';
import { joinPdfs } from '#lib/documents/join.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { letterFilename, noticeLetter } from '#lib/meetings/convocation/letter.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { saidAt } from '../../../../../server/notice.ts';
import type { RequestHandler } from './$types';

/** All the letters to post, one after the other, to print in one go. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const said = await read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
    return saidAt(tx, event, visit, meeting);
  });
  const byPost = said.recipients.filter(({ channel }) => channel === 'letter');
  if (byPost.length === 0) error(404, 'Aucune lettre n’est à poster : chacun a une adresse e-mail.');
  const letters: Uint8Array[] = [];
  // One after the other: each is given its own time, however many there are.
  for (const recipient of byPost)
    letters.push(await renderPdf(noticeLetter(said.content, recipient, said.sending)));
  const name = letterFilename(said.content, 'letters');
  return new Response(await joinPdfs(letters, name), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}"`,
    },
  });
};
