import type { College } from '#lib/kernel/sectors.ts';

/** Someone who has a vote on an item, by themselves or by whoever holds their proxy. */
export interface VoterRow {
  readonly mandateId: string;
  readonly name: string;
  /** What the alphabetical order looks at: the family name first. */
  readonly sortName: string;
  readonly organisation: string;
  readonly college: College | null;
  /** Who votes for them. */
  readonly representedBy: string | null;
}
