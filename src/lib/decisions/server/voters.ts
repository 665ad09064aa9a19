import type { Sitting } from '#lib/meetings/server/sitting.ts';
import type { VoterRow } from '../hand/voters.ts';
import { peopleOf } from './snapshot.ts';

/** Who has a vote in this sitting, by themselves or by a proxy in effect, in the order of the list. */
export function voterRows(sitting: Sitting): VoterRow[] {
  const sortNames = new Map(
    sitting.attendance.map(({ mandateId, person }) => [
      mandateId,
      `${person.familyName} ${person.givenName}`,
    ]),
  );
  return peopleOf(sitting).flatMap(({ mandateId, name, organisation, college, representedBy, votes }) =>
    votes > 0
      ? [
          {
            mandateId,
            name,
            sortName: sortNames.get(mandateId) ?? name,
            organisation,
            college,
            representedBy,
          },
        ]
      : [],
  );
}
