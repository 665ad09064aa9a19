import { dayInWords, dayWithin } from '#lib/kernel/days.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Office } from '../offices.ts';
import { SEAT_WORDS } from '../words.ts';
import { isInside, livesOn, type Life } from './seats.ts';
import { overlap } from './terms.ts';

interface Days {
  readonly from: string;
  readonly to: string | null;
}

/** A seat of a body as it is described, with the days (ISO, both included) on which somebody or some vacancy holds it. */
export interface DescribedSeat extends Life {
  readonly id: string;
  readonly sector: Sector;
  readonly category: string | null;
  readonly organisationId: string | null;
  readonly voting: boolean;
  /** Substitutes left aside: they stand beside. */
  readonly held: readonly Days[];
}

/** Who is to sit. `seatId` null: nobody chose a seat. */
export interface Sitter extends Days {
  readonly office: Office;
  readonly voting: boolean;
  readonly sector: Sector;
  readonly organisationId: string;
  readonly category: string | null;
  readonly seatId: string | null;
}

/** A kind of organisation that is not known yet is no obstacle. */
function isReservedFor(seat: DescribedSeat, sitter: Sitter): boolean {
  const kept = seat.organisationId === null || seat.organisationId === sitter.organisationId;
  const ofKind = seat.category === null || sitter.category === null || seat.category === sitter.category;
  return kept && ofKind;
}

const alike = (one: DescribedSeat, other: DescribedSeat) =>
  one.category === other.category && one.organisationId === other.organisationId;

/** A chosen seat: whether it is free is for the database to say. */
function checkChosen(seat: DescribedSeat | undefined, sitter: Sitter): Outcome<string> {
  if (!seat)
    return refuse(
      'unknown-seat',
      'Ce siège n’est plus dans cette instance. Rechargez la page et choisissez à nouveau.',
      { field: 'seat' },
    );
  const kind = SEAT_WORDS[seat.sector].one;
  if (seat.sector !== sitter.sector)
    return refuse(
      'seat-of-another-sector',
      `C’est un ${kind}, et cette organisation est d’un autre secteur. Choisissez un ${SEAT_WORDS[sitter.sector].one}, ou une autre organisation.`,
      { field: 'seat' },
    );
  if (!isReservedFor(seat, sitter))
    return refuse('seat-reserved', 'Ce siège est réservé à une autre organisation. Choisissez-en un autre.', {
      field: 'seat',
    });
  if (sitter.voting && !seat.voting)
    return refuse(
      'seat-without-vote',
      'Ce siège est sans voix délibérative. Choisissez-en un autre, ou retirez la voix.',
      { field: 'seat' },
    );
  return done(seat.id);
}

/**
 * The seat on which somebody sits; null where the body describes none on the first day, and for who sits beside the
 * seats without a vote. A vote takes the one free seat of its sector, or the first of several that are alike. Refuses a
 * chosen seat that is not for this organisation, a vote when none is free over its days, a choice that is left to make,
 * and a substitute of nobody.
 */
export function seatFor(sitter: Sitter, seats: readonly DescribedSeat[]): Outcome<string | null> {
  if (sitter.seatId !== null)
    return checkChosen(
      seats.find(({ id }) => id === sitter.seatId),
      sitter,
    );
  const described = seats.filter((seat) => livesOn(seat, sitter.from));
  if (described.length === 0) return done(null);
  if (sitter.office === 'substitute')
    return refuse('seat-to-choose', 'Choisissez le siège de la personne suppléée.', { field: 'seat' });
  if (!sitter.voting) return done(null);
  return freeSeat(
    sitter,
    described.filter(({ sector, voting }) => voting && sector === sitter.sector),
  );
}

function freeSeat(sitter: Sitter, own: readonly DescribedSeat[]): Outcome<string> {
  const { one, many: several } = SEAT_WORDS[sitter.sector];
  if (own.length === 0)
    return refuse(
      'no-such-seat',
      `Cette instance n’a pas de ${one} avec voix délibérative le ${dayInWords(sitter.from)}. Ajoutez d’abord ce siège, ou retirez la voix.`,
      { field: 'seat' },
    );
  const free = own.filter(
    (seat) => isInside(sitter, seat) && !seat.held.some((days) => overlap(days, sitter)),
  );
  if (free.length === 0) return noneFree(sitter, own);
  const fitting = free.filter((seat) => isReservedFor(seat, sitter));
  const [first] = fitting;
  if (!first)
    return refuse(
      'seats-reserved',
      `${free.length === 1 ? `Le ${one} libre est réservé` : `Les ${free.length} ${several} libres sont réservés`} à d’autres organisations. Choisissez une autre organisation, ou les dates d’un autre siège.`,
      { field: 'seat' },
    );
  if (fitting.every((seat) => alike(seat, first))) return done(first.id);
  return refuse('seat-to-choose', `${fitting.length} ${several} conviennent. Choisissez lequel.`, {
    field: 'seat',
  });
}

function noneFree(sitter: Sitter, own: readonly DescribedSeat[]) {
  const { from } = sitter;
  const { one, many: several } = SEAT_WORDS[sitter.sector];
  const which = own.length === 1 ? `Le ${one}` : `Les ${own.length} ${several}`;
  const taken = own.every(({ held }) => held.some((days) => dayWithin(from, days.from, days.to)));
  if (taken)
    return refuse(
      'seats-taken',
      `${which} ${own.length === 1 ? 'est occupé' : 'sont occupés'} le ${dayInWords(from)}. Terminez d’abord un mandat, ou changez les dates.`,
      { field: 'seat' },
    );
  return refuse(
    'seats-taken',
    `${which} ${own.length === 1 ? 'n’est pas libre' : 'ne sont pas libres'} d’un bout à l’autre de ce mandat. Changez les dates, ou terminez d’abord un mandat.`,
    { field: 'seat' },
  );
}
