import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import type { Tx } from '#lib/platform/database.ts';
import { organisationKey, personLikeness } from '../rules/likeness.ts';
import { organisations, people } from './tables.ts';

/** A sheet that another one may double. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Why it may be the same; null: nothing says so. */
  readonly alike: 'email' | 'name' | null;
}

/** The other organisations, by name, those that seem to be the same told apart (an enterprise number is never twice). */
export async function organisationsBeside(
  tx: Tx,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Candidate[]> {
  const others = await tx
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(ne(organisations.id, id))
    .orderBy(asc(organisations.name));
  const key = organisationKey(name);
  return others.map((other) => ({
    ...other,
    alike: organisationKey(other.name) === key ? ('name' as const) : null,
  }));
}

/** The other people, by family name, those who seem to be the same told apart; nobody who was erased. */
export async function peopleBeside(tx: Tx, personId: string): Promise<Candidate[]> {
  const known = {
    id: people.id,
    givenName: people.givenName,
    familyName: people.familyName,
    email: people.email,
  };
  const [person] = await tx.select(known).from(people).where(eq(people.id, personId));
  const others = await tx
    .select(known)
    .from(people)
    .where(and(ne(people.id, personId), isNull(people.erasedAt)))
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id));
  return others.map((other) => ({
    id: other.id,
    name: `${other.givenName} ${other.familyName}`,
    alike: person ? personLikeness(person, other) : null,
  }));
}
