import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { holdNextMeeting, proposeApproval } from '#lib/meetings/server/agenda/approval-item.ts';
import { issueLinks } from '#lib/meetings/server/convocation/links.ts';
import { meetingView } from '#lib/meetings/server/queries.ts';
import { recipientsOn, senderOf } from '#lib/meetings/server/recipients.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { queueMails } from '#lib/platform/mail/outbox.ts';
import { pendingReviews } from '../../complements.ts';
import type { SendingForm } from '../../forms.ts';
import { maySendMinutes } from '../../policy.ts';
import { minutesMail } from '../../remarks-mail.ts';
import { checkRemarksUntil, checkReviewed } from '../../rules/states.ts';
import type { MinutesSnapshot } from '../../snapshot.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { lastVersion, minutesTo, type HeldMinutes } from '../load.ts';
import { minutesSnapshot } from '../queries.ts';
import { minutes, minutesVersions } from '../tables.ts';

/** How long a personal link still shows the PV after the last day for remarks. */
const SHOWN_AFTER = 366;

export interface Sent {
  readonly version: number;
  /** How many were written to; 0 when only the last day for remarks changed. */
  readonly told: number;
  /** What became of the approval on the agenda of the next meeting. */
  readonly approval: Awaited<ReturnType<typeof proposeApproval>>;
}

/**
 * Sends a PV to the members of its meeting for their remarks: what it says is frozen as a version. Sent again after
 * corrections, it becomes the next version; with the same text, only the last day for remarks changes, and nobody is
 * written to twice. Its approval is put on the agenda of the next meeting of the body. Refuses a meeting to come or still
 * going on, one of which it is not known who presided and who kept the minutes, a day that is over, complements that wait
 * to be looked at again, and a PV that is already approved.
 */
export function sendForRemarks(
  house: House,
  actor: Actor,
  meetingId: string,
  form: SendingForm,
): Promise<Outcome<Sent>> {
  return command(house, actor, async (act) => {
    const { tx, now, today, journal, nothingToDo } = act;
    if (!isIdentifier(meetingId)) return notFound();
    const next = await holdNextMeeting(tx, meetingId, today);
    const held = await minutesTo('send', tx, actor, today, meetingId, maySendMinutes);
    if (!held.done) return held;
    const { meeting, minutes: row } = held.value;
    const whole = await checkWhole(tx, held.value, today, 'envoyer');
    if (!whole.done) return whole;
    const inTime = checkRemarksUntil(form.remarksUntil, today);
    if (!inTime.done) return inTime;
    const read = await minutesSnapshot(tx, actor, today, meetingId);
    if (!read.done) return read;
    const snapshot = read.value;
    const reviewed = checkReviewed(pendingReviews(snapshot), 'envoyer');
    if (!reviewed.done) return reviewed;
    const sha256 = fingerprintOf(snapshot);
    const last = row && (await lastVersion(tx, row));
    const { associationId } = actor;
    const { remarksUntil } = form;

    if (row && last?.sha256 === sha256) {
      if (row.remarksUntil === remarksUntil) nothingToDo();
      else {
        await tx.update(minutes).set({ remarksUntil }).where(eq(minutes.meetingId, meetingId));
        journal({
          act: 'minutes.sent',
          subject: { kind: 'minutes', id: meetingId },
          before: { remarksUntil: row.remarksUntil },
          after: { version: row.version, sha256, remarksUntil },
        });
      }
      return done({ version: row.version, told: 0, approval: 'there' });
    }

    const version = (row?.version ?? 0) + 1;
    const values = { version, remarksUntil };
    if (row) await tx.update(minutes).set(values).where(eq(minutes.meetingId, meetingId));
    else await tx.insert(minutes).values({ associationId, meetingId, state: 'sent', ...values });
    const readers = (await recipientsOn(tx, meeting.bodyId, meeting.heldOn)).filter(
      ({ email }) => email !== null,
    );
    const told = readers.length;
    const view = await meetingView(tx, actor, today, meetingId);
    if (!view.done) return view;
    const itemIds = view.value.agenda.map(({ id }) => id);
    await tx.insert(minutesVersions).values({
      associationId,
      meetingId,
      number: version,
      snapshot,
      itemIds,
      sha256,
      sentAt: now,
      sentBy: actor.name,
      told,
    });
    await writeTo(act, house, actor, readers, { meetingId, snapshot, version, ...form });
    const approval = await proposeApproval(act, meeting, next);
    journal({
      act: 'minutes.sent',
      subject: { kind: 'minutes', id: meetingId },
      after: { version, sha256, remarksUntil, told },
    });
    return done({ version, told, approval });
  });
}

/** Whether everything is there for a PV to leave. `what` follows "Impossible d’". */
export async function checkWhole(
  tx: Tx,
  { meeting }: HeldMinutes,
  today: string,
  what: 'envoyer' | 'approuver',
): Promise<Outcome<undefined>> {
  const sitting = await sittingStateOf(tx, meeting.id);
  if (meeting.heldOn > today || (sitting !== null && sitting !== 'closed'))
    return refuse(
      'meeting-not-over',
      `Impossible d’${what} ce PV\u00a0: la réunion n’est pas terminée. Levez d’abord la séance.`,
    );
  if (meeting.presidedByMandateId === null || meeting.secretaryPersonId === null)
    return refuse(
      'officers-not-named',
      `Impossible d’${what} ce PV\u00a0: indiquez d’abord, sur la page des présences, qui a présidé et qui a tenu le secrétariat. Ces deux personnes le signeront.`,
    );
  return done();
}

async function writeTo(
  { tx, now }: Act,
  house: House,
  { associationId }: Actor,
  readers: Awaited<ReturnType<typeof recipientsOn>>,
  sent: SendingForm & {
    readonly meetingId: string;
    readonly snapshot: MinutesSnapshot;
    readonly version: number;
  },
): Promise<void> {
  const sender = await senderOf(tx, house, associationId);
  const { meetingId, snapshot, version, message, remarksUntil } = sent;
  const expiresAt = `${daysAfter(remarksUntil, SHOWN_AFTER)}T00:00:00Z`;
  const links = await issueLinks(
    tx,
    readers.map(({ mandateId }) => ({
      associationId,
      purpose: 'minutes' as const,
      subjectId: meetingId,
      mandateId,
      now,
      expiresAt,
    })),
  );
  const what = { body: snapshot.body.name, heldOn: snapshot.heldOn, remarksUntil, version, message };
  await queueMails(
    tx,
    readers.map(({ name, email }, index) => ({
      to: email!,
      ...minutesMail(sender, what, { name, token: links[index]!.token }),
      kind: 'minutes' as const,
      associationId,
      now,
    })),
  );
}
