import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, type Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayRead } from '../../policy.ts';
import { numberItems } from '../../rules/agenda.ts';
import { secondsBefore } from '../../rules/timing.ts';
import { isForDecision, type ItemNature, type SittingState, type Treatment } from '../../vocabulary.ts';
import { sittingNow } from '../sitting/now.ts';
import { sittings } from '../sitting/tables.ts';
import { agendaItems, meetings } from '../tables.ts';

/** An item as the screens of a sitting list it. */
export interface StageItem {
  readonly id: string;
  readonly parentId: string | null;
  readonly number: string;
  readonly depth: number;
  readonly title: string;
  readonly nature: ItemNature;
  readonly forDecision: boolean;
  /** What a decision on it touches; null: not said, or not for decision. */
  readonly decisionKind: DecisionKind | null;
  readonly presenter: string;
  /** Planned. */
  readonly minutes: number | null;
  readonly closedDoor: boolean;
  readonly lateReason: string | null;
  readonly treatment: Treatment | null;
  /** It was before the meeting already, or is now. */
  readonly called: boolean;
}

/** Where a sitting is, as all its screens show it. Plain data: it is sent to them again at each change. */
export interface Stage {
  readonly revision: number;
  readonly meeting: {
    readonly id: string;
    readonly body: {
      readonly id: string;
      readonly code: string;
      readonly name: string;
      readonly kind: BodyKind;
    };
    readonly heldOn: string;
    readonly startsAt: string | null;
    readonly place: string | null;
    readonly presidedByMandateId: string | null;
    readonly secretaryPersonId: string | null;
    /** The meeting that lacked its quorum, when this one is its second. */
    readonly secondOfId: string | null;
  };
  readonly state: 'planned' | 'cancelled' | SittingState;
  /** ISO instants. */
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly items: readonly StageItem[];
  /** The item before the meeting, with its text and how many seconds it has been there at the time of reading. */
  readonly current: (StageItem & { readonly text: string; readonly seconds: number }) | null;
  /** What comes after it; the first item while none was called. */
  readonly next: StageItem | null;
}

/** A meeting that someone may read, and the revision of its sitting: 0 when it was never opened. */
export interface StageHead {
  readonly meeting: Stage['meeting'];
  readonly cancelled: boolean;
  readonly revision: number;
}

/** The head of a meeting, or "not found" for whoever may not read it. */
export async function stageHead(
  tx: Tx,
  actor: Actor,
  today: string,
  meetingId: string,
): Promise<Outcome<StageHead>> {
  if (!isIdentifier(meetingId)) return notFound();
  const [row] = await tx
    .select({
      meeting: meetings,
      body: { id: bodies.id, code: bodies.code, name: bodies.name, kind: bodies.kind },
      revision: sittings.revision,
    })
    .from(meetings)
    .innerJoin(bodies, eq(bodies.id, meetings.bodyId))
    .leftJoin(sittings, eq(sittings.meetingId, meetings.id))
    .where(eq(meetings.id, meetingId));
  if (!row || !mayRead(actor, row.meeting, today).done) return notFound();
  const { id, heldOn, startsAt, place, presidedByMandateId, secretaryPersonId, secondOfId } = row.meeting;
  return done({
    meeting: {
      id,
      body: row.body,
      heldOn,
      startsAt,
      place,
      presidedByMandateId,
      secretaryPersonId,
      secondOfId,
    },
    cancelled: row.meeting.cancelledAt !== null,
    revision: row.revision ?? 0,
  });
}

/** Where the sitting of this meeting is at this ISO instant. */
export async function stageOf(
  tx: Tx,
  { meeting, cancelled }: Pick<StageHead, 'meeting' | 'cancelled'>,
  now: string,
): Promise<Stage> {
  const sitting = await sittingNow(tx, meeting);
  const called = new Set(sitting?.events.flatMap(({ itemId }) => itemId ?? []));
  const rows = await tx.select().from(agendaItems).where(eq(agendaItems.meetingId, meeting.id));
  const agenda = numberItems(rows);
  const items = agenda.map((item) => ({
    id: item.id,
    parentId: item.parentId,
    number: item.number,
    depth: item.depth,
    title: item.title,
    nature: item.nature,
    forDecision: isForDecision(item.nature),
    decisionKind: item.decisionKind,
    presenter: item.presenter,
    minutes: item.minutes,
    closedDoor: item.closedDoor,
    lateReason: item.lateReason,
    treatment: item.treatment,
    called: called.has(item.id),
  }));
  const at = items.findIndex((item) => item.id === sitting?.currentItemId);
  const current = items[at];
  return {
    revision: sitting?.revision ?? 0,
    meeting,
    state: sitting?.state ?? (cancelled ? 'cancelled' : 'planned'),
    openedAt: sitting?.openedAt ?? null,
    closedAt: sitting?.closedAt ?? null,
    items,
    current: current
      ? {
          ...current,
          text: agenda[at]!.text,
          seconds: secondsBefore(sitting!.itemSince!, sitting!.closedAt ?? now, sitting!.events),
        }
      : null,
    next: items[at + 1] ?? null,
  };
}
