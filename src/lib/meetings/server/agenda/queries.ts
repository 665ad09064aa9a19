import { and, asc, desc, eq, exists, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayPrepare } from '../../policy.ts';
import { numberItems, type Numbered } from '../../rules/agenda.ts';
import type { ItemNature, MeetingKind, Treatment } from '../../vocabulary.ts';
import type { AgendaItemView } from '../queries.ts';
import { agendaItems, meetings } from '../tables.ts';
import { agendaTemplates, type TemplateItem } from './tables.ts';

/** The meetings from which items of an agenda come, by the identifier of the item carried over. */
export async function originsOf(
  tx: Tx,
  agenda: readonly AgendaItemView[],
): Promise<Map<string, { meetingId: string; heldOn: string }>> {
  const ids = agenda.flatMap(({ carriedFromId }) => carriedFromId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: agendaItems.id, meetingId: meetings.id, heldOn: meetings.heldOn })
    .from(agendaItems)
    .innerJoin(meetings, eq(meetings.id, agendaItems.meetingId))
    .where(inArray(agendaItems.id, ids));
  return new Map(rows.map(({ id, ...origin }) => [id, origin]));
}

export interface TemplateView {
  readonly id: string;
  readonly name: string;
  readonly bodyId: string | null;
  /** Null: for any body. */
  readonly bodyName: string | null;
  readonly kind: MeetingKind | null;
  readonly items: readonly TemplateItem[];
  readonly version: number;
}

const TEMPLATE_COLUMNS = {
  id: agendaTemplates.id,
  name: agendaTemplates.name,
  bodyId: agendaTemplates.bodyId,
  bodyName: bodies.name,
  kind: agendaTemplates.kind,
  items: agendaTemplates.items,
  version: agendaTemplates.version,
};

/** The usual agendas, by name. Refuses those who do not prepare meetings. */
export async function listTemplates(tx: Tx, actor: Actor): Promise<Outcome<TemplateView[]>> {
  const allowed = mayPrepare(actor);
  if (!allowed.done) return allowed;
  return done(
    await tx
      .select(TEMPLATE_COLUMNS)
      .from(agendaTemplates)
      .leftJoin(bodies, eq(bodies.id, agendaTemplates.bodyId))
      .orderBy(asc(agendaTemplates.name)),
  );
}

/** One usual agenda. */
export async function templateView(tx: Tx, actor: Actor, templateId: string): Promise<Outcome<TemplateView>> {
  const allowed = mayPrepare(actor);
  if (!allowed.done) return allowed;
  if (!isIdentifier(templateId)) return notFound();
  const [row] = await tx
    .select(TEMPLATE_COLUMNS)
    .from(agendaTemplates)
    .leftJoin(bodies, eq(bodies.id, agendaTemplates.bodyId))
    .where(eq(agendaTemplates.id, templateId));
  return row ? done(row) : notFound();
}

export interface CarriedItem {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly title: string;
  readonly nature: ItemNature;
  readonly treatment: Treatment | null;
}

export interface CarryOverView {
  readonly from: { readonly id: string; readonly heldOn: string };
  /** In their order there; not those that were treated or are carried over already. */
  readonly items: readonly Numbered<CarriedItem>[];
}

/**
 * What the last meeting of a body before a day left untreated, to carry over to one on that day; null when there was no
 * meeting, or when nothing is left of it. An item of which nothing is noted is told apart by its `treatment`.
 */
export async function itemsToCarryOver(
  tx: Tx,
  bodyId: string,
  before: string,
): Promise<CarryOverView | null> {
  const [from] = await tx
    .select({ id: meetings.id, heldOn: meetings.heldOn })
    .from(meetings)
    .where(and(eq(meetings.bodyId, bodyId), lt(meetings.heldOn, before), isNull(meetings.cancelledAt)))
    .orderBy(desc(meetings.heldOn), desc(meetings.startsAt))
    .limit(1);
  if (!from) return null;
  const rows = await tx
    .select({
      id: agendaItems.id,
      parentId: agendaItems.parentId,
      position: agendaItems.position,
      lateAddition: agendaItems.lateAddition,
      title: agendaItems.title,
      nature: agendaItems.nature,
      treatment: agendaItems.treatment,
      carried: sql<boolean>`exists (select 1 from agenda_items later where later.carried_from_id = "agenda_items"."id")`,
    })
    .from(agendaItems)
    .where(eq(agendaItems.meetingId, from.id));
  const items = numberItems(rows).filter(({ carried, treatment }) => !carried && treatment !== 'treated');
  return items.length === 0 ? null : { from, items };
}

/** Meetings from which an agenda can be copied, the latest first: those that have one. */
export function meetingsToCopy(tx: Tx, meetingId: string) {
  return tx
    .select({ id: meetings.id, heldOn: meetings.heldOn, bodyName: bodies.name })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .where(
      and(
        ne(meetings.id, meetingId),
        exists(
          tx
            .select({ one: sql`1` })
            .from(agendaItems)
            .where(eq(agendaItems.meetingId, meetings.id)),
        ),
      ),
    )
    .orderBy(desc(meetings.heldOn), asc(bodies.position))
    .limit(60);
}
