import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { NoticeContent, Recipient } from '../../convocation/content.ts';
import type { SendingForm } from '../../forms/convocation.ts';
import { changesSince, lacksOf } from '../../rules/convocation.ts';
import { noticeClock, type NoticeClock, type NoticeRule } from '../../rules/notice.ts';
import { meetingToChange, type Meeting } from '../load.ts';
import { noticeContentOf } from './content.ts';
import { recipientsNamed, recipientsOf } from './recipients.ts';
import { convocationRecipients, convocations } from './tables.ts';
import { tell } from './tell.ts';
import { convokedBy, toldOf, type Convoked } from './told.ts';

/** A notice as it would leave now. */
export interface PreparedNotice {
  readonly content: NoticeContent;
  readonly recipients: readonly Recipient[];
  /** What it is worth if it leaves on this day; null when the members already know of the day of the meeting. */
  readonly clock: NoticeClock | null;
  /** Stands for all of it: sent back, it tells that what was read is what leaves. */
  readonly seen: string;
}

/** The meeting and its people as a notice, or a change of it, would tell them now. */
export async function prepareNotice(
  tx: Tx,
  associationId: string,
  meeting: Meeting,
  today: string,
  convoked: Convoked,
): Promise<PreparedNotice> {
  const { content, statutes, body } = await noticeContentOf(tx, meeting);
  const called = await recipientsOf(tx, associationId, { body, heldOn: meeting.heldOn });
  const recipients = convoked.notified ? [...called, ...(await formerlyTold(tx, meeting, called))] : called;
  const clock = convoked.sentOn === null ? clockOf(meeting, today, statutes) : null;
  const seen = createHash('sha256')
    .update(JSON.stringify([content, recipients]))
    .digest('hex');
  return { content, recipients, clock, seen };
}

function clockOf({ heldOn }: Meeting, today: string, rule: NoticeRule): NoticeClock {
  return noticeClock(heldOn, today, rule);
}

/** Who was told of the meeting and would not be called to it as it is now: the news is for them too. */
async function formerlyTold(tx: Tx, meeting: Meeting, called: readonly Recipient[]): Promise<Recipient[]> {
  const told = await tx
    .selectDistinct({ mandateId: convocationRecipients.mandateId, capacity: convocationRecipients.capacity })
    .from(convocationRecipients)
    .innerJoin(convocations, eq(convocations.id, convocationRecipients.convocationId))
    .where(eq(convocations.meetingId, meeting.id));
  const known = new Set(called.map(({ mandateId }) => mandateId));
  const others = told.flatMap(({ mandateId, capacity }) =>
    mandateId === null || known.has(mandateId) ? [] : [{ mandateId, capacity }],
  );
  return recipientsNamed(tx, meeting.bodyId, others);
}

/** Everybody who was told of a meeting, as they are reached now, and whoever is called to it. */
export async function everyoneTold(tx: Tx, associationId: string, meeting: Meeting): Promise<Recipient[]> {
  const { body } = await noticeContentOf(tx, meeting);
  const called = await recipientsOf(tx, associationId, { body, heldOn: meeting.heldOn });
  return [...called, ...(await formerlyTold(tx, meeting, called))];
}

/** Refuses what leaves after its delay unless the person says why, and that they know it (R-CON-04). */
function checkDelay(clock: NoticeClock | null, form: SendingForm): Outcome<string | null> {
  if (clock?.verdict !== 'late') return done(null);
  const { source } = clock;
  if (form.lateReason === '')
    return refuse(
      'too-late',
      `${clock.sentence} Déplacez la réunion, ou dites pourquoi vous convoquez quand même\u00a0: ce motif suivra la réunion jusque dans son PV.`,
      { field: 'lateReason', source },
    );
  if (form.late !== 'yes')
    return refuse(
      'late-not-confirmed',
      'Confirmez que vous envoyez hors délai\u00a0: les décisions prises pourront être contestées.',
      { field: 'late', source },
    );
  return done(form.lateReason);
}

/** Refuses what is not ready, nobody to tell, and what changed since the page was read. */
function checkReady({ content, recipients, seen }: PreparedNotice, form: SendingForm): Outcome<undefined> {
  const [lack] = lacksOf({ ...content.meeting, items: content.items });
  if (lack) {
    const { code, sentence, source } = lack;
    return refuse(code, `La convocation ne peut pas encore partir. ${sentence}`, source ? { source } : {});
  }
  if (recipients.length === 0)
    return refuse(
      'nobody-to-call',
      'Impossible de convoquer\u00a0: personne ne siège ce jour-là. Inscrivez d’abord les mandats de cette instance.',
    );
  if (form.seen !== seen)
    return refuse(
      'stale',
      'La réunion, son ordre du jour ou ses destinataires ont changé depuis votre relecture. Relisez, puis envoyez.',
    );
  return done();
}

function checkToCome({ heldOn }: Meeting, today: string): Outcome<undefined> {
  if (heldOn >= today) return done();
  return refuse(
    'meeting-past',
    'Impossible de convoquer à une réunion passée. Changez sa date si elle doit encore avoir lieu.',
    { field: 'heldOn' },
  );
}

export interface Sent {
  readonly mails: number;
  readonly letters: number;
}

/**
 * Sends the notice of a meeting to everybody whom it must reach, once: pressed twice, it leaves once. Refuses a cancelled
 * or past meeting, one that lacks what the law wants on its notice, a notice that changed since it was read, and one that
 * is late without a reason and a confirmation (R-CON-03 to 07, R-DEL-03, R-ODJ-05).
 */
export function sendNotice(
  house: House,
  actor: Actor,
  meetingId: string,
  form: SendingForm,
): Promise<Outcome<Sent>> {
  return sendOnce(house, actor, meetingId, form, 'notice');
}

/**
 * Tells everybody again, when the day, the hour, the place or the access from afar changed since they were told. Once told,
 * it changes nothing. Refuses as `sendNotice` does; the delay is judged again for a new day.
 */
export function sendChange(
  house: House,
  actor: Actor,
  meetingId: string,
  form: SendingForm,
): Promise<Outcome<Sent>> {
  return sendOnce(house, actor, meetingId, form, 'change');
}

function sendOnce(
  house: House,
  actor: Actor,
  meetingId: string,
  form: SendingForm,
  kind: 'notice' | 'change',
): Promise<Outcome<Sent>> {
  return command(house, actor, async (act) => {
    const { tx, today } = act;
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const convoked = convokedBy(await toldOf(tx, meetingId), meeting.heldOn);
    if (isAlreadyTold(kind, meeting, convoked)) return nothing(act);
    if (kind === 'change' && !convoked.notified)
      return refuse(
        'not-convoked',
        'Cette réunion n’est pas encore convoquée\u00a0: envoyez d’abord la convocation.',
      );
    const toCome = checkToCome(meeting, today);
    if (!toCome.done) return toCome;
    const prepared = await prepareNotice(tx, actor.associationId, meeting, today, convoked);
    const ready = checkReady(prepared, form);
    if (!ready.done) return ready;
    const delay = checkDelay(prepared.clock, form);
    if (!delay.done) return delay;
    const { content, recipients } = prepared;
    const { message } = form;
    const sent = await tell(house, actor, act, {
      kind,
      content,
      recipients,
      message:
        kind === 'change' ? [...changesSince(convoked.said!, meeting), message].join('\n').trim() : message,
      lateReason: delay.value,
      remindsOn: null,
    });
    return done({ mails: sent.mails, letters: sent.letters });
  });
}

function isAlreadyTold(kind: 'notice' | 'change', meeting: Meeting, { notified, said }: Convoked): boolean {
  if (kind === 'notice') return notified;
  return said !== null && changesSince(said, meeting).length === 0;
}

function nothing({ nothingToDo }: Act): Outcome<Sent> {
  nothingToDo();
  return done({ mails: 0, letters: 0 });
}
