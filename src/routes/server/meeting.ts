import { error, type RequestEvent } from '@sveltejs/kit';
import { meetingView, type MeetingView } from '#lib/meetings/server/queries.ts';
import type { Tx } from '#lib/platform/database.ts';
import { read } from './access.ts';

type Visit = NonNullable<App.Locals['visit']>;

/** The meeting of this address, inside a reading transaction, or the page that says it is not there. */
export async function meetingIn(tx: Tx, event: RequestEvent, visit: Visit): Promise<MeetingView> {
  const outcome = await meetingView(
    tx,
    visit.actor,
    event.locals.house.clock.today(),
    event.params.meeting ?? '',
  );
  if (!outcome.done) error(404, outcome.refusal.sentence);
  return outcome.value;
}

export function meetingOr404(event: RequestEvent, visit: Visit): Promise<MeetingView> {
  return read(event.locals, visit, (tx) => meetingIn(tx, event, visit));
}
