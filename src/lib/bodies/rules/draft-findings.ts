import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import { capital } from '#lib/kernel/french.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { SECTOR_WORDS } from '#lib/kernel/sectors.ts';
import type { Office } from '../offices.ts';
import { checkMandate } from '../rules.ts';
import { OFFICE_NAMES, periodInWords } from '../words.ts';
import { checkPresidency, isPresiding } from './alternation.ts';
import { about, asHolder, nameOf, type Finding, type Said } from './draft-finding.ts';
import { warningsOf } from './draft-warnings.ts';
import { compositionOf, sitsOnEve, unplacedIn, type Draft, type DraftPlace, type Proposed } from './draft.ts';
import type { RenewalRules } from './renewal.ts';
import { livesOn } from './seats.ts';

/** The refusal of a rule as a finding about a place; nothing when the rule admits. */
function refused(placeId: string, outcome: Outcome<unknown>): Said[] {
  if (outcome.done) return [];
  const { code, sentence, source } = outcome.refusal;
  return [about(placeId, code, sentence, source)];
}

/** Offices that one person at a time holds in a body. */
const SINGLE: readonly Office[] = ['chair', 'vice-chair', 'treasurer', 'secretary'];

/** A substitute stands beside whoever holds the seat. */
const beside = ({ office }: { readonly office: Office }) => office === 'substitute';

function keptFindings(draft: Draft, place: DraftPlace): Said[] {
  const { kept, former } = place;
  if (!kept || former === null) return [];
  if (!sitsOnEve(draft, former))
    return [
      about(
        place.id,
        'ended-meanwhile',
        `${capital(nameOf(former))} ne siège plus la veille\u00a0: ce mandat court ${periodInWords(former)}. Proposez quelqu’un, ou laissez la place vacante.`,
      ),
    ];
  if (former.to !== daysAfter(draft.on, -1)) return [];
  return [
    about(
      place.id,
      'kept-ends',
      `Le mandat de ${nameOf(former)} finit le ${dayInWords(former.to)}\u00a0: il ne peut pas continuer. Proposez à nouveau cette personne, ou une autre.`,
    ),
  ];
}

function seatFindings({ on, seats }: Draft, proposed: Proposed): Said[] {
  const { place, organisation, sector, office, voting } = proposed;
  const { seat } = place;
  if (organisation.sector !== sector)
    return [
      about(
        place.id,
        'other-sector',
        `Cette place est au ${SECTOR_WORDS[sector]}, mais ${organisation.name} est du ${SECTOR_WORDS[organisation.sector]}. Choisissez une organisation de ce secteur.`,
      ),
    ];
  if (seat === null) {
    if (seats.length === 0 || !(voting || office === 'substitute')) return [];
    return [
      about(
        place.id,
        'without-seat',
        'Cette instance décrit ses sièges, et cette place n’en a pas. Proposez cette personne à un siège, ou retirez-lui la voix.',
      ),
    ];
  }
  const found: Said[] = [];
  if (voting && !seat.voting)
    found.push(
      about(place.id, 'seat-without-vote', 'Ce siège est sans voix délibérative\u00a0: retirez la voix.'),
    );
  if (!livesOn(seat, on))
    found.push(
      about(place.id, 'outside-seat', `Ce siège n’existe pas le ${dayInWords(on)}. Laissez-le vacant.`),
    );
  if (seat.organisation !== null && seat.organisation.id !== organisation.id)
    found.push(
      about(
        place.id,
        'reserved-seat',
        `Ce siège est réservé à ${seat.organisation.name}. Choisissez cette organisation, ou laissez le siège vacant.`,
      ),
    );
  if (seat.category !== null && organisation.category !== null && seat.category !== organisation.category)
    found.push(
      about(
        place.id,
        'other-category',
        `${organisation.name} n’est pas de la catégorie que ce siège demande. Choisissez une autre organisation.`,
      ),
    );
  return found;
}

function byRightFindings({ place, organisation, person }: Proposed): Said[] {
  const { former } = place;
  const same = former?.organisation.id === organisation.id && former.person?.id === person?.id;
  return same
    ? []
    : [
        about(
          place.id,
          'by-right',
          'Dans une instance composée de plein droit, le renouvellement ne change que les fonctions. Remettez la même organisation et la même personne.',
        ),
      ];
}

/** Another proposal, or a mandate that is recorded to begin later, with which a proposal cannot stand. */
function clashes(draft: Draft, all: readonly Proposed[], own: Proposed): Said[] {
  const { place, person, office } = own;
  const found: Said[] = [];
  const earlier = all.slice(0, all.indexOf(own));
  // A mandate that goes on was recorded beside those to come: the database has answered for them.
  const coming = place.kept ? [] : draft.coming;
  const samePerson = (other: { person: { id: string } | null }) =>
    person !== null && other.person?.id === person.id;
  const sameOffice = (other: { office: Office }) => SINGLE.includes(office) && other.office === office;
  if (earlier.some(samePerson))
    found.push(
      about(
        place.id,
        'same-person',
        `${person!.name} occupe déjà une autre place. Choisissez une autre personne.`,
      ),
    );
  const sameSeat = (other: { seatId: string | null; office: Office }) =>
    place.seat !== null && other.seatId === place.seat.id && !beside(other) && !beside(own);
  if (earlier.some((other) => sameSeat({ seatId: other.place.seat?.id ?? null, office: other.office })))
    found.push(
      about(
        place.id,
        'same-seat',
        'Une autre personne est déjà à ce siège. Laissez une des deux places vide, ou faites-en une suppléance.',
      ),
    );
  if (earlier.some(sameOffice))
    found.push(
      about(
        place.id,
        'same-office',
        `${OFFICE_NAMES[office]}\u00a0: une seule personne à la fois exerce cette fonction. Changez une des deux places.`,
      ),
    );
  const later = coming.find((other) => samePerson(other) || sameOffice(other) || sameSeat(other));
  if (later)
    found.push(
      about(
        place.id,
        'coming-mandate',
        `Un mandat de ${nameOf(later)} est déjà enregistré ici ${periodInWords(later)}. Changez cette proposition, ou ce mandat.`,
      ),
    );
  return found;
}

function presidingFindings(
  draft: Draft,
  all: readonly Proposed[],
  own: Proposed,
  { terms, alternation }: RenewalRules,
): Said[] {
  const others = [
    ...all.filter((each) => each !== own).map((each) => asHolder(draft.on, each)),
    ...draft.coming.map((mandate) => ({ ...mandate, name: nameOf(mandate) })),
  ].filter(({ office }) => isPresiding(office));
  const outcome = checkPresidency(asHolder(draft.on, own), others, terms, alternation);
  // A reason noted when the mandate began is history, not a proposal.
  if (own.place.kept && !outcome.done && outcome.refusal.code === 'no-exception') return [];
  return refused(own.place.id, outcome);
}

function blocking(draft: Draft, rules: RenewalRules): Said[] {
  const all = compositionOf(draft);
  const { on } = draft;
  const found: Said[] = livesOn(rules.life, on)
    ? []
    : [about(null, 'outside-body', `Cette instance n’existe pas le ${dayInWords(on)}.`)];
  for (const mandate of unplacedIn(draft).mandates)
    found.push(
      about(
        null,
        'begun-meanwhile',
        `${capital(nameOf(mandate))} siège la veille pour ${mandate.organisation.name} et n’a pas de place dans ce projet. Ajoutez sa place.`,
      ),
    );
  for (const place of draft.places) {
    found.push(...keptFindings(draft, place));
    const own = all.find((each) => each.place === place);
    if (!own) {
      if (place.person !== null && !place.kept)
        found.push(
          about(place.id, 'no-organisation', 'Choisissez l’organisation que cette personne représente.'),
        );
      continue;
    }
    if (!place.kept) {
      const { office, voting, person } = own;
      found.push(...refused(place.id, checkMandate({ office, voting, from: on, to: null })));
      if (office === 'substitute' && person === null)
        found.push(
          about(
            place.id,
            'nobody-substitutes',
            'Une suppléance revient à une personne\u00a0: choisissez-la.',
          ),
        );
      found.push(...(rules.composed === 'by-right' ? byRightFindings(own) : seatFindings(draft, own)));
    }
    found.push(...clashes(draft, all, own));
    found.push(...presidingFindings(draft, all, own, rules));
  }
  // Said once, of the first of the two.
  return found.filter(
    ({ code }, index) => code !== 'same-sector' || found.findIndex((each) => each.code === code) === index,
  );
}

/**
 * What is not in order with a draft, what blocks first. Blocking: an office or a person twice, a chair or a vice-chair
 * out of turn (T60, T63), an organisation that the seat does not admit, a mandate outside its seat or its body, one that
 * goes on past its end, and what was begun or ended since the draft was. Warnings: parity and by how much, what the
 * decree misses (RS-09), an interim (T65), vacant places, a board too small (CSA 9:5).
 */
export function checkDraft(draft: Draft, rules: RenewalRules): Finding[] {
  return [
    ...blocking(draft, rules).map((said) => ({ severity: 'blocking' as const, ...said })),
    ...warningsOf(draft, rules).map((said) => ({ severity: 'warning' as const, ...said })),
  ];
}
