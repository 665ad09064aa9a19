import type { Office } from '#lib/bodies/offices.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { agree, count, joinList, typography } from '#lib/kernel/french.ts';
import { SECTORS, SECTOR_WORDS } from '#lib/kernel/sectors.ts';
import { placesIn, type Constraints, type Places } from './election-seats.ts';
import type { Candidate, Elected, ElectionState, RoundResult, SettledTie } from './elections.ts';

/** The offices that an election gives. */
export const ELECTED_OFFICES = [
  'member',
  'chair',
  'vice-chair',
  'treasurer',
  'secretary',
] as const satisfies Office[];
export type ElectedOffice = (typeof ELECTED_OFFICES)[number];

/** The lot that settled a tie: what was said aloud before it, and what it gave for each. */
export interface DrawnLot {
  readonly seed: string;
  /** By candidate: SHA-256 in hexadecimal, see `drawLots`. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** "Premier tour", "Second tour", "3e tour". */
export function roundName(number: number): string {
  return number === 1 ? 'Premier tour' : number === 2 ? 'Deuxième tour' : `${number}e\u00a0tour`;
}

const votesInWords = (votes: number) => count(votes, 'voix', 'voix');

/** "2 sièges : un pour le secteur public, un sans condition de secteur". */
export function placesInWords(places: Places): string {
  const kept = SECTORS.flatMap((sector) =>
    places[sector] === 0 ? [] : [`${places[sector]} pour le ${SECTOR_WORDS[sector]}`],
  );
  const total = count(placesIn(places), 'siège', 'sièges');
  if (kept.length === 0) return total;
  const free = places.any === 0 ? [] : [`${places.any} sans condition de secteur`];
  return `${total}\u00a0: ${joinList([...kept, ...free])}`;
}

const AT: Readonly<Record<Exclude<ElectedOffice, 'member'>, string>> = {
  chair: 'Élection à la présidence',
  'vice-chair': 'Élection à la vice-présidence',
  treasurer: 'Élection à la trésorerie',
  secretary: 'Élection au secrétariat',
};

/** What is put to the ballots: "Élection pour 2 sièges de membre (Organe d’administration), à partir du 1er janvier 2023." */
export function electionTitle(election: {
  readonly body: string;
  readonly office: ElectedOffice;
  readonly places: Places;
  readonly from: string;
  readonly to: string | null;
}): string {
  const { body, office, places, from, to } = election;
  const what =
    office === 'member' ? `Élection pour ${count(placesIn(places), 'siège', 'sièges')}` : AT[office];
  const until = to === null ? '' : ` au ${dayInWords(to)}`;
  const since = to === null ? `à partir du ${dayInWords(from)}` : `du ${dayInWords(from)}`;
  return typography(`${what} (${body}), ${since}${until}.`);
}

/** What limits who is elected besides the votes, in sentences. */
export function constraintLines({ places, caps, onePerOrganisation }: Constraints): string[] {
  const lines = [`${placesInWords(places)}.`];
  if (caps !== null)
    lines.push(
      `Parité\u00a0: au plus ${count(caps.public, 'siège', 'sièges')} pour le secteur public et ${caps.associative} pour le secteur associatif.`,
    );
  if (onePerOrganisation) lines.push('Une organisation n’a qu’un siège dans cette instance.');
  return lines;
}

/** "Est élue : A (6 voix)", "Sont élus : A et B", "Obtiennent un siège : A et B" where a civility is not known. */
function electedSentence(elected: readonly Elected[], withVotes: boolean): string {
  const civilities = elected.map(({ candidate }) => candidate.civility);
  const known = civilities.includes(null) ? null : civilities.includes('monsieur') ? 'monsieur' : 'madame';
  const several = elected.length > 1;
  const verb = {
    madame: several ? 'Sont élues' : 'Est élue',
    monsieur: several ? 'Sont élus' : 'Est élu',
    neutral: several ? 'Obtiennent un siège' : 'Obtient le siège',
  }[known ?? 'neutral'];
  const names = elected.map(({ candidate: { name }, votes }) =>
    withVotes ? `${name} (${votesInWords(votes)})` : name,
  );
  return `${verb}\u00a0: ${joinList(names)}.`;
}

const nameIn = (candidates: readonly Candidate[], id: string) =>
  candidates.find((candidate) => candidate.id === id)!.name;

/** How a tie was settled, for the PV: with the lot, what was said aloud and the beginning of each fingerprint. */
function settledSentences(
  { order, means }: SettledTie,
  lot: DrawnLot | null,
  candidates: readonly Candidate[],
): string[] {
  const names = order.map((id) => nameIn(candidates, id));
  const drawn = lot
    ? `Tirage au sort en séance, mots dits à voix haute avant de tirer\u00a0: «\u00a0${lot.seed}\u00a0»\u00a0; empreintes\u00a0: ${joinList(order.map((id) => `${nameIn(candidates, id)} ${lot.hashes[id]!.slice(0, 8)}`))}.`
    : null;
  const civility = candidates.find(({ id }) => id === order[0])!.civility;
  const eldest = agree(civility, 'l’aînée', 'l’aîné', 'la personne la plus âgée');
  if (means === 'lot')
    return [drawn ?? 'Tirage au sort en séance.', `Ordre du sort\u00a0: ${names.join(', puis ')}.`];
  return [
    ...(drawn === null ? [] : [`Même date de naissance. ${drawn}`]),
    `À égalité, l’âge décide\u00a0: ${names[0]} est ${eldest}${names.length > 2 ? `, puis viennent ${names.slice(1).join(', ')}` : ''}.`,
  ];
}

/** What one round gave, in sentences, in the order in which they are read in a PV: its figures first. */
export function roundSentences(
  { count: papers, valid, needed, elected, without, settled }: RoundResult,
  candidates: readonly Candidate[],
  lotOf: (tie: SettledTie) => DrawnLot | null,
): string[] {
  const { cast, blank, invalid, votes } = papers;
  const rule =
    needed === null
      ? 'le plus grand nombre de voix suffit'
      : `majorité absolue des bulletins valables\u00a0: il fallait ${votesInWords(needed)}`;
  const figures = `${count(cast, 'bulletin', 'bulletins')}, ${count(blank, 'blanc', 'blancs')}, ${count(invalid, 'nul', 'nuls')}\u00a0; ${count(valid, 'valable', 'valables')}\u00a0; ${rule}.`;
  const ranked = candidates
    .flatMap((candidate) => {
      const own = votes[candidate.id];
      return own === undefined ? [] : [{ name: candidate.name, own }];
    })
    .toSorted((one, other) => other.own - one.own);
  return [
    figures,
    `${ranked.map(({ name, own }) => `${name}\u00a0: ${votesInWords(own)}`).join('\u00a0; ')}.`,
    ...settled.flatMap((tie) => [
      `Égalité\u00a0: ${joinList(tie.order.map((id) => nameIn(candidates, id)))} ont chacun ${votesInWords(votes[tie.order[0]!]!)}.`,
      ...settledSentences(tie, lotOf(tie), candidates),
    ]),
    elected.length === 0 ? 'Personne n’est élu à ce tour.' : electedSentence(elected, true),
    ...without.map(
      ({ candidate, votes: own, obstacle }) =>
        `${candidate.name}, ${votesInWords(own)}, n’a pas de siège\u00a0: ${obstacle}.`,
    ),
  ];
}

/** "Anne Adam retire sa candidature avant le deuxième tour.": who withdrew after a round, 0 for before the first. */
export function withdrawalSentences(
  { withdrawn }: Pick<ElectionState, 'withdrawn'>,
  afterRound: number,
): string[] {
  const names = withdrawn.flatMap((each) => (each.afterRound === afterRound ? [each.candidate.name] : []));
  if (names.length === 0) return [];
  const next = roundName(afterRound + 1);
  const verb = names.length === 1 ? 'retire sa candidature' : 'retirent leur candidature';
  return [`${joinList(names)} ${verb} avant le ${next.slice(0, 1).toLowerCase()}${next.slice(1)}.`];
}

/** The result of an election, as its decision, the PV, the register and the public page say it. */
export interface ElectionWords {
  /** "Sont élues : A et B." */
  readonly sentence: string;
  /** The same without naming anybody. */
  readonly plain: string;
  readonly explanation: readonly string[];
}

/** The result of an election that ends here. */
export function resultWords(
  state: ElectionState,
  candidates: readonly Candidate[],
  places: Places,
  lotOf: (tie: SettledTie) => DrawnLot | null,
): ElectionWords {
  const filled = state.elected.length;
  const total = placesIn(places);
  const vacant = total - filled;
  const still = vacant === 0 ? [] : [`${count(vacant, 'siège reste', 'sièges restent')} à pourvoir.`];
  return {
    sentence: filled === 0 ? 'Personne n’est élu.' : electedSentence(state.elected, false),
    plain: `Élection\u00a0: ${count(filled, 'siège pourvu', 'sièges pourvus')} sur ${total}.`,
    explanation: [
      ...withdrawalSentences(state, 0),
      ...state.rounds.flatMap((round) => {
        const [figures, ...rest] = roundSentences(round, candidates, lotOf);
        return [
          `${roundName(round.number)}\u00a0: ${figures}`,
          ...rest,
          ...withdrawalSentences(state, round.number),
        ];
      }),
      ...still,
    ],
  };
}
