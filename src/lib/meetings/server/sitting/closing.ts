import { eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { localInstant } from '#lib/kernel/calendar.ts';
import { localDay } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ClosingForm } from '../../forms/sitting.ts';
import { proposedTreatments } from '../../rules/treatment.ts';
import { TREATMENTS } from '../../vocabulary.ts';
import { itemsOf, type Meeting } from '../load.ts';
import { agendaItems, itemNotes } from '../tables.ts';
import { numberItems } from '../../rules/agenda.ts';
import { addEvent } from './events.ts';
import { sittingNow } from './now.ts';
import { sittingTo } from './step.ts';
import { sittings } from './tables.ts';
import { touchSitting } from './touch.ts';

/**
 * Closes the sitting and says what became of each item: what the form says, else treated when it was called or has
 * notes. Refuses an hour before the last thing that happened, and while a vote or an election waits for its end. Pressed
 * twice, it is closed once.
 */
export function closeSitting(
  house: House,
  actor: Actor,
  meetingId: string,
  form: ClosingForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await sittingTo('close', tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const { meeting, sitting, already } = loaded.value;
    if (already) {
      nothingToDo();
      return done();
    }
    const over = await checkNothingAwaited(tx, actor.associationId, meeting);
    if (!over.done) return over;
    const { events } = (await sittingNow(tx, meeting))!;
    const closedAt = form.at === '' ? now : localInstant(localDay(sitting!.openedAt), form.at);
    if (
      Date.parse(closedAt) > Date.parse(now) ||
      events.some(({ at }) => Date.parse(at) > Date.parse(closedAt))
    )
      return refuse(
        'impossible-end',
        'Impossible de lever la séance à cette heure\u00a0: elle est à venir, ou quelque chose s’est encore passé après. Corrigez l’heure.',
        { field: 'at' },
      );
    const items = await itemsOf(tx, meeting);
    const noted = await tx
      .select({ itemId: itemNotes.itemId })
      .from(itemNotes)
      .innerJoin(agendaItems, eq(agendaItems.id, itemNotes.itemId))
      .where(eq(agendaItems.meetingId, meetingId));
    const taken = new Set([
      ...noted.map(({ itemId }) => itemId),
      ...events.flatMap(({ kind, itemId }) => (kind === 'item-begun' && itemId ? [itemId] : [])),
    ]);
    const treatments = new Map(
      proposedTreatments(items, taken).map(({ id, treatment }) => [id, form.treatments[id] ?? treatment]),
    );
    for (const treatment of TREATMENTS) {
      const ids = [...treatments].flatMap(([id, each]) => (each === treatment ? [id] : []));
      if (ids.length > 0) await tx.update(agendaItems).set({ treatment }).where(inArray(agendaItems.id, ids));
    }
    await tx.update(sittings).set({ state: 'closed', closedAt }).where(eq(sittings.meetingId, meetingId));
    await addEvent(tx, meeting, { kind: 'closed', at: closedAt, itemId: sitting!.currentItemId });
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'sitting.closed',
      subject: { kind: 'meeting', id: meetingId },
      after: { closedAt, treatments: Object.fromEntries(treatments) },
    });
    return done();
  });
}

/** What waits for its end, and how it gets one. */
const AWAITED = {
  vote: 'un vote sur écran n’est pas terminé. Clôturez-le et publiez son résultat, ou annulez-le.',
  advance: 'les membres y votent par avance. Ouvrez ce vote en séance, ou annulez-le.',
  papers: 'des bulletins sont en cours de dépouillement. Terminez le dépouillement, ou abandonnez-le.',
  election: 'une élection n’est pas terminée. Proclamez son résultat, ou annulez-la.',
} as const;

/** Refuses while a vote or an election of this meeting waits for its end, naming the item: the first of the agenda. */
async function checkNothingAwaited(
  tx: Tx,
  associationId: string,
  meeting: Meeting,
): Promise<Outcome<undefined>> {
  const awaited = await tx.execute<{ itemId: string; what: keyof typeof AWAITED }>(
    sql`select item_id as "itemId", what from what_meeting_awaits(${associationId}, ${meeting.id})`,
  );
  if (awaited.length === 0) return done();
  // A round on screens is part of its election: the vote is to be ended first.
  const rank = (what: keyof typeof AWAITED) => Object.keys(AWAITED).indexOf(what);
  for (const { id, number, title } of numberItems(await itemsOf(tx, meeting))) {
    const [first] = awaited
      .filter(({ itemId }) => itemId === id)
      .toSorted((one, other) => rank(one.what) - rank(other.what));
    if (first)
      return refuse(
        'vote-going-on',
        `Impossible de lever la séance\u00a0: au point ${number} («\u00a0${title}\u00a0»), ${AWAITED[first.what]}`,
      );
  }
  throw new Error('A vote on an item that is not of its meeting: the foreign key forbids it.');
}
