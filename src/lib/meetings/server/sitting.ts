import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { compositionOn, type SeatRow } from '#lib/bodies/server/queries.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import { eq } from 'drizzle-orm';
import { stateBefore, type Movement } from '../rules/movements.ts';
import { presencesOf, type Presences } from '../rules/presence.ts';
import { quorumOf, type Presence, type Quorum } from '../rules/quorum.ts';
import type { ProxyNow } from '../rules/representation.ts';
import type { AttendanceState } from '../vocabulary.ts';
import { activeProxies, type ActiveProxy } from './participation/proxies.ts';
import { conflictsOf } from './sitting/conflict-rows.ts';
import { attendances } from './tables.ts';

export interface AttendanceRow extends SeatRow {
  readonly person: NonNullable<SeatRow['person']>;
  /** Null: not recorded yet. */
  readonly state: AttendanceState | null;
  /** Who votes for them at this moment, by a proxy in effect. */
  readonly representedBy: string | null;
  /** Set apart by a conflict of interest on the item for which the sitting was read. */
  readonly inConflict: boolean;
}

/** A proxy with the name of whoever holds it, and whether it counts. */
export interface SittingProxy extends ProxyNow<ActiveProxy> {
  readonly holder: string;
}

/** Who is there, and what that is worth under the statutes. */
export interface Sitting {
  /** Those entitled to sit on the day of the meeting: the mandates in force, with a person. */
  readonly attendance: readonly AttendanceRow[];
  readonly vacant: readonly SeatRow[];
  readonly statutes: Statutes;
  /** Votes present or represented and votes in function, as the statutes count them. */
  readonly presences: readonly Presence[];
  /** The quorum of an ordinary decision. */
  readonly quorum: Quorum;
  /** How many people were recorded, present or not. */
  readonly recorded: number;
  /** The proxies that nobody took back, the oldest first. */
  readonly proxies: readonly SittingProxy[];
  /** The mandates that vote at this moment, by themselves or by whoever holds their proxy. */
  readonly voters: ReadonlySet<string>;
  /** Those present or represented, and how many of them have a conflict of interest on the item. */
  readonly directors: Presences['directors'];
  /** Of those who vote, who did so on the item before the sitting. */
  readonly inAdvance: ReadonlySet<string>;
}

/**
 * The sitting of a meeting at this moment, from the mandates and the statutes of its day, the attendance recorded so far
 * and the proxies. With an item, as it is for that item: without those who have a conflict of interest on it, and with those
 * who voted on it before the sitting (`advance`: their mandates, as the room of votes knows them). As it was before people came
 * and went, when those movements are given (`since`: in the order in which they happened).
 */
export async function sittingOf(
  tx: Tx,
  meeting: {
    readonly id: string;
    readonly body: { readonly id: string; readonly kind: BodyKind };
    readonly heldOn: string;
  },
  itemId: string | null = null,
  advance: ReadonlySet<string> = new Set(),
  since: readonly (Movement & { readonly mandateId: string | null })[] = [],
): Promise<Sitting> {
  const composition = await compositionOn(tx, meeting.body.id, meeting.heldOn);
  const rows = await tx
    .select({ mandateId: attendances.mandateId, state: attendances.state })
    .from(attendances)
    .where(eq(attendances.meetingId, meeting.id));
  const firstSince = new Map([...since].reverse().map((movement) => [movement.mandateId, movement]));
  const states = new Map(
    rows.map(({ mandateId, state }) => [mandateId, stateBefore(state, firstSince.get(mandateId) ?? null)]),
  );
  const statutes = await statutesOf(tx, meeting.body, meeting.heldOn);
  const proxies = await activeProxies(tx, meeting.id);
  const declared = itemId === null ? [] : await conflictsOf(tx, meeting.id);
  const conflicts = new Set(
    declared.flatMap((conflict) => (conflict.itemId === itemId ? [conflict.mandateId] : [])),
  );
  const { presences, representation, directors } = presencesOf(
    meeting.body.kind,
    composition.map((seat) => ({
      ...seat,
      vacant: seat.person === null,
      state: states.get(seat.mandateId) ?? null,
    })),
    statutes,
    { proxies, conflicts, advance },
  );
  const names = new Map(
    composition.flatMap(({ mandateId, person }) =>
      person ? [[mandateId, `${person.givenName} ${person.familyName}`] as const] : [],
    ),
  );
  const held = representation.proxies.map(({ proxy, suspended }) => ({
    proxy,
    suspended,
    holder: proxy.holderName ?? names.get(proxy.holderMandateId ?? '') ?? '',
  }));
  const holders = new Map(
    held.flatMap(({ proxy, suspended, holder }) =>
      suspended === null ? [[proxy.principalMandateId, holder] as const] : [],
    ),
  );
  return {
    attendance: composition.flatMap((seat) =>
      seat.person
        ? [
            {
              ...seat,
              person: seat.person,
              state: states.get(seat.mandateId) ?? null,
              representedBy: holders.get(seat.mandateId) ?? null,
              inConflict: conflicts.has(seat.mandateId),
            },
          ]
        : [],
    ),
    vacant: composition.filter((seat) => seat.person === null),
    statutes,
    presences,
    quorum: quorumOf(presences, { quorum: statutes['quorum.ordinary'], scope: statutes['quorum-scope'] }),
    recorded: rows.length,
    proxies: held,
    voters: new Set([...representation.there, ...representation.represented]),
    directors,
    inAdvance: advance.intersection(representation.there),
  };
}
