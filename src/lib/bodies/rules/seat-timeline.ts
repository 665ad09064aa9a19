import { daysAfter } from '#lib/kernel/days.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { periodInWords } from '../words.ts';
import type { Life } from './seats.ts';

/** A seat and the mandates that held it, as a timeline needs them. */
export interface SeatHistory extends Life {
  readonly name: string;
  readonly sector: Sector;
  readonly mandates: readonly {
    /** Null while the organisation has named nobody. */
    readonly holder: string | null;
    readonly organisation: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}

/** A stretch of a seat: ISO days, both included, as far as the picture goes. */
export interface SeatSpan {
  readonly from: string;
  readonly to: string;
  /** Null where the seat is vacant. */
  readonly holder: string | null;
  readonly organisation: string;
  /** The true days, which the picture may cut: "à partir du 24 juin 2021". */
  readonly period: string;
}

export interface SeatTimeline {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly {
    readonly name: string;
    readonly sector: Sector;
    readonly spans: readonly SeatSpan[];
  }[];
}

/** Two terms of six years, before the day that is looked at. */
const PAST_DAYS = 4383;
/** How far what has no known end is drawn. */
const OPEN_DAYS = 365;

const later = (one: string, other: string) => (one > other ? one : other);
const sooner = (one: string, other: string) => (one < other ? one : other);

/** The mandates of a seat, and the vacancies before, between and after them until the day that is looked at. */
function stretchesOf(seat: SeatHistory, day: string) {
  const stretches: { from: string; to: string | null; holder: string | null; organisation: string }[] = [];
  const vacancy = (from: string, to: string | null) =>
    stretches.push({ from, to, holder: null, organisation: '' });
  // Before the first mandate of a seat without first day, nothing is known.
  let from = seat.from ?? seat.mandates[0]?.from ?? day;
  for (const mandate of seat.mandates) {
    if (from < mandate.from) vacancy(from, daysAfter(mandate.from, -1));
    stretches.push(mandate);
    if (mandate.to === null) return stretches;
    from = daysAfter(mandate.to, 1);
  }
  const open = seat.to === null || from <= seat.to;
  if (open && from <= day) vacancy(from, seat.to);
  return stretches;
}

/**
 * Who held each seat of a body over the years, and when nobody did, as seen on an ISO day. The mandates of a seat come the
 * first one first. What ended more than two terms ago is left out. Null when there is nothing to draw.
 */
export function seatTimeline(seats: readonly SeatHistory[], day: string): SeatTimeline | null {
  const start = daysAfter(day, -PAST_DAYS);
  const rows = seats
    .map((seat) => ({
      name: seat.name,
      sector: seat.sector,
      stretches: stretchesOf(seat, day).filter(({ to }) => to === null || to >= start),
    }))
    .filter(({ stretches }) => stretches.length > 0);
  const all = rows.flatMap(({ stretches }) => stretches);
  if (all.length === 0) return null;
  const from = all.map((each) => later(each.from, start)).reduce(sooner);
  const last = all.map((each) => each.to ?? daysAfter(later(each.from, day), OPEN_DAYS)).reduce(later);
  return {
    from,
    to: last,
    rows: rows.map(({ name, sector, stretches }) => ({
      name,
      sector,
      spans: stretches.map((each) => ({
        from: later(each.from, from),
        to: each.to ?? last,
        holder: each.holder,
        organisation: each.organisation,
        period: periodInWords(each),
      })),
    })),
  };
}
