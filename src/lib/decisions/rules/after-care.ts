import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { dueDay } from '#lib/kernel/holidays.ts';

/** What a decision does that the law wants followed up. none: nothing of all that, and somebody said so. */
export const EFFECTS = [
  'statutes',
  'name',
  'seat',
  'directors',
  'delegates',
  'auditor',
  'accounts',
  'members',
  'dissolution',
  'none',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** The steps that may follow, in the order in which they are shown. */
export const CARE_STEPS = [
  'mandates',
  'members-register',
  'extract',
  'publication',
  'coordinated-statutes',
  'ubo',
  'deposit',
  'administration',
  'letterhead',
] as const;
export type CareStep = (typeof CARE_STEPS)[number];

/**
 * What follows from each effect. Of directors only the mandates are followed here: once they are written down, the
 * checklist of the change in their body asks for the publication and the rest, and is not asked twice.
 */
const FOLLOWING: Readonly<Record<Effect, readonly CareStep[]>> = {
  statutes: ['extract', 'publication', 'coordinated-statutes', 'administration'],
  name: ['extract', 'publication', 'coordinated-statutes', 'administration', 'letterhead'],
  seat: ['extract', 'publication', 'letterhead'],
  directors: ['mandates'],
  delegates: ['extract', 'publication', 'ubo'],
  auditor: ['extract', 'publication'],
  accounts: ['deposit'],
  members: ['members-register'],
  dissolution: ['extract', 'publication', 'letterhead'],
  none: [],
};

/** The legal delay of each step and where it stands; null where the law sets no day. */
const DELAYS: Readonly<Record<CareStep, { readonly days: number } | { readonly months: number } | null>> = {
  // The publication that it leads to is due on that day.
  mandates: { days: 30 },
  'members-register': { days: 8 },
  extract: { days: 30 },
  publication: { days: 30 },
  'coordinated-statutes': { days: 30 },
  ubo: { months: 1 },
  deposit: { days: 30 },
  administration: null,
  letterhead: null,
};

/** Where a step comes from, short enough for parentheses. Rules R-REG-02, R-PUB-01, R-CPT-04, R-UBO-01, R-PUB-04, RS-20. */
export const CARE_SOURCES: Readonly<Record<CareStep, string>> = {
  mandates: 'publication dans les 30 jours, SPF Justice',
  'members-register': 'dans les 8 jours, CSA 9:3, à vérifier',
  extract: 'dans les 30 jours, formulaires I et II du SPF Justice',
  publication: 'dans les 30 jours, SPF Justice',
  'coordinated-statutes': 'dans les 30 jours, SPF Justice',
  ubo: 'dans le mois',
  deposit: 'dans les 30 jours de l’approbation, CSA 3:47, à vérifier',
  administration: 'décret du 17 juillet 2003, art. 17, à vérifier',
  letterhead: 'CSA 2:20',
};

/** What words of a decision make likely. */
const LIKELY: readonly (readonly [Effect, RegExp])[] = [
  ['accounts', /\bcomptes\b(?! rendus?)/u],
  ['auditor', /\bcommissaire\b|\bréviseur/u],
  ['delegates', /\bgestion journalière\b|\bpouvoirs? de représentation\b/u],
  ['directors', /\badministrat(?:eur|rice)s?\b|\borgane d['’]administration\b.*\bmandats?\b/u],
  [
    'members',
    /\b(?:admission|admet|adhésion|exclusion|exclu[te]?|démission)\b.*\bmembres?\b|\bmembres?\b.*\b(?:admis|admission|exclusion|démission)/u,
  ],
  ['seat', /\bsiège social\b|\btransf(?:ère|ert)\b.*\bsiège\b/u],
  ['name', /\bdénomination\b/u],
  ['dissolution', /\bliquidat(?:eur|rice)s?\b/u],
];

const OF_KIND: Readonly<Partial<Record<DecisionKind, readonly Effect[]>>> = {
  statutes: ['statutes'],
  purpose: ['statutes'],
  exclusion: ['members'],
  dissolution: ['dissolution'],
};

/** What a decision likely does, from its kind and its words: proposed, never decided by the software. */
export function likelyEffects(kind: DecisionKind, words: string): Effect[] {
  const text = words.toLocaleLowerCase('fr');
  const found = new Set<Effect>([
    ...(OF_KIND[kind] ?? []),
    ...LIKELY.flatMap(([effect, pattern]) => (pattern.test(text) ? [effect] : [])),
  ]);
  return EFFECTS.filter((effect) => found.has(effect));
}

/** A step that somebody did. */
export interface DoneStep {
  readonly step: CareStep;
  /** ISO day. */
  readonly doneOn: string;
  readonly proof: string;
  readonly doneBy: string;
}

/** A step of the after-care of a decision, as it stands on a day. */
export interface CareLine {
  readonly step: CareStep;
  /** The last ISO day; null where the law sets none. */
  readonly due: string | null;
  readonly late: boolean;
  readonly done: DoneStep | null;
}

/**
 * The steps that follow a decision taken on an ISO day, each once whatever the effects that ask for it, as they stand
 * today. The delay runs from the day after, ends on a working day (R-DEL-01, R-DEL-05). The administration of a relais
 * social is told without delay (RS-20), which is no day, and only by one.
 */
export function careOf(
  decision: {
    readonly decidedOn: string;
    readonly effects: readonly Effect[];
    readonly socialRelay: boolean;
  },
  done: readonly DoneStep[],
  today: string,
): CareLine[] {
  const asked = new Set(decision.effects.flatMap((effect) => FOLLOWING[effect]));
  return CARE_STEPS.filter(
    (step) => asked.has(step) && (step !== 'administration' || decision.socialRelay),
  ).map((step) => {
    const delay = DELAYS[step];
    const due = delay && dueDay(decision.decidedOn, delay);
    const by = done.find((each) => each.step === step) ?? null;
    return { step, due, late: by === null && due !== null && due < today, done: by };
  });
}

/** What an alert says of a step that waits: which decision, and what to do. */
export function careSentence(step: CareStep, reference: string, decidedOn: string): string {
  const decision = `la décision ${reference} du ${dayInWords(decidedOn)}`;
  const words: Readonly<Record<CareStep, string>> = {
    mandates: `Encodez les mandats que donne ou termine ${decision}.`,
    'members-register': `Inscrivez au registre des membres ${decision}.`,
    extract: `Préparez l’extrait de ${decision}.`,
    publication: `Publiez ${decision} au Moniteur belge.`,
    'coordinated-statutes': `Déposez les statuts coordonnés après ${decision}.`,
    ubo: `Mettez à jour le registre UBO après ${decision}.`,
    deposit: `Déposez les comptes approuvés par ${decision}.`,
    administration: `Prévenez l’administration de ${decision}.`,
    letterhead: `Adaptez vos documents et votre site à ${decision}.`,
  };
  return words[step];
}
