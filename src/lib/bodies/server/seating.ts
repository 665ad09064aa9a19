import { asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Category } from '#lib/associations/categories.ts';
import { statutesOf } from '#lib/associations/server/settings.ts';
import { organisations, people } from '#lib/associations/server/tables.ts';
import { dayWithin } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { CoOptation } from '../offices.ts';
import {
  openSeats,
  seatingOn,
  seatsByRight,
  sittingByRight,
  type Member,
  type Place,
  type Seat,
} from '../rules/seats.ts';
import { seatTimeline, type SeatHistory } from '../rules/seat-timeline.ts';
import { lacksOn, parityOn, type Lack } from '../rules/warnings.ts';
import { holderName, seatInWords, seatsInWords, vacantSeatInWords, type SeatInWords } from '../words.ts';
import { officeOrder, type BodyRow, type SeatRow } from './queries.ts';
import { listSeats, seatsOf, type SeatLine } from './seats.ts';
import { mandates } from './tables.ts';

/** A mandate of a body, whatever its days. */
export interface MandateRow extends SeatRow {
  readonly id: string;
  readonly bodyId: string;
  readonly seatId: string | null;
  /** Of its organisation. */
  readonly category: Category | null;
  readonly vacant: boolean;
  readonly personId: string | null;
  /** "Alix Abrassart"; null when the seat is vacant. */
  readonly name: string | null;
  readonly replacesId: string | null;
  readonly coOptation: CoOptation | null;
  readonly exceptionReason: string | null;
}

/** A seat of a body: described, or that of a full member where all of them sit. */
interface NamedSeat extends Seat {
  readonly name: string;
  readonly organisation: string | null;
}

type AnyPlace = Place<NamedSeat, MandateRow>;

/** The seats and the mandates of a body since its beginning. */
export interface BodyHistory {
  readonly seats: readonly NamedSeat[];
  readonly mandates: readonly MandateRow[];
  /** Every organisation that is or was a full member of the association. */
  readonly members: readonly (Member & NamedSeat)[];
  readonly byRight: boolean;
}

/** Every mandate of these bodies: public, associative, then government; in each, the chair first. */
async function mandatesOf(tx: Tx, bodyIds: readonly string[]): Promise<Map<string, MandateRow[]>> {
  const rows = await tx
    .select({
      id: mandates.id,
      bodyId: mandates.bodyId,
      seatId: mandates.seatId,
      organisationId: organisations.id,
      organisation: organisations.name,
      category: organisations.category,
      partner: organisations.partner,
      person: {
        id: people.id,
        givenName: people.givenName,
        familyName: people.familyName,
        civility: people.civility,
      },
      sector: mandates.sector,
      office: mandates.office,
      voting: mandates.voting,
      from: mandates.fromDay,
      to: mandates.toDay,
      replacesId: mandates.replacesId,
      coOptation: mandates.coOptation,
      exceptionReason: mandates.exceptionReason,
    })
    .from(mandates)
    .innerJoin(organisations, eq(organisations.id, mandates.organisationId))
    .leftJoin(people, eq(people.id, mandates.personId))
    .where(inArray(mandates.bodyId, [...bodyIds]))
    .orderBy(
      sql`array_position(array['public', 'associative', 'government'], ${mandates.sector})`,
      officeOrder,
      asc(organisations.name),
      asc(people.familyName),
      asc(mandates.id),
    );
  const whole = rows.map((row) => ({
    ...row,
    mandateId: row.id,
    vacant: row.person === null,
    personId: row.person && row.person.id,
    name: row.person && `${row.person.givenName} ${row.person.familyName}`,
  }));
  return Map.groupBy(whole, ({ bodyId }) => bodyId);
}

/** The full members of the association, past ones included, by name. */
export async function membersOf(tx: Tx): Promise<(Member & NamedSeat)[]> {
  const rows = await tx
    .select({
      organisationId: organisations.id,
      name: organisations.name,
      organisation: organisations.name,
      sector: organisations.sector,
      category: organisations.category,
      partner: organisations.partner,
      memberSince: organisations.memberSince,
      memberUntil: organisations.memberUntil,
    })
    .from(organisations)
    .where(or(eq(organisations.partner, true), isNotNull(organisations.memberUntil)))
    .orderBy(asc(organisations.name));
  return seatsByRight(rows);
}

/** The seats and mandates of these bodies, by body, in three statements however many they are. */
export async function historiesOf(
  tx: Tx,
  bodies: readonly Pick<BodyRow, 'id' | 'composed'>[],
): Promise<Map<string, BodyHistory>> {
  const bodyIds = bodies.map(({ id }) => id);
  const seats = await seatsOf(tx, bodyIds);
  const sitting = await mandatesOf(tx, bodyIds);
  const members = await membersOf(tx);
  return new Map(
    bodies.map(({ id, composed }) => {
      const byRight = composed === 'by-right';
      const own = sitting.get(id) ?? [];
      return [
        id,
        {
          seats: byRight ? members : seats.get(id)!,
          mandates: byRight ? sittingByRight(own) : own,
          members,
          byRight,
        },
      ];
    }),
  );
}

/** A line of the composition of a body: a mandate, or a seat that no mandate holds. */
export interface CompositionLine {
  readonly words: SeatInWords;
  readonly mandate: MandateRow | null;
  /** The name of its seat, where seats are described: "Siège public 3". */
  readonly seat: string | null;
  /** The first ISO day of its vacancy; null when it is held, and where that day is not known. */
  readonly vacantSince: string | null;
}

/** Who sits in a body on an ISO day, in the order of the list; after those of its sector, the seats without mandate. */
export function linesOf(history: BodyHistory, day: string): CompositionLine[] {
  const { places } = seatingOn(history.seats, history.mandates, day);
  const named = (place: AnyPlace | undefined) => ({
    seat: history.byRight ? null : (place?.seat.name ?? null),
    vacantSince: place?.vacantSince ?? null,
  });
  const held = new Map(
    places.flatMap((place) =>
      [place.holder, ...place.substitutes].flatMap((mandate) => (mandate ? [[mandate, place] as const] : [])),
    ),
  );
  const sitting = history.mandates
    .filter(({ from, to }) => dayWithin(day, from, to))
    .map((mandate) => ({ words: seatInWords(mandate), mandate, ...named(held.get(mandate)) }));
  const empty = places
    .filter(({ holder }) => holder === null)
    .map((place) => ({
      words: vacantSeatInWords(place.seat, history.byRight),
      mandate: null,
      ...named(place),
    }));
  return SECTORS.flatMap((sector) => [...sitting, ...empty].filter(({ words }) => words.sector === sector));
}

/** The seats of a body with the mandates that held them; whoever sits without a seat has a line of their own. */
function seatHistories({ seats, mandates }: BodyHistory): SeatHistory[] {
  const known = new Set(seats.map(({ id }) => id));
  const holders = mandates
    .filter(({ office }) => office !== 'substitute')
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
    .map((mandate) => ({ ...mandate, holder: mandate.name }));
  const bySeat = Map.groupBy(holders, ({ seatId }) => seatId);
  const unseated = holders.filter(({ seatId }) => seatId === null || !known.has(seatId));
  return [
    ...seats.map((seat) => ({ ...seat, mandates: bySeat.get(seat.id) ?? [] })),
    ...unseated.map((mandate) => ({ ...mandate, name: mandate.organisation, mandates: [mandate] })),
  ].toSorted((one, other) => SECTORS.indexOf(one.sector) - SECTORS.indexOf(other.sector));
}

/** What the page of a body tells of its composition, besides parity and vacancies. */
export type CompositionWarning =
  Lack | { readonly code: 'unseated'; readonly sentence: string; readonly source: undefined };

/** Who votes without a seat in a body whose seats are described. */
function unseatedWarning(unseated: readonly MandateRow[]): CompositionWarning[] {
  const names = unseated
    .filter(({ voting }) => voting)
    .map(({ person, organisation }) =>
      holderName({ givenName: null, familyName: null, ...person, organisation }),
    );
  if (names.length === 0) return [];
  const sentence = `Siègent sans être placés sur un siège décrit\u00a0: ${joinList(names)}.`;
  return [{ code: 'unseated', sentence, source: undefined }];
}

/** The composition of a body on an ISO day, with what it lacks, and who held its seats over the years. */
export async function viewComposition(tx: Tx, body: BodyRow, day: string) {
  const history = (await historiesOf(tx, [body])).get(body.id)!;
  const statutes = await statutesOf(tx, body, day);
  const { places, unseated } = seatingOn(history.seats, history.mandates, day);
  return {
    lines: linesOf(history, day),
    parity: parityOn(statutes['parity-tolerance'], history, day),
    warnings: [
      ...lacksOn({ ...history, kind: body.kind, profile: statutes.profile.value }, day),
      ...(places.length > 0 && !history.byRight ? unseatedWarning(unseated) : []),
    ],
    seats: history.byRight ? '' : seatsInWords(places.map(({ seat }) => seat)),
    timeline: seatTimeline(seatHistories(history), day),
  };
}

/** A mandate that has no seat, with those on which it may be placed. */
export interface Unplaced {
  readonly mandate: MandateRow;
  readonly choices: readonly SeatLine[];
}

/** The described seats of a body as those who manage them see them on an ISO day, and the mandates that have none. */
export async function viewSeats(tx: Tx, body: BodyRow, day: string) {
  const seats = await listSeats(tx, body.id);
  const all = (await mandatesOf(tx, [body.id])).get(body.id) ?? [];
  const { places } = seatingOn(seats, all, day);
  const going = (each: { readonly to: string | null }) => each.to === null || each.to >= day;
  const unplaced: Unplaced[] = all
    .filter((mandate) => mandate.seatId === null && going(mandate))
    .map((mandate) => ({ mandate, choices: openSeats(seats, all, mandate) }));
  return {
    words: seatsInWords(places.map(({ seat }) => seat)),
    places,
    toCome: seats.filter(({ from }) => from !== null && from > day),
    closed: seats.filter((seat) => !going(seat)),
    unplaced,
  };
}
