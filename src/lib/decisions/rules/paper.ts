import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGE_LABELS, type Presence } from '#lib/meetings/rules/quorum.ts';
import { VOTE_VALUES, type VoteValue } from '../vocabulary.ts';
import { votesIn, type CollegeTally } from './counts.ts';

/** What a teller found for one college, or for a body that counts all together: the papers, and what they say. */
export interface PaperCount extends CollegeTally {
  /** Papers taken out of the box, valid or not. */
  readonly found: number;
}

const labelOf = ({ college }: Pick<PaperCount, 'college'>) =>
  college === null ? 'Ensemble' : COLLEGE_LABELS[college];
const fieldOf = ({ college }: Pick<PaperCount, 'college'>) => `${college ?? 'overall'}Found`;

/**
 * Whether what one teller enters can be the count of this vote. Refuses no paper at all, more papers than voters, and figures
 * that do not add up to the papers found (found = valid + blank + invalid): that teller counts again.
 */
export function checkPaper(
  counts: readonly PaperCount[],
  presences: readonly Presence[],
): Outcome<undefined> {
  if (counts.every(({ found }) => found === 0))
    return refuse('nothing-counted', 'Indiquez d’abord combien de bulletins vous avez trouvés.', {
      field: fieldOf(counts[0]!),
    });
  for (const count of counts) {
    const voters = presences.find(({ college }) => college === count.college)?.voters ?? 0;
    const sum = votesIn(count.tally);
    if (count.found > voters)
      return refuse(
        'more-ballots-than-voters',
        `${labelOf(count)}\u00a0: ${count.found} bulletins trouvés pour ${voters} voix au vote. Recomptez\u00a0; s’il y en a vraiment trop, abandonnez ce dépouillement et faites revoter.`,
        { field: fieldOf(count) },
      );
    if (sum !== count.found)
      return refuse(
        'ballots-do-not-add-up',
        `${labelOf(count)}\u00a0: ${count.found} bulletins trouvés, mais ${sum} comptés (pour, contre, abstentions, blancs et nuls). Recomptez ce tas.`,
        { field: fieldOf(count) },
      );
  }
  return done();
}

export interface PaperDifference {
  /** "Public" */
  readonly label: string;
  readonly college: PaperCount['college'];
  readonly value: VoteValue | 'found';
  readonly first: number;
  readonly second: number;
}

/** Where two counts of the same papers disagree, field by field. */
export function differencesBetween(
  first: readonly PaperCount[],
  second: readonly PaperCount[],
): PaperDifference[] {
  return first.flatMap((one) => {
    const other = second.find(({ college }) => college === one.college);
    const values = [
      { value: 'found' as const, first: one.found, second: other?.found ?? 0 },
      ...VOTE_VALUES.map((value) => ({
        value,
        first: one.tally[value],
        second: other?.tally[value] ?? 0,
      })),
    ];
    return values.flatMap((each) =>
      each.first === each.second ? [] : [{ label: labelOf(one), college: one.college, ...each }],
    );
  });
}

const VALUE_WORDS: Readonly<Record<PaperDifference['value'], string>> = {
  found: 'bulletins trouvés',
  for: 'pour',
  against: 'contre',
  abstention: 'abstentions',
  blank: 'blancs',
  invalid: 'nuls',
};

/** "Public, pour : 6 et 7": one difference in words. */
export function differenceInWords({ label, value, first, second }: PaperDifference): string {
  return `${label}, ${VALUE_WORDS[value]}\u00a0: ${first} et ${second}`;
}

/** Two counts by two people that say the same, or why the vote cannot be recorded yet. */
export function checkAgreement(
  counts: readonly { readonly teller: string; readonly counts: readonly PaperCount[] }[],
): Outcome<readonly PaperCount[]> {
  const [first, second] = counts;
  if (!first || !second)
    return refuse(
      'count-missing',
      first
        ? `Impossible d’enregistrer ce vote\u00a0: seul le compte de ${first.teller} est entré. Une seconde personne compte aussi les bulletins.`
        : 'Impossible d’enregistrer ce vote\u00a0: deux personnes comptent d’abord les bulletins, chacune de son côté.',
    );
  const differences = differencesBetween(first.counts, second.counts);
  if (differences.length === 0) return done(first.counts);
  return refuse(
    'counts-differ',
    `Impossible d’enregistrer ce vote\u00a0: les comptes de ${first.teller} et de ${second.teller} diffèrent (${joinList(differences.map(differenceInWords))}). Recomptez ensemble ces tas, et corrigez celui des deux comptes qui se trompe.`,
    { details: { differences } },
  );
}

/** What these figures tell of who voted what, though the vote is secret; empty when they tell nothing. */
export function secrecyWarnings(
  presences: readonly Presence[],
  counts: readonly PaperCount[] | null,
): string[] {
  return presences.flatMap((presence) => {
    if (presence.voters === 0) return [];
    const label = labelOf(presence);
    if (presence.voters < 3)
      return [
        `${label}\u00a0: moins de trois votants. Les chiffres de ce collège disent presque qui a voté quoi.`,
      ];
    const count = counts?.find(({ college }) => college === presence.college);
    const same = count && VOTE_VALUES.some((value) => count.tally[value] === presence.voters);
    return same ? [`${label}\u00a0: tous ont voté de même. Le résultat dit ce que chacun a voté.`] : [];
  });
}
