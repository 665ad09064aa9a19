import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { incidentForm } from '../../forms/sitting.ts';
import { addEvent } from './events.ts';
import { sittingTo } from './step.ts';
import { sittingEvents } from './tables.ts';
import { touchSitting } from './touch.ts';

/**
 * Notes what went wrong for those who take part from afar: the minutes must say it (R-DIS-05). The same words on the same
 * item are noted once.
 */
export function noteIncident(
  house: House,
  actor: Actor,
  meetingId: string,
  { text }: z.infer<typeof incidentForm>,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('note', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, sitting } = loaded.value;
    const itemId = sitting!.currentItemId;
    const noted = await tx
      .select({ itemId: sittingEvents.itemId })
      .from(sittingEvents)
      .where(and(eq(sittingEvents.meetingId, meetingId), eq(sittingEvents.text, text)));
    if (noted.some((event) => event.itemId === itemId)) {
      nothingToDo();
      return done();
    }
    await addEvent(tx, meeting, { kind: 'incident', at: now, itemId, text });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'sitting.incident-noted',
      subject: { kind: 'meeting', id: meetingId },
      after: { itemId, text },
    });
    return done();
  });
}
