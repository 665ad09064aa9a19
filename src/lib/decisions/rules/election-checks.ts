import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { count as counted, joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { placesIn, type Constraints } from './election-seats.ts';
import type { ElectedOffice } from './election-words.ts';
import { validIn, type Candidate, type ElectionState, type RoundCount } from './elections.ts';

/**
 * Whether the body that votes may elect there. Refuses directors elected by anyone but the general assembly (CSA 9:12,
 * R-AG-01); among the directors that it named (`directors`: persons), another body may give the offices of the board.
 */
export function checkElector(
  voting: BodyKind,
  elected: {
    readonly body: BodyKind;
    readonly office: ElectedOffice;
    readonly directors: ReadonlySet<string>;
  },
  candidates: readonly Pick<Candidate, 'personId' | 'name'>[],
): Outcome<undefined> {
  if (voting === 'general-assembly' || elected.body !== 'board') return done();
  const source = 'CSA 9:12';
  if (elected.office === 'member')
    return refuse(
      'reserved-to-assembly',
      'Impossible d’élire des administrateurs ici\u00a0: seule l’assemblée générale les nomme. Portez ce point à son ordre du jour.',
      { field: 'body', source },
    );
  const stranger = candidates.findIndex(({ personId }) => !elected.directors.has(personId));
  if (stranger < 0) return done();
  return refuse(
    'not-a-director',
    `${candidates[stranger]!.name} n’est pas administrateur ou administratrice le premier jour du mandat, et seule l’assemblée générale peut le décider. Choisissez une personne qui siège dans cet organe.`,
    { field: `person-${stranger}`, source },
  );
}

/**
 * Whether an election can open. Refuses no seat, nobody who stands, the same person or the same name twice, and somebody
 * for whom there is no seat at all.
 */
export function checkOpening(
  candidates: readonly Candidate[],
  { places, onePerOrganisation, seated }: Constraints,
): Outcome<undefined> {
  if (placesIn(places) === 0)
    return refuse('no-seat', 'Indiquez combien de sièges sont à pourvoir.', { field: 'any' });
  if (candidates.length === 0)
    return refuse('no-candidate', 'Choisissez au moins une personne candidate.', { field: 'person-0' });
  for (const [index, { personId, name }] of candidates.entries()) {
    const field = `person-${index}`;
    const before = candidates.slice(0, index);
    if (before.some((other) => other.personId === personId))
      return refuse('candidate-twice', `${name} est dans la liste deux fois. Gardez une seule ligne.`, {
        field,
      });
    if (before.some((other) => other.name === name))
      return refuse(
        'homonyms',
        `Deux personnes s’appellent ${name}, pour la même organisation\u00a0: les bulletins ne les distingueraient pas. Précisez d’abord leur nom dans l’annuaire.`,
        { field },
      );
  }
  const odd = candidates.findIndex(({ sector }) => places[sector] + places.any === 0);
  if (odd >= 0)
    return refuse(
      'no-seat-of-sector',
      `Aucun des sièges à pourvoir n’est pour le secteur de ${candidates[odd]!.name}. Corrigez les sièges, ou cette candidature.`,
      { field: `person-${odd}` },
    );
  const doubled = onePerOrganisation
    ? candidates.findIndex(({ organisationId }) => seated.includes(organisationId))
    : -1;
  if (doubled >= 0)
    return refuse(
      'organisation-seated',
      `${candidates[doubled]!.name} ne pourrait pas avoir de siège\u00a0: ${candidates[doubled]!.organisation} siège déjà ce jour-là dans cette instance, et chaque organisation n’a qu’un siège.`,
      { field: `organisation-${doubled}` },
    );
  return done();
}

/**
 * Whether the papers of a round add up. `voters`: the votes that could be cast at this moment. Refuses a round that is not
 * the one to hold, no paper at all, more papers than voters, more blank and invalid papers than papers, more votes for
 * somebody than valid ballots, more names than the ballots can bear, and fewer than one name for each valid ballot.
 */
export function checkRound(
  { next, left, elected }: ElectionState,
  round: number,
  count: RoundCount,
  voters: number,
): Outcome<undefined> {
  if (next.kind !== 'round' || next.number !== round)
    return refuse(
      'round-moved-on',
      'Ce tour n’est pas celui qui est à compter\u00a0: l’élection a avancé entre-temps. La page la montre maintenant.',
      { field: 'cast' },
    );
  const figures = [count.cast, count.blank, count.invalid, ...Object.values(count.votes)];
  if (figures.some((figure) => !Number.isSafeInteger(figure) || figure < 0))
    return refuse('not-a-count', 'Chaque nombre est un entier, zéro ou plus.', { field: 'cast' });
  const stranger = Object.keys(count.votes).find((id) => left.every((candidate) => candidate.id !== id));
  if (stranger !== undefined) {
    const name = elected.find(({ candidate }) => candidate.id === stranger)?.candidate.name;
    return refuse(
      'not-running',
      name === undefined
        ? 'Une des candidatures comptées n’est plus en lice. Rechargez la page.'
        : `${name} a déjà un siège. Rechargez la page\u00a0: il reste à compter les voix des autres.`,
      { field: 'cast' },
    );
  }
  const { cast, blank, invalid, votes } = count;
  if (cast === 0)
    return refuse('nothing-counted', 'Indiquez d’abord combien de bulletins vous avez trouvés.', {
      field: 'cast',
    });
  if (cast > voters)
    return refuse(
      'more-ballots-than-voters',
      `Impossible\u00a0: ${cast} bulletins trouvés, mais ${counted(voters, 'voix présente ou représentée', 'voix présentes ou représentées')} en ce moment. Recomptez, ou complétez les présences\u00a0; s’il y a vraiment trop de bulletins, faites revoter.`,
      { field: 'cast' },
    );
  if (blank + invalid > cast)
    return refuse(
      'more-blank-than-cast',
      `Impossible\u00a0: ${blank + invalid} bulletins blancs ou nuls, pour ${counted(cast, 'bulletin trouvé', 'bulletins trouvés')}. Recomptez-les.`,
      { field: 'blank' },
    );
  const valid = validIn(count);
  const most = left.find(({ id }) => (votes[id] ?? 0) > valid);
  if (most)
    return refuse(
      'more-votes-than-ballots',
      `Impossible\u00a0: ${votes[most.id]} voix pour ${most.name}, mais ${counted(valid, 'bulletin valable', 'bulletins valables')}. Recomptez son tas.`,
      { field: `votes-${most.id}` },
    );
  const sum = Object.values(votes).reduce((total, each) => total + each, 0);
  const first = `votes-${left[0]!.id}`;
  if (sum > valid * next.names)
    return refuse(
      'more-names-than-seats',
      `Impossible\u00a0: ${sum} voix comptées. ${counted(valid, 'bulletin valable porte', 'bulletins valables portent')} ${next.names === 1 ? 'un seul nom chacun' : `${next.names} noms chacun au plus`}, soit ${valid * next.names} voix au plus. Recomptez.`,
      { field: first },
    );
  if (sum < valid)
    return refuse(
      'ballots-without-name',
      `Impossible\u00a0: ${counted(valid, 'bulletin valable', 'bulletins valables')}, mais ${sum} voix comptées. Un bulletin sans aucun nom est blanc. Recomptez.`,
      { field: first },
    );
  return done();
}

/**
 * The order in which the age settles a tie, the oldest first; `born` gives the day of birth of each (ISO). Those born on the
 * same day are left to the lot (`drawn`: by it, in order). Refuses a missing day, and the same day without a draw.
 */
export function orderByAge(
  candidates: readonly Candidate[],
  born: Readonly<Record<string, string>>,
  drawn: readonly string[] | null,
): Outcome<string[]> {
  const missing = candidates.find(({ id }) => (born[id] ?? '') === '');
  if (missing)
    return refuse('birth-day-missing', `Indiquez la date de naissance de ${missing.name}.`, {
      field: `born-${missing.id}`,
    });
  const day = ({ id }: Candidate) => born[id]!;
  const twins = candidates.filter((one) =>
    candidates.some((other) => other !== one && day(other) === day(one)),
  );
  if (twins.length > 0 && drawn === null)
    return refuse(
      'same-age',
      `${joinList(twins.map(({ name }) => name))} ont le même âge\u00a0: le sort décide entre elles et eux. Dites aussi le nombre ou les mots du tirage.`,
      { field: 'seed' },
    );
  const rank = ({ id }: Candidate) => drawn!.indexOf(id);
  return done(
    candidates
      .toSorted((one, other) => day(one).localeCompare(day(other)) || rank(one) - rank(other))
      .map(({ id }) => id),
  );
}
