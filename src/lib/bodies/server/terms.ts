import { isDeepStrictEqual } from 'node:util';
import { asc, eq } from 'drizzle-orm';
import { lockAssociation } from '#lib/associations/server/lock.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { TermChangeForm, TermForm } from '../forms.ts';
import { mayKeepTerms } from '../policy.ts';
import { checkTerm, type Term } from '../rules/terms.ts';
import { politicalTerms } from './tables.ts';

/** A political term, with the version that a change of it answers to. */
export interface TermRow extends Term {
  readonly version: number;
}

/** The political terms of the association, the first one first. */
export function listTerms(tx: Tx): Promise<TermRow[]> {
  return tx
    .select({
      id: politicalTerms.id,
      name: politicalTerms.name,
      from: politicalTerms.beginsOn,
      to: politicalTerms.endsOn,
      version: politicalTerms.version,
    })
    .from(politicalTerms)
    .orderBy(asc(politicalTerms.beginsOn));
}

/** The term as the table and the journal keep it. */
function rowOf({ name, from, to }: TermForm) {
  return { name, beginsOn: from, endsOn: to || null };
}

const asTerm = (row: ReturnType<typeof rowOf>) => ({ name: row.name, from: row.beginsOn, to: row.endsOn });

/**
 * Records a political term, past, present or to come. Refuses one that does not end after it begins and one that
 * overlaps another. The same term sent twice is recorded once.
 */
export function addTerm(house: House, actor: Actor, form: TermForm): Promise<Outcome<{ termId: string }>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayKeepTerms(actor);
    if (!allowed.done) return allowed;
    // One at a time: each is compared with all the others.
    await lockAssociation(tx, actor.associationId);
    const row = rowOf(form);
    const others = await listTerms(tx);
    const same = others.find(({ name, from, to }) => isDeepStrictEqual({ name, from, to }, asTerm(row)));
    if (same) {
      nothingToDo();
      return done({ termId: same.id });
    }
    const sound = checkTerm(asTerm(row), others);
    if (!sound.done) return sound;
    const [created] = await tx
      .insert(politicalTerms)
      .values({ associationId: actor.associationId, ...row })
      .returning({ id: politicalTerms.id });
    const termId = created!.id;
    journal({ act: 'term.added', subject: { kind: 'term', id: termId }, after: row });
    return done({ termId });
  });
}

/**
 * Changes the name or the days of a political term. Mandates already begun stay as they are. Refuses what `addTerm`
 * refuses, an unknown term and a version that someone has replaced since. Saved twice, it changes once.
 */
export function changeTerm(
  house: House,
  actor: Actor,
  termId: string,
  form: TermChangeForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayKeepTerms(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(termId)) return notFound();
    await lockAssociation(tx, actor.associationId);
    const terms = await listTerms(tx);
    const current = terms.find(({ id }) => id === termId);
    if (!current) return notFound();
    const before = rowOf({ ...current, to: current.to ?? '' });
    const after = rowOf(form);
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (current.version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié cette mandature entre-temps. Comparez avec ce qui est enregistré, puis enregistrez à nouveau.',
        { details: { current } },
      );
    const others = terms.filter(({ id }) => id !== termId);
    const sound = checkTerm(asTerm(after), others);
    if (!sound.done) return sound;
    await tx
      .update(politicalTerms)
      .set({ ...after, version: current.version + 1 })
      .where(eq(politicalTerms.id, termId));
    journal({ act: 'term.changed', subject: { kind: 'term', id: termId }, before, after });
    return done();
  });
}
