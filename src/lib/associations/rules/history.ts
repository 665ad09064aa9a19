import { daysAfter, dayInWords, dayWithin } from '#lib/kernel/days.ts';
import type { SettingKey } from './settings.ts';
import {
  ALWAYS,
  isSetHere,
  resolveSetting,
  settingInWords,
  standingOn,
  type SettingLine,
  type SettingRow,
  type StatutesBody,
} from './statutes.ts';

/** What a setting was, is or will be for a place, over a time: ISO days, both included. */
export interface SettingPeriod extends SettingLine {
  /** Null: as far back as anyone asks. */
  readonly from: string | null;
  /** Null: until the next change. */
  readonly to: string | null;
  /** It is said for this very place, and not for the association above it. */
  readonly setHere: boolean;
  /** A change recorded for this very place on its first day began it. */
  readonly begunHere: boolean;
}

/**
 * What a setting was, is and will be for the association or for a body, the first time first, without gap: one period at
 * each change that touches it. `rows` are those of the association and of the body.
 */
export function historyOf(
  key: SettingKey,
  rows: readonly SettingRow[],
  body: StatutesBody | null,
): SettingPeriod[] {
  const bodyId = body?.id ?? null;
  const touching = rows.filter(
    (row) => row.key === 'profile' || (row.key === key && (row.bodyId === null || row.bodyId === bodyId)),
  );
  const days = [...new Set(touching.map(({ fromDay }) => fromDay ?? ALWAYS)).add(ALWAYS)].sort();
  const states = days.map((day) => {
    const standing = standingOn(touching, day);
    return {
      ...settingInWords(key, resolveSetting(key, standing, body)),
      from: day === ALWAYS ? null : day,
      setHere: isSetHere(key, standing, body),
      begunHere: touching.some(
        (row) => row.key === key && row.bodyId === bodyId && (row.fromDay ?? ALWAYS) === day,
      ),
    };
  });
  // A change elsewhere that changes nothing here is no change.
  const kept = states.filter(
    (state, index) => index === 0 || state.begunHere || !saysTheSame(state, states[index - 1]!),
  );
  return kept.map((state, index) => {
    const next = kept[index + 1]?.from;
    return { ...state, to: next ? daysAfter(next, -1) : null };
  });
}

function saysTheSame(one: SettingLine, other: SettingLine): boolean {
  return one.sentence === other.sentence && one.source === other.source;
}

/** The period of a history in which an ISO day falls. */
export function periodOn(history: readonly SettingPeriod[], day: string): SettingPeriod {
  return history.find(({ from, to }) => dayWithin(day, from ?? ALWAYS, to))!;
}

/** "depuis toujours", "jusqu’au 31 décembre 2026", "à partir du 1er janvier 2027", "du 1er mars 2024 au 31 mai 2025". */
export function timeInWords({ from, to }: Pick<SettingPeriod, 'from' | 'to'>): string {
  if (from === null) return to === null ? 'depuis toujours' : `jusqu’au ${dayInWords(to)}`;
  return to === null ? `à partir du ${dayInWords(from)}` : `du ${dayInWords(from)} au ${dayInWords(to)}`;
}
