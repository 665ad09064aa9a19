import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { toPlain, type RichText } from '#lib/documents/rich-text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { notesForm } from '../../forms.ts';
import { itemsOf, meetingToPrepare } from '../load.ts';
import { itemNotes } from '../tables.ts';

/** What a stale save meets: the text that is there now. */
export interface NotesConflict {
  readonly content: RichText;
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: string;
}

/**
 * Saves the notes of an item. `version` is the one that was read (0 when there were none). A save that has not read the
 * last version is refused and shown it (`details: NotesConflict`); the text typed is the caller's to keep.
 * Saving the same text twice changes nothing.
 */
export function saveNotes(
  house: House,
  actor: Actor,
  meetingId: string,
  itemId: string,
  form: z.infer<typeof notesForm>,
): Promise<Outcome<{ version: number; savedAt: string }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    if (!(await itemsOf(tx, loaded.value)).some((item) => item.id === itemId))
      return refuse(
        'not-found',
        'Ce point n’est plus à l’ordre du jour. Copiez votre texte avant de quitter la page.',
      );
    const [present] = await tx.select().from(itemNotes).where(eq(itemNotes.itemId, itemId));
    const text = toPlain(form.content);
    if (present && toPlain(present.content) === text) {
      nothingToDo();
      return done({ version: present.version, savedAt: present.savedAt });
    }
    if (present && present.version !== form.version)
      return refuse(
        'stale',
        `${present.savedBy} a modifié ces notes entre-temps. Les deux textes sont gardés : reprenez ce qu’il faut, puis enregistrez.`,
        {
          details: {
            content: present.content,
            version: present.version,
            savedBy: present.savedBy,
            savedAt: present.savedAt,
          } satisfies NotesConflict,
        },
      );
    const version = present?.version ?? 0;
    const saved = {
      content: form.content,
      version: version + 1,
      savedAt: now,
      savedBy: actor.name,
    };
    await tx
      .insert(itemNotes)
      .values({ associationId: actor.associationId, itemId, ...saved })
      .onConflictDoUpdate({ target: [itemNotes.associationId, itemNotes.itemId], set: saved });
    journal({
      act: 'notes.saved',
      subject: { kind: 'agenda-item', id: itemId },
      before: { version },
      after: { version: saved.version, text },
    });
    return done({ version: saved.version, savedAt: now });
  });
}
