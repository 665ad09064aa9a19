import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { ExecutionForm, LinkForm } from '../../forms/follow-up.ts';
import { mayDecide } from '../../policy.ts';
import { decisionReference } from '../../reference.ts';
import { checkExecution, checkLink, type LinkableDecision } from '../../rules/links.ts';
import { referenceIs } from '../register/search.ts';
import { registerEntries } from '../register/tables.ts';
import { decisions } from '../tables.ts';
import { decisionExecutions, decisionLinks } from './tables.ts';

interface Followed extends LinkableDecision {
  readonly id: string;
  readonly bodyId: string;
}

const followed = (tx: Tx) =>
  tx
    .select({
      id: decisions.id,
      bodyId: meetings.bodyId,
      heldOn: meetings.heldOn,
      verdict: decisions.verdict,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(registerEntries, eq(registerEntries.decisionId, decisions.id))
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .$dynamic();

const readFollowed = ({
  verdict,
  code,
  year,
  number,
  ...rest
}: Awaited<ReturnType<typeof followed>>[number]): Followed => ({
  ...rest,
  outcome: verdict.outcome,
  reference: decisionReference({ code, year, number }),
});

/** Loads a decision to say what became of it, and authorises the actor. It is kept as it is until the transaction ends. */
async function decisionToFollow(
  tx: Tx,
  actor: Actor,
  today: string,
  decisionId: string,
): Promise<Outcome<Followed>> {
  if (!isIdentifier(decisionId)) return notFound();
  const [row] = await followed(tx).where(eq(decisions.id, decisionId)).for('update', { of: decisions });
  if (!row) return notFound();
  const decision = readFollowed(row);
  const allowed = mayDecide(actor, decision, today);
  return allowed.done ? done(decision) : allowed;
}

const linkOf = (decisionId: string, targetId: string) =>
  and(eq(decisionLinks.decisionId, decisionId), eq(decisionLinks.targetId, targetId));

/**
 * Says that a decision amends, repeals or executes another one, by its reference. Refuses an unknown reference, and what
 * `checkLink` refuses. Said twice, it is linked once.
 */
export function linkDecisions(
  house: House,
  actor: Actor,
  decisionId: string,
  { kind, reference }: LinkForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, today, journal, nothingToDo }) => {
    const loaded = await decisionToFollow(tx, actor, today, decisionId);
    if (!loaded.done) return loaded;
    const [row] = await followed(tx).where(referenceIs(reference));
    const target = row && readFollowed(row);
    if (!target || !mayRead(actor, target, today).done)
      return refuse(
        'unknown-decision',
        `Aucune décision ne porte la référence «\u00a0${reference}\u00a0». Cherchez-la dans le registre.`,
        { field: 'reference' },
      );
    const [existing] = await tx
      .select({ kind: decisionLinks.kind })
      .from(decisionLinks)
      .where(linkOf(decisionId, target.id));
    const sound = checkLink(loaded.value, kind, target, existing?.kind ?? null);
    if (!sound.done) return sound;
    if (existing) {
      nothingToDo();
      return done();
    }
    await tx
      .insert(decisionLinks)
      .values({ associationId: actor.associationId, decisionId, kind, targetId: target.id, linkedAt: now });
    journal({
      act: 'decision.linked',
      subject: { kind: 'decision', id: decisionId },
      after: { kind, target: target.reference },
    });
    return done();
  });
}

/** Takes back what was said of two decisions. Taken back twice, it is done once. */
export function unlinkDecisions(
  house: House,
  actor: Actor,
  decisionId: string,
  { targetId }: { readonly targetId: string },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await decisionToFollow(tx, actor, today, decisionId);
    if (!loaded.done) return loaded;
    const [target] = await tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.id, targetId));
    if (!target) return notFound();
    const [removed] = await tx
      .delete(decisionLinks)
      .where(linkOf(decisionId, targetId))
      .returning({ kind: decisionLinks.kind });
    if (!removed) {
      nothingToDo();
      return done();
    }
    journal({
      act: 'decision.unlinked',
      subject: { kind: 'decision', id: decisionId },
      before: { kind: removed.kind, targetId },
    });
    return done();
  });
}

/** Notes that a decision was carried out, on an ISO day, or corrects that note. Refuses what `checkExecution` refuses. */
export function noteExecution(
  house: House,
  actor: Actor,
  decisionId: string,
  form: ExecutionForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await decisionToFollow(tx, actor, today, decisionId);
    if (!loaded.done) return loaded;
    const sound = checkExecution(loaded.value, form.executedOn, today);
    if (!sound.done) return sound;
    const [before] = await tx
      .select({ executedOn: decisionExecutions.executedOn, note: decisionExecutions.note })
      .from(decisionExecutions)
      .where(eq(decisionExecutions.decisionId, decisionId));
    if (isDeepStrictEqual(before, form)) {
      nothingToDo();
      return done();
    }
    await tx
      .insert(decisionExecutions)
      .values({ associationId: actor.associationId, decisionId, ...form })
      .onConflictDoUpdate({
        target: [decisionExecutions.associationId, decisionExecutions.decisionId],
        set: form,
      });
    journal({
      act: 'decision.executed',
      subject: { kind: 'decision', id: decisionId },
      ...(before && { before }),
      after: form,
    });
    return done();
  });
}

/** Takes back that a decision was carried out. */
export function clearExecution(house: House, actor: Actor, decisionId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const loaded = await decisionToFollow(tx, actor, today, decisionId);
    if (!loaded.done) return loaded;
    const [before] = await tx
      .delete(decisionExecutions)
      .where(eq(decisionExecutions.decisionId, decisionId))
      .returning({ executedOn: decisionExecutions.executedOn, note: decisionExecutions.note });
    if (!before) {
      nothingToDo();
      return done();
    }
    journal({ act: 'decision.execution-cleared', subject: { kind: 'decision', id: decisionId }, before });
    return done();
  });
}
