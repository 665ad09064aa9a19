import type { Table } from '#lib/documents/tables/read.ts';
import type { ImportContent } from '../offices.ts';
import { planOrganisations, planPeople } from './directory.ts';
import type { Known } from './known.ts';
import { planMandates } from './mandates.ts';
import type { PlannedRow } from './rows.ts';

/** What becomes of each row of a file, in its order: pure, and the same for the same file and the same association. */
export function planImport(
  content: ImportContent,
  table: Table,
  chosen: readonly (string | null)[],
  known: Known,
): PlannedRow[] {
  switch (content) {
    case 'organisations':
      return planOrganisations(table, chosen, known);
    case 'people':
      return planPeople(table, chosen, known);
    case 'mandates':
      return planMandates(table, chosen, known);
  }
}

/** How many rows have each outcome. */
export function countOutcomes(rows: readonly PlannedRow[]): Record<PlannedRow['outcome'], number> {
  const counts = { create: 0, change: 0, same: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
