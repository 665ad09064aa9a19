import { m } from '#lib/paraglide/messages.js';
import type { Moves, ORGANISATION_REFERENCES, PERSON_REFERENCES } from './server/directory/references.ts';

type Organisations = Moves<typeof ORGANISATION_REFERENCES>;
type People = Moves<typeof PERSON_REFERENCES>;

const WORDS: Readonly<Record<keyof Organisations | keyof People, (inputs: { count: number }) => string>> = {
  mandate_organisation: m.merge_moves_mandates,
  mandate_person: m.merge_moves_mandates,
  seat_organisation: m.merge_moves_seats,
  renewal_place_organisation: m.merge_moves_places,
  renewal_place_person: m.merge_moves_places,
  meeting_secretary: m.merge_moves_minutes,
  task_person: m.follow_up_moves_tasks,
};

/** "3 mandats", "1 siège réservé": what there is of each kind, in words. */
export function movesInWords(moves: Organisations | People): string[] {
  return Object.entries(moves)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => WORDS[name as keyof typeof WORDS]({ count }));
}
