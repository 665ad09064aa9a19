import { collegesCounted, type Statutes } from '#lib/associations/rules/statutes.ts';
import { checkMayVote, collegeOf, isInFunction } from '#lib/bodies/rules.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { AttendanceState } from '../vocabulary.ts';
import type { Presence } from './quorum.ts';
import { representationOf, type GivenProxy, type Representation } from './representation.ts';

/** A mandate valid on the day of the meeting, with what was recorded of it (null: nothing yet). */
export interface SeatAtMeeting {
  readonly mandateId: string;
  readonly sector: Sector;
  readonly voting: boolean;
  readonly vacant: boolean;
  /** Its organisation is a full member of the association. */
  readonly partner: boolean;
  readonly state: AttendanceState | null;
}

/** What changes who votes besides who is there: the proxies, and the conflicts of interest of the item. */
export interface Circumstances<P extends GivenProxy> {
  readonly proxies: readonly P[];
  /** The mandates that have a conflict of interest on the item. */
  readonly conflicts: ReadonlySet<string>;
  /** The mandates that voted on the item before the sitting. */
  readonly advance?: ReadonlySet<string>;
}

export interface Presences<P extends GivenProxy = GivenProxy> {
  readonly presences: Presence[];
  /** Who votes on the item. */
  readonly representation: Representation<P>;
  /** Those present or represented, and how many of them have a conflict of interest on the item. */
  readonly directors: { readonly there: number; readonly inConflict: number };
}

/** Nobody represents anybody, and nobody is set apart. */
const PLAIN: Circumstances<never> = { proxies: [], conflicts: new Set() };

/**
 * Members in function and voters present or represented, in votes, divided as these statutes count them: by college, or
 * all together. Seats without a vote count for nothing. Whoever is set apart by a conflict of interest is no voter of the
 * item, and still counts for its quorum unless the statutes say otherwise (R-COI-02, R-COI-06). Whoever voted on it before
 * the sitting counts as present for it (R-DIS-06), unless a conflict sets them apart.
 */
export function presencesOf<P extends GivenProxy>(
  bodyKind: BodyKind,
  seats: readonly SeatAtMeeting[],
  statutes: Statutes,
  { proxies, conflicts, advance = new Set() }: Circumstances<P> = PLAIN,
): Presences<P> {
  const governmentVote = statutes['government-vote'].value;
  const voting = seats.filter(
    (seat) =>
      isInFunction(bodyKind, seat) &&
      checkMayVote({ ...seat, bodyKind, governmentVote, membership: seat.partner ? 'full' : 'none' }).done,
  );
  const filled = voting.filter(({ vacant }) => !vacant);
  const rule = { proxies: statutes.proxies.value, most: statutes['proxies-most'].value };
  const representation = representationOf(filled, proxies, rule, conflicts, advance);
  const opening = representationOf(filled, proxies, rule, new Set(), advance.difference(conflicts));
  const votes = ({ there, represented }: Representation, { mandateId }: SeatAtMeeting) =>
    there.has(mandateId) || represented.has(mandateId);
  const counted = statutes['conflict-quorum'].value === 'counted';

  const presences = collegesCounted(statutes).map((college) => {
    const own = voting.filter((seat) => college === null || collegeOf(seat.sector) === college);
    const voters = own.filter((seat) => votes(representation, seat)).length;
    const present = own.filter((seat) => votes(opening, seat)).length;
    return {
      college,
      voters,
      members: own.length,
      ...(counted && present !== voters && { present }),
    };
  });
  const there = filled.filter((seat) => votes(opening, seat));
  return {
    presences,
    representation,
    directors: {
      there: there.length,
      inConflict: there.filter(({ mandateId }) => conflicts.has(mandateId)).length,
    },
  };
}
