import type { VoteSnapshot } from '#lib/decisions/rules/snapshot.ts';

type Votes = readonly Pick<VoteSnapshot, 'people'>[];

/**
 * By mandate, who voted for whom over the votes of a meeting: the one holder, null where nobody did, or "changing" where
 * it was not the same at every vote. Votes from which a conflict of interest kept someone say nothing of them.
 */
function holdersOf(votes: Votes): Map<string, string | null> {
  const holders = new Map<string, string | null>();
  const changing = new Set<string>();
  for (const { people } of votes)
    for (const { mandateId, inConflict, representedBy } of people) {
      if (inConflict) continue;
      if (holders.has(mandateId) && holders.get(mandateId) !== representedBy) changing.add(mandateId);
      holders.set(mandateId, representedBy);
    }
  for (const mandateId of changing) holders.delete(mandateId);
  return holders;
}

/**
 * Under whose name the list of those present says who voted for them, by mandate: at the votes, or `now`, at the moment of
 * writing, where no vote was kept. What changed from one vote to another is said with each vote instead.
 */
export function listedHolders(
  votes: Votes,
  now: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | null> {
  return votes.length === 0 ? now : holdersOf(votes);
}

/** Who voted by proxy at one vote of a meeting and stands not so in the list of those present. */
export function representedAt(vote: Votes[number], votes: Votes): VoteSnapshot['people'] {
  const steady = holdersOf(votes);
  return vote.people.filter(
    ({ mandateId, representedBy }) => representedBy !== null && !steady.has(mandateId),
  );
}
