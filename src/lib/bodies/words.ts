import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import { officeTitle, typography, type Civility } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { CoOptation, EndReason, Office } from './offices.ts';

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
export function lifeInWords(range: string): string {
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

/** Kinds of bodies as a list offers them. */
export const BODY_KIND_NAMES: Readonly<Record<BodyKind, string>> = {
  'general-assembly': 'Assemblée générale',
  board: 'Organe d’administration (CA)',
  'management-committee': 'Comité de gestion ou bureau',
  'consultation-committee': 'Comité de concertation',
  'working-group': 'Groupe de travail',
  other: 'Autre instance',
};

/** Sectors as a document heads them. */
export const SECTOR_TITLES: Readonly<Record<Sector, string>> = {
  public: 'Secteur public',
  associative: 'Secteur associatif',
  government: 'Gouvernement',
};
