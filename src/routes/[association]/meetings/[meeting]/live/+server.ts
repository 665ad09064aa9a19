import { error } from '@sveltejs/kit';
import { mayPrepare } from '#lib/meetings/policy.ts';
import type { Follower } from '#lib/meetings/server/live/followers.ts';
import { EVENT_STREAM_HEADERS } from '#lib/platform/live/streams.ts';
import { visitOf } from '../../../../server/access.ts';
import { meetingOr404 } from '../../../../server/meeting.ts';
import { runningLive } from '../../../../server/running-live.ts';
import type { RequestHandler } from './$types';

const FULL =
  'Trop d’écrans suivent en ce moment. La page marche aussi sans cela\u00a0: rechargez-la pour voir ce qui a changé.';

/** What the screen shows already: said by the browser that comes back, else by the page. */
function seenBy({ request, url }: { request: Request; url: URL }): number {
  return Number(request.headers.get('last-event-id') ?? url.searchParams.get('since')) || 0;
}

/** Tells a screen that follows the meeting each time that it has to look again: the revision of the sitting, no more. */
export const GET: RequestHandler = async (event) => {
  const { account, session } = event.locals;
  // A browser that comes back by itself is not led to the page where one signs in.
  if (!account || !session) error(401, 'Votre session a pris fin.');
  const visit = await visitOf(event);
  const meeting = await meetingOr404(event, visit);
  const { streams, followers } = runningLive();
  let leave = () => undefined as void;
  let left = false;
  const stream = streams.open(() => {
    left = true;
    leave();
  });
  if (!stream) error(503, FULL);
  const follower: Follower = {
    sessionId: session.id,
    accountId: account.id,
    secondFactorPassed: event.locals.house.demonstration || session.secondFactorPassedAt !== null,
    leads: mayPrepare(visit.actor).done,
    seen: seenBy(event),
    send: (revision) => stream.send('revision', revision),
    breathe: () => stream.breathe(),
    end: () => stream.end(),
  };
  try {
    leave = await followers.follow(
      { associationId: visit.actor.associationId, meetingId: meeting.id },
      follower,
    );
  } catch (fault) {
    stream.end();
    throw fault;
  }
  // Gone before it was there.
  if (left) leave();
  return new Response(stream.body, { headers: EVENT_STREAM_HEADERS });
};
