import { eq } from 'drizzle-orm';
import { mayManageAccess } from '#lib/associations/policy.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { lockAssociation } from '../lock.ts';
import { people } from '../tables.ts';
import { accountOf, welcome } from './newcomers.ts';

async function lockPerson(tx: Tx, actor: Actor, personId: string) {
  const allowed = mayManageAccess(actor);
  if (!allowed.done) return allowed;
  if (!isIdentifier(personId)) return notFound();
  await lockAssociation(tx, actor.associationId);
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  return person ? done(person) : notFound();
}

/**
 * Lets a person of the association sign in with this e-mail address (lower case), whose account is created when it is
 * new, and tells them by mail. Answers the same in both cases. Refuses a person who signs in with another address, and
 * an address with which someone else here signs in.
 */
export function giveAccess(
  house: House,
  actor: Actor,
  personId: string,
  { email }: { readonly email: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx } = act;
    const found = await lockPerson(tx, actor, personId);
    if (!found.done) return found;
    const person = found.value;
    const name = `${person.givenName} ${person.familyName}`;
    const accountId = await accountOf(act, { email, name });
    if (person.accountId === accountId) {
      act.nothingToDo();
      return done();
    }
    if (person.accountId)
      return refuse(
        'has-access',
        `${name} entre déjà avec une autre adresse. Retirez d’abord cet accès, puis donnez le nouveau.`,
        { field: 'email' },
      );
    const [other] = await tx.select().from(people).where(eq(people.accountId, accountId));
    if (other)
      return refuse(
        'email-taken',
        `Cette adresse est celle avec laquelle ${other.givenName} ${other.familyName} entre ici. Chaque personne a la sienne.`,
        { field: 'email' },
      );
    await tx.update(people).set({ accountId, email }).where(eq(people.id, person.id));
    await welcome(house, actor, act, { email, name }, null);
    act.journal({
      act: 'access.given',
      subject: { kind: 'person', id: person.id },
      before: { email: person.email },
      after: { email, accountId },
    });
    return done();
  });
}

/** Parts a person of the association from the account with which they signed in; their mandates stay. */
export function withdrawAccess(house: House, actor: Actor, personId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const found = await lockPerson(tx, actor, personId);
    if (!found.done) return found;
    const { id, accountId } = found.value;
    if (accountId === null) {
      nothingToDo();
      return done();
    }
    await tx.update(people).set({ accountId: null }).where(eq(people.id, id));
    journal({ act: 'access.withdrawn', subject: { kind: 'person', id }, before: { accountId } });
    return done();
  });
}
