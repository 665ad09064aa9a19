import { typography } from '#lib/kernel/french.ts';
import { proposedIn, type DraftPlace } from './rules/draft.ts';
import { OFFICE_NAMES, type SeatInWords } from './words.ts';

/** The places of a draft as the picture of a body shows them; a place that disappears is not there. */
export function previewOf(places: readonly DraftPlace[]): SeatInWords[] {
  return places.flatMap((place): SeatInWords[] => {
    const own = proposedIn(place);
    if (own === null && place.seat === null) return [];
    const { sector } = place;
    const office = own?.office ?? 'member';
    const organisation = own?.organisation.name ?? place.seat?.organisation?.name ?? '';
    const title = office === 'member' ? '' : OFFICE_NAMES[office].toLocaleLowerCase('fr');
    return [
      { sector, office, organisation: typography(organisation), name: own?.person?.name ?? null, title },
    ];
  });
}

/** What is recorded of a place: "Alix Abrassart continue pour le CPAS. Fonction : Membre.". */
export function placeInWords(place: DraftPlace): string {
  const own = proposedIn(place);
  if (own === null) return 'Personne.';
  const who = own.person?.name ?? 'Une personne à désigner';
  const words = `${who}${place.kept ? ' continue,' : ','} pour ${own.organisation.name}. ${OFFICE_NAMES[own.office]}${own.voting ? '' : ', sans voix délibérative'}.`;
  return own.exceptionReason === null ? words : `${words} Exception\u00a0: ${own.exceptionReason}`;
}
