import { and, isNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import { organisations, people } from './tables.ts';

/**
 * Adds an organisation, as a part of a command that has authorised it. Refuses a name already known, whatever its
 * capitals.
 */
export async function addOrganisation(
  { tx, journal }: Act,
  actor: Actor,
  organisation: { readonly name: string; readonly sector: Sector; readonly partner: boolean },
): Promise<Outcome<string>> {
  const [known] = await tx
    .select({ name: organisations.name })
    .from(organisations)
    .where(sql`lower(${organisations.name}) = lower(${organisation.name})`);
  const [created] = known
    ? []
    : await tx
        .insert(organisations)
        .values({ associationId: actor.associationId, ...organisation })
        // Someone may add it at this very moment.
        .onConflictDoNothing()
        .returning({ id: organisations.id });
  if (!created)
    return refuse(
      'organisation-known',
      `L’association connaît déjà «\u00a0${known?.name ?? organisation.name}\u00a0». Choisissez ce nom dans la liste.`,
      { field: 'organisation' },
    );
  journal({
    act: 'organisation.added',
    subject: { kind: 'organisation', id: created.id },
    after: organisation,
  });
  return done(created.id);
}

/**
 * Whether the association knows someone else of this name, whatever its capitals, whom no e-mail address (lower case)
 * tells apart. `id` is the person themselves, when they are known already. Whoever was erased is not known any more.
 */
export async function hasNamesake(
  tx: Tx,
  person: {
    readonly id?: string;
    readonly givenName: string;
    readonly familyName: string;
    readonly email: string | null;
  },
): Promise<boolean> {
  const namesakes = await tx
    .select({ email: people.email })
    .from(people)
    .where(
      and(
        sql`lower(${people.givenName}) = lower(${person.givenName})`,
        sql`lower(${people.familyName}) = lower(${person.familyName})`,
        isNull(people.erasedAt),
        person.id === undefined ? undefined : ne(people.id, person.id),
      ),
    );
  return namesakes.some(({ email }) => person.email === null || email === person.email);
}

/**
 * Adds a person, as a part of a command that has authorised it. Refuses a namesake, unless an e-mail address tells the
 * two apart (`email` empty: not given).
 */
export async function addPerson(
  { tx, journal }: Act,
  actor: Actor,
  person: {
    readonly civility: '' | 'madame' | 'monsieur';
    readonly givenName: string;
    readonly familyName: string;
    readonly email: string;
  },
): Promise<Outcome<string>> {
  const { givenName, familyName } = person;
  const email = person.email.toLowerCase() || null;
  if (await hasNamesake(tx, { givenName, familyName, email }))
    return refuse(
      'person-known',
      `L’association connaît déjà ${givenName} ${familyName}. Choisissez ce nom dans la liste ou, pour un homonyme, indiquez son adresse e-mail.`,
      { field: 'person' },
    );
  const civility = person.civility || null;
  const [created] = await tx
    .insert(people)
    .values({ associationId: actor.associationId, givenName, familyName, civility, email })
    .returning({ id: people.id });
  // Without the address: the journal cannot forget, and a person may ask to be forgotten.
  journal({
    act: 'person.added',
    subject: { kind: 'person', id: created!.id },
    after: { givenName, familyName, civility },
  });
  return done(created!.id);
}
