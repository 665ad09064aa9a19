import { count, joinList } from '#lib/kernel/french.ts';
import type { Office } from '../offices.ts';
import { parityAsked } from '../rules.ts';
import { presidencyNote, turnOn } from './alternation.ts';
import { about, asHolder, type Said } from './draft-finding.ts';
import { compositionOf, proposedIn, unplacedIn, type Draft, type Proposed } from './draft.ts';
import type { RenewalRules } from './renewal.ts';
import { isOfDirector } from './standing.ts';
import { relayLack, sizeLack, type Lack } from './warnings.ts';

function presidencyWarnings(
  draft: Draft,
  all: readonly Proposed[],
  { terms, alternation }: RenewalRules,
): Said[] {
  if (alternation.mode === 'none') return [];
  const inOffice = (office: Office) => {
    const holder = all.find((each) => each.office === office && each.person !== null);
    return holder ? asHolder(draft.on, holder) : null;
  };
  const note = presidencyNote(
    turnOn(terms, alternation, draft.on),
    inOffice('chair'),
    inOffice('vice-chair'),
  );
  // What else it says blocks already, or is an exception admitted with its reason.
  if (note === null || (note.state !== 'interim' && note.state !== 'vacant')) return [];
  return [
    about(null, note.state === 'interim' ? 'interim' : 'nobody-presides', note.sentence, alternation.source),
  ];
}

/** The places that vote: those proposed, and the described seats where nobody is. */
function votesIn({ places }: Draft) {
  return places.flatMap((place) => {
    const own = proposedIn(place);
    if (!(own ?? place.seat)?.voting) return [];
    const category = place.seat?.category ?? own?.organisation.category ?? null;
    return [{ sector: own?.sector ?? place.sector, category }];
  });
}

const lacking = (lack: Lack | null): Said[] =>
  lack === null ? [] : [about(null, lack.code, lack.sentence, lack.source)];

/** What is not as it should be with a draft, and does not keep it from being applied. */
export function warningsOf(draft: Draft, rules: RenewalRules): Said[] {
  const all = compositionOf(draft);
  const found = presidencyWarnings(draft, all, rules);
  if (rules.composed === 'by-right') return found;
  // A described seat counts in parity even where nobody is proposed.
  const parity = parityAsked(
    rules.parityTolerance,
    draft.places.flatMap((place) => [proposedIn(place) ?? place.seat ?? []].flat()),
  );
  if (parity && !parity.met) found.push(about(null, 'parity', parity.sentence, parity.source));
  if (rules.relayBoard) found.push(...lacking(relayLack(votesIn(draft))));
  const added = unplacedIn(draft).seats.length;
  if (added > 0)
    found.push(
      about(
        null,
        'seat-added',
        `${count(added, 'siège n’a', 'sièges n’ont')} pas de place dans ce projet. Ajoutez les places qui manquent.`,
      ),
    );
  const vacant = draft.places.filter((place) => (proposedIn(place)?.person ?? null) === null);
  if (vacant.length > 0) {
    const whose = vacant.map((place) => (proposedIn(place)?.organisation ?? place.seat?.organisation)?.name);
    const named = whose.filter((name) => name !== undefined);
    const list = named.length === 0 ? '' : `\u00a0: ${joinList(named)}`;
    found.push(about(null, 'vacant', `${count(vacant.length, 'place vacante', 'places vacantes')}${list}.`));
  }
  if (rules.kind === 'board') {
    const directors = all.filter((each) => each.person !== null && isOfDirector(each));
    found.push(...lacking(sizeLack(rules.members, directors.length)));
  }
  return found;
}
