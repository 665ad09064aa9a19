import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { compositionOn, holdMandates } from '#lib/bodies/server/queries.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import { slices } from '#lib/platform/slices.ts';
import type { AttendanceForm, officersForm } from '../../forms.ts';
import { meetingToPrepare } from '../load.ts';
import { checkNotClosed } from '../../rules/sitting.ts';
import { checkBureau, nameBureau, tellersOf } from '../sitting/bureau.ts';
import { NO_REMOTE } from '../sitting/movements.ts';
import { sittingNow, sittingStateOf } from '../sitting/now.ts';
import { touchSitting } from '../sitting/touch.ts';
import { attendances } from '../tables.ts';

/**
 * Records who is present, from afar, excused or absent: the roll call, which has no hour. During the sitting it can still
 * be corrected, except for who has come or gone since; after its end it cannot. Those entitled are the mandates valid on the day of the meeting, with a
 * person. Each entry says what the page showed (`was`): an entry that someone else has changed since is refused, with
 * the names concerned, and nothing is written.
 */
export function recordAttendance(
  house: House,
  actor: Actor,
  meetingId: string,
  form: AttendanceForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const sitting = await sittingNow(tx, meeting);
    const going = checkNotClosed(sitting?.state ?? null);
    if (!going.done) return going;
    await holdMandates(tx, meeting.bodyId);
    const composition = await compositionOn(tx, meeting.bodyId, meeting.heldOn);
    const entitled = new Map(
      composition.flatMap((seat) => (seat.person ? [[seat.mandateId, seat.person] as const] : [])),
    );
    const rows = await tx
      .select({ mandateId: attendances.mandateId, state: attendances.state })
      .from(attendances)
      .where(eq(attendances.meetingId, meetingId));
    const present = new Map<string, string>(rows.map((row) => [row.mandateId, row.state]));

    const changes = form.entries.filter((entry) => entry.now !== entry.was);
    const stranger = changes.find((entry) => !entitled.has(entry.mandateId));
    if (stranger)
      return refuse(
        'not-entitled',
        'Une des personnes n’a pas de mandat dans cette instance le jour de la réunion. Rechargez la page.',
      );
    const overtaken = changes.filter((entry) => {
      const state = present.get(entry.mandateId) ?? '';
      return state !== entry.was && state !== entry.now;
    });
    if (overtaken.length > 0) {
      const names = overtaken.map(({ mandateId }) => {
        const person = entitled.get(mandateId)!;
        return `${person.givenName} ${person.familyName}`;
      });
      return refuse(
        'stale',
        `Quelqu’un d’autre vient de noter autrement : ${names.join(', ')}. La page montre maintenant ce qui est enregistré ; reprenez vos changements.`,
        { details: { mandateIds: overtaken.map((entry) => entry.mandateId) } },
      );
    }
    const effective = changes.filter((entry) => (present.get(entry.mandateId) ?? '') !== entry.now);
    if (effective.length === 0) {
      nothingToDo();
      return done();
    }
    if (meeting.remoteAccess === null && effective.some(({ now }) => now === 'remote')) return NO_REMOTE;
    const moved = effective.find(({ mandateId }) =>
      sitting?.events.some((event) => event.mandateId === mandateId),
    );
    if (moved) {
      const person = entitled.get(moved.mandateId)!;
      return refuse(
        'has-moved',
        `Impossible de corriger l’appel pour ${person.givenName} ${person.familyName}\u00a0: son arrivée ou son départ est noté. Corrigez plutôt ce mouvement.`,
        { details: { mandateIds: [moved.mandateId] } },
      );
    }
    const cleared = effective.filter((entry) => entry.now === '').map((entry) => entry.mandateId);
    if (cleared.length > 0)
      await tx
        .delete(attendances)
        .where(and(eq(attendances.meetingId, meetingId), inArray(attendances.mandateId, cleared)));
    const recorded = effective.flatMap(({ mandateId, now }) =>
      now === ''
        ? []
        : [{ associationId: actor.associationId, meetingId, mandateId, bodyId: meeting.bodyId, state: now }],
    );
    for (const some of slices(recorded))
      await tx
        .insert(attendances)
        .values(some)
        .onConflictDoUpdate({
          target: [attendances.associationId, attendances.meetingId, attendances.mandateId],
          set: { state: sql`excluded.state` },
        });
    const held = await checkBureau(tx, meetingId);
    if (!held.done) return held;
    await touchSitting(tx, actor.associationId, meetingId);
    const states = (key: 'before' | 'after') =>
      Object.fromEntries(
        effective.map((entry) => [
          entry.mandateId,
          key === 'before' ? (present.get(entry.mandateId) ?? null) : entry.now || null,
        ]),
      );
    journal({
      act: 'attendance.recorded',
      subject: { kind: 'meeting', id: meetingId },
      before: states('before'),
      after: states('after'),
    });
    return done();
  });
}

/**
 * Names who presides (a voting or invited mandate of the day) and who is secretary (a person of the association). Refuses
 * what `nameBureau` does, and everything once the sitting is closed.
 */
export function nameOfficers(
  house: House,
  actor: Actor,
  meetingId: string,
  form: z.infer<typeof officersForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const going = checkNotClosed(await sittingStateOf(tx, meetingId));
    if (!going.done) return going;
    const presidedByMandateId = form.presidedByMandateId || null;
    const secretaryPersonId = form.secretaryPersonId || null;
    if (
      presidedByMandateId === meeting.presidedByMandateId &&
      secretaryPersonId === meeting.secretaryPersonId
    ) {
      nothingToDo();
      return done();
    }
    const tellerMandateIds = await tellersOf(tx, meetingId);
    const named = await nameBureau(tx, meeting, { ...form, tellerMandateIds });
    if (!named.done) return named;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'officers.named',
      subject: { kind: 'meeting', id: meetingId },
      before: {
        presidedByMandateId: meeting.presidedByMandateId,
        secretaryPersonId: meeting.secretaryPersonId,
      },
      after: { presidedByMandateId, secretaryPersonId },
    });
    return done();
  });
}
