import { randomUUID } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { Actor } from '#lib/kernel/actor.ts';
import { meetingsToVoteBefore } from '#lib/decisions/server/votes/queries.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { packToRead } from '#lib/meetings/server/annexes/packs.ts';
import { proposalForm } from '#lib/meetings/forms/agenda.ts';
import { proposalsView } from '#lib/meetings/server/agenda/proposals.ts';
import { proposeItem } from '#lib/meetings/server/commands/proposals.ts';
import { renewPersonalMeeting } from '#lib/meetings/server/participation/commands/personal-links.ts';
import { answersTo } from '#lib/meetings/server/participation/queries.ts';
import { meetingView, type MeetingView } from '#lib/meetings/server/queries.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import { statusOf } from '../../../../server/access.ts';
import { answerActions, answerBy } from '../../../../server/participation.ts';
import { keepForTheRoom } from '../../../../server/room-link.ts';
import { associationIn, personalMeetingOf } from '../../../../server/personal-meeting.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Whether there is a pack to read: null where nothing would be in it. */
async function packOf(tx: Tx, actor: Actor, meeting: MeetingView): Promise<'ready' | 'to-come' | null> {
  const pack = await packToRead(tx, actor, meeting);
  if (!pack.done) return null;
  if (pack.value.file) return 'ready';
  return pack.value.total > 0 ? 'to-come' : null;
}

/** What they proposed for this meeting, where they still may. */
async function proposingOf(tx: Tx, actor: Actor, today: string, meetingId: string) {
  const view = await proposalsView(tx, actor, today, meetingId);
  if (!view.done || view.value.asMandateId === null) return null;
  return { mine: view.value.proposals.filter(({ mine }) => mine), newId: randomUUID() };
}

/** Opening only shows; every act is a button that posts. */
export const load: PageServerLoad = async (event) => {
  const { house } = event.locals;
  // The address is a secret of its own: no cache on the way keeps what it shows.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const opened = await personalMeetingOf(event);
  if (!opened.done) {
    const { slug, name, shortName } = await associationIn(event);
    return { site: { slug, name, shortName }, open: null };
  }
  const { association, actor, meetingId, mandateId } = opened.value;
  const { slug, name, shortName } = association;
  keepForTheRoom(event, slug, meetingId);
  const today = house.clock.today();
  const open = await inAssociation(house.db, association.id, async (tx) => {
    const meeting = await meetingView(tx, actor, today, meetingId);
    if (!meeting.done) error(404, notFound().refusal.sentence);
    const { id, body, kind, heldOn, startsAt, endsAt, place, theme, remoteAccess, remoteProcedure } =
      meeting.value;
    const { cancelReason, agenda } = meeting.value;
    return {
      meeting: {
        id,
        body,
        kind,
        heldOn,
        startsAt,
        endsAt,
        place,
        theme,
        remoteAccess,
        remoteProcedure,
        cancelReason,
      },
      // Not the notes: what is said in the meeting is read after signing in.
      agenda: agenda.map(({ id, number, mark, depth, title, nature, text, voteBeforeUntil }) => ({
        id,
        number,
        mark,
        depth,
        title,
        nature,
        text,
        voteBeforeUntil,
      })),
      pack: await packOf(tx, actor, meeting.value),
      votes: (await meetingsToVoteBefore(tx, actor, house.clock.now())).has(id),
      answers: await answersTo(tx, actor, meeting.value, today, mandateId),
      proposing: await proposingOf(tx, actor, today, id),
    };
  });
  // Asks the worker of this browser to keep the page readable without network; nothing else carries this.
  event.setHeaders({ 'x-keep-offline': 'yes' });
  return { site: { slug, name, shortName }, open };
};

async function answering(event: RequestEvent) {
  const opened = await personalMeetingOf(event);
  if (!opened.done) error(statusOf(opened.refusal), opened.refusal.sentence);
  return opened.value;
}

export const actions: Actions = {
  ...answerActions(answering),
  propose: async (event) => {
    const { actor, meetingId } = await answering(event);
    // By the link one proposes for oneself.
    return answerBy(event, 'propose', {}, proposalForm.omit({ mandateId: true }), (form) =>
      proposeItem(event.locals.house, actor, meetingId, form),
    );
  },
  renew: async (event) => {
    const association = await associationIn(event);
    const outcome = await renewPersonalMeeting(event.locals.house, association, event.params.token);
    if (outcome.done) return { part: 'renew', typed: null, refusal: null };
    const { sentence } = outcome.refusal;
    return fail(statusOf(outcome.refusal), {
      part: 'renew',
      typed: null,
      refusal: { sentence, field: undefined },
    });
  },
};
