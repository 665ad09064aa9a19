import type { Alternation } from '#lib/associations/rules/settings/presidency.ts';
import { dayInWords, daysAfter, daysBetween, dayWithin } from '#lib/kernel/days.ts';
import { capital, joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { otherCollege, SECTOR_WORDS, type College, type Sector } from '#lib/kernel/sectors.ts';
import type { Office } from '../offices.ts';
import { periodInWords } from '../words.ts';
import { overlap, type Term } from './terms.ts';

/** What the statutes of a body say of its presidency. */
export interface AlternationRule {
  readonly mode: Alternation;
  /** The sector that had the chair in the first recorded term. */
  readonly firstChair: College;
  readonly exceptions: 'refused' | 'recorded';
  readonly source: string;
  readonly toVerify: boolean;
}

/** A term, or half of one: ISO days, both included. */
interface Period {
  readonly from: string;
  /** Null while the end of the term is not known. */
  readonly to: string | null;
  readonly term: Term;
  readonly half: 1 | 2 | null;
}

/** Whose turn it is: the sectors of the chair and of the vice-chair, why, and for which days. */
export interface Turn {
  readonly chair: College;
  readonly viceChair: College;
  /** Null where the presidency stays with one sector and the day is in no recorded term. */
  readonly period: Period | null;
  readonly sentence: string;
}

/** A turn of a recorded term. */
export type PlacedTurn = Turn & { readonly period: Period };

function halvesOf(term: Term): Period[] {
  const { from, to } = term;
  // The half of a term whose end is not known cannot be told: its first half goes on.
  if (to === null) return [{ from, to, term, half: 1 }];
  const second = daysAfter(from, Math.floor((daysBetween(from, to) + 1) / 2));
  return [
    { from, to: daysAfter(second, -1), term, half: 1 },
    { from: second, to, term, half: 2 },
  ];
}

function turnOf(rule: AlternationRule, period: Period | null, position: number): Turn {
  const chair = rule.mode === 'fixed' || position % 2 === 0 ? rule.firstChair : otherCollege(rule.firstChair);
  const viceChair = otherCollege(chair);
  if (period === null || rule.mode === 'fixed')
    return {
      chair,
      viceChair,
      period,
      sentence: `La présidence revient toujours au ${SECTOR_WORDS[chair]}, la vice-présidence à un autre secteur.`,
    };
  const half = period.half === null ? '' : period.half === 1 ? ', première moitié' : ', seconde moitié';
  const when = `${capital(periodInWords(period))} (${period.term.name}${half})`;
  const who = `la présidence revient au ${SECTOR_WORDS[chair]} et la vice-présidence au ${SECTOR_WORDS[viceChair]}`;
  return { chair, viceChair, period, sentence: `${when}, ${who}.` };
}

/**
 * The turns of the presidency over the recorded terms (in any order, without overlap), the first one first. Empty when
 * no rule gives turns. Every turn passes to the other sector, unless the presidency stays with one (RS-21, T60).
 */
export function turnsOf(terms: readonly Term[], rule: AlternationRule): PlacedTurn[] {
  if (rule.mode === 'none') return [];
  const ordered = terms.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const periods = ordered.flatMap((term) =>
    rule.mode === 'half-term' ? halvesOf(term) : [{ from: term.from, to: term.to, term, half: null }],
  );
  return periods.map((period, position) => ({ ...turnOf(rule, period, position), period }));
}

/** Whose turn it is on an ISO day; null when no rule or no recorded term says it. */
export function turnOn(terms: readonly Term[], rule: AlternationRule, day: string): Turn | null {
  const turn = turnsOf(terms, rule).find(({ period }) => dayWithin(day, period.from, period.to));
  return turn ?? (rule.mode === 'fixed' ? turnOf(rule, null, 0) : null);
}

/** Who is, was or will be chair or vice-chair. ISO days, both included. */
export interface OfficeHolder {
  readonly office: Office;
  readonly sector: Sector;
  /** "Alix Abrassart", or what is said of a vacant seat. */
  readonly name: string;
  readonly from: string;
  readonly to: string | null;
  /** Why the other sector was admitted; null when it was in its turn. */
  readonly exceptionReason: string | null;
}

const OFFICE_WORDS = { chair: 'présidence', 'vice-chair': 'vice-présidence' } as const;
type Presiding = keyof typeof OFFICE_WORDS;

/** Whether an office takes part in the alternation. */
export function isPresiding(office: Office): office is Presiding {
  return office === 'chair' || office === 'vice-chair';
}

const NO_EXCEPTION = refuse(
  'no-exception',
  'Rien ne s’écarte ici de l’alternance\u00a0: il n’y a pas d’exception à noter. Effacez la raison.',
  { field: 'exceptionReason' },
);

/**
 * Whether a mandate may begin with regard to the alternation of its body; `others` are the chairs and vice-chairs of
 * the same body at any time. Refuses a sector whose turn it is not on the first day (an exception with its reason is
 * admitted where the statutes allow it, T60, T63), an end after the turn, a chair and a vice-chair of the same sector
 * at once, and the reason of an exception that is none. Whoever replaces a chair in mid-term is of the same sector.
 */
export function checkPresidency(
  candidate: Omit<OfficeHolder, 'name'>,
  others: readonly OfficeHolder[],
  terms: readonly Term[],
  rule: AlternationRule,
): Outcome<undefined> {
  const { office, sector, to, exceptionReason } = candidate;
  const unexcepted = exceptionReason === null ? done() : NO_EXCEPTION;
  if (!isPresiding(office) || rule.mode === 'none') return unexcepted;
  const beside = others.filter(
    (other) => isPresiding(other.office) && other.office !== office && overlap(candidate, other),
  );
  const twin = beside.find((other) => other.sector === sector);
  if (twin)
    return refuse(
      'same-sector',
      `La présidence et la vice-présidence ne peuvent pas revenir ensemble au ${SECTOR_WORDS[sector]}\u00a0: ${twin.name} le représente déjà ${periodInWords(twin)}. Terminez d’abord ce mandat, ou choisissez un autre secteur.`,
      { field: 'organisation', source: rule.source },
    );
  const turn = turnOn(terms, rule, candidate.from);
  if (turn === null) return unexcepted;
  if (isExpected(office, sector, turn, beside, rule)) {
    if (exceptionReason !== null) return NO_EXCEPTION;
  } else if (rule.exceptions === 'refused') {
    return refuse(
      'wrong-sector',
      `${turn.sentence} Choisissez une personne de ce secteur. Sans candidat, ${WITHOUT_CANDIDATE[office]}.`,
      { field: 'organisation', source: rule.source },
    );
  } else if (exceptionReason === null) {
    return refuse(
      'exception-unexplained',
      `${turn.sentence} Choisissez une personne de ce secteur, ou dites pourquoi vous faites exception.`,
      { field: 'exceptionReason', source: rule.source },
    );
  }
  return checkEndsWithTurn(to, turn, rule);
}

/** A chair or vice-chair leaves when the turn passes; without a last day, the mandate ends at the renewal. */
function checkEndsWithTurn(to: string | null, turn: Turn, rule: AlternationRule): Outcome<undefined> {
  const last = turn.period?.to ?? null;
  if (rule.mode === 'fixed' || to === null || last === null || to <= last) return done();
  return refuse(
    'past-the-turn',
    `Ce tour finit le ${dayInWords(last)}\u00a0: ce mandat ne peut pas aller plus loin. Choisissez ce jour-là au plus tard, ou laissez la fin vide.`,
    { field: 'to', source: rule.source },
  );
}

const WITHOUT_CANDIDATE: Readonly<Record<Presiding, string>> = {
  chair: 'n’élisez personne\u00a0: la vice-présidence assure l’intérim',
  'vice-chair': 'laissez la vice-présidence vacante',
};

function isExpected(
  office: Presiding,
  sector: Sector,
  turn: Turn,
  beside: readonly OfficeHolder[],
  rule: AlternationRule,
): boolean {
  if (office === 'chair') return sector === turn.chair;
  // RSULL: beside a chair that stays public, vice-chairs of the Region and of associations (RS-22, T63).
  if (rule.mode === 'fixed') return sector !== turn.chair;
  // Beside a chair admitted by exception, the vice-chair comes from the sector that the chair leaves free.
  const excepted = beside.some(({ exceptionReason }) => exceptionReason !== null);
  return sector === (excepted ? turn.chair : turn.viceChair);
}

/** What is not in order with a presidency, or out of the ordinary. */
export interface PresidencyNote {
  readonly state: 'interim' | 'vacant' | 'same-sector' | 'wrong-sector' | 'exception';
  readonly sentence: string;
}

/**
 * What has to be said of the presidency of a day, from its turn and from the chair and the vice-chair of that day; null
 * when it is in order. Without chair, the vice-chair stands in until somebody of the sector in turn is elected (T65).
 */
export function presidencyNote(
  turn: Turn | null,
  chair: OfficeHolder | null,
  viceChair: OfficeHolder | null,
): PresidencyNote | null {
  if (chair === null) {
    const awaited = turn ? ` du ${SECTOR_WORDS[turn.chair]}` : '';
    if (viceChair === null)
      return {
        state: 'vacant',
        sentence: `Ni présidence ni vice-présidence. Élisez une personne${awaited}.`,
      };
    return {
      state: 'interim',
      sentence: `${viceChair.name} assure l’intérim comme vice-présidence, jusqu’à l’élection d’une personne${awaited}.`,
    };
  }
  if (chair.sector === viceChair?.sector)
    return {
      state: 'same-sector',
      sentence: `La présidence et la vice-présidence reviennent toutes deux au ${SECTOR_WORDS[chair.sector]}.`,
    };
  if (turn === null || chair.sector === turn.chair) return null;
  const presides = `${chair.name} préside pour le ${SECTOR_WORDS[chair.sector]}, au tour du ${SECTOR_WORDS[turn.chair]}`;
  return chair.exceptionReason === null
    ? { state: 'wrong-sector', sentence: `${presides}.` }
    : { state: 'exception', sentence: `${presides}, par exception\u00a0: ${chair.exceptionReason}` };
}

/** The next time that the presidency is renewed: its first ISO day, and who has it from then on. */
export interface Passage {
  readonly on: string;
  /** half-term: in the middle of a term · renewal: with a new term, after the elections. */
  readonly kind: 'half-term' | 'renewal';
  readonly chair: College;
  readonly viceChair: College;
  readonly sentence: string;
}

/** The next passage after an ISO day; null when no rule gives turns, or no recorded term says when. */
export function nextPassage(terms: readonly Term[], rule: AlternationRule, day: string): Passage | null {
  const turns = turnsOf(terms, rule);
  const next = turns.find(({ period }) => period.from > day);
  if (next) return passageTo(next, next.period.from, rule);
  const last = turns.at(-1)?.period.to ?? null;
  // After the last recorded term the turns go on; a term that is over already says nothing of when.
  return last === null || last < day
    ? null
    : passageTo(turnOf(rule, null, turns.length), daysAfter(last, 1), rule);
}

function passageTo({ chair, viceChair, period }: Turn, on: string, rule: AlternationRule): Passage {
  const who =
    rule.mode === 'fixed'
      ? `la présidence reste au ${SECTOR_WORDS[chair]}, la vice-présidence à un autre secteur`
      : `la présidence passe au ${SECTOR_WORDS[chair]} et la vice-présidence au ${SECTOR_WORDS[viceChair]}`;
  const kind = period?.half === 2 ? 'half-term' : 'renewal';
  return { on, kind, chair, viceChair, sentence: `Le ${dayInWords(on)}, ${who}.` };
}

/** A mandate as the renewal needs it. ISO days, both included. */
export interface RenewedMandate {
  readonly office: Office;
  readonly sector: Sector;
  readonly from: string;
  readonly to: string | null;
}

/** A public representative sits for a political office: it ends with the political term. */
export function losesOffice(kind: Passage['kind'] | 'other', sector: Sector): boolean {
  return kind === 'renewal' && sector === 'public';
}

/**
 * The mandates in force on the eve that end with a passage: the presidency and the vice-presidency and, with the term,
 * those of public representatives, who lose the political office for which they sit.
 */
export function endingAt<T extends RenewedMandate>(passage: Passage, mandates: readonly T[]): T[] {
  const eve = daysAfter(passage.on, -1);
  return mandates.filter(
    ({ office, sector, from, to }) =>
      dayWithin(eve, from, to) && (isPresiding(office) || losesOffice(passage.kind, sector)),
  );
}

/** What a passage asks: the mandates that end, in one sentence; empty when none does. */
export function endingInWords(ending: readonly RenewedMandate[]): string {
  const offices = (['chair', 'vice-chair'] as const).flatMap((office) =>
    ending.some((mandate) => mandate.office === office) ? [`la ${OFFICE_WORDS[office]}`] : [],
  );
  const others = ending.filter(({ office }) => !isPresiding(office)).length;
  const rest =
    others === 0 ? [] : [others === 1 ? 'un autre mandat public' : `${others} autres mandats publics`];
  const all = [...offices, ...rest];
  return all.length === 0 ? '' : `À renouveler\u00a0: ${joinList(all)}.`;
}
