import type { QuorumScope } from '#lib/associations/rules/settings/quorum.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import type { Condition } from '#lib/kernel/conditions.ts';
import { meets, smallestMeeting, thresholdInWords, type Threshold } from '#lib/kernel/fractions.ts';
import { COLLEGES, type College } from '#lib/kernel/sectors.ts';

/** Votes present or represented, and votes of the members in function. `college` null: a body without colleges. */
export interface Presence {
  readonly college: College | null;
  readonly voters: number;
  readonly members: number;
  /** Counted for the quorum, where it is not the voters: with those set apart by a conflict of interest (R-COI-06). */
  readonly present?: number;
}

export interface QuorumRule {
  readonly quorum: Resolved<Threshold | null>;
  readonly scope: Resolved<QuorumScope>;
}

export interface Quorum {
  readonly met: boolean;
  readonly conditions: readonly Condition[];
  /** One French sentence for each condition, or one that says that none is asked. */
  readonly sentences: readonly string[];
}

export const COLLEGE_LABELS: Readonly<Record<College, string>> = {
  public: 'Public',
  associative: 'Associatif',
};

function sum(presences: readonly Presence[]): { voters: number; members: number } {
  return {
    voters: presences.reduce((total, each) => total + (each.present ?? each.voters), 0),
    members: presences.reduce((total, each) => total + each.members, 0),
  };
}

/**
 * The quorum of a body at one moment, from the votes present or represented and the members in function. Counted
 * against the members, never against the ballots. Nobody present is never a quorum, even where none is asked
 * (R-QUO-01, R-MOD-01, R-VOT-08). The sentences of a meeting to come are in the present.
 */
export function quorumOf(
  presences: readonly Presence[],
  { quorum, scope }: QuorumRule,
  when: 'held' | 'to-come' = 'held',
): Quorum {
  const overall = sum(presences);
  const threshold = quorum.value;
  if (threshold === null) {
    const met = overall.voters > 0;
    const sentence = met
      ? `Aucun quorum n’est demandé (${quorum.source})\u00a0: présents ou représentés, ${overall.voters} sur ${overall.members}.`
      : 'Personne n’est présent\u00a0: aucune décision n’est possible.';
    return { met, conditions: [], sentences: [sentence] };
  }

  const compare = (label: string, { voters, members }: { voters: number; members: number }): Condition => {
    const needed = Math.max(1, smallestMeeting(members, threshold));
    return {
      label,
      votes: voters,
      base: members,
      needed,
      met: voters > 0 && meets(voters, members, threshold),
      source: quorum.source,
      toVerify: quorum.toVerify,
    };
  };
  const conditions: Condition[] = [];
  if (scope.value !== 'each-college') conditions.push(compare('Quorum', overall));
  if (scope.value !== 'overall')
    for (const college of COLLEGES)
      conditions.push(
        compare(
          `Quorum, ${COLLEGE_LABELS[college].toLowerCase()}`,
          sum(presences.filter((each) => each.college === college)),
        ),
      );
  return {
    met: conditions.every((condition) => condition.met),
    conditions,
    sentences: conditions.map((condition) => sentence(condition, threshold, when)),
  };
}

function sentence(
  { label, votes, base, needed, met, source }: Condition,
  threshold: Threshold,
  when: 'held' | 'to-come',
): string {
  const result = met ? 'atteint' : `il en manque ${needed - votes}`;
  const rule = `${thresholdInWords(threshold)}, ${source}`;
  return `${label}\u00a0: présents ou représentés, ${votes} sur ${base}\u00a0; il en ${when === 'held' ? 'fallait' : 'faut'} ${needed} (${rule})\u00a0: ${result}.`;
}
