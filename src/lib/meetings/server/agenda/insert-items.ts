import { randomUUID } from 'node:crypto';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import { placeNewItem, type Placement } from '../../rules/agenda.ts';
import { subjectProposed } from '../../rules/item-subject.ts';
import type { ItemNature, ItemSubject } from '../../vocabulary.ts';
import { agendaItems } from '../tables.ts';

/** An item to put on an agenda, with those under it. */
export interface NewItem {
  readonly title: string;
  readonly nature: ItemNature;
  readonly decisionKind?: DecisionKind | null;
  /** Unless it is told, what the title says. */
  readonly subject?: ItemSubject | null;
  readonly presenter?: string;
  readonly minutes?: number | null;
  readonly text?: string;
  readonly closedDoor?: boolean;
  readonly lateReason?: string | null;
  readonly lateAddition?: boolean;
  /** The item of an earlier meeting that was not treated there. */
  readonly carriedFromId?: string | null;
  readonly requestId?: string | null;
  /** The meeting whose PV is approved on it. */
  readonly minutesOfId?: string | null;
  readonly items?: readonly NewItem[];
}

interface Agenda {
  readonly associationId: string;
  readonly meetingId: string;
  /** What is on it already. */
  readonly existing: readonly Placement[];
}

/** For an item that somebody else took up between the page and the press. */
export const ALREADY_CARRIED = refuse(
  'already-carried',
  'Un des points à reprendre est déjà à l’ordre du jour d’une autre réunion. Rechargez la page, puis choisissez à nouveau.',
  { field: 'items' },
);

/**
 * Puts items at the end of an agenda, in this order, in one statement; part of a command that holds the meeting. Answers
 * their identifiers, an item before those under it. Refuses a fourth level, more than 200 items, and an item carried over
 * that is on another agenda meanwhile.
 */
export async function insertItems(
  tx: Tx,
  { associationId, meetingId, existing }: Agenda,
  items: readonly NewItem[],
): Promise<Outcome<string[]>> {
  const placed: Placement[] = [...existing];
  const rows: (typeof agendaItems.$inferInsert)[] = [];
  const waiting = items.map((item) => ({ item, parentId: null as string | null }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { items: under = [], ...item } = next.item;
    const placement = placeNewItem(placed, next.parentId);
    if (!placement.done) return placement;
    const id = randomUUID();
    placed.push({ id, ...placement.value });
    rows.push({
      subject: subjectProposed(item.title),
      ...item,
      ...placement.value,
      associationId,
      meetingId,
      id,
    });
    waiting.unshift(...under.map((child) => ({ item: child, parentId: id })));
  }
  if (rows.length === 0) return done([]);
  try {
    await tx.transaction((savepoint) => savepoint.insert(agendaItems).values(rows));
  } catch (error) {
    if (databaseFault(error)?.constraint !== 'item_carried_once') throw error;
    return ALREADY_CARRIED;
  }
  return done(rows.map(({ id }) => id!));
}
