import type { z } from 'zod';
import { organisationForm, personForm } from '#lib/associations/forms.ts';
import type { Table } from '#lib/documents/tables/read.ts';
import { done, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { COLUMNS, columnOf } from './columns.ts';
import { findOrganisation, findPerson, personLabel, type Known } from './known.ts';
import {
  changesBetween,
  differences,
  planRows,
  readRow,
  type Given,
  type PlannedRow,
  type Values,
} from './rows.ts';
import { fold } from './words.ts';

type Content = 'organisations' | 'people';

const refused = (line: number, label: string, { refusal }: Refused): PlannedRow => ({
  line,
  label,
  outcome: 'refused',
  reason: refusal.sentence,
});

export const spokenOf = (line: number, more = ''): Refused =>
  refuse('twice-in-file', `La ligne ${line} parle déjà de la même chose.${more} Gardez une seule des deux.`);

/** What the page of an organisation or of a person would say of these values, as it would keep them. */
function checked(content: Content, values: Values): Outcome<Values> {
  const form: z.ZodType<Record<string, unknown>> =
    content === 'organisations' ? organisationForm : personForm;
  // The form fills in what is missing without judging it: an empty name has to be refused.
  const blank = Object.fromEntries(COLUMNS[content].map(({ field }) => [field, '']));
  const typed = { ...blank, ...values, partner: values.partner === 'true' };
  const parsed = form.safeParse(typed);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return refuse('invalid', `${columnOf(content, String(path[0])).title}\u00a0: ${message}`);
  }
  const kept = Object.entries(parsed.data).filter(([field]) => field in blank);
  return done(Object.fromEntries(kept.map(([field, value]) => [field, String(value)])));
}

interface Found {
  readonly id: string;
  readonly values: Values;
}

/** What becomes of a row that gives this, of something known or new. */
function planned(content: Content, line: number, found: Found | null, given: Given): PlannedRow {
  const label = content === 'people' ? personLabel : ({ name = '' }: Values) => name;
  const name = label({ ...found?.values, ...given });
  if (!found) {
    const after = checked(content, given);
    if (!after.done) return refused(line, name, after);
    const changes = changesBetween(content, {}, after.value).filter((change) => change.after !== '');
    return {
      line,
      label: name,
      outcome: 'create',
      changes,
      write: { id: null, before: null, after: after.value },
    };
  }
  const before = found.values;
  const different = differences(content, before, given);
  if (Object.keys(different).length === 0) return { line, label: label(before), outcome: 'same' };
  const after = checked(content, { ...before, ...different });
  if (!after.done) return refused(line, label(before), after);
  // Only what the row changes: the rest stays as it is, to the letter.
  const kept = {
    ...before,
    ...Object.fromEntries(Object.keys(different).map((field) => [field, after.value[field]!])),
  };
  return {
    line,
    label: label(before),
    outcome: 'change',
    changes: changesBetween(content, before, kept),
    write: { id: found.id, before, after: kept },
  };
}

/** The first line that speaks of one of these; the line is noted for each of them. */
function spokenBefore(
  spoken: Map<string, number>,
  keys: readonly string[],
  line: number,
): number | undefined {
  const before = keys.map((key) => spoken.get(key)).find((each) => each !== undefined);
  for (const key of keys) if (!spoken.has(key)) spoken.set(key, line);
  return before;
}

/** What becomes of each row of a file of organisations, chosen fields by column (null: left aside). */
export function planOrganisations(
  table: Table,
  chosen: readonly (string | null)[],
  known: Pick<Known, 'organisations'>,
): PlannedRow[] {
  return planRows(table, ({ line, cells }, spoken) => {
    const given = readRow('organisations', chosen, cells);
    const label = (cells[chosen.indexOf('name')] ?? '').trim();
    if (!given.done) return refused(line, label, given);
    const { name, enterpriseNumber: number } = given.value;
    const found = findOrganisation(known.organisations, { name, number });
    if (!found.done) return refused(line, label, found);
    const keys = found.value
      ? [found.value.id]
      : [name === undefined ? '' : `name ${fold(name)}`, number ? `number ${number}` : ''];
    const before = spokenBefore(spoken, keys.filter(Boolean), line);
    if (before !== undefined) return refused(line, label, spokenOf(before));
    return planned('organisations', line, found.value, given.value);
  });
}

/** What becomes of each row of a file of people; the organisation only tells namesakes apart. */
export function planPeople(
  table: Table,
  chosen: readonly (string | null)[],
  known: Pick<Known, 'organisations' | 'people'>,
): PlannedRow[] {
  return planRows(table, ({ line, cells }, spoken) => {
    const read = readRow('people', chosen, cells);
    const label = ['givenName', 'familyName']
      .map((field) => (cells[chosen.indexOf(field)] ?? '').trim())
      .join(' ')
      .trim();
    if (!read.done) return refused(line, label, read);
    const { organisation, ...given } = read.value;
    const at =
      organisation === undefined ? done(null) : findOrganisation(known.organisations, { name: organisation });
    const found = findPerson(known.people, given, at.done && at.value ? at.value.id : null);
    if (!found.done) return refused(line, label, found);
    const keys = found.value
      ? [found.value.id]
      : [given.email ? `email ${given.email}` : '', given.email ? '' : `name ${fold(label)}`];
    const before = spokenBefore(spoken, keys.filter(Boolean), line);
    if (before !== undefined)
      return refused(
        line,
        label,
        spokenOf(before, ' Si ce sont deux personnes, donnez à chacune son adresse e-mail.'),
      );
    return planned('people', line, found.value, given);
  });
}
