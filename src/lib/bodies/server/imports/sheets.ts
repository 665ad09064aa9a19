import { eq, sql } from 'drizzle-orm';
import { checkMembership } from '#lib/associations/rules/membership.ts';
import { writeUnlessTaken } from '#lib/associations/server/commands/organisations.ts';
import { hasNamesake } from '#lib/associations/server/directory.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Act } from '#lib/platform/commands.ts';
import type { Write } from '../../import/rows.ts';
import { organisationRow, personRow } from './known.ts';

/** Writes the sheet of an organisation, new or known, as its page does; answers its identifier. Refuses what its page refuses. */
export async function writeOrganisation(act: Act, actor: Actor, write: Write): Promise<Outcome<string>> {
  const { tx, today, journal } = act;
  const after = organisationRow(write.after);
  const sound = checkMembership(after, today);
  if (!sound.done) return sound;
  const id = write.id ?? crypto.randomUUID();
  const written = await writeUnlessTaken(tx, after, write.id, (savepoint) =>
    write.before === null
      ? savepoint.insert(organisations).values({ associationId: actor.associationId, id, ...after })
      : savepoint
          .update(organisations)
          .set({ ...after, version: sql`${organisations.version} + 1` })
          .where(eq(organisations.id, id)),
  );
  if (!written.done) return written;
  const subject = { kind: 'organisation', id };
  if (write.before === null) journal({ act: 'organisation.added', subject, after });
  else journal({ act: 'organisation.changed', subject, before: organisationRow(write.before), after });
  return done(id);
}

const CONTACTS = ['email', 'phone', 'address'] as const;

/** Writes the sheet of a person, new or known, as its page does; answers its identifier. Refuses what its page refuses. */
export async function writePerson(act: Act, actor: Actor, write: Write): Promise<Outcome<string>> {
  const { tx, journal } = act;
  const after = personRow(write.after);
  const before = write.before && personRow(write.before);
  const { givenName, familyName, civility, email } = after;
  const identified =
    before?.givenName === givenName && before.familyName === familyName && before.email === email;
  const own = write.id === null ? {} : { id: write.id };
  if (!identified && (await hasNamesake(tx, { ...own, givenName, familyName, email })))
    return refuse(
      'person-known',
      `L’association connaît déjà ${givenName} ${familyName}. Pour un homonyme, indiquez une adresse e-mail qui les distingue.`,
    );
  const id = write.id ?? crypto.randomUUID();
  const subject = { kind: 'person', id };
  // Which contacts, never what they are: the journal cannot forget, and a person may ask to be forgotten.
  const contacts = CONTACTS.filter((contact) => (before?.[contact] ?? null) !== after[contact]);
  const named = { civility, givenName, familyName };
  if (before === null) {
    await tx.insert(people).values({ associationId: actor.associationId, id, ...after });
    journal({ act: 'person.added', subject, after: { ...named, contacts } });
  } else {
    await tx
      .update(people)
      .set({ ...after, version: sql`${people.version} + 1` })
      .where(eq(people.id, id));
    const { civility, givenName, familyName } = before;
    journal({
      act: 'person.changed',
      subject,
      before: { civility, givenName, familyName },
      after: { ...named, contacts },
    });
  }
  return done(id);
}
