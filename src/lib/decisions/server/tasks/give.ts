import { and, eq, isNull } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { agendaItems, meetings } from '#lib/meetings/server/tables.ts';
import { tasks } from '#lib/meetings/server/tasks/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { TaskForm } from '../../forms/tasks.ts';
import { mayGiveTasks } from '../../policy.ts';
import { heldEntry } from '../register/held.ts';

/** What a task comes from: an item of an agenda, or a decision of the register. */
export type TaskSource = { readonly itemId: string } | { readonly entryId: string };

type Place = Pick<typeof tasks.$inferInsert, 'bodyId' | 'meetingId' | 'itemId' | 'entryId'>;

/** Where a task belongs, held until the transaction ends: of two presses, the second one finds what the first one made. */
async function placeOf(tx: Tx, actor: Actor, today: string, source: TaskSource): Promise<Outcome<Place>> {
  if ('entryId' in source) {
    const entry = await heldEntry(tx, actor, today, source.entryId);
    if (!entry.done) return entry;
    const { id, bodyId, meetingId, itemId } = entry.value;
    return done({ bodyId, meetingId, itemId, entryId: id });
  }
  if (!isIdentifier(source.itemId)) return notFound();
  const [item] = await tx
    .select({
      itemId: agendaItems.id,
      meetingId: meetings.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
    })
    .from(agendaItems)
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .where(eq(agendaItems.id, source.itemId))
    .for('update', { of: agendaItems });
  if (!item || !mayRead(actor, item, today).done) return notFound();
  const { itemId, meetingId, bodyId } = item;
  return done({ itemId, meetingId, bodyId });
}

/**
 * Gives a task to a person of the association, with or without account, until an ISO day. Refuses a day that is over,
 * someone who is not known here or was erased, and whoever does not prepare meetings. Pressed twice, it is given once.
 */
export function giveTask(
  house: House,
  actor: Actor,
  source: TaskSource,
  { personId, text, dueOn }: TaskForm,
): Promise<Outcome<{ taskId: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const placed = await placeOf(tx, actor, today, source);
    if (!placed.done) return placed;
    const allowed = mayGiveTasks(actor);
    if (!allowed.done) return allowed;
    if (dueOn < today)
      return refuse('due-in-the-past', 'Ce jour est passé. Choisissez aujourd’hui ou un jour à venir.', {
        field: 'dueOn',
      });
    const [person] = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, personId), isNull(people.erasedAt)));
    if (!person)
      return refuse('unknown-person', 'Cette personne n’est pas connue ici. Choisissez dans la liste.', {
        field: 'personId',
      });
    const place = placed.value;
    const [known] = await tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(
        and(
          eq(tasks.bodyId, place.bodyId),
          place.itemId ? eq(tasks.itemId, place.itemId) : isNull(tasks.itemId),
          place.entryId ? eq(tasks.entryId, place.entryId) : isNull(tasks.entryId),
          eq(tasks.personId, personId),
          eq(tasks.text, text),
          eq(tasks.dueOn, dueOn),
          eq(tasks.state, 'open'),
        ),
      );
    if (known) {
      nothingToDo();
      return done({ taskId: known.id });
    }
    const [given] = await tx
      .insert(tasks)
      .values({
        associationId: actor.associationId,
        ...place,
        personId,
        text,
        dueOn,
        createdAt: now,
        createdBy: actor.name,
      })
      .returning({ id: tasks.id });
    const taskId = given!.id;
    journal({
      act: 'task.given',
      subject: { kind: 'task', id: taskId },
      after: { ...place, personId, text, dueOn },
    });
    return done({ taskId });
  });
}
