import { styleInUse } from '#lib/associations/server/house-style/queries.ts';
import { associationIdentity } from '#lib/associations/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { attendanceSheet } from '#lib/meetings/sheet.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { answerWithDocument, formatIn } from '../../../../server/document-answer.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import type { RequestHandler } from './$types';

/** The list to sign, for whoever may read the meeting. */
export const GET: RequestHandler = async (event) => {
  const format = formatIn(event.params);
  const visit = await visitOf(event);
  const { house } = event.locals;
  const facts = await read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const association = await associationIdentity(tx, visit.actor.associationId);
    const style = await styleInUse(tx);
    const { attendance } = await sittingOf(tx, meeting);
    return { ...meeting, association, style, attendance, drawnAt: house.clock.now() };
  });
  return answerWithDocument(attendanceSheet(facts), format, `presences-${facts.heldOn}`);
};
