import { eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localDay } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { makeRoom, placeItem, removeItem } from '../../rules/agenda.ts';
import { takeAlongBack, type Along } from '../agenda/bring-along.ts';
import { deleteItems, fingerprintOf, itemWithId, savePlacements } from '../agenda/changes.ts';
import { lastChangeOf, type UndoableAct } from '../agenda/last-change.ts';
import { memberRequests } from '../agenda/tables.ts';
import { uncopyAnnexes } from '../annexes/copy.ts';
import { itemsOf, meetingToChange, type AgendaItem } from '../load.ts';
import { touchSitting } from '../sitting/touch.ts';
import { agendaItems, itemNotes } from '../tables.ts';

type Change = NonNullable<Awaited<ReturnType<typeof lastChangeOf>>>;
type SavedNotes = Omit<typeof itemNotes.$inferSelect, 'associationId' | 'itemId'>;

interface Undoing {
  readonly tx: Tx;
  readonly now: string;
  readonly actor: Actor;
  readonly items: readonly AgendaItem[];
  readonly change: Change;
}

function changedSince() {
  return refuse(
    'changed-since',
    'Impossible d’annuler\u00a0: l’ordre du jour a changé depuis. Relisez-le, et faites le changement à la main.',
  );
}

/** Takes out again what was added. Refuses when notes were taken on it since: they would go with it. */
async function unadd({ tx, items }: Undoing, ids: readonly string[]): Promise<Outcome<undefined>> {
  const added = items.filter(({ id }) => ids.includes(id));
  const [noted] = await tx
    .select({ id: itemNotes.itemId })
    .from(itemNotes)
    .where(inArray(itemNotes.itemId, [...ids]))
    .limit(1);
  if (noted) return changedSince();
  // Several came together after all the others; one alone may stand between two.
  const [alone] = added.length === 1 ? added : [];
  const closed = alone ? removeItem(items, alone.id) : done([]);
  if (!closed.done) return closed;
  const deletion = await deleteItems(tx, added);
  if (!deletion.done) return deletion;
  await savePlacements(tx, closed.value);
  return done();
}

/** Puts an item back where it was, with its notes, under its own identifier. */
async function unremove({ tx, now, actor, items, change }: Undoing): Promise<Outcome<undefined>> {
  const { savedNotes, ...item } = change.before as AgendaItem & { savedNotes: SavedNotes | null };
  await savePlacements(tx, makeRoom(items, item));
  await tx.insert(agendaItems).values(item);
  if (savedNotes)
    await tx
      .insert(itemNotes)
      .values({ ...savedNotes, associationId: actor.associationId, itemId: change.subjectId });
  if (item.requestId !== null)
    await tx
      .update(memberRequests)
      .set({ state: 'accepted', answeredAt: now, answeredBy: actor.name })
      .where(eq(memberRequests.id, item.requestId));
  return done();
}

async function unmove({ tx, items, change }: Undoing): Promise<Outcome<undefined>> {
  const placed = placeItem(
    items,
    change.subjectId,
    change.before as Pick<AgendaItem, 'parentId' | 'position'>,
  );
  if (!placed.done) return placed;
  await savePlacements(tx, placed.value);
  return done();
}

async function unchange({ tx, items, change }: Undoing): Promise<Outcome<undefined>> {
  const { version } = items.find(({ id }) => id === change.subjectId)!;
  await tx
    .update(agendaItems)
    .set({ ...(change.before as Partial<AgendaItem>), version: version + 1 })
    .where(itemWithId(change.subjectId));
  return done();
}

/** Several items, with the annexes and the texts that came with them; one that was joined or changed since holds them back. */
async function together(undoing: Undoing): Promise<Outcome<undefined>> {
  const {
    itemIds,
    annexIds = [],
    alongIds = [],
  } = undoing.change.after as { itemIds: string[] } & Partial<Along>;
  await uncopyAnnexes(undoing.tx, annexIds);
  await takeAlongBack(undoing.tx, alongIds);
  return unadd(undoing, itemIds);
}

const UNDO: Readonly<Record<UndoableAct, (undoing: Undoing) => Promise<Outcome<undefined>>>> = {
  'agenda-item.added': (undoing) => unadd(undoing, [undoing.change.subjectId]),
  'agenda-item.changed': unchange,
  'agenda-item.moved': unmove,
  'agenda-item.removed': unremove,
  'agenda.copied': together,
  'agenda.carried-over': together,
};

const isUndoable = (act: string): act is UndoableAct => Object.hasOwn(UNDO, act);

/**
 * Undoes the last change of an agenda, the one that the page showed (its entry in the journal). Refuses what someone
 * else did, what was not done today, and everything once the agenda has changed or the notice has left since. Pressed
 * twice, it undoes once.
 */
export function undoAgendaChange(
  house: House,
  actor: Actor,
  meetingId: string,
  { entry }: { readonly entry: number },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const change = await lastChangeOf(tx, actor, meetingId);
    if (change?.act === 'agenda.restored' && (change.after as { undoes: number }).undoes === entry) {
      nothingToDo();
      return done();
    }
    if (change?.entry !== entry || !isUndoable(change.act)) return changedSince();
    if (change.accountId !== actor.accountId || localDay(change.at) !== today) return changedSince();
    const { agenda } = change.after as { agenda: string };
    if (agenda !== (await fingerprintOf(tx, meetingId))) return changedSince();
    const items = await itemsOf(tx, loaded.value);
    const undone = await UNDO[change.act]({ tx, now, actor, items, change });
    if (!undone.done) return undone;
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'agenda.restored',
      subject: { kind: 'meeting', id: meetingId },
      after: { meetingId, undoes: entry, act: change.act },
    });
    return done();
  });
}
