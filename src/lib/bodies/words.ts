import type { Category } from '#lib/associations/categories.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import { capital, count, joinList, officeTitle, typography, type Civility } from '#lib/kernel/french.ts';
import { SECTORS, type Sector } from '#lib/kernel/sectors.ts';
import type { CoOptation, Composed, EndReason, Office } from './offices.ts';

/** "présidente", "trésorier": the office as it is said of this person; nothing for an ordinary member. */
export function officeWord(office: Office, civility: Civility): string {
  return office === 'member' ? '' : officeTitle(office, civility);
}

/** A seat as pictures, documents and the public page show it: names and functions, nothing else. */
export interface SeatInWords {
  readonly sector: Sector;
  readonly office: Office;
  /** For which organisation. */
  readonly organisation: string;
  /** Null when the seat is vacant. */
  readonly name: string | null;
  /** "présidente", "sans voix délibérative"; empty for an ordinary member. */
  readonly title: string;
}

/** A seat of the composition in words. */
export function seatInWords(seat: {
  readonly sector: Sector;
  readonly office: Office;
  readonly organisation: string;
  readonly voting: boolean;
  readonly person: {
    readonly givenName: string;
    readonly familyName: string;
    readonly civility: Civility;
  } | null;
}): SeatInWords {
  const { sector, office, organisation, voting, person } = seat;
  const words = [officeWord(office, person?.civility ?? null), voting ? '' : 'sans voix délibérative'];
  return {
    sector,
    office,
    organisation: typography(organisation),
    name: person && `${person.givenName} ${person.familyName}`,
    title: words.filter((word) => word !== '').join(', '),
  };
}

/** A seat that no mandate holds. `byRight`: that of a member which has named nobody. */
export function vacantSeatInWords(
  seat: {
    readonly sector: Sector;
    readonly voting: boolean;
    readonly name: string;
    readonly organisation: string | null;
  },
  byRight: boolean,
): SeatInWords {
  const { sector, voting, organisation, name } = seat;
  return {
    sector,
    office: voting ? 'member' : 'invited',
    organisation: organisation === null ? name : typography(organisation),
    name: null,
    title: byRight ? 'n’a pas désigné de représentant' : voting ? '' : 'sans voix délibérative',
  };
}

/** Offices as a list offers them, whoever holds them. */
export const OFFICE_NAMES: Readonly<Record<Office, string>> = {
  chair: 'Présidence',
  'vice-chair': 'Vice-présidence',
  treasurer: 'Trésorerie',
  secretary: 'Secrétariat',
  member: 'Membre',
  substitute: 'Suppléance',
  observer: 'Observation',
  invited: 'Personne invitée',
};

/** Why a mandate ended, as a list offers it. */
export const END_REASON_NAMES: Readonly<Record<EndReason, string>> = {
  term: 'Fin du terme',
  resignation: 'Démission',
  replacement: 'Remplacement par l’organisation',
  'office-lost': 'Perte du mandat politique ou de la fonction',
  dismissal: 'Révocation',
  death: 'Décès',
  'not-confirmed': 'Cooptation non confirmée par l’assemblée',
  other: 'Autre raison',
};

/** What became of a co-optation. */
export const CO_OPTATION_NAMES: Readonly<Record<CoOptation, string>> = {
  pending: 'en attente de l’assemblée',
  confirmed: 'confirmée par l’assemblée',
  refused: 'non confirmée par l’assemblée',
};

/** "à partir du 24 juin 2021", "du 1er janvier 2021 au 20 novembre 2022": the ISO days of a mandate. */
export function periodInWords({ from, to }: { from: string; to: string | null }): string {
  return to === null ? `à partir du ${dayInWords(from)}` : `du ${dayInWords(from)} au ${dayInWords(to)}`;
}

/** "du 1er janvier 2021 au 20 novembre 2022", from a range of days as PostgreSQL writes it: its end is not included. */
export function rangeInWords(range: string): string {
  const [from = '', end = ''] = range.slice(1, -1).split(',');
  const to = end === '' ? null : daysAfter(end, -1);
  if (from !== '') return periodInWords({ from, to });
  return to === null ? 'sans limite' : `jusqu’au ${dayInWords(to)}`;
}

/** "Alix Abrassart, pour le CPAS d’Arlon, du 1er janvier 2021 au 20 novembre 2022": a mandate that another one speaks of. */
export function relatedInWords(mandate: {
  readonly name: string | null;
  readonly organisation: string;
  readonly from: string;
  readonly to: string | null;
}): string {
  const { name, organisation } = mandate;
  return `${name ?? 'Siège vacant'}, pour ${typography(organisation)}, ${periodInWords(mandate)}`;
}

/** The days of a seat or of a body, where they are known: empty when neither is. */
export function lifeInWords({ from, to }: { from: string | null; to: string | null }): string {
  if (from !== null) return periodInWords({ from, to });
  return to === null ? '' : `jusqu’au ${dayInWords(to)}`;
}

/** Kinds of bodies as a list offers them. */
export const BODY_KIND_NAMES: Readonly<Record<BodyKind, string>> = {
  'general-assembly': 'Assemblée générale',
  board: 'Organe d’administration (CA)',
  'management-committee': 'Comité de gestion ou bureau',
  'consultation-committee': 'Comité de concertation',
  'working-group': 'Groupe de travail',
  other: 'Autre instance',
};

/** How bodies are composed, as a list offers it. */
export const COMPOSED_NAMES: Readonly<Record<Composed, string>> = {
  'by-right': 'Chaque membre effectif y siège',
  'by-seats': 'Elle compte des sièges déterminés',
};

/** "Alix Abrassart (C.P.A.S. de Bastogne)", "un siège vacant (Solaix)": a mandate inside a sentence. */
export function holderName({
  givenName,
  familyName,
  organisation,
}: {
  givenName: string | null;
  familyName: string | null;
  organisation: string;
}): string {
  return familyName === null
    ? `un siège vacant (${organisation})`
    : `${givenName} ${familyName} (${organisation})`;
}

/** What a body is called among others: the word of the association for a kind of its own. */
export function bodyKindName({ kind, kindName }: { kind: BodyKind; kindName: string | null }): string {
  return kindName === null ? BODY_KIND_NAMES[kind] : capital(kindName);
}

/** The kind of organisation that a seat asks for. */
export const SEAT_CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  cpas: 'CPAS',
  municipality: 'ville ou commune',
  hospital: 'hôpital',
  housing: 'structure d’hébergement',
  'mental-health': 'service de santé mentale',
  'social-integration': 'service d’insertion sociale',
  'individual-support': 'accompagnement social individuel',
  other: 'autre organisation',
};

/** What the seats of a sector are called: one, several, and after « siège invité ». */
export const SEAT_WORDS: Readonly<Record<Sector, { one: string; many: string; invited: string }>> = {
  public: { one: 'siège public', many: 'sièges publics', invited: 'secteur public' },
  associative: { one: 'siège associatif', many: 'sièges associatifs', invited: 'secteur associatif' },
  government: {
    one: 'siège du Gouvernement',
    many: 'sièges du Gouvernement',
    invited: 'Gouvernement',
  },
};

interface SeatKind {
  readonly sector: Sector;
  readonly category: Category | null;
  readonly voting: boolean;
}

/**
 * The names that tell the seats of a body apart, in their order: "Siège public 3, CPAS", "Siège invité, secteur
 * public". `organisation`: for which it is reserved.
 */
export function seatNames(seats: readonly (SeatKind & { readonly organisation: string | null })[]): string[] {
  const kindOf = ({ sector, voting }: SeatKind) => (voting ? SEAT_WORDS[sector].one : 'siège invité');
  const met = new Map<string, number>();
  return seats.map((seat) => {
    const { sector, category, voting, organisation } = seat;
    const kind = kindOf(seat);
    const number = (met.get(kind) ?? 0) + 1;
    met.set(kind, number);
    const alone = seats.filter((each) => kindOf(each) === kind).length === 1;
    const more = [
      voting ? null : SEAT_WORDS[sector].invited,
      category && SEAT_CATEGORY_NAMES[category],
      organisation && typography(organisation),
    ].filter((word) => word !== null);
    return [alone ? capital(kind) : `${capital(kind)}\u00a0${number}`, ...more].join(', ');
  });
}

/**
 * What a body is made of: "9 sièges publics (dont 3 CPAS), 9 sièges associatifs et 1 siège invité du secteur public, sans
 * voix". Empty when no seat is described.
 */
export function seatsInWords(seats: readonly SeatKind[]): string {
  const parts = [true, false].flatMap((voting) =>
    SECTORS.flatMap((sector) => {
      const own = seats.filter((seat) => seat.sector === sector && seat.voting === voting);
      if (own.length === 0) return [];
      const { one, many, invited } = SEAT_WORDS[sector];
      const all = voting
        ? count(own.length, one, many)
        : `${count(own.length, 'siège invité', 'sièges invités')} du ${invited}, sans voix`;
      const kinds = [...Map.groupBy(own, ({ category }) => category)].flatMap(([category, each]) =>
        category === null ? [] : [`${each.length}\u00a0×\u00a0${SEAT_CATEGORY_NAMES[category]}`],
      );
      return [kinds.length === 0 ? all : `${all} (dont ${joinList(kinds)})`];
    }),
  );
  return joinList(parts);
}

/** Sectors as a document heads them. */
export const SECTOR_TITLES: Readonly<Record<Sector, string>> = {
  public: 'Secteur public',
  associative: 'Secteur associatif',
  government: 'Gouvernement',
};
