import { error, type RequestEvent } from '@sveltejs/kit';
import { consoleFace } from '#lib/decisions/server/faces/console.ts';
import { memberFace } from '#lib/decisions/server/faces/member.ts';
import { roomFace } from '#lib/decisions/server/faces/room.ts';
import type { Moment } from '#lib/decisions/server/faces/stage.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { read, statusOf, visitOf } from './access.ts';

export const FACES = { console: consoleFace, follow: memberFace, screen: roomFace };

/** One screen of the sitting of this address, or the page that says why it is not shown. */
export async function faceOf<F>(
  event: RequestEvent,
  face: (tx: Tx, actor: Actor, moment: Moment, meetingId: string) => Promise<Outcome<F>>,
): Promise<F> {
  const visit = await visitOf(event);
  const { clock } = event.locals.house;
  const outcome = await read(event.locals, visit, (tx) =>
    face(tx, visit.actor, { now: clock.now(), today: clock.today() }, event.params.meeting ?? ''),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return outcome.value;
}
