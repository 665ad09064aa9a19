/** Words that say how an organisation is constituted, and nothing of which one it is. */
const LEGAL_FORMS = new Set([
  'asbl',
  'aisbl',
  'vzw',
  'ivzw',
  'sa',
  'nv',
  'srl',
  'bv',
  'sprl',
  'bvba',
  'sc',
  'cv',
  'scrl',
  'cvba',
  'snc',
]);

/** The words of a name whoever typed it: without accents, capitals and punctuation. "C.P.A.S." is one word. */
function wordsOf(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('.', '');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The same for two names of one organisation written differently: accents, capitals, points, legal form. */
export function organisationKey(name: string): string {
  const words = wordsOf(name);
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}

/** The same for two ways of writing a person: accents, capitals, hyphens, family name first or last. */
export function personKey(person: { readonly givenName: string; readonly familyName: string }): string {
  return wordsOf(`${person.givenName} ${person.familyName}`).sort().join(' ');
}

/** Why two sheets may be of one person; null: nothing says so. An e-mail address is shared by nobody. */
export function personLikeness(one: KnownPerson, other: KnownPerson): 'email' | 'name' | null {
  if (one.email !== null && one.email === other.email) return 'email';
  return personKey(one) === personKey(other) ? 'name' : null;
}

/** As a sheet knows them; the e-mail address in lower case. */
export interface KnownPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
}

/** Whether a row of a table speaks of a person: their e-mail address, or both names, each in a cell or all in one. */
export function rowNames(row: readonly string[], person: KnownPerson): boolean {
  const typed = row.map((cell) => cell.trim().toLowerCase());
  if (person.email !== null && typed.includes(person.email)) return true;
  const keys = row.map((cell) => wordsOf(cell).sort().join(' '));
  const said = (name: string) => keys.includes(wordsOf(name).sort().join(' '));
  return keys.includes(personKey(person)) || (said(person.givenName) && said(person.familyName));
}
