import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { people } from '#lib/associations/server/tables.ts';
import { mandates } from '#lib/bodies/server/tables.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { numberItems } from '#lib/meetings/rules/agenda.ts';
import { conflictsOfInterest } from '#lib/meetings/server/sitting/tables.ts';
import { agendaItems } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { checkLink, type ItemToLink, type LinkedItem } from '../../rules/linked.ts';
import { elections } from '../elections/tables.ts';
import { paperVotes } from '../paper/tables.ts';
import { propositions } from '../propositions/tables.ts';
import { decisions } from '../tables.ts';
import { votes } from '../votes/tables.ts';
import { linkedItems } from './tables.ts';

/** An item of the agenda with all that a common vote depends on. */
export interface AgendaLink extends ItemToLink {
  readonly title: string;
  readonly text: string;
  /** What is put to the vote on it, where it is voted with another one. */
  readonly proposal: string | null;
}

/** The items of a meeting in the order of its agenda, as common votes see them: seven statements, however many they are. */
export async function agendaLinks(tx: Tx, meetingId: string): Promise<AgendaLink[]> {
  const items = numberItems(await tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meetingId)));
  const links = await tx.select().from(linkedItems).where(eq(linkedItems.meetingId, meetingId));
  const decided = await tx
    .selectDistinct({ itemId: decisions.itemId })
    .from(decisions)
    .where(eq(decisions.meetingId, meetingId));
  const texts = await tx
    .selectDistinct({ itemId: propositions.itemId })
    .from(propositions)
    .where(and(eq(propositions.meetingId, meetingId), isNull(propositions.withdrawnAt)));
  const conflicts = await tx
    .select({
      itemId: conflictsOfInterest.itemId,
      mandateId: conflictsOfInterest.mandateId,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(conflictsOfInterest)
    .innerJoin(mandates, eq(mandates.id, conflictsOfInterest.mandateId))
    .innerJoin(people, eq(people.id, mandates.personId))
    .where(eq(conflictsOfInterest.meetingId, meetingId));
  const going = await goingIn(tx, meetingId);
  const has = (rows: readonly { itemId: string }[]) => new Set(rows.map(({ itemId }) => itemId));
  const [withDecision, withTexts] = [has(decided), has(texts)];
  return items.map(({ id, number, nature, decisionKind, closedDoor, title, text }) => {
    const link = links.find(({ itemId }) => itemId === id);
    return {
      id,
      number,
      nature,
      kind: decisionKind,
      closedDoor,
      title,
      text,
      decided: withDecision.has(id),
      hasTexts: withTexts.has(id),
      going: going.has(id),
      leadId: link?.leadId ?? null,
      proposal: link?.proposal ?? null,
      leads: links.some(({ leadId }) => leadId === id),
      conflicts: new Map(
        conflicts.flatMap(({ itemId, mandateId, name }) =>
          itemId === id ? [[mandateId, name] as const] : [],
        ),
      ),
    };
  });
}

/** The items on which a vote or an election is under way, or members vote before the sitting. */
async function goingIn(tx: Tx, meetingId: string): Promise<ReadonlySet<string>> {
  const onScreens = await tx
    .select({ itemId: votes.itemId, linked: votes.linked })
    .from(votes)
    .where(and(eq(votes.meetingId, meetingId), inArray(votes.state, ['advance', 'open', 'closed'])));
  const other = await tx
    .select({ itemId: paperVotes.itemId, linked: paperVotes.linked })
    .from(paperVotes)
    .where(eq(paperVotes.meetingId, meetingId))
    .unionAll(
      tx
        .select({ itemId: elections.itemId, linked: sql<LinkedItem[]>`'[]'::jsonb` })
        .from(elections)
        .where(and(eq(elections.meetingId, meetingId), elections.running)),
    );
  return new Set(
    [...onScreens, ...other].flatMap(({ itemId, linked }) => [itemId, ...linked.map((each) => each.itemId)]),
  );
}

/**
 * All the items that a vote on this one decides now, in the order of the agenda; empty: its own alone. `proposal`: what is put
 * to the vote on it. Refuses what `checkLink` refuses, where something changed since they were linked.
 */
export async function linkedWith(
  tx: Tx,
  meetingId: string,
  itemId: string,
  proposal: string,
): Promise<Outcome<LinkedItem[]>> {
  const [linked] = await tx
    .select({ itemId: linkedItems.itemId })
    .from(linkedItems)
    .where(eq(linkedItems.leadId, itemId))
    .limit(1);
  if (!linked) return done([]);
  const agenda = await agendaLinks(tx, meetingId);
  const lead = agenda.find(({ id }) => id === itemId)!;
  const together = agenda.filter((item) => item === lead || item.leadId === itemId);
  for (const other of together) {
    const sound = other === lead ? done() : checkLink(lead, other);
    if (!sound.done) return sound;
  }
  return done(
    together.map(({ id, number, title, proposal: words }) => ({
      itemId: id,
      number,
      title,
      proposal: id === itemId ? proposal : words!,
    })),
  );
}

/** The links of the common vote of an item, whichever of its items it is. */
export function linkRowsOn(tx: Tx, itemId: string): Promise<{ itemId: string; leadId: string }[]> {
  const lead = tx
    .select({ leadId: linkedItems.leadId })
    .from(linkedItems)
    .where(or(eq(linkedItems.itemId, itemId), eq(linkedItems.leadId, itemId)));
  return tx
    .select({ itemId: linkedItems.itemId, leadId: linkedItems.leadId })
    .from(linkedItems)
    .where(inArray(linkedItems.leadId, lead));
}

/** How an item stands in the common votes of its meeting, for its page. */
export interface LinksOfItem {
  /** The item with which it is voted; null: it is voted for itself. */
  readonly lead: Pick<AgendaLink, 'id' | 'number' | 'title'> | null;
  /** Those that are voted with it. */
  readonly linked: readonly (Pick<AgendaLink, 'id' | 'number' | 'title'> & { readonly proposal: string })[];
  /** Those that can be, with the words that are proposed for each. */
  readonly possible: readonly (Pick<AgendaLink, 'id' | 'number' | 'title'> & { readonly proposal: string })[];
  /** Those for decision that cannot be, and why. */
  readonly refused: readonly { readonly id: string; readonly sentence: string }[];
}

/** The common vote of an item, and with which others it could be voted. The caller may read the meeting. */
export async function linksOfItem(tx: Tx, meetingId: string, itemId: string): Promise<LinksOfItem> {
  const agenda = await agendaLinks(tx, meetingId);
  const own = agenda.find(({ id }) => id === itemId)!;
  const shown = ({ id, number, title }: AgendaLink) => ({ id, number, title });
  const lead = agenda.find(({ id }) => id === own.leadId);
  const linked = agenda.filter(({ leadId }) => leadId === itemId);
  if (lead || !checkLink(own, { ...own, id: '', leads: false }).done)
    return { lead: lead ? shown(lead) : null, linked: linked.map(withWords), possible: [], refused: [] };
  const others = agenda
    .filter(
      (item) =>
        item.id !== itemId &&
        item.leadId !== itemId &&
        item.nature !== 'information' &&
        item.nature !== 'discussion',
    )
    .map((item) => ({ item, sound: checkLink(own, item) }));
  return {
    lead: null,
    linked: linked.map(withWords),
    possible: others.flatMap(({ item, sound }) => (sound.done ? [withWords(item)] : [])),
    refused: others.flatMap(({ item, sound }) =>
      sound.done ? [] : [{ id: item.id, sentence: sound.refusal.sentence }],
    ),
  };
}

const withWords = ({ id, number, title, text, proposal }: AgendaLink) => ({
  id,
  number,
  title,
  proposal: proposal ?? (text === '' ? title : text),
});
