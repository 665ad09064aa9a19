import { dayInWords } from '#lib/kernel/days.ts';
import { SECTOR_WORDS, type Sector } from '#lib/kernel/sectors.ts';
import type { CoOptation, EndReason, Office } from './offices.ts';
import { CO_OPTATION_NAMES, END_REASON_NAMES, OFFICE_NAMES } from './words.ts';

/** An entry of the journal on a mandate. */
export interface MandateEntry {
  readonly act: string;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What an entry says of one thing; `before` null where nothing was said of it. */
export interface Change {
  readonly label: string;
  readonly before: string | null;
  readonly after: string;
}

/** An act on a mandate, in words. */
export interface HistoryLine {
  readonly title: string;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  readonly changes: readonly Change[];
  /** Why it was corrected. */
  readonly reason: string | null;
  /** The gap between the sectors that was accepted. */
  readonly gap: string | null;
}

const TITLES: Readonly<Record<string, string>> = {
  'mandate.begun': 'Mandat ajouté',
  'mandate.ended': 'Mandat terminé',
  'mandate.corrected': 'Mandat corrigé',
  'mandate.seated': 'Siège changé',
  'co-optation.settled': 'Cooptation soumise à l’assemblée',
};

/** Names of what the journal keeps by its identifier: people, organisations, seats, mandates, decisions. */
export type Names = Readonly<Record<string, string>>;

const NOTHING = 'rien';
const text = (value: unknown) => (value === null ? NOTHING : String(value));
const day = (value: unknown) => (value === null ? 'sans date' : dayInWords(String(value)));
const named = (none: string) => (value: unknown, names: Names) =>
  value === null ? none : (names[String(value)] ?? 'ce qui n’existe plus');

/** In the order in which a person reads them. */
const KEYS: Readonly<Record<string, readonly [string, (value: unknown, names: Names) => string]>> = {
  personId: ['Personne', named('siège vacant')],
  organisationId: ['Organisation représentée', named(NOTHING)],
  sector: ['Secteur', (value) => SECTOR_WORDS[value as Sector]],
  office: ['Fonction', (value) => OFFICE_NAMES[value as Office]],
  voting: ['Voix délibérative', (value) => (value ? 'oui' : 'non')],
  seatId: ['Siège', named('aucun')],
  fromDay: ['Premier jour', day],
  toDay: ['Dernier jour', day],
  on: ['Assemblée du', day],
  coOptation: ['Cooptation', (value) => (value === null ? 'non' : CO_OPTATION_NAMES[value as CoOptation])],
  appointingDecisionId: ['Décision', named(NOTHING)],
  appointment: ['Décision prise ailleurs', text],
  replacesId: ['Remplace', named('personne')],
  exceptionReason: ['Exception à l’alternance', text],
  endReason: [
    'Raison de la fin',
    (value) => (value === null ? NOTHING : END_REASON_NAMES[value as EndReason]),
  ],
  endNote: ['Précision', text],
};

function changesOf({ before, after }: MandateEntry, names: Names): Change[] {
  return Object.entries(KEYS).flatMap(([key, [label, say]]) => {
    const was = before?.[key] ?? null;
    const is = after?.[key] ?? null;
    if (was === is) return [];
    const told = before !== null && key in before;
    return [{ label, before: told ? say(was, names) : null, after: say(is, names) }];
  });
}

/** The life of a mandate as its journal tells it, in the order of the entries. */
export function historyInWords(entries: readonly MandateEntry[], names: Names): HistoryLine[] {
  return entries.map((entry) => ({
    title: TITLES[entry.act] ?? entry.act,
    at: entry.at,
    by: entry.by,
    changes: changesOf(entry, names),
    reason: entry.act === 'mandate.corrected' ? String(entry.after?.reason ?? '') : null,
    gap: entry.after?.acceptedGap === undefined ? null : String(entry.after.acceptedGap),
  }));
}
