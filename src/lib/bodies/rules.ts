import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { COLLEGES, type College, type Sector } from '#lib/kernel/sectors.ts';
import { OFFICES_WITHOUT_VOTE, type Office } from './offices.ts';

/** What decides whether a seat votes. */
export interface VotingSeat {
  readonly bodyKind: BodyKind;
  readonly sector: Sector;
  /** False for those who sit as guests. */
  readonly voting: boolean;
  /** Of its organisation in the association: `pending-charter` until the charter is signed. */
  readonly membership: 'full' | 'pending-charter' | 'none';
  readonly governmentVote: 'public' | 'advisory';
}

/**
 * Whether a seat votes in its body. Refuses a guest, the Government where the statutes make it advisory and, in the
 * general assembly, whoever is not a full member (R-PAR-01) or has not signed the charter (RS-13).
 */
export function checkMayVote(seat: VotingSeat): Outcome<undefined> {
  const { bodyKind, sector, voting, membership, governmentVote } = seat;
  if (!voting)
    return refuse(
      'guest',
      'Impossible de compter sa voix\u00a0: cette personne siège sans voix délibérative.',
    );
  if (sector === 'government')
    return governmentVote === 'public'
      ? done()
      : refuse(
          'advisory-seat',
          'Impossible de compter sa voix\u00a0: le siège du Gouvernement est consultatif.',
        );
  if (membership === 'pending-charter')
    return refuse(
      'charter-not-signed',
      'Impossible de compter sa voix\u00a0: son organisation n’a pas encore signé la charte.',
      { source: 'décret du 17 juillet 2003, art. 12' },
    );
  if (bodyKind === 'general-assembly' && membership === 'none')
    return refuse(
      'not-a-member',
      'Impossible de compter sa voix\u00a0: seuls les membres effectifs votent à l’AG.',
    );
  return done();
}

/** The college in which a vote is counted: the Government's, when it votes, with the public representatives. */
export function collegeOf(sector: Sector): College {
  return sector === 'government' ? 'public' : sector;
}

/**
 * A seat in function, for the count of members. In the assembly the member is the organisation, there even when it
 * named no representative; elsewhere a vacant seat is nobody.
 */
export function isInFunction(bodyKind: BodyKind, seat: { readonly vacant: boolean }): boolean {
  return bodyKind === 'general-assembly' || !seat.vacant;
}

/** The fewest directors of a board: three, or two while the association has fewer than three members (CSA 9:5). */
export function fewestDirectors(members: number): number {
  return members < 3 ? 2 : 3;
}

/** Refuses a board too small for the association: three, or two while it has fewer than three members (CSA 9:5). */
export function checkBoardSize(members: number, directors: number): Outcome<undefined> {
  const needed = fewestDirectors(members);
  if (directors >= needed) return done();
  return refuse(
    'board-too-small',
    `Impossible d’en rester là\u00a0: l’organe d’administration compte ${count(directors, 'membre', 'membres')}, il en faut ${needed}. Nommez des administrateurs.`,
    { source: 'CSA 9:5' },
  );
}

/** Seats that the board of an inter-municipal social relay has at least (RS-09). */
export const RELAY_SEATS = {
  government: { least: 1, name: 'Gouvernement' },
  cpas: { least: 3, name: 'CPAS' },
  municipality: { least: 3, name: 'villes et communes' },
  hospital: { least: 1, name: 'hôpital' },
  housing: { least: 1, name: 'structure d’hébergement agréée' },
  'mental-health': { least: 1, name: 'service de santé mentale' },
  'social-integration': { least: 1, name: 'service d’insertion sociale agréé' },
  'individual-support': { least: 1, name: 'association d’accompagnement social individuel' },
} as const;
export type RelaySeat = keyof typeof RELAY_SEATS;

type RelayCounts = Readonly<Partial<Record<RelaySeat, number>>>;

/** The seats of the decree that a board lacks, each with how many (RS-09). */
export function missingRelaySeats(seats: RelayCounts): { readonly name: string; readonly lacking: number }[] {
  return Object.entries(RELAY_SEATS).flatMap(([seat, { least, name }]) => {
    const lacking = least - (seats[seat as RelaySeat] ?? 0);
    return lacking > 0 ? [{ name, lacking }] : [];
  });
}

/** Refuses a board that lacks one of the seats of the decree, and names what is missing (RS-09). */
export function checkRelayBoard(seats: RelayCounts): Outcome<undefined> {
  const missing = missingRelaySeats(seats);
  if (missing.length === 0) return done();
  const list = missing.map(({ name, lacking }) => `${lacking}\u00a0×\u00a0${name}`).join(', ');
  return refuse(
    'relay-board-incomplete',
    `La composition minimale du CA n’est pas atteinte. Il manque\u00a0: ${list}.`,
    {
      source: 'décret du 17 juillet 2003, art. 12',
    },
  );
}

export interface Parity {
  readonly met: boolean;
  readonly difference: number;
  readonly sentence: string;
}

type Counts = Readonly<Record<Sector, number>>;
const NONE: Counts = { public: 0, associative: 0, government: 0 };

/**
 * The parity of a body, in seats, the Government's left aside. `tolerance`: the greatest difference admitted. `vacant`:
 * those among the seats that nobody holds, which count all the same.
 */
export function parityOf(seats: Counts, tolerance: number, vacant: Counts = NONE): Parity {
  const difference = Math.abs(seats.public - seats.associative);
  const met = difference <= tolerance;
  const [inPublic, inAssociative] = COLLEGES.map((college) => {
    if (vacant[college] === 0) return String(seats[college]);
    return `${count(seats[college], 'siège', 'sièges')} dont ${count(vacant[college], 'vacant', 'vacants')}`;
  });
  const figures = `Public\u00a0: ${inPublic}, associatif\u00a0: ${inAssociative}, écart ${difference} (admis\u00a0: ${tolerance})`;
  return { met, difference, sentence: `${figures}\u00a0: parité ${met ? 'respectée' : 'rompue'}.` };
}

/** A seat, or a mandate without seat, as parity counts it. */
export interface ParitySeat {
  readonly sector: Sector;
  /** False for guests, who are left aside. */
  readonly voting: boolean;
  readonly vacant?: boolean;
}

/**
 * The parity of a body where its statutes ask for one, with the source of that rule; null where they do not, and where
 * it has no seat. `seats`: of one day.
 */
export function parityAsked(
  tolerance: { readonly value: number | null; readonly source: string; readonly toVerify: boolean },
  seats: readonly ParitySeat[],
): (Parity & { readonly source: string }) | null {
  if (tolerance.value === null || seats.length === 0) return null;
  const counted = (own: readonly ParitySeat[]): Counts => {
    const of = (sector: Sector) => own.filter((seat) => seat.voting && seat.sector === sector).length;
    return { public: of('public'), associative: of('associative'), government: of('government') };
  };
  const vacant = counted(seats.filter((seat) => seat.vacant));
  const source = tolerance.toVerify ? `${tolerance.source}, à vérifier avec vos statuts` : tolerance.source;
  return { ...parityOf(counted(seats), tolerance.value, vacant), source };
}

/**
 * Whether a mandate holds by itself, its days as ISO days, both included (`to` null: until further notice). Refuses a
 * guest who votes and an end before the beginning.
 */
export function checkMandate(mandate: {
  readonly office: Office;
  readonly voting: boolean;
  readonly from: string;
  readonly to: string | null;
}): Outcome<undefined> {
  if (OFFICES_WITHOUT_VOTE.includes(mandate.office) && mandate.voting)
    return refuse(
      'invited-does-not-vote',
      'Une personne invitée, suppléante ou en observation siège sans voix délibérative. Retirez-lui la voix, ou choisissez une autre fonction.',
      { field: 'voting' },
    );
  return checkMandateEnd(mandate.from, mandate.to);
}

/** Refuses a last day (ISO, null: none) before the first one. */
export function checkMandateEnd(from: string, lastDay: string | null): Outcome<undefined> {
  if (lastDay === null || lastDay >= from) return done();
  return refuse(
    'end-before-beginning',
    `Un mandat qui commence le ${dayInWords(from)} ne peut pas finir le ${dayInWords(lastDay)}. Corrigez une des deux dates.`,
    { field: 'to' },
  );
}
