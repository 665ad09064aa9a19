import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { inAssociation, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PrivateNoteForm } from '../../forms/participation.ts';
import { mayRead } from '../../policy.ts';
import { agendaItems, meetings } from '../tables.ts';
import { privateNotes } from './tables.ts';

export interface PrivateNote {
  readonly itemId: string;
  readonly text: string;
  readonly version: number;
  readonly savedAt: string;
}

/** What a stale save meets: the text that the same person saved elsewhere. */
export interface PrivateNoteConflict {
  readonly content: string;
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** The mandate under which someone keeps their notes on a body: the first that they held there. */
function noteMandate(actor: Actor, bodyId: string): string | null {
  return actor.seats.find((seat) => seat.bodyId === bodyId)?.mandateId ?? null;
}

/** Whether someone can keep notes on a meeting of this body: they sit there, or sat. */
export function keepsNotes(actor: Actor, bodyId: string): boolean {
  return noteMandate(actor, bodyId) !== null;
}

/** The actor's own notes on the items of a meeting; nobody else's can be asked for. */
export async function privateNotesOf(
  tx: Tx,
  actor: Actor,
  meeting: { id: string; body: { id: string } },
): Promise<PrivateNote[]> {
  const mandateId = noteMandate(actor, meeting.body.id);
  if (mandateId === null) return [];
  return tx
    .select({
      itemId: privateNotes.itemId,
      text: privateNotes.text,
      version: privateNotes.version,
      savedAt: privateNotes.savedAt,
    })
    .from(privateNotes)
    .innerJoin(agendaItems, eq(agendaItems.id, privateNotes.itemId))
    .where(and(eq(privateNotes.mandateId, mandateId), eq(agendaItems.meetingId, meeting.id)));
}

/**
 * Saves the actor's own note on an item; an empty one is forgotten. Not a command: the journal, which others read and
 * which cannot forget, does not even say that it exists. A save that has not read the last version, from another device,
 * is refused and shown it (`details: PrivateNoteConflict`). Saving the same text twice changes nothing.
 */
export async function savePrivateNote(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  { version, content }: PrivateNoteForm,
): Promise<Outcome<{ version: number; savedAt: string }>> {
  const now = house.clock.now();
  if (!isIdentifier(meetingId) || !isIdentifier(itemId)) return notFound();
  return inAssociation(house.db, actor.associationId, async (tx) => {
    const [meeting] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
    if (!meeting || !mayRead(actor, meeting, house.clock.today()).done) return notFound();
    const mandateId = noteMandate(actor, meeting.bodyId);
    if (mandateId === null) return notFound();
    const [item] = await tx
      .select({ id: agendaItems.id })
      .from(agendaItems)
      .where(and(eq(agendaItems.id, itemId), eq(agendaItems.meetingId, meetingId)))
      // Two saves of one note follow each other, the first one included, when there is no note to hold yet.
      .for('update');
    if (!item)
      return refuse(
        'not-found',
        'Ce point n’est plus à l’ordre du jour. Copiez votre note avant de quitter la page.',
      );
    const own = and(eq(privateNotes.itemId, itemId), eq(privateNotes.mandateId, mandateId));
    const [present] = await tx.select().from(privateNotes).where(own);
    if ((present?.text ?? '') === content)
      return done({ version: present?.version ?? 0, savedAt: present?.savedAt ?? now });
    if (present && present.version !== version)
      return refuse(
        'stale',
        'Vous avez modifié cette note ailleurs entre-temps. Les deux textes sont gardés\u00a0: reprenez ce qu’il faut, puis enregistrez.',
        {
          details: {
            content: present.text,
            version: present.version,
            savedBy: actor.name,
            savedAt: present.savedAt,
          } satisfies PrivateNoteConflict,
        },
      );
    if (content === '') {
      await tx.delete(privateNotes).where(own);
      return done({ version: 0, savedAt: now });
    }
    const saved = { text: content, version: (present?.version ?? 0) + 1, savedAt: now };
    await tx
      .insert(privateNotes)
      .values({ associationId: actor.associationId, itemId, mandateId, ...saved })
      .onConflictDoUpdate({
        target: [privateNotes.associationId, privateNotes.itemId, privateNotes.mandateId],
        set: saved,
      });
    return done({ version: saved.version, savedAt: now });
  });
}
