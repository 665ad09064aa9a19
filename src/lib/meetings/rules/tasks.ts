import { daysAfter, daysBetween, dayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';

/** How many days before its day a task is recalled. */
export const SOON_DAYS = 3;
/** After its day: the next one, then every week, this many times. The list of tasks shows it for ever. */
const LATE_TIMES = 4;

/**
 * The stages that an open task has reached on an ISO day, each to be written once: new (it was given), soon (three days
 * before its day), due (on its day), then late-1 to late-4 (the day after, and every week).
 */
export function stagesReached(dueOn: string, today: string): readonly string[] {
  const late = daysBetween(dueOn, today);
  return [
    'new',
    ...(late >= -SOON_DAYS ? ['soon'] : []),
    ...(late >= 0 ? ['due'] : []),
    ...Array.from({ length: LATE_TIMES }, (_, times) => times)
      .filter((times) => late >= 1 + 7 * times)
      .map((times) => `late-${times + 1}`),
  ];
}

/** When a task is expected, as its line says it on an ISO day: "pour le 3 mars 2023", "en retard de 2 jours…". */
export function whenDue(dueOn: string, today: string): string {
  const late = daysBetween(dueOn, today);
  if (late === 0) return 'à faire aujourd’hui';
  if (late < 0) return `pour le ${dayInWords(dueOn)}`;
  return `en retard de ${count(late, 'jour', 'jours')}, attendue le ${dayInWords(dueOn)}`;
}

/** The item of an agenda where a body looks at what became of its decisions, however it was worded there. */
export function looksBackAtTasks(title: string): boolean {
  return /^suivi(?:\s+(?:des\s+(?:décisions|tâches|actions|points)|du\s+(?:pv|procès-verbal))\b.*)?$/iu.test(
    title.trim(),
  );
}

/** How far back the list of an agenda shows what is done. */
const RECENT_DAYS = 90;

/** Since when a body is told what was done: its previous meeting, or three months when there is none. ISO days. */
export function settledSince(previousOn: string | null, heldOn: string): string {
  return previousOn ?? daysAfter(heldOn, -RECENT_DAYS);
}
