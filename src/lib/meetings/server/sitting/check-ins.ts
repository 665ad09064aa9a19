import { timingSafeEqual } from 'node:crypto';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { checkInForm, confirmationForm } from '../../forms/sitting.ts';
import { checkArrival } from '../../rules/check-in.ts';
import { takesPart } from '../../vocabulary.ts';
import { meetingToChange } from '../load.ts';
import { meetingToSpeakIn } from './conflicts.ts';
import { addEvent } from './events.ts';
import { setState, stateOf } from './movements.ts';
import { checkInCodeOf, sittingNow, sittingStateOf } from './now.ts';
import { checkIns } from './tables.ts';
import { touchSitting } from './touch.ts';

export interface CheckIn {
  readonly mandateId: string;
  /** ISO instants. */
  readonly at: string;
  readonly confirmedAt: string | null;
}

/** Who said, by the code of the room, that they are there, in the order in which they did. */
export function checkInsOf(tx: Tx, meetingId: string): Promise<CheckIn[]> {
  return tx
    .select({ mandateId: checkIns.mandateId, at: checkIns.at, confirmedAt: checkIns.confirmedAt })
    .from(checkIns)
    .where(eq(checkIns.meetingId, meetingId))
    .orderBy(asc(checkIns.at), asc(checkIns.mandateId));
}

function isCode(given: string, code: string | null): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(code ?? '')];
  return code !== null && a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Says, by the code shown in the room, that someone is there: it counts once the secretary confirms. From the day of the
 * meeting on, so that members do it while they come in. Refuses a wrong code, another day, a sitting that is closed. Said
 * twice, it is said once.
 */
export function checkIn(
  house: House,
  actor: Actor,
  meetingId: string,
  { code, mandateId }: z.infer<typeof checkInForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToSpeakIn(tx, actor, today, meetingId, mandateId);
    if (!loaded.done) return loaded;
    const expected = checkArrival(await sittingStateOf(tx, meetingId), loaded.value, today);
    if (!expected.done) return expected;
    if (!isCode(code, await checkInCodeOf(tx, meetingId)))
      return refuse(
        'wrong-code',
        'Ce code n’est pas celui de la salle. Lisez de nouveau celui qui est affiché, ou signalez-vous au secrétariat.',
        { field: 'code' },
      );
    const said = await tx
      .insert(checkIns)
      .values({
        associationId: actor.associationId,
        meetingId,
        bodyId: loaded.value.bodyId,
        mandateId,
        at: now,
      })
      .onConflictDoNothing()
      .returning({ mandateId: checkIns.mandateId });
    if (said.length === 0) {
      nothingToDo();
      return done();
    }
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'attendance.checked-in',
      subject: { kind: 'meeting', id: meetingId },
      after: { mandateId },
    });
    return done();
  });
}

/**
 * Confirms that those who said that they are there are: present, arrived at the item that is before the meeting, or at the
 * roll call before the first one. Whoever said nothing, or was confirmed already, is left as they are.
 */
export function confirmCheckIns(
  house: House,
  actor: Actor,
  meetingId: string,
  { mandateIds }: z.infer<typeof confirmationForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const meeting = loaded.value;
    const confirmed = await tx
      .update(checkIns)
      .set({ confirmedAt: now })
      .where(
        and(
          eq(checkIns.meetingId, meetingId),
          inArray(checkIns.mandateId, mandateIds),
          isNull(checkIns.confirmedAt),
        ),
      )
      .returning({ mandateId: checkIns.mandateId });
    if (confirmed.length === 0) {
      nothingToDo();
      return done();
    }
    const itemId = (await sittingNow(tx, meeting))?.currentItemId ?? null;
    for (const { mandateId } of confirmed) {
      if (takesPart(await stateOf(tx, meetingId, mandateId))) continue;
      await setState(tx, meeting, mandateId, 'present');
      // Before the first item, everyone is there from the opening.
      if (itemId !== null) await addEvent(tx, meeting, { kind: 'arrival', at: now, itemId, mandateId });
    }
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'attendance.check-in-confirmed',
      subject: { kind: 'meeting', id: meetingId },
      after: { mandateIds: confirmed.map(({ mandateId }) => mandateId), itemId },
    });
    return done();
  });
}
