import type { Cell } from '#lib/documents/tables/csv.ts';
import type { ImportContent } from '../offices.ts';
import { COLUMNS } from './columns.ts';
import type { Known } from './known.ts';
import type { Values } from './rows.ts';

const byId = <T extends { readonly id: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.id, row]));

/** What each row of an export says, by field: of mandates, also where, for whom and who. */
function valuesOf(content: ImportContent, known: Known): Values[] {
  const organisations = byId(known.organisations);
  if (content === 'organisations') return known.organisations.map(({ values }) => values);
  if (content === 'people')
    return known.people.map(({ values, organisationIds }) => ({
      ...values,
      organisation: organisations.get(organisationIds.at(-1) ?? '')?.values.name ?? '',
    }));
  const people = byId(known.people);
  const bodies = byId(known.bodies);
  return known.mandates.map(({ bodyId, organisationId, personId, values }) => {
    const { name, enterpriseNumber } = organisations.get(organisationId)!.values;
    const { givenName, familyName, email } = people.get(personId ?? '')?.values ?? {};
    return {
      ...values,
      body: bodies.get(bodyId)!.code,
      organisation: name!,
      enterpriseNumber: enterpriseNumber!,
      givenName: givenName ?? '',
      familyName: familyName ?? '',
      email: email ?? '',
    };
  });
}

/** What the association holds as a table: the titles, then a row for each, with every column that an import reads. */
export function exportTable(content: ImportContent, known: Known): Cell[][] {
  const columns = COLUMNS[content];
  return [
    columns.map(({ title }) => title),
    ...valuesOf(content, known).map((values) =>
      columns.map(({ field, write }) => write(values[field] ?? '')),
    ),
  ];
}
