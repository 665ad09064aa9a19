import type { RequestEvent } from '@sveltejs/kit';
import type { AssociationHead } from '#lib/associations/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { openPersonalMeeting } from '#lib/meetings/server/participation/personal-links.ts';
import { addresses } from '../addresses.ts';

/** The secret of the personal link that was last opened in this browser for a meeting. */
const LINK = 'collegial_meeting_link';
/** Seconds; the link itself ends before. */
const LASTS = 60 * 24 * 60 * 60;

/**
 * Remembers a personal link for the one page that the code of the room opens: whoever opened their link on this phone has
 * nothing to type at the door. The browser sends it to that page alone, where it does nothing without the code.
 */
export function keepForTheRoom(
  { cookies, locals, params }: RequestEvent<{ token: string }>,
  slug: string,
  meetingId: string,
): void {
  cookies.set(LINK, params.token, {
    path: addresses.here(slug, meetingId),
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.house.publicAddress.startsWith('https:'),
    maxAge: LASTS,
  });
}

/** Who comes in: whoever is signed in and sits in the association, else whoever this browser keeps the link of. */
export async function arrivingIn(
  event: RequestEvent<{ association: string; meeting: string }>,
  association: AssociationHead,
): Promise<Actor | null> {
  const { cookies, locals, params } = event;
  const { visit } = locals;
  if (visit && visit.actor.seats.length > 0) return visit.actor;
  const token = cookies.get(LINK);
  if (token) {
    const opened = await openPersonalMeeting(locals.house, association, token);
    if (opened.done && opened.value.subjectId === params.meeting) return opened.value.actor;
  }
  return visit?.actor ?? null;
}
