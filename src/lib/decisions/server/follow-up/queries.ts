import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead } from '#lib/meetings/policy.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayDecide } from '../../policy.ts';
import { decisionReference } from '../../reference.ts';
import type { LinkKind } from '../../vocabulary.ts';
import { entryReadableBy, registerRows, type RegisterRow } from '../register/queries.ts';
import { referenceIs } from '../register/search.ts';
import { registerEntries } from '../register/tables.ts';
import { decisions } from '../tables.ts';
import { decisionExecutions, decisionLinks } from './tables.ts';

/** Another decision, and what the one does to the other. */
export interface LinkedDecision {
  readonly id: string;
  readonly reference: string;
  readonly kind: LinkKind;
  /** True: the decision shown does it to this one; false: this one does it to the decision shown. */
  readonly outgoing: boolean;
  /** Null for whoever may not read its meeting. */
  readonly proposal: string | null;
}

export interface DecisionSheet extends RegisterRow {
  /** Null for one taken in writing: it is neither linked to others nor noted as carried out. */
  readonly decisionId: string | null;
  readonly execution: { readonly executedOn: string; readonly note: string } | null;
  readonly links: readonly LinkedDecision[];
  /** Whether the actor may say what became of it. */
  readonly mayFollow: boolean;
}

/** A decision by its reference, with what became of it; "not found" for whoever may not read it. */
export async function decisionSheet(
  tx: Tx,
  actor: Actor,
  today: string,
  reference: string,
): Promise<Outcome<DecisionSheet>> {
  const [row] = await registerRows(tx, and(referenceIs(reference), entryReadableBy(actor, today)));
  if (!row) return notFound();
  const [entry] = await tx
    .select({
      bodyId: registerEntries.bodyId,
      decisionId: registerEntries.decisionId,
      note: decisionExecutions.note,
    })
    .from(registerEntries)
    .leftJoin(decisionExecutions, eq(decisionExecutions.decisionId, registerEntries.decisionId))
    .where(eq(registerEntries.id, row.id));
  const { bodyId, decisionId, note } = entry!;
  const { executedOn, ...decision } = row;
  return done({
    ...decision,
    decisionId,
    execution: executedOn === null || note === null ? null : { executedOn, note },
    links: decisionId === null ? [] : await linksOf(tx, actor, today, decisionId),
    mayFollow: mayDecide(actor, { bodyId, heldOn: row.heldOn }, today).done,
  });
}

async function linksOf(tx: Tx, actor: Actor, today: string, decisionId: string): Promise<LinkedDecision[]> {
  const links = await tx
    .select()
    .from(decisionLinks)
    .where(or(eq(decisionLinks.decisionId, decisionId), eq(decisionLinks.targetId, decisionId)))
    .orderBy(asc(decisionLinks.linkedAt), asc(decisionLinks.targetId));
  if (links.length === 0) return [];
  const otherOf = (link: (typeof links)[number]) =>
    link.decisionId === decisionId ? link.targetId : link.decisionId;
  const others = await tx
    .select({
      id: decisions.id,
      proposal: decisions.proposal,
      bodyId: bodies.id,
      heldOn: meetings.heldOn,
      code: bodies.code,
      year: registerEntries.year,
      number: registerEntries.number,
    })
    .from(registerEntries)
    .innerJoin(decisions, eq(decisions.id, registerEntries.decisionId))
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(bodies, eq(bodies.id, registerEntries.bodyId))
    .where(inArray(decisions.id, links.map(otherOf)));
  const byId = new Map(others.map((other) => [other.id, other]));
  return links.flatMap((link) => {
    const other = byId.get(otherOf(link));
    if (!other) return [];
    return {
      id: other.id,
      reference: decisionReference(other),
      kind: link.kind,
      outgoing: link.decisionId === decisionId,
      proposal: mayRead(actor, other, today).done ? other.proposal : null,
    };
  });
}

/** What the decisions of a year do to others and what is done to them, by reference: for a document of many decisions. */
export async function linksOfYear(
  tx: Tx,
  year: number,
): Promise<Map<string, Pick<LinkedDecision, 'reference' | 'kind' | 'outgoing'>[]>> {
  const numbered = (name: string) => {
    const entry = alias(registerEntries, `${name}_entry`);
    return { entry, body: alias(bodies, `${name}_body`) };
  };
  const from = numbered('from');
  const to = numbered('to');
  const rows = await tx
    .select({
      kind: decisionLinks.kind,
      from: { code: from.body.code, year: from.entry.year, number: from.entry.number },
      to: { code: to.body.code, year: to.entry.year, number: to.entry.number },
    })
    .from(decisionLinks)
    .innerJoin(from.entry, eq(from.entry.decisionId, decisionLinks.decisionId))
    .innerJoin(from.body, eq(from.body.id, from.entry.bodyId))
    .innerJoin(to.entry, eq(to.entry.decisionId, decisionLinks.targetId))
    .innerJoin(to.body, eq(to.body.id, to.entry.bodyId))
    .where(or(eq(from.entry.year, year), eq(to.entry.year, year)))
    .orderBy(asc(decisionLinks.linkedAt), asc(decisionLinks.targetId));
  const links = new Map<string, Pick<LinkedDecision, 'reference' | 'kind' | 'outgoing'>[]>();
  const add = (reference: string, other: string, kind: LinkKind, outgoing: boolean) =>
    links.set(reference, [...(links.get(reference) ?? []), { reference: other, kind, outgoing }]);
  for (const { kind, from: one, to: other } of rows) {
    add(decisionReference(one), decisionReference(other), kind, true);
    add(decisionReference(other), decisionReference(one), kind, false);
  }
  return links;
}
