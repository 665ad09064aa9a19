import { error, type RequestEvent } from '@sveltejs/kit';
import { minutesSnapshot } from '#lib/minutes/server/queries.ts';
import type { MinutesSnapshot } from '#lib/minutes/snapshot.ts';
import { read, statusOf, visitOf } from './access.ts';

/** All that the documents of the meeting of this address say, for whoever may read the meeting. */
export async function snapshotIn(
  event: RequestEvent & { params: { meeting: string } },
): Promise<MinutesSnapshot> {
  const visit = await visitOf(event);
  const { locals, params } = event;
  const outcome = await read(locals, visit, (tx) =>
    minutesSnapshot(tx, visit.actor, locals.house.clock.today(), params.meeting),
  );
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  return outcome.value;
}
