import { error, redirect } from '@sveltejs/kit';
import { packToRead } from '#lib/meetings/server/annexes/packs.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { inAssociation } from '#lib/platform/database.ts';
import { addresses } from '../../../../../addresses.ts';
import { statusOf } from '../../../../../server/access.ts';
import { personalMeetingOf } from '../../../../../server/personal-meeting.ts';
import { answerWithFile } from '../../../../../server/served-file.ts';
import type { RequestHandler } from './$types';

/** The pack that is due to whoever the link was made for, as it was last made; where none was, their page. */
export const GET: RequestHandler = async (event) => {
  const opened = await personalMeetingOf(event);
  if (!opened.done) error(statusOf(opened.refusal), opened.refusal.sentence);
  const { association, actor, meetingId } = opened.value;
  const { db, clock } = event.locals.house;
  const outcome = await inAssociation(db, association.id, async (tx) => {
    const meeting = await meetingView(tx, actor, clock.today(), meetingId);
    return meeting.done ? packToRead(tx, actor, meeting.value) : meeting;
  });
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  const { file } = outcome.value;
  if (!file) redirect(303, addresses.personalMeeting(association.slug, event.params.token));
  return answerWithFile(event, association.id, file);
};
