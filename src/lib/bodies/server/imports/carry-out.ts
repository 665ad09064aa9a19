import { createHash } from 'node:crypto';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { PlannedRow, Values, Write } from '../../import/rows.ts';
import type { ImportContent } from '../../offices.ts';
import { writeMandate } from './mandates.ts';
import { writeOrganisation, writePerson } from './sheets.ts';

/** One thing that an import created or changed. */
export interface Effect {
  readonly id: string;
  readonly label: string;
  /** The fields changed, as they were before; null for what was created. */
  readonly before: Values | null;
  /** The same fields as they were after, or all those of what was created. */
  readonly after: Values;
}

const WRITERS: Readonly<
  Record<ImportContent, (act: Act, actor: Actor, write: Write) => Promise<Outcome<string>>>
> = { organisations: writeOrganisation, people: writePerson, mandates: writeMandate };

function effectOf(id: string, label: string, { before, after }: Write): Effect {
  if (before === null) return { id, label, before: null, after };
  const changed = Object.keys(after).filter((field) => before[field] !== after[field]);
  const only = (values: Values) => Object.fromEntries(changed.map((field) => [field, values[field] ?? '']));
  return { id, label, before: only(before), after: only(after) };
}

/** Writes one thing, new or known, as its page would; answers its identifier, or what its page refuses. */
export function writeRow(
  act: Act,
  actor: Actor,
  content: ImportContent,
  write: Write,
): Promise<Outcome<string>> {
  return WRITERS[content](act, actor, write);
}

/**
 * Writes the rows of a plan one after the other, as the pages would. A row that its page would refuse becomes refused,
 * with the sentence of that page; the others stand.
 */
export async function carryOut(
  act: Act,
  actor: Actor,
  content: ImportContent,
  plan: readonly PlannedRow[],
): Promise<{ rows: PlannedRow[]; effects: Effect[] }> {
  const rows: PlannedRow[] = [];
  const effects: Effect[] = [];
  for (const row of plan) {
    if (row.outcome === 'same' || row.outcome === 'refused') {
      rows.push(row);
      continue;
    }
    const { line, label, write } = row;
    const written = await writeRow(act, actor, content, write);
    if (written.done) {
      rows.push(row);
      effects.push(effectOf(written.value, label, write));
    } else rows.push({ line, label, outcome: 'refused', reason: written.refusal.sentence });
  }
  return { rows, effects };
}

class TakenBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super();
    this.result = result;
  }
}

/** Runs `work` as a command would, and takes everything back: what it would do, without doing it. */
export async function rehearse<T>(house: House, actor: Actor, work: (act: Act) => Promise<T>): Promise<T> {
  try {
    return await inAssociation(house.db, actor.associationId, async (tx): Promise<never> => {
      const result = await work({
        tx,
        now: house.clock.now(),
        today: house.clock.today(),
        journal: () => undefined,
        nothingToDo: () => undefined,
        afterwards: () => undefined,
      });
      throw new TakenBack(result);
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T;
    throw error;
  }
}

/** What tells a plan from any other: whoever confirms one confirms all that it shows. */
export function fingerprintOf(rows: readonly PlannedRow[], gaps: readonly string[]): string {
  const shown = rows.map((row) => [
    row.line,
    row.label,
    row.outcome,
    'changes' in row ? row.changes : [],
    'write' in row ? row.write.id : null,
    'reason' in row ? row.reason : '',
  ]);
  return createHash('sha256')
    .update(JSON.stringify([shown, gaps]))
    .digest('hex');
}
