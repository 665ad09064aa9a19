import { eq } from 'drizzle-orm';
import { associations } from '#lib/associations/server/tables.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { attendanceSheet } from '#lib/meetings/sheet.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import type { RequestHandler } from './$types';

/** The list to sign, for whoever may read the meeting. */
export const GET: RequestHandler = async (event) => {
  const visit = await visitOf(event);
  const { house } = event.locals;
  const facts = await read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const [association] = await tx
      .select({ name: associations.name, letterhead: associations.letterhead })
      .from(associations)
      .where(eq(associations.id, visit.actor.associationId));
    const { attendance } = await sittingOf(tx, meeting);
    return { ...meeting, association: association!, attendance, drawnAt: house.clock.now() };
  });
  const pdf = await renderPdf(attendanceSheet(facts));
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="presences-${facts.heldOn}.pdf"`,
    },
  });
};
