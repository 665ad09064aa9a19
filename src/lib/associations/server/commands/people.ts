import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { PersonForm } from '#lib/associations/forms.ts';
import { mayKeepDirectory, mayManageAccess } from '#lib/associations/policy.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { hasNamesake } from '../directory.ts';
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
 * new, and tells them by mail. Answers the same in both cases. Refuses a person who was erased or who signs in with
 * another address, and an address with which someone else here signs in.
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
    if (person.erasedAt) return erased(name);
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
    await tx
      .update(people)
      .set({ accountId, email, version: sql`${people.version} + 1` })
      .where(eq(people.id, person.id));
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

function erased(name: string): Refused {
  return refuse(
    'erased',
    `Les données personnelles de ${name} ont été effacées\u00a0: rien ne s’y ajoute plus. Si cette personne revient, ouvrez-lui une nouvelle fiche.`,
    { field: 'email' },
  );
}

/** What the association knows of a person, as their sheet keeps it; null: not known. */
export type PersonRecord = Pick<
  typeof people.$inferSelect,
  'civility' | 'givenName' | 'familyName' | 'email' | 'phone' | 'address' | 'version'
>;

const CONTACTS = ['email', 'phone', 'address'] as const;

/**
 * Changes the sheet of a person. Refuses contacts of someone who was erased, a name that someone else has and that no
 * e-mail address tells apart, and a save that has not read the last version (`details: { current: PersonRecord }`; what
 * was typed is the caller's to keep).
 * The same content sent twice changes nothing.
 */
export function changePerson(
  house: House,
  actor: Actor,
  personId: string,
  form: PersonForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayKeepDirectory(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(personId)) return notFound();
    const [row] = await tx.select().from(people).where(eq(people.id, personId)).for('update');
    if (!row) return notFound();
    const { civility, givenName, familyName, email, phone, address } = row;
    const before = { civility, givenName, familyName, email, phone, address };
    const after = {
      civility: form.civility || null,
      givenName: form.givenName,
      familyName: form.familyName,
      email: form.email || null,
      phone: form.phone || null,
      address: form.address || null,
    };
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (row.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un d’autre a modifié cette fiche entre-temps. Comparez, corrigez ce qu’il faut, puis enregistrez à nouveau.',
        { details: { current: { ...before, version: row.version } satisfies PersonRecord } },
      );
    if (row.erasedAt && CONTACTS.some((contact) => after[contact] !== null))
      return erased(`${givenName} ${familyName}`);
    const identified =
      before.givenName === after.givenName &&
      before.familyName === after.familyName &&
      before.email === after.email;
    if (!identified && (await hasNamesake(tx, { id: personId, ...after })))
      return refuse(
        'person-known',
        `L’association connaît déjà ${after.givenName} ${after.familyName}. Pour un homonyme, indiquez une adresse e-mail qui les distingue.`,
        { field: 'familyName' },
      );
    await tx
      .update(people)
      .set({ ...after, version: row.version + 1 })
      .where(eq(people.id, personId));
    // Which contacts, never what they are: the journal cannot forget, and a person may ask to be forgotten.
    journal({
      act: 'person.changed',
      subject: { kind: 'person', id: personId },
      before: { civility, givenName, familyName },
      after: {
        civility: after.civility,
        givenName: after.givenName,
        familyName: after.familyName,
        contacts: CONTACTS.filter((contact) => before[contact] !== after[contact]),
      },
    });
    return done();
  });
}
