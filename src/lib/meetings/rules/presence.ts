import { collegesCounted, type Statutes } from '#lib/associations/rules/statutes.ts';
import { checkMayVote, collegeOf, isInFunction } from '#lib/bodies/rules.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { takesPart, type AttendanceState } from '../vocabulary.ts';
import type { Presence } from './quorum.ts';

/** A mandate valid on the day of the meeting, with what was recorded of it (null: nothing yet). */
export interface SeatAtMeeting {
  readonly sector: Sector;
  readonly voting: boolean;
  readonly vacant: boolean;
  /** Its organisation is a full member of the association. */
  readonly partner: boolean;
  readonly state: AttendanceState | null;
}

/**
 * Members in function and voters present, in votes, divided as these statutes count them: by college, or all together.
 * Seats without a vote count for nothing.
 */
export function presencesOf(
  bodyKind: BodyKind,
  seats: readonly SeatAtMeeting[],
  statutes: Statutes,
): Presence[] {
  const governmentVote = statutes['government-vote'].value;
  const voting = seats.filter(
    (seat) =>
      isInFunction(bodyKind, seat) &&
      checkMayVote({ ...seat, bodyKind, governmentVote, membership: seat.partner ? 'full' : 'none' }).done,
  );
  return collegesCounted(statutes).map((college) => {
    const own = voting.filter((seat) => college === null || collegeOf(seat.sector) === college);
    const voters = own.filter((seat) => takesPart(seat.state) && !seat.vacant);
    return { college, voters: voters.length, members: own.length };
  });
}
