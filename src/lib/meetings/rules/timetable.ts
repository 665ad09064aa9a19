import { timeInWords } from '#lib/kernel/days.ts';

export interface Timed {
  readonly id: string;
  /** Planned duration; null: not said, and counted for nothing. */
  readonly minutes: number | null;
}

export interface Timetable {
  /** When each item begins, "14 h 20", by its identifier; empty when the hour of the meeting is not known. */
  readonly begins: ReadonlyMap<string, string>;
  /** Minutes planned in all. */
  readonly total: number;
  /** "2 h 30, jusqu’à 16 h 30"; null when nothing is planned. */
  readonly sentence: string | null;
  /** That the agenda does not fit before the planned end; null when it does, or when no end is planned. */
  readonly overrun: string | null;
}

const DAY = 24 * 60;

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** "1 h 05", "45 minutes": a duration. */
export function durationInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}\u00a0${rest === 1 ? 'minute' : 'minutes'}`;
  return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${String(rest).padStart(2, '0')}`;
}

/** "14 h 20", or "0 h 30 (le lendemain)". */
function clockInWords(minutes: number): string {
  const time = minutes % DAY;
  const words = timeInWords(
    `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`,
  );
  return minutes < DAY ? words : `${words} (le lendemain)`;
}

/**
 * The running timetable of an agenda: the hour of the meeting, then the durations one after the other. `items` in the
 * order in which they are called, sub-items after their item; times of day as "14:00".
 */
export function timetableOf(
  items: readonly Timed[],
  startsAt: string | null,
  endsAt: string | null,
): Timetable {
  const begins = new Map<string, string>();
  const start = startsAt === null ? null : minutesOf(startsAt);
  let total = 0;
  for (const { id, minutes } of items) {
    if (start !== null) begins.set(id, clockInWords(start + total));
    total += minutes ?? 0;
  }
  if (total === 0) return { begins: new Map(), total, sentence: null, overrun: null };
  if (start === null) return { begins, total, sentence: durationInWords(total), overrun: null };
  const end = start + total;
  const beyond = endsAt === null ? 0 : end - minutesOf(endsAt);
  return {
    begins,
    total,
    sentence: `${durationInWords(total)}, jusqu’à ${clockInWords(end)}`,
    overrun:
      beyond > 0
        ? `L’ordre du jour dépasse de ${durationInWords(beyond)} la fin prévue (${timeInWords(endsAt!)}). Raccourcissez des points, ou reportez-en.`
        : null,
  };
}
