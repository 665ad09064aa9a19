import { error } from '@sveltejs/kit';
import { signedScan } from '#lib/minutes/server/document.ts';
import { read, statusOf, visitOf } from '../../../../../../server/access.ts';
import { answerWithFile } from '../../../../../../server/served-file.ts';
import type { RequestHandler } from './$types';

/** The scan of a PV that somebody signed on paper. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { meeting, signer } = event.params;
  const scan = await read(event.locals, visit, (tx) =>
    signedScan(tx, visit.actor, event.locals.house.clock.today(), meeting, signer),
  );
  if (!scan.done) error(statusOf(scan.refusal), scan.refusal.sentence);
  return answerWithFile(event, visit.actor.associationId, scan.value);
};
