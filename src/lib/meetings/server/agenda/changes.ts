import { eq, inArray, sql } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { Placement } from '../../rules/agenda.ts';
import type { AgendaItem } from '../load.ts';
import { agendaItems } from '../tables.ts';
import { memberRequests } from './tables.ts';

export const itemWithId = (itemId: string) => eq(agendaItems.id, itemId);

export async function savePlacements(tx: Tx, placements: readonly Placement[]): Promise<void> {
  for (const { id, parentId, position } of placements)
    await tx.update(agendaItems).set({ parentId, position }).where(itemWithId(id));
}

/**
 * What an agenda looks like as a whole, in one short text: the same as long as nobody has added, changed, moved or
 * removed anything, and as long as the notice has not left. An act is undone only while it is what the act left.
 */
export async function fingerprintOf(tx: Tx, meetingId: string): Promise<string> {
  const [row] = await tx.execute<{ fingerprint: string }>(sql`
    select md5(concat_ws('|',
      (select string_agg(concat_ws(':', i.id, i.parent_id, i.position, i.version), ',' order by i.id)
       from agenda_items i where i.meeting_id = ${meetingId}),
      exists (select 1 from convocations c where c.meeting_id = ${meetingId} and c.kind = 'notice')
    )) as fingerprint`);
  return row!.fingerprint;
}

/** What stands on an item, in the rooms around the agenda: the foreign keys say it. */
const STANDING: Readonly<Record<string, string>> = {
  decision_item: 'une décision y est enregistrée. Retirez d’abord la décision.',
  proposition_item: 'des textes y sont à mettre aux voix. Retirez-les et effacez-les d’abord.',
  paper_vote_item: 'des bulletins y sont en cours de dépouillement.',
  election_item: 'une élection y a été ouverte. Gardez-le\u00a0: ce qui s’est passé en séance se garde.',
  linked_item: 'il se vote avec un autre point. Détachez-le d’abord.',
  linked_lead: 'd’autres points se votent avec lui. Détachez-les d’abord.',
  vote_item: 'un vote sur écran y a été ouvert. Gardez-le\u00a0: ce qui s’est passé en séance se garde.',
  annex_item: 'des annexes y sont jointes. Retirez-les d’abord.',
  question_item: 'un membre a posé une question écrite à son sujet. Répondez-y plutôt.',
  conflict_item: 'un conflit d’intérêts y est déclaré. Gardez-le, et notez qu’il n’est pas traité.',
  sitting_item: 'il est en cours de séance. Passez d’abord au point suivant.',
  sitting_event_item: 'il a été appelé en séance. Gardez-le, et notez qu’il n’est pas traité.',
  speaker_item: 'la parole y a été demandée. Gardez-le, et notez qu’il n’est pas traité.',
  item_carried_from: 'il est reporté à une autre réunion. Retirez-le d’abord de celle-là.',
};

const STANDING_CODES: Readonly<Record<string, string>> = {
  decision_item: 'has-decision',
  annex_item: 'has-annexes',
};

/**
 * Deletes items, and opens again the proposals of members that had put them there. Refuses, with what to do, those on
 * which something stands.
 */
export async function deleteItems(tx: Tx, items: readonly AgendaItem[]): Promise<Outcome<undefined>> {
  if (items.length === 0) return done();
  const ids = items.map(({ id }) => id);
  try {
    await tx.transaction((savepoint) => savepoint.delete(agendaItems).where(inArray(agendaItems.id, ids)));
  } catch (error) {
    const constraint = databaseFault(error)?.constraint ?? '';
    const standing = STANDING[constraint];
    if (standing === undefined) throw error;
    return refuse(
      STANDING_CODES[constraint] ?? 'stood-upon',
      `Impossible de retirer ce point\u00a0: ${standing}`,
    );
  }
  const requests = items.flatMap(({ requestId }) => requestId ?? []);
  if (requests.length > 0)
    await tx
      .update(memberRequests)
      .set({ state: 'open', answer: null, answeredAt: null, answeredBy: null })
      .where(inArray(memberRequests.id, requests));
  return done();
}
