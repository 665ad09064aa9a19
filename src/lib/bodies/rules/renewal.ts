import type { Category } from '#lib/associations/categories.ts';
import type { Sourced } from '#lib/associations/rules/settings/definition.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords, daysAfter } from '#lib/kernel/days.ts';
import { capital, count } from '#lib/kernel/french.ts';
import { SECTOR_WORDS, type Sector } from '#lib/kernel/sectors.ts';
import type { Composed } from '../offices.ts';
import { fewestDirectors, parityAsked, RELAY_SEATS } from '../rules.ts';
import {
  isPresiding,
  losesOffice,
  nextPassage,
  turnOn,
  type AlternationRule,
  type Passage,
  type RenewedMandate,
} from './alternation.ts';
import type { Term } from './terms.ts';

/** A mandate as a renewal sees it. ISO days, both included; without person the place is vacant. */
export interface SittingMandate extends RenewedMandate {
  readonly id: string;
  readonly seatId: string | null;
  readonly organisation: RenewalOrganisation;
  readonly person: RenewalPerson | null;
  readonly voting: boolean;
  readonly exceptionReason: string | null;
}

export interface RenewalOrganisation {
  readonly id: string;
  readonly name: string;
  readonly sector: Sector;
  readonly category: Category | null;
}

export interface RenewalPerson {
  readonly id: string;
  /** "Alix Abrassart". */
  readonly name: string;
}

/** What the renewal of a body rests on: its statutes, its life and the size of the association. */
export interface RenewalRules {
  readonly kind: BodyKind;
  readonly composed: Composed;
  readonly alternation: AlternationRule;
  readonly terms: readonly Term[];
  readonly parityTolerance: Sourced<number | null>;
  /** It is the board of a relais social: RS-09 asks for its seats. */
  readonly relayBoard: boolean;
  /** Full members of the association (CSA 9:5). */
  readonly members: number;
  /** The life of the body, both days included; null where it is not known, or not over. */
  readonly life: { readonly from: string | null; readonly to: string | null };
}

/**
 * What happens on the first day of a new composition. renewal: a political term begins · half-term: the presidency
 * passes in the middle of a term · other: neither.
 */
export interface Moment {
  readonly on: string;
  readonly kind: 'renewal' | 'half-term' | 'other';
  /** Null where the presidency does not pass on that day. */
  readonly passage: Passage | null;
}

/** What happens on an ISO day, from the recorded terms and the alternation of the body. */
export function momentOf(
  { terms, alternation }: Pick<RenewalRules, 'terms' | 'alternation'>,
  on: string,
): Moment {
  const eve = daysAfter(on, -1);
  const next = nextPassage(terms, alternation, eve);
  const passage = next?.on === on ? next : null;
  const termBegins = terms.some(({ from, to }) => from === on || to === eve);
  return { on, kind: passage?.kind ?? (termBegins ? 'renewal' : 'other'), passage };
}

/** Why a mandate ends with a renewal. */
export interface Ending<T> {
  readonly mandate: T;
  /** last-day: by itself · office-lost: with the political office · presidency: it passes, or is renewed. */
  readonly why: 'last-day' | 'office-lost' | 'presidency';
  readonly sentence: string;
}

function presidencySentence({ office, sector }: RenewedMandate, passage: Passage): string {
  const [name, heir] =
    office === 'chair' ? ['la présidence', passage.chair] : ['la vice-présidence', passage.viceChair];
  return heir === sector ? `${name} se renouvelle` : `${name} passe au ${SECTOR_WORDS[heir]}`;
}

function endingOf<T extends RenewedMandate>(
  moment: Moment,
  composed: Composed,
  mandate: T,
): Omit<Ending<T>, 'mandate'> | null {
  const { on, kind, passage } = moment;
  const eve = daysAfter(on, -1);
  if (mandate.to !== null && mandate.to <= eve)
    return { why: 'last-day', sentence: `Ce mandat finit de lui-même le ${dayInWords(mandate.to)}.` };
  const presides = passage !== null && isPresiding(mandate.office);
  const words = presides ? presidencySentence(mandate, passage) : null;
  // Who represents a member by right does so as long as the member says: only the presidency passes.
  if (composed === 'by-seats' && losesOffice(kind, mandate.sector))
    return {
      why: 'office-lost',
      sentence: `La charge politique de ce mandat public finit avec la mandature${words === null ? '' : `, et ${words}`}.`,
    };
  return words === null ? null : { why: 'presidency', sentence: `${capital(words)}.` };
}

/**
 * Which of these mandates end with a renewal, and why, and which go on: by their own last day, with the presidency and,
 * with a political term, those of public representatives. `mandates`: begun on the eve at the latest.
 */
export function endingsOf<T extends RenewedMandate>(
  moment: Moment,
  composed: Composed,
  mandates: readonly T[],
): { ending: Ending<T>[]; continuing: T[] } {
  const ending: Ending<T>[] = [];
  const continuing: T[] = [];
  for (const mandate of mandates) {
    const end = endingOf(moment, composed, mandate);
    if (end) ending.push({ mandate, ...end });
    else continuing.push(mandate);
  }
  return { ending, continuing };
}

/** What the next composition has to be, with where that comes from. */
export interface Demand {
  readonly sentence: string;
  readonly source: string | null;
}

export const DECREE_BOARD = 'décret du 17 juillet 2003, art. 12';

function sourceOf({ source, toVerify }: { readonly source: string; readonly toVerify: boolean }): string {
  return toVerify ? `${source}, à vérifier avec vos statuts` : source;
}

function presidencyDemands(moment: Moment, { alternation, terms }: RenewalRules): Demand[] {
  if (alternation.mode === 'none') return [];
  const source = sourceOf(alternation);
  const said = moment.passage ?? turnOn(terms, alternation, moment.on);
  if (said === null)
    return [
      {
        sentence: `Aucune mandature enregistrée ne dit à quel secteur revient la présidence le ${dayInWords(moment.on)}.`,
        source,
      },
    ];
  const exception =
    alternation.exceptions === 'recorded'
      ? 'Une personne d’un autre secteur n’est admise que par exception, avec sa raison.'
      : 'Sans candidat de ce secteur, n’élisez personne\u00a0: la vice-présidence assure l’intérim.';
  return [{ sentence: `${said.sentence} ${exception}`, source }];
}

function parityDemands(
  { parityTolerance }: RenewalRules,
  seats: readonly { readonly sector: Sector; readonly voting: boolean }[],
): Demand[] {
  const tolerance = parityTolerance.value;
  const parity = parityAsked(parityTolerance, seats);
  if (tolerance === null || parity === null) return [];
  const of = (sector: Sector) => seats.filter((seat) => seat.voting && seat.sector === sector).length;
  const asked =
    tolerance === 0
      ? 'Autant de sièges publics que de sièges associatifs'
      : `Au plus ${count(tolerance, 'siège', 'sièges')} d’écart entre public et associatif`;
  const eve = `${count(of('public'), 'public', 'publics')} et ${count(of('associative'), 'associatif', 'associatifs')} la veille`;
  return [{ sentence: `${asked}, hors Gouvernement\u00a0: ${eve}.`, source: parity.source }];
}

/**
 * What parity, alternation, the decree and the law ask of the next composition. `seats`: those described, or the
 * mandates of the eve where none is.
 */
export function demandsOf(
  moment: Moment,
  rules: RenewalRules,
  seats: readonly { readonly sector: Sector; readonly voting: boolean }[],
): Demand[] {
  const presidency = presidencyDemands(moment, rules);
  if (rules.composed === 'by-right')
    return [
      {
        sentence:
          'Cette instance se compose de plein droit\u00a0: chaque membre désigne qui le représente. Seules les fonctions se renouvellent ici.',
        source: null,
      },
      ...presidency,
    ];
  const demands = [...presidency, ...parityDemands(rules, seats)];
  if (rules.relayBoard) {
    const least = Object.values(RELAY_SEATS).map((seat) => `${seat.least}\u00a0×\u00a0${seat.name}`);
    demands.push({ sentence: `Au moins\u00a0: ${least.join(', ')}.`, source: DECREE_BOARD });
  }
  if (rules.kind === 'board') {
    const fewest = fewestDirectors(rules.members);
    demands.push({
      sentence: `Au moins ${count(fewest, 'administrateur', 'administrateurs')}.`,
      source: 'CSA 9:5',
    });
    demands.push({ sentence: 'L’assemblée générale nomme les administrateurs.', source: 'CSA 9:12' });
  }
  return demands;
}
