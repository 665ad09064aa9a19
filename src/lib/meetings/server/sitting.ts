import { statutesOf } from '#lib/associations/server/settings.ts';
import { collegeOf, isInFunction } from '#lib/bodies/rules.ts';
import type { SeatRow } from '#lib/bodies/server/queries.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { COLLEGES } from '#lib/kernel/sectors.ts';
import type { Statutes } from '#lib/associations/rules/statutes.ts';
import type { Tx } from '#lib/platform/database.ts';
import { quorumOf, type Presence, type Quorum } from '../rules/quorum.ts';
import { attendanceOf, type AttendanceRow } from './queries.ts';

export interface Sitting {
  /** Those entitled on the day, with a person. */
  readonly attendance: readonly AttendanceRow[];
  readonly statutes: Statutes;
  /** Votes present and votes in function, per college. */
  readonly presences: readonly Presence[];
  readonly quorum: Quorum;
  /** How many people were recorded, present or not. */
  readonly recorded: number;
}
