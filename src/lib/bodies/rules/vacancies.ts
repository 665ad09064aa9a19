import { dayInWords, daysAfter, dayWithin } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { SECTOR_WORDS } from '#lib/kernel/sectors.ts';
import { RELAY_SEATS } from '../rules.ts';
import {
  livesOn,
  type FullMember,
  type HeldMandate,
  type StandingBody,
  type StandingSeat,
} from './standing.ts';

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

/** The day after the last one on which somebody held one of these mandates before today; null where nobody did. */
function emptySince(mandates: readonly HeldMandate[], today: string): string | null {
  const ends = mandates.flatMap(({ name, to, office }) =>
    name !== null && office !== 'substitute' && to !== null && to < today ? [to] : [],
  );
  const last = ends.toSorted().at(-1);
  return last === undefined ? null : daysAfter(last, 1);
}

function seatInWords({ organisation, category, sector }: StandingSeat): string {
  if (organisation !== null) return organisation;
  const kind = category === null || category === 'other' ? '' : ` (${RELAY_SEATS[category].name})`;
  return SECTOR_WORDS[sector] + kind;
}

/**
 * The seats of a body that are vacant on an ISO day: those described that nobody holds, and those of organisations that
 * have named nobody. `members`: by their identifiers, those of which a body composed by right is made, left to
 * `unrepresentedMembers`.
 */
export function vacanciesOf(body: StandingBody, members: readonly FullMember[], today: string): Vacancy[] {
  const held = body.mandates.filter(
    ({ from, to, name, office }) => name !== null && office !== 'substitute' && dayWithin(today, from, to),
  );
  const described = body.seats
    .filter((seat) => livesOn(seat, today) && !held.some(({ seatId }) => seatId === seat.id))
    .map((seat) => {
      const own = body.mandates.filter(({ seatId }) => seatId === seat.id);
      // An organisation that has the seat and named nobody says more than the seat.
      const waiting = own.find(({ name, from, to }) => name === null && dayWithin(today, from, to));
      return vacancy(
        seat.id,
        waiting?.organisation ?? seatInWords(seat),
        emptySince(own, today) ?? seat.from,
      );
    });
  const byRight = new Set(body.composed === 'by-right' ? members.map(({ id }) => id) : []);
  const unnamed = body.mandates
    .filter(
      ({ seatId, name, from, to, organisationId }) =>
        seatId === null && name === null && dayWithin(today, from, to) && !byRight.has(organisationId),
    )
    .map(({ id, organisation, from }) => vacancy(id, organisation, from));
  return [...described, ...unnamed];
}

/** The full members of an ISO day that nobody represents in a body where every one of them sits. */
export function unrepresentedMembers(
  body: StandingBody,
  members: readonly FullMember[],
  today: string,
): Vacancy[] {
  if (body.composed !== 'by-right') return [];
  return members
    .filter(({ since, until }) => livesOn({ from: since, to: until }, today))
    .flatMap(({ id, name, since }) => {
      const own = body.mandates.filter(({ organisationId }) => organisationId === id);
      const represented = own.some(
        (mandate) =>
          mandate.name !== null &&
          mandate.office !== 'substitute' &&
          dayWithin(today, mandate.from, mandate.to),
      );
      return represented ? [] : [vacancy(`${body.id}/${id}`, name, emptySince(own, today) ?? since)];
    });
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
