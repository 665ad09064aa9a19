import { error } from '@sveltejs/kit';
import { memberFace } from '#lib/decisions/server/faces/member.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { statusOf } from '../../../../../server/access.ts';
import { personalMeetingOf } from '../../../../../server/personal-meeting.ts';
import { boothActions } from '../../../../../server/votes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Whom the link of this address was made for, by the one mandate that it was made for. */
async function voterOf(event: RequestEvent | Parameters<PageServerLoad>[0]) {
  const opened = await personalMeetingOf(event);
  if (!opened.done) error(statusOf(opened.refusal), opened.refusal.sentence);
  const { association, actor, meetingId, mandateId } = opened.value;
  const seats = actor.seats.filter((seat) => seat.mandateId === mandateId);
  return { association, meetingId, actor: { ...actor, seats } };
}

export const load: PageServerLoad = async (event) => {
  // The address is a secret of its own: no cache on the way keeps what it shows.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { association, meetingId, actor } = await voterOf(event);
  const { clock } = event.locals.house;
  const face = await inAssociation(event.locals.house.db, association.id, (tx) =>
    memberFace(tx, actor, { now: clock.now(), today: clock.today() }, meetingId),
  );
  if (!face.done) error(404, notFound().refusal.sentence);
  const { meeting, current, vote, advance, decisions } = face.value;
  const { slug, name, shortName } = association;
  return {
    site: { slug, name, shortName },
    token: event.params.token,
    who: actor.name,
    meeting,
    currentId: current?.id ?? null,
    vote,
    advance,
    decided: decisions.filter(({ itemId }) => itemId === vote?.itemId),
  };
};

export const actions: Actions = boothActions(voterOf);
