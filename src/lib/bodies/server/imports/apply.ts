import { eq } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { tableOf } from '#lib/documents/tables/read.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command, type Act } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { ApplyForm } from '../../forms/imports.ts';
import { countOutcomes, planImport } from '../../import/plan.ts';
import type { PlannedRow } from '../../import/rows.ts';
import { mayImport } from '../../policy.ts';
import { imports } from '../tables.ts';
import { carryOut, fingerprintOf, rehearse, type Effect } from './carry-out.ts';
import { withGaps } from './gaps.ts';
import { loadKnown } from './known.ts';
import { lockImport, type ImportRow } from './prepare.ts';

/** What an import did, as its row keeps it. */
export interface Applied {
  /** Who imported. */
  readonly by: string;
  readonly created: number;
  readonly changed: number;
  readonly refused: number;
  /** In the order of the file; none once it is too late to undo. */
  readonly rows: readonly Effect[];
}

/** Reads a draft against what the association holds now, and writes it in the transaction of `act`. */
async function carryOutDraft(act: Act, actor: Actor, draft: ImportRow) {
  const known = await loadKnown(act.tx, { erased: draft.content === 'mandates' });
  const plan = planImport(draft.content, tableOf(draft.cells), draft.columns!, known);
  return withGaps(act.tx, plan, () => carryOut(act, actor, draft.content, plan));
}

/** What an import would do, row by row, and what tells this plan from another. */
export interface Preview {
  readonly rows: readonly PlannedRow[];
  readonly counts: Record<PlannedRow['outcome'], number>;
  /** Where parity would be left further from what the statutes ask, one sentence by body. */
  readonly gaps: readonly string[];
  readonly fingerprint: string;
}

/** What the import of a draft whose columns are chosen would do now; nothing is written. */
export async function previewImport(house: House, actor: Actor, draft: ImportRow): Promise<Preview> {
  const { rows, gaps } = await rehearse(house, actor, (act) => carryOutDraft(act, actor, draft));
  return { rows, counts: countOutcomes(rows), gaps, fingerprint: fingerprintOf(rows, gaps) };
}

/**
 * Imports a draft: plans it again and writes it in one transaction, then lets its table go. Refuses a draft whose columns
 * are not chosen, a plan that is no longer the one confirmed, refused rows that were not accepted, and a file that changes
 * nothing. A gap between the sectors that the preview told of is accepted with it, and journalled. The rows that a page would refuse are left aside. What is sent twice is imported once.
 */
export function applyImport(
  house: House,
  actor: Actor,
  importId: string,
  form: ApplyForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now, journal, nothingToDo } = act;
    const allowed = mayImport(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(importId)) return notFound();
    // One import at a time: each is planned against what the others wrote.
    await lockAssociation(tx, actor.associationId);
    const draft = await lockImport(tx, importId);
    if (!draft) return notFound();
    if (draft.appliedAt !== null) {
      nothingToDo();
      return done();
    }
    if (draft.columns === null)
      return refuse('columns-not-chosen', 'Dites d’abord ce que donne chaque colonne du fichier.');
    const { rows, effects, gaps } = await carryOutDraft(act, actor, draft);
    if (fingerprintOf(rows, gaps) !== form.fingerprint)
      return refuse(
        'plan-changed',
        'L’association a changé depuis que vous avez lu cet aperçu. Rien n’est importé\u00a0: relisez-le, puis confirmez.',
      );
    const { refused } = countOutcomes(rows);
    if (refused > 0 && !form.withoutRefused)
      return refuse(
        'refused-rows',
        'Des lignes sont refusées. Cochez la case pour importer les autres, ou corrigez le fichier et envoyez-le à nouveau.',
        { field: 'withoutRefused' satisfies keyof ApplyForm },
      );
    if (effects.length === 0)
      return refuse(
        'nothing-to-import',
        'Ce fichier ne crée et ne change rien\u00a0: il n’y a rien à importer.',
      );
    const created = effects.filter(({ before }) => before === null).length;
    const counts = { created, changed: effects.length - created, refused };
    const applied: Applied = { by: actor.name, ...counts, rows: effects };
    // The rest of the table has served: what it says of people does not stay here.
    const cells = [[...tableOf(draft.cells).header]];
    await tx.update(imports).set({ appliedAt: now, effects: applied, cells }).where(eq(imports.id, importId));
    journal({
      act: 'import.applied',
      subject: { kind: 'import', id: importId },
      after: {
        content: draft.content,
        fileName: draft.fileName,
        ...counts,
        ...(gaps.length === 0 ? {} : { acceptedGaps: gaps }),
      },
    });
    return done();
  });
}
