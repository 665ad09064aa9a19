import { error, type RequestEvent } from '@sveltejs/kit';
import { associationBySlug, type AssociationHead } from '#lib/associations/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { openPersonalMeeting } from '#lib/meetings/server/participation/personal-links.ts';

type Reached = RequestEvent<{ association: string; token: string }>;

/** The association of an address that is open without signing in, or "not found". */
export async function associationIn({ locals, params }: Reached): Promise<AssociationHead> {
  const association = await associationBySlug(locals.house.db, params.association);
  return association ?? error(404, notFound().refusal.sentence);
}

export interface PersonalMeeting {
  readonly association: AssociationHead;
  readonly actor: Actor;
  readonly meetingId: string;
  readonly mandateId: string;
}

/** Whom the link of this address was made for, and for which meeting. */
export async function personalMeetingOf(event: Reached): Promise<Outcome<PersonalMeeting>> {
  const association = await associationIn(event);
  const opened = await openPersonalMeeting(event.locals.house, association, event.params.token);
  if (!opened.done) return opened;
  const { actor, subjectId: meetingId, mandateId } = opened.value;
  return { done: true, value: { association, actor, meetingId, mandateId } };
}
