import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { localDay } from '#lib/kernel/days.ts';
import type { Tx } from '#lib/platform/database.ts';
import { outbox } from '#lib/platform/mail/tables.ts';
import { presidingOf, type Presiding } from '../../rules/presiding.ts';
import { asksForDocument, validityOf, type ValidityLine } from '../../rules/validity.ts';
import { annexes } from '../annexes/tables.ts';
import { recipientsOf } from '../convocation/recipients.ts';
import { convocationRecipients, convocations } from '../convocation/tables.ts';
import type { Capacity } from '../../vocabulary.ts';
import type { MeetingView } from '../queries.ts';
import type { Sitting } from '../sitting.ts';
import { meetings } from '../tables.ts';

/** One is told once, as holder of a mandate or in a capacity without one (the auditor). */
const keyOf = ({ mandateId, capacity }: { readonly mandateId: string | null; readonly capacity: Capacity }) =>
  mandateId ?? capacity;

/** The notice of a meeting, with who was told and who could not be reached; null: none was sent. */
async function noticeOf(tx: Tx, meetingId: string) {
  const [notice] = await tx
    .select({ id: convocations.id, sentAt: convocations.sentAt, lateReason: convocations.lateReason })
    .from(convocations)
    .where(and(eq(convocations.meetingId, meetingId), eq(convocations.kind, 'notice')))
    .orderBy(asc(convocations.sentAt))
    .limit(1);
  if (!notice) return null;
  const told = await tx
    .select({ mandateId: convocationRecipients.mandateId, capacity: convocationRecipients.capacity })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .where(and(eq(convocations.meetingId, meetingId), inArray(convocations.kind, ['notice', 'change'])));
  const unreached = await tx
    .select({ name: convocationRecipients.name })
    .from(convocationRecipients)
    .leftJoin(outbox, eq(outbox.id, convocationRecipients.mailId))
    .where(
      and(
        eq(convocationRecipients.convocationId, notice.id),
        or(isNotNull(convocationRecipients.returnedAt), inArray(outbox.state, ['failed', 'uncertain'])),
      ),
    )
    .orderBy(asc(convocationRecipients.name));
  return { ...notice, told, unreached: unreached.map(({ name }) => name) };
}

/**
 * Whether a meeting is valid, line by line, at this moment, and who should preside. For the staff. `sitting` is that of the
 * meeting; `openedOn` is an ISO day.
 */
export async function validityIn(
  tx: Tx,
  associationId: string,
  meeting: MeetingView,
  sitting: Sitting,
  openedOn: string,
): Promise<{ readonly lines: ValidityLine[]; readonly presiding: Presiding }> {
  const notice = await noticeOf(tx, meeting.id);
  const told = new Set(notice?.told.map(keyOf));
  const called = notice ? await recipientsOf(tx, associationId, meeting) : [];
  const asking = meeting.agenda.filter(asksForDocument);
  const annexed = new Set(
    asking.length === 0
      ? []
      : (
          await tx
            .select({ itemId: annexes.itemId })
            .from(annexes)
            .where(and(eq(annexes.meetingId, meeting.id), isNull(annexes.removedAt)))
        ).map(({ itemId }) => itemId),
  );
  const [first] = meeting.secondOfId
    ? await tx.select({ heldOn: meetings.heldOn }).from(meetings).where(eq(meetings.id, meeting.secondOfId))
    : [];
  const presiding = presidingOf(sitting.attendance, sitting.statutes['presiding-fallback']);
  const lines = validityOf({
    heldOn: meeting.heldOn,
    openedOn,
    rule: sitting.statutes,
    notice: notice && { sentOn: localDay(notice.sentAt), lateReason: notice.lateReason },
    forgotten: called.flatMap((recipient) => (told.has(keyOf(recipient)) ? [] : [recipient.name])),
    unreached: notice?.unreached ?? [],
    told: told.size,
    presiding,
    named: meeting.presidedByMandateId !== null,
    quorum: sitting.quorum,
    recorded: sitting.recorded > 0,
    undocumented: asking.flatMap(({ id, text, number }) => (text === '' && !annexed.has(id) ? [number] : [])),
    documented: asking.length,
    firstHeldOn: first?.heldOn ?? null,
  });
  return { lines, presiding };
}
