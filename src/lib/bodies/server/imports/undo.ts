import { eq } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import { databaseFault } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { Known } from '../../import/known.ts';
import type { Values } from '../../import/rows.ts';
import type { ImportContent } from '../../offices.ts';
import { mayImport } from '../../policy.ts';
import { imports, mandates } from '../tables.ts';
import type { Applied } from './apply.ts';
import { writeRow, type Effect } from './carry-out.ts';
import { loadKnown } from './known.ts';
import { lockImport } from './prepare.ts';

const TABLES = { organisations, people, mandates } as const;
const REMOVED = {
  organisations: { act: 'organisation.removed', kind: 'organisation' },
  people: { act: 'person.removed', kind: 'person' },
  mandates: { act: 'mandate.annulled', kind: 'mandate' },
} as const;

/** What may point at something that an import created, by its table, as a sentence names it. */
const USES: Readonly<Record<string, string>> = {
  mandates: 'un mandat',
  seats: 'un siège réservé',
  renewal_places: 'un renouvellement préparé',
  attendances: 'une présence notée',
  meetings: 'une réunion',
};

interface Current {
  readonly values: Values;
  readonly refers?: {
    readonly bodyId: string;
    readonly organisationId: string;
    readonly personId: string | null;
  };
}

/** What this thing is now; undefined when it is gone. */
function currentOf(known: Known, content: ImportContent, id: string): Current | undefined {
  if (content !== 'mandates') return known[content].find((each) => each.id === id);
  const mandate = known.mandates.find((each) => each.id === id);
  return mandate && { values: mandate.values, refers: mandate };
}

/** Only what the import wrote: the seat that a mandate took by itself is no later change. */
const changedSince = (current: Values, after: Values) =>
  Object.keys(after).find((field) => current[field] !== after[field]);

function kept(label: string, why: string): Refused {
  return refuse(
    'cannot-undo',
    `Impossible d’annuler cet import\u00a0: ${label} ${why}. Rien n’est annulé\u00a0; modifiez les fiches une à une.`,
  );
}

const gone = (label: string) => kept(label, 'n’existe plus, ou ses données ont été effacées');

/** Why something goes, for the journal. */
const UNDONE = 'Import annulé';

async function remove(
  act: Act,
  content: ImportContent,
  { id, label, after }: Effect,
): Promise<Outcome<undefined>> {
  const table = TABLES[content];
  if (content === 'people') {
    const [person] = await act.tx.select().from(people).where(eq(people.id, id)).for('update');
    if (person?.accountId) return kept(label, 'a reçu un accès depuis');
  }
  try {
    const [removed] = await act.tx.transaction((savepoint) =>
      savepoint.delete(table).where(eq(table.id, id)).returning(),
    );
    if (!removed) return gone(label);
    const { act: name, kind } = REMOVED[content];
    // Without contacts: the journal cannot forget.
    const { givenName, familyName } = after;
    const before = content === 'people' ? { givenName, familyName } : removed;
    act.journal({ act: name, subject: { kind, id }, before, after: { reason: UNDONE } });
    return done();
  } catch (error) {
    const fault = databaseFault(error);
    if (fault?.code !== '23503') throw error;
    const [, referring = ''] = /from table "(\w+)"/.exec(fault.detail ?? '') ?? [];
    return kept(label, `sert depuis à ${USES[referring] ?? 'autre chose'}`);
  }
}

/** Takes one effect back. Refuses when what it left was changed, used or removed since. */
async function takeEffectBack(
  act: Act,
  actor: Actor,
  content: ImportContent,
  known: Known,
  effect: Effect,
): Promise<Outcome<unknown>> {
  const { id, label, before, after } = effect;
  const current = currentOf(known, content, id);
  if (!current) return gone(label);
  if (changedSince(current.values, after) !== undefined) return kept(label, 'a été modifié depuis');
  if (before === null) return remove(act, content, effect);
  const write = { id, before: current.values, after: { ...current.values, ...before } };
  const restored = await writeRow(
    act,
    actor,
    content,
    current.refers ? { ...write, refers: current.refers } : write,
  );
  return restored.done
    ? restored
    : kept(label, `ne peut plus redevenir ce qu’il était (${restored.refusal.sentence.replace(/\.$/, '')})`);
}

/**
 * Takes back all that an import created or changed, or nothing: what was created goes, what was changed becomes again as
 * it was. Refuses, and names it, when something was changed or used since, an import that was not done, and one too old.
 * Pressed twice, it is undone once.
 */
export function undoImport(house: House, actor: Actor, importId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, journal, nothingToDo } = act;
    const allowed = mayImport(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(importId)) return notFound();
    await lockAssociation(tx, actor.associationId);
    const row = await lockImport(tx, importId);
    if (!row) return notFound();
    if (row.appliedAt === null)
      return refuse('not-imported', 'Ce fichier n’a pas été importé\u00a0: il n’y a rien à annuler.');
    if (row.undoneAt !== null) {
      nothingToDo();
      return done();
    }
    const { rows, ...counts } = row.effects as Applied;
    if (rows.length === 0)
      return refuse(
        'too-late',
        'Cet import a plus de trente jours\u00a0: il ne peut plus être annulé d’un coup. Modifiez les fiches une à une.',
      );
    const known = await loadKnown(tx, { erased: row.content === 'mandates' });
    for (const effect of rows.toReversed()) {
      const taken = await takeEffectBack(act, actor, row.content, known, effect);
      if (!taken.done) return taken;
    }
    const effects: Applied = { ...counts, rows: [] };
    await tx.update(imports).set({ undoneAt: now, effects }).where(eq(imports.id, importId));
    journal({
      act: 'import.undone',
      subject: { kind: 'import', id: importId },
      before: { content: row.content, fileName: row.fileName },
    });
    return done();
  });
}
