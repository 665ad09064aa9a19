import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PublicationForm } from '../../forms/public.ts';
import { mayDecide } from '../../policy.ts';
import { peopleNamedIn } from '../../rules/public.ts';
import { heldEntry, type HeldEntry } from '../register/held.ts';
import { registerRows } from '../register/queries.ts';
import { registerEntries } from '../register/tables.ts';
import { publicDecisionOf } from './queries.ts';
import { publications } from './tables.ts';

/** A decision that the actor may publish, held until the transaction ends. */
async function decisionToPublish(
  tx: Tx,
  actor: Actor,
  today: string,
  entryId: string,
): Promise<Outcome<HeldEntry>> {
  const held = await heldEntry(tx, actor, today, entryId);
  if (!held.done) return held;
  const { bodyId, decidedOn } = held.value;
  const allowed = mayDecide(actor, { bodyId, heldOn: decidedOn }, today);
  if (!allowed.done && allowed.refusal.code === 'not-allowed')
    return refuse('not-allowed', 'Seule la coordination publie une décision. Demandez-le-lui.');
  return allowed.done ? held : allowed;
}

const subjectOf = (id: string) => ({ kind: 'register-entry', id });

async function isBehindClosedDoors(tx: Tx, itemId: string | null): Promise<boolean> {
  if (itemId === null) return false;
  const [item] = await tx
    .select({ closedDoor: agendaItems.closedDoor })
    .from(agendaItems)
    .where(eq(agendaItems.id, itemId));
  return item?.closedDoor ?? false;
}

/**
 * Shows a decision on the public page, with this title and this text; published again, it replaces what was shown. What
 * is not typed (figures, outcome, body, day) is taken from the decision as it stands. Refuses a text that names somebody of
 * the association, and an item behind closed doors that was not confirmed as such.
 */
export function publishDecision(
  house: House,
  actor: Actor,
  entryId: string,
  { title, text, closedDoor }: PublicationForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const held = await decisionToPublish(tx, actor, today, entryId);
    if (!held.done) return held;
    const { itemId, recordedAt } = held.value;
    if (closedDoor !== 'yes' && (await isBehindClosedDoors(tx, itemId)))
      return refuse(
        'closed-door',
        'Impossible de publier\u00a0: ce point est à huis clos. Si l’instance a voulu le publier, cochez-le.',
        { field: 'closedDoor' },
      );
    const known = await tx
      .select({ givenName: people.givenName, familyName: people.familyName })
      .from(people);
    for (const [field, typed] of [
      ['title', title],
      ['text', text],
    ] as const) {
      const named = peopleNamedIn(typed, known);
      if (named.length > 0)
        return refuse(
          'names-somebody',
          `Impossible de publier\u00a0: ce texte nomme ${joinList(named.slice(0, 5))}. Remplacez le nom par une fonction ou une organisation.`,
          { field },
        );
    }
    const [row] = await registerRows(tx, eq(registerEntries.id, entryId));
    const content = publicDecisionOf(row!, { title, text });
    const [before] = await tx.select().from(publications).where(eq(publications.entryId, entryId));
    if (before?.recordedAt === recordedAt && isDeepStrictEqual(before.content, content)) {
      nothingToDo();
      return done();
    }
    const shown = { content, recordedAt, publishedAt: now, publishedBy: actor.name };
    await tx
      .insert(publications)
      .values({ associationId: actor.associationId, entryId, ...shown })
      .onConflictDoUpdate({ target: [publications.associationId, publications.entryId], set: shown });
    journal({
      act: 'decision.published',
      subject: subjectOf(entryId),
      ...(before && { before: before.content }),
      after: content,
    });
    return done();
  });
}

/** Takes a decision from the public page. Done twice, it is taken once. */
export function unpublishDecision(house: House, actor: Actor, entryId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const held = await decisionToPublish(tx, actor, today, entryId);
    if (!held.done) return held;
    const [before] = await tx
      .delete(publications)
      .where(eq(publications.entryId, entryId))
      .returning({ content: publications.content });
    if (before) journal({ act: 'decision.unpublished', subject: subjectOf(entryId), before: before.content });
    else nothingToDo();
    return done();
  });
}
