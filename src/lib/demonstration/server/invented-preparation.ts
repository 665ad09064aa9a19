import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#lib/kernel/actor.ts';
import { examineFile } from '#lib/platform/files/examine.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { addAnnex } from '#lib/meetings/server/annexes/commands.ts';
import { notePosted } from '#lib/meetings/server/convocation/proof.ts';
import { prepareNotice, sendNotice } from '#lib/meetings/server/convocation/send.ts';
import { convokedBy } from '#lib/meetings/server/convocation/told.ts';
import { meetingToChange } from '#lib/meetings/server/load.ts';
import { saveReply } from '#lib/meetings/server/participation/commands/replies.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { INVENTED, PREPARED } from '../invented.ts';
import { must } from './must.ts';

/**
 * Prepares the board that the story begins with: an annex, the convocation sent in time, its letters posted, and some
 * answers that the secretary entered. No proxy: nothing published says that this board admits any.
 */
export async function prepareBoard(house: House, coordinator: Actor, meetingId: string): Promise<void> {
  const at = (instant: string): House => ({ ...house, clock: fixedClock(instant) });
  const { sentAt, answeredAt, annex, message, replies } = PREPARED;
  const sending = at(sentAt);
  const { agenda, mandateOf } = await inAssociation(house.db, coordinator.associationId, async (tx) => {
    const meeting = must(await meetingView(tx, coordinator, sending.clock.today(), meetingId));
    const { attendance } = await sittingOf(tx, meeting);
    return {
      agenda: meeting.agenda,
      mandateOf: (familyName: string) =>
        attendance.find(({ person }) => person.familyName === familyName)!.mandateId,
    };
  });
  await withFile(await pageOf(annex.lines, sentAt), annex.name, async (path) => {
    const file = must(await examineFile({ path, name: annex.name }, null));
    const itemId = agenda.find(({ number }) => number === annex.item)!.id;
    must(await addAnnex(sending, coordinator, meetingId, { itemId, confidential: false }, file));
  });
  const { seen } = await inAssociation(house.db, coordinator.associationId, async (tx) => {
    const today = sending.clock.today();
    const meeting = must(await meetingToChange(tx, coordinator, today, meetingId));
    return prepareNotice(tx, coordinator.associationId, meeting, today, convokedBy([], meeting.heldOn));
  });
  must(await sendNotice(sending, coordinator, meetingId, { seen, message, lateReason: '' }));
  must(await notePosted(sending, coordinator, meetingId, { recipientId: 'all' }));

  const answering = at(answeredAt);
  for (const [familyName, reply] of replies)
    must(
      await saveReply(answering, coordinator, meetingId, {
        mandateId: mandateOf(familyName),
        reply,
        via: 'secretary',
      }),
    );
}

/** A PDF of one page with these lines, the first one as its title; marked as invented. */
async function pageOf(lines: readonly string[], instant: string): Promise<Uint8Array> {
  const { PDFDocument, StandardFonts } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  for (const [index, line] of [...lines, INVENTED].entries())
    page.drawText(line, { x: 70, y: 740 - index * 24, font, size: index === 0 ? 18 : 12 });
  pdf.setTitle(lines[0]!);
  pdf.setCreationDate(new Date(instant));
  pdf.setModificationDate(new Date(instant));
  return pdf.save();
}

/** What is examined is a file on the disk; it goes when the work is done. */
async function withFile(content: Uint8Array, name: string, work: (path: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'collegial-demonstration-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
