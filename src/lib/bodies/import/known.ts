import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Given, Values } from './rows.ts';
import { fold } from './words.ts';

export interface KnownOrganisation {
  readonly id: string;
  readonly values: Values;
}

export interface KnownPerson {
  readonly id: string;
  readonly values: Values;
  /** For which they sit or sat. */
  readonly organisationIds: readonly string[];
}

export interface KnownMandate {
  readonly id: string;
  readonly bodyId: string;
  readonly organisationId: string;
  readonly personId: string | null;
  readonly values: Values;
}

/** What the association holds, against which a file is read. */
export interface Known {
  readonly organisations: readonly KnownOrganisation[];
  readonly people: readonly KnownPerson[];
  readonly bodies: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  /** `name`: among the seats of its body, "Siège public 3, CPAS". */
  readonly seats: readonly { readonly bodyId: string; readonly name: string }[];
  readonly mandates: readonly KnownMandate[];
}

/** The name of the seat of a body that a cell means, whole or as far as its number; undefined when there is none. */
export function findSeat(seats: Known['seats'], bodyId: string, cell: string): string | undefined {
  const meant = fold(cell);
  const own = seats.filter((seat) => seat.bodyId === bodyId);
  return own.find(({ name }) => fold(name) === meant || fold(name.split(',')[0]!) === meant)?.name;
}

/**
 * The organisation that a row means: that of its enterprise number, else that of its name (accents and capitals ignored,
 * unless two differ by them alone); null when it is not known. Refuses a number and a name of two organisations, and a
 * name that fits several.
 */
export function findOrganisation(
  organisations: readonly KnownOrganisation[],
  { name = '', number = '' }: { readonly name?: string | undefined; readonly number?: string | undefined },
): Outcome<KnownOrganisation | null> {
  const exact = organisations.filter(({ values }) => values.name === name);
  const alike =
    exact.length > 0 || name === ''
      ? exact
      : organisations.filter(({ values }) => fold(values.name!) === fold(name));
  const numbered =
    number === '' ? undefined : organisations.find(({ values }) => values.enterpriseNumber === number);
  if (numbered) {
    const other = alike.find(({ id }) => id !== numbered.id);
    if (other && !alike.includes(numbered))
      return refuse(
        'two-organisations',
        `Le numéro est celui de «\u00a0${numbered.values.name}\u00a0», le nom celui de «\u00a0${other.values.name}\u00a0». Corrigez l’un des deux.`,
      );
    return done(numbered);
  }
  if (alike.length > 1)
    return refuse(
      'ambiguous',
      `Plusieurs organisations portent ce nom\u00a0: ${alike.map(({ values }) => `«\u00a0${values.name}\u00a0»`).join(', ')}. Indiquez son numéro d’entreprise.`,
    );
  return done(alike[0] ?? null);
}

const nameOf = (values: Values | Given) => fold(`${values.givenName ?? ''} ${values.familyName ?? ''}`);

/** "Alix Abrassart". */
export function personLabel(values: Values | Given): string {
  return [values.givenName, values.familyName].filter(Boolean).join(' ');
}

/**
 * The person that a row means: that of its e-mail address, else that of its names (accents and capitals ignored), told
 * apart by their organisation when several bear them; null when nobody is known. Refuses an address and a name of two
 * people, and whoever stays ambiguous.
 */
export function findPerson(
  people: readonly KnownPerson[],
  given: Given,
  organisationId: string | null,
): Outcome<KnownPerson | null> {
  const named = given.givenName !== undefined && given.familyName !== undefined;
  const namesakes = named ? people.filter(({ values }) => nameOf(values) === nameOf(given)) : [];
  const addressed =
    given.email === undefined
      ? []
      : people.filter(({ values }) => values.email!.toLowerCase() === given.email);
  const both = addressed.filter((person) => namesakes.includes(person));
  if (addressed.length > 0 && both.length === 0 && namesakes.length > 0)
    return refuse(
      'two-people',
      `Cette adresse e-mail est celle de ${personLabel(addressed[0]!.values)}. Corrigez l’adresse, ou le nom.`,
    );
  const candidates = both.length > 0 ? both : addressed.length > 0 ? addressed : namesakes;
  if (candidates.length < 2) return done(candidates[0] ?? null);
  const there = candidates.filter(
    ({ organisationIds }) => organisationId !== null && organisationIds.includes(organisationId),
  );
  if (there.length === 1) return done(there[0]!);
  return refuse(
    'ambiguous',
    `Plusieurs personnes répondent à ${personLabel(given) || given.email}. Indiquez son adresse e-mail, ou l’organisation pour laquelle elle siège.`,
  );
}
