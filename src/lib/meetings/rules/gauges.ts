import { COLLEGES, type College } from '#lib/kernel/sectors.ts';
import { COLLEGE_LABELS, type Presence, type Quorum } from './quorum.ts';

/** What a room reads of the quorum: how many are there or represented, of how many, and how many it takes. */
export interface QuorumGauge {
  /** Null: the whole body. */
  readonly college: College | null;
  readonly there: number;
  readonly members: number;
  /** Null: no quorum is asked. */
  readonly needed: number | null;
  readonly met: boolean;
  /** "quorum 5, atteint", "quorum 5, il en manque 2". */
  readonly sentence: string;
}

const thereIn = ({ voters, present }: Presence) => present ?? voters;

/**
 * One gauge for each condition of the quorum, or for the whole body where none is asked; and one for each college, as far
 * as the body has them, whether a quorum is asked of it or not: parity is read there.
 */
export function gaugesOf(presences: readonly Presence[], quorum: Quorum): QuorumGauge[] {
  const asked = quorum.conditions.map(({ label, votes, base, needed, met }) => ({
    college: COLLEGES.find((college) => label.endsWith(COLLEGE_LABELS[college].toLowerCase())) ?? null,
    there: votes,
    members: base,
    needed,
    met,
    sentence: `quorum ${needed}, ${met ? 'atteint' : `il en manque ${needed - votes}`}`,
  }));
  const whole = {
    college: null,
    there: presences.reduce((sum, presence) => sum + thereIn(presence), 0),
    members: presences.reduce((sum, { members }) => sum + members, 0),
    needed: null,
    met: quorum.met,
    sentence: 'aucun quorum n’est demandé',
  };
  const colleges = presences
    .filter(({ college }) => college !== null && !asked.some((gauge) => gauge.college === college))
    .map((presence) => ({
      college: presence.college,
      there: thereIn(presence),
      members: presence.members,
      needed: null,
      met: quorum.met,
      sentence: 'sans quorum propre',
    }));
  return [...(asked.length > 0 ? asked : [whole]), ...colleges];
}
