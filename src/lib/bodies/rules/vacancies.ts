import { dayInWords } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { SECTOR_WORDS } from '#lib/kernel/sectors.ts';
import { RELAY_SEATS } from '../rules.ts';
import { seatingOn } from './seats.ts';
import type { StandingBody, StandingSeat } from './standing.ts';

/** A seat that nobody holds, or a member that nobody represents. */
export interface Vacancy {
  /** The same vacancy has the same key every day. */
  readonly key: string;
  /** Whose seat: "Solaix", "secteur public (CPAS)". */
  readonly seat: string;
  /** Its first ISO day; null where it is not known. */
  readonly since: string | null;
}

const vacancy = (id: string, seat: string, since: string | null): Vacancy => ({
  key: `vacancy/${id}/${since ?? ''}`,
  seat,
  since,
});

function seatInWords({ organisation, category, sector }: StandingSeat): string {
  if (organisation !== null) return organisation;
  const kind = category === null || category === 'other' ? '' : ` (${RELAY_SEATS[category].name})`;
  return SECTOR_WORDS[sector] + kind;
}

/**
 * The vacancies of a body on an ISO day. seats: those described that nobody holds, and those of organisations that have
 * named nobody · members: those that nobody represents where every full member sits.
 */
export function vacanciesOf(body: StandingBody, today: string): { seats: Vacancy[]; members: Vacancy[] } {
  const { places, unseated } = seatingOn(body.seats, body.mandates, today);
  const byRight = body.composed === 'by-right';
  const empty = places
    .filter(({ vacant }) => vacant)
    .map(({ seat, holder, vacantSince }) => {
      const id = byRight ? `${body.id}/${seat.id}` : seat.id;
      // An organisation that has the seat and named nobody says more than the seat.
      return vacancy(id, holder?.organisation ?? seatInWords(seat), vacantSince);
    });
  const seatIds = new Set<string | null>(places.map(({ seat }) => seat.id));
  const unnamed = unseated
    .filter(({ vacant, seatId }) => vacant && !seatIds.has(seatId))
    .map(({ id, organisation, from }) => vacancy(id, organisation, from));
  return byRight ? { seats: unnamed, members: empty } : { seats: [...empty, ...unnamed], members: [] };
}

/** "Solaix (depuis le 8 septembre 2022), ESPAS et 3 autres": at most five of them. */
export function vacanciesInWords(vacancies: readonly Vacancy[]): string {
  const words = vacancies.map(({ seat, since }) =>
    since === null ? seat : `${seat} (depuis le ${dayInWords(since)})`,
  );
  return atMostFive(words);
}

/** "A, B et C"; past five, "A, B, C, D et 3 autres". */
export function atMostFive(words: readonly string[]): string {
  return joinList(words.length > 5 ? [...words.slice(0, 4), `${words.length - 4} autres`] : words);
}
