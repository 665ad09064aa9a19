import { eq } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { publishDecision } from '#lib/decisions/server/public/commands.ts';
import { registerRows } from '#lib/decisions/server/register/queries.ts';
import { giveTask } from '#lib/decisions/server/tasks/give.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { FOLLOWED, INVENTED } from '../invented.ts';
import { ASSISTANT } from '../story.ts';
import { must } from './must.ts';

/** What one decision of the past gave: a task of the assistant, and its place on the public page. */
export async function followDecision(house: House, coordinator: Actor): Promise<void> {
  const { decidedOn, at, task, publication } = FOLLOWED;
  const then: House = { ...house, clock: fixedClock(at) };
  const { entryId, personId } = await inAssociation(house.db, coordinator.associationId, async (tx) => {
    const [entry] = await registerRows(tx, eq(meetings.heldOn, decidedOn));
    const [person] = await tx
      .select({ id: people.id })
      .from(people)
      .where(eq(people.familyName, ASSISTANT.familyName));
    return { entryId: entry!.id, personId: person!.id };
  });
  must(await giveTask(then, coordinator, { entryId }, { personId, ...task }));
  const { title, text } = publication;
  must(
    await publishDecision(then, coordinator, entryId, {
      title,
      text: `${text} (${INVENTED})`,
      closedDoor: '',
    }),
  );
}
