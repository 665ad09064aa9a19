import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { readSettings } from '#lib/associations/server/settings.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import type { Tx } from '#lib/platform/database.ts';
import { noticeState, type NoticeState } from '../../rules/notice-state.ts';
import type { MeetingRow } from '../queries.ts';
import { convokedOf } from './told.ts';

/** Where the notices of the meetings to come stand, by meeting: in as many statements for one meeting as for a hundred. */
export async function noticesOf(
  tx: Tx,
  rows: readonly Pick<MeetingRow, 'id' | 'bodyCode' | 'heldOn' | 'cancelled'>[],
  today: string,
): Promise<Record<string, NoticeState>> {
  const coming = rows.filter(({ heldOn, cancelled }) => heldOn >= today && !cancelled);
  if (coming.length === 0) return {};
  const convoked = await convokedOf(tx, coming);
  const settings = await readSettings(tx);
  const bodies = new Map((await listBodies(tx)).map((body) => [body.code, body]));
  return Object.fromEntries(
    coming.map(({ id, heldOn, bodyCode }) => {
      const body = bodies.get(bodyCode)!;
      const ofBody = settings.filter(({ bodyId }) => bodyId === null || bodyId === body.id);
      const rule = resolveSettings(ofBody, body, heldOn);
      return [id, noticeState({ heldOn, today, sentOn: convoked.get(id)!.sentOn, rule })];
    }),
  );
}
