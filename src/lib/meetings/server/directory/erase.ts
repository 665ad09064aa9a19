import { and, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { ErasureForm } from '#lib/associations/forms/merge.ts';
import { mayErasePerson } from '#lib/associations/policy.ts';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import { associationRoles, people } from '#lib/associations/server/tables.ts';
import { bodies, mandates, renewalPlaces, renewals } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { count, joinList } from '#lib/kernel/french.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import { countMails } from '#lib/platform/mail/erase.ts';
import type { House } from '#lib/platform/house.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { privateNotes } from '../participation/tables.ts';
import { tasks } from '../tasks/tables.ts';
import { emptyRows, importedRowsOf, type ImportedRows } from './imported-rows.ts';
import { countReferences, PERSON_REFERENCES, type Moves } from './references.ts';
import { forgetWritings, writtenTo } from './writings.ts';

/** What an erasure would take and leave. */
export interface Erasure {
  readonly person: typeof people.$inferSelect;
  /** What must keep the name: mandates held, minutes kept. All at zero: the whole sheet goes. */
  readonly traces: Moves<typeof PERSON_REFERENCES>;
  /** Mandates whose end is explained in words. */
  readonly endNotes: number;
  readonly imported: readonly ImportedRows[];
  /** Messages to them that still say something; of these, those that have not left. */
  readonly mails: { readonly all: number; readonly waiting: number };
  /** What has to be done first. */
  readonly obstacles: readonly Refused[];
}

/** Whether nothing that the law asks to keep names the person. */
export function leavesNoTrace({ traces }: Pick<Erasure, 'traces'>): boolean {
  return Object.values(traces).every((count) => count === 0);
}

/** What erasing a person would take and leave on this day (ISO); "not found" when nobody is here. */
export async function viewErasure(tx: Tx, personId: string, today: string): Promise<Outcome<Erasure>> {
  if (!isIdentifier(personId)) return notFound();
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  if (!person) return notFound();
  return done({
    person,
    traces: await countReferences(tx, PERSON_REFERENCES, personId),
    endNotes: await tx.$count(mandates, and(eq(mandates.personId, personId), isNotNull(mandates.endNote))),
    imported: await importedRowsOf(tx, person),
    mails: await countMails(tx, await writtenTo(tx, person)),
    obstacles: await obstaclesTo(tx, person, today),
  });
}

async function obstaclesTo(tx: Tx, person: typeof people.$inferSelect, today: string): Promise<Refused[]> {
  const obstacles: Refused[] = [];
  const sits = await tx
    .selectDistinct({ name: bodies.name, position: bodies.position })
    .from(mandates)
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .where(and(eq(mandates.personId, person.id), or(isNull(mandates.toDay), gte(mandates.toDay, today))))
    .orderBy(bodies.position);
  if (sits.length > 0)
    obstacles.push(
      refuse(
        'still-sits',
        `Cette personne siège encore, ou va siéger\u00a0: ${namesOf(sits)}. Terminez d’abord ses mandats.`,
        { source: 'RGPD, art. 17, § 3, b' },
      ),
    );
  const proposed = await tx
    .selectDistinct({ name: bodies.name, position: bodies.position })
    .from(renewalPlaces)
    .innerJoin(renewals, eq(renewals.id, renewalPlaces.renewalId))
    .innerJoin(bodies, eq(bodies.id, renewals.bodyId))
    .where(and(eq(renewalPlaces.personId, person.id), isNull(renewals.appliedAt)))
    .orderBy(bodies.position);
  if (proposed.length > 0)
    obstacles.push(
      refuse(
        'proposed',
        `Cette personne est proposée dans un renouvellement en préparation\u00a0: ${namesOf(proposed)}. Retirez-la d’abord de ce projet.`,
      ),
    );
  const todo = await tx.$count(tasks, and(eq(tasks.personId, person.id), eq(tasks.state, 'open')));
  if (todo > 0)
    obstacles.push(
      refuse(
        'has-open-tasks',
        `Cette personne a encore ${count(todo, 'tâche à faire', 'tâches à faire')}. Terminez-les ou annulez-les d’abord, dans le suivi.`,
      ),
    );
  const [role] = person.accountId
    ? await tx.select().from(associationRoles).where(eq(associationRoles.accountId, person.accountId))
    : [];
  if (role)
    obstacles.push(
      refuse(
        'in-staff',
        'Cette personne fait encore partie de l’équipe. Retirez-lui d’abord son rôle, dans les réglages.',
      ),
    );
  return obstacles;
}

const namesOf = (rows: readonly { readonly name: string }[]) => joinList(rows.map(({ name }) => name));

/**
 * Erases the personal data of someone (RGPD, art. 17): contacts, access, notes on the end of their mandates, their own
 * private notes, rows of imported files, the messages to them, what they answered to polls of dates. Where mandates or
 * minutes must name them (R-RGPD-03), the name and the civility stay; otherwise the sheet disappears. What a decision or
 * a sealed PV says of them stays as it was kept. Their account of sign-in stays: it is theirs. Refuses whoever sits or will sit, is proposed in a
 * renewal or is in the staff, and a sheet changed since it was read. Answers whether the name is kept; sent twice,
 * erases once.
 */
export function erasePerson(
  house: House,
  actor: Actor,
  personId: string,
  { version }: ErasureForm,
): Promise<Outcome<{ kept: boolean }>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const allowed = mayErasePerson(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(personId)) return notFound();
    await lockAssociation(tx, actor.associationId);
    // No mandate begins with them until the end.
    await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update');
    const view = await viewErasure(tx, personId, today);
    if (!view.done && (await wasErased(tx, actor.associationId, personId))) {
      nothingToDo();
      return done({ kept: false });
    }
    if (!view.done) return view;
    const { person, imported, obstacles } = view.value;
    if (person.erasedAt) {
      nothingToDo();
      return done({ kept: true });
    }
    if (person.version !== version)
      return refuse(
        'stale',
        'Quelqu’un d’autre a modifié cette fiche entre-temps. Relisez ce qui serait effacé, puis confirmez à nouveau.',
      );
    if (obstacles[0]) return obstacles[0];
    await emptyRows(tx, imported);
    const seats = tx.select({ id: mandates.id }).from(mandates).where(eq(mandates.personId, personId));
    await tx.delete(privateNotes).where(inArray(privateNotes.mandateId, seats));
    await forgetWritings(tx, person, now);
    const own = eq(people.id, personId);
    const kept = !leavesNoTrace(view.value);
    if (kept) {
      await tx.update(mandates).set({ endNote: null }).where(eq(mandates.personId, personId));
      await tx
        .update(people)
        .set({
          email: null,
          phone: null,
          address: null,
          accountId: null,
          erasedAt: now,
          version: sql`${people.version} + 1`,
        })
        .where(own);
    } else await tx.delete(people).where(own);
    // Not even the name: the journal cannot forget.
    journal({ act: 'person.erased', subject: { kind: 'person', id: personId }, after: { kept } });
    return done({ kept });
  });
}

async function wasErased(tx: Tx, associationId: string, personId: string): Promise<boolean> {
  const [entry] = await tx
    .select({ seq: journalEntries.seq })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.chain, associationId),
        eq(journalEntries.act, 'person.erased'),
        eq(journalEntries.subjectId, personId),
      ),
    );
  return entry !== undefined;
}
