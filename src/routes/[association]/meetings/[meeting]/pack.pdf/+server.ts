import { error, redirect } from '@sveltejs/kit';
import { AUDIENCES } from '#lib/meetings/vocabulary.ts';
import { packToRead } from '#lib/meetings/server/annexes/packs.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { answerWithFile } from '../../../../server/served-file.ts';
import type { RequestHandler } from './$types';

/** The pack that is due to whoever asks, as it was last made; where none was, the page that makes it. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const asked = AUDIENCES.find((audience) => audience === event.url.searchParams.get('audience')) ?? null;
  const outcome = await read(event.locals, visit, async (tx) =>
    packToRead(tx, visit.actor, await meetingIn(tx, event, visit), asked),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  const { file } = outcome.value;
  if (!file) redirect(303, addresses.annexes(visit.association.slug, event.params.meeting));
  return answerWithFile(event, visit.actor.associationId, file);
};
