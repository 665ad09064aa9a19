import { timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';

/** What the check-list reads of a meeting before its notice may leave. */
export interface Convocable {
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly remoteAccess: string | null;
  readonly items: readonly {
    readonly number: string;
    readonly title: string;
    readonly decisionKind: DecisionKind | null;
    readonly text: string;
  }[];
}

/** Something that keeps a notice from leaving, and how to mend it. */
export interface Lack {
  readonly code: 'no-hour' | 'no-place' | 'no-agenda' | 'imprecise-item';
  readonly sentence: string;
  readonly source: string | null;
  /** The number of the item concerned. */
  readonly number: string | null;
}

/** What the notice must say of an item of each kind (R-ODJ-05). */
const PRECISIONS: Readonly<Record<Exclude<DecisionKind, 'ordinary'>, string>> = {
  statutes: 'indiquez avec précision les articles à modifier et leur nouveau texte',
  purpose: 'indiquez avec précision le nouvel objet ou le nouveau but',
  exclusion: 'indiquez le nom du membre à exclure et les motifs',
  dissolution: 'indiquez que la dissolution est proposée, et ce que deviendrait l’actif',
};

/** What keeps a notice from leaving; empty when it may. Sources: R-CON-05, R-ODJ-05. */
export function lacksOf({ startsAt, place, remoteAccess, items }: Convocable): Lack[] {
  const lacks: Lack[] = [];
  const lack = (
    code: Lack['code'],
    sentence: string,
    source: string | null = null,
    number: string | null = null,
  ) => void lacks.push({ code, sentence, source, number });
  if (startsAt === null)
    lack('no-hour', 'L’heure manque\u00a0: changez la réunion pour dire à quelle heure elle commence.');
  if (place === null && remoteAccess === null)
    lack('no-place', 'Le lieu manque\u00a0: changez la réunion pour dire où l’on se réunit.');
  if (items.length === 0)
    lack('no-agenda', 'L’ordre du jour est vide\u00a0: ajoutez au moins un point.', 'CSA 9:14');
  for (const { decisionKind, text, number, title } of items)
    if (decisionKind !== null && decisionKind !== 'ordinary' && text.trim() === '')
      lack(
        'imprecise-item',
        `Point\u00a0${number}, «\u00a0${title}\u00a0»\u00a0: ${PRECISIONS[decisionKind]}.`,
        decisionKind === 'exclusion' ? 'CSA 9:23' : decisionKind === 'dissolution' ? 'CSA 2:110' : 'CSA 9:21',
        number,
      );
  return lacks;
}

/** What members were told of when and where, or what holds now. */
export interface Gathering {
  readonly heldOn: string;
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly remoteAccess: string | null;
  readonly remoteProcedure: string | null;
}

/** What changed since members were told, each as they will read it; empty when nothing did. */
export function changesSince(told: Gathering, now: Gathering): string[] {
  const hour = (startsAt: string | null) => (startsAt === null ? 'pas d’heure' : timeInWords(startsAt));
  const place = (where: string | null) => where ?? 'pas de lieu';
  const sentences: string[] = [];
  if (told.heldOn !== now.heldOn)
    sentences.push(`Date\u00a0: ${weekdayInWords(now.heldOn)} (et non ${weekdayInWords(told.heldOn)}).`);
  if (told.startsAt !== now.startsAt)
    sentences.push(`Heure\u00a0: ${hour(now.startsAt)} (et non ${hour(told.startsAt)}).`);
  if (told.place !== now.place)
    sentences.push(`Lieu\u00a0: ${place(now.place)} (et non ${place(told.place)}).`);
  if (told.remoteAccess !== now.remoteAccess || told.remoteProcedure !== now.remoteProcedure)
    sentences.push(
      now.remoteAccess === null
        ? 'On ne participe plus à distance.'
        : told.remoteAccess === null
          ? 'On peut maintenant participer à distance.'
          : 'La participation à distance change\u00a0: voyez ci-dessous.',
    );
  return sentences;
}

/** One message told of a meeting, the oldest first: on which ISO day it left, and for which day of the meeting. */
export interface Told {
  readonly on: string;
  readonly heldOn: string;
}

/** The ISO day on which members first learned of the day that holds now; null while they know of none or of another. */
export function toldSince(told: readonly Told[], heldOn: string): string | null {
  let since: string | null = null;
  for (const { on, heldOn: said } of told) since = said === heldOn ? (since ?? on) : null;
  return since;
}

/**
 * Whether the reminder of a meeting is due: from `firstDay` until the eve of the meeting, once. ISO days; `firstDay` null:
 * none is asked; `remindedOn`: the days of those that left.
 */
export function isReminderDue(
  heldOn: string,
  today: string,
  firstDay: string | null,
  remindedOn: readonly string[],
): boolean {
  if (firstDay === null || today < firstDay || today >= heldOn) return false;
  return !remindedOn.some((day) => day >= firstDay);
}
