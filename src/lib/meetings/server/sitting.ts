import type { Statutes } from '#lib/associations/rules/statutes.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { compositionOn, type SeatRow } from '#lib/bodies/server/queries.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Tx } from '#lib/platform/database.ts';
import { eq } from 'drizzle-orm';
import { presencesOf } from '../rules/presence.ts';
import { quorumOf, type Presence, type Quorum } from '../rules/quorum.ts';
import type { AttendanceState } from '../vocabulary.ts';
import { attendances } from './tables.ts';

export interface AttendanceRow extends SeatRow {
  readonly person: NonNullable<SeatRow['person']>;
  /** Null: not recorded yet. */
  readonly state: AttendanceState | null;
}

/** Who is there, and what that is worth under the statutes. */
export interface Sitting {
  /** Those entitled to sit on the day of the meeting: the mandates in force, with a person. */
  readonly attendance: readonly AttendanceRow[];
  readonly vacant: readonly SeatRow[];
  readonly statutes: Statutes;
  /** Votes present and votes in function, as the statutes count them. */
  readonly presences: readonly Presence[];
  /** The quorum of an ordinary decision. */
  readonly quorum: Quorum;
  /** How many people were recorded, present or not. */
  readonly recorded: number;
}

/** The sitting of a meeting, from the mandates and the statutes of its day and the attendance recorded so far. */
export async function sittingOf(
  tx: Tx,
  meeting: {
    readonly id: string;
    readonly body: { readonly id: string; readonly kind: BodyKind };
    readonly heldOn: string;
  },
): Promise<Sitting> {
  const composition = await compositionOn(tx, meeting.body.id, meeting.heldOn);
  const rows = await tx
    .select({ mandateId: attendances.mandateId, state: attendances.state })
    .from(attendances)
    .where(eq(attendances.meetingId, meeting.id));
  const states = new Map(rows.map(({ mandateId, state }) => [mandateId, state]));
  const statutes = await statutesOf(tx, meeting.body, meeting.heldOn);
  const presences = presencesOf(
    meeting.body.kind,
    composition.map((seat) => ({
      ...seat,
      vacant: seat.person === null,
      state: states.get(seat.mandateId) ?? null,
    })),
    statutes,
  );
  return {
    attendance: composition.flatMap((seat) =>
      seat.person ? [{ ...seat, person: seat.person, state: states.get(seat.mandateId) ?? null }] : [],
    ),
    vacant: composition.filter((seat) => seat.person === null),
    statutes,
    presences,
    quorum: quorumOf(presences, { quorum: statutes['quorum.ordinary'], scope: statutes['quorum-scope'] }),
    recorded: rows.length,
  };
}
