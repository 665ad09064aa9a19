import { error } from '@sveltejs/kit';
import { annexFile } from '#lib/meetings/server/annexes/queries.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { answerWithFile } from '../../../../../server/served-file.ts';
import type { RequestHandler } from './$types';

/** The file of an annex, in its last version or in the one that is asked for. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { locals, params, url } = event;
  const asked = url.searchParams.get('version');
  const number = asked === null ? null : Number(asked);
  const outcome = await read(locals, visit, (tx) =>
    annexFile(tx, visit.actor, locals.house.clock.today(), {
      meetingId: params.meeting,
      annexId: params.annex,
      number,
    }),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return answerWithFile(event, visit.actor.associationId, outcome.value);
};
