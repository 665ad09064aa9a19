import { collegesCounted } from '#lib/associations/rules/statutes.ts';
import { collegeOf } from '#lib/bodies/rules.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { softwareVersion } from '#lib/platform/project-root.ts';
import type { PersonAtVote, VoteSnapshot } from '../rules/snapshot.ts';

/** Who sat at this moment, as a vote keeps them. */
export function peopleOf({ attendance, voters, statutes, inAdvance }: Sitting): PersonAtVote[] {
  const byCollege = !collegesCounted(statutes).includes(null);
  return attendance.map((row) => ({
    mandateId: row.mandateId,
    name: `${row.person.givenName} ${row.person.familyName}`,
    civility: row.person.civility,
    organisation: row.organisation,
    sector: row.sector,
    college: byCollege ? collegeOf(row.sector) : null,
    office: row.office,
    state: row.state,
    inConflict: row.inConflict,
    votes: voters.has(row.mandateId) ? 1 : 0,
    representedBy: row.representedBy,
    ...(inAdvance.has(row.mandateId) && { inAdvance: true as const }),
  }));
}

/** What a vote is decided upon, from the sitting as it was read for its item. */
export function snapshotOf(
  sitting: Sitting,
  taken: Pick<VoteSnapshot, 'method' | 'ballots' | 'tellers'>,
): VoteSnapshot {
  return {
    software: softwareVersion(),
    ...taken,
    people: peopleOf(sitting),
    proxies: sitting.proxies.map(({ proxy, holder, suspended }) => ({
      principalMandateId: proxy.principalMandateId,
      holderMandateId: proxy.holderMandateId,
      holder,
      suspended,
    })),
  };
}
