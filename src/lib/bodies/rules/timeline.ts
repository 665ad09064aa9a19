import { dayInWords, daysAfter, daysBetween } from '#lib/kernel/days.ts';
import { SECTOR_WORDS, type Sector } from '#lib/kernel/sectors.ts';
import { periodInWords } from '../words.ts';
import { turnOn, turnsOf, type AlternationRule, type OfficeHolder, type PlacedTurn } from './alternation.ts';
import { overlap, type Term } from './terms.ts';

/** A stretch of the presidency or of the vice-presidency: ISO days, both included. */
export interface Bar {
  readonly from: string;
  readonly to: string;
  readonly sector: Sector;
  /** Held by somebody; otherwise the turn that is to come. */
  readonly held: boolean;
  readonly sentence: string;
}

/** What a picture of the presidency shows. */
export interface Timeline {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly { readonly office: 'chair' | 'vice-chair'; readonly bars: readonly Bar[] }[];
}

/** Two terms of six years, before the day that is looked at. */
const PAST_DAYS = 4383;
/** How far an end that is not known is drawn. */
const OPEN_DAYS = 2191;

const later = (one: string, other: string) => (one > other ? one : other);

function endOf({ from, to }: PlacedTurn['period'], today: string): string {
  return to ?? daysAfter(later(from, today), OPEN_DAYS);
}

/** Without a last day, an office is drawn to the end of its turn; past it, until today. */
function heldBar(holder: OfficeHolder, terms: readonly Term[], rule: AlternationRule, today: string): Bar {
  const { from, to, sector, name, exceptionReason } = holder;
  const period = turnOn(terms, rule, from)?.period;
  const turnEnd = period ? endOf(period, today) : from;
  const exception = exceptionReason === null ? '' : `, par exception\u00a0: ${exceptionReason}`;
  const sentence = `${name}, pour le ${SECTOR_WORDS[sector]}, ${periodInWords(holder)}${exception}`;
  return { from, to: to ?? later(turnEnd, later(from, today)), sector, held: true, sentence };
}

/** The days of a turn, from today on, that nobody holds. */
function dueBars(turn: PlacedTurn, sector: Sector, held: readonly Bar[], today: string): Bar[] {
  const bars: Bar[] = [];
  const end = endOf(turn.period, today);
  let from = later(turn.period.from, today);
  const add = (to: string) => {
    const sentence = `Au tour du ${SECTOR_WORDS[sector]}, à partir du ${dayInWords(from)}`;
    if (from <= to) bars.push({ from, to, sector, held: false, sentence });
  };
  for (const bar of held.filter((each) => overlap(each, { from, to: end }))) {
    add(daysAfter(bar.from, -1));
    from = later(from, daysAfter(bar.to, 1));
  }
  add(end);
  return bars;
}

/**
 * The presidency and the vice-presidency across terms, as seen on an ISO day: who held them, and whose turn comes.
 * `holders` come the first one first. Null when there is nothing to draw.
 */
export function presidencyTimeline(
  terms: readonly Term[],
  rule: AlternationRule,
  holders: readonly OfficeHolder[],
  today: string,
): Timeline | null {
  const turns = turnsOf(terms, rule);
  const start = daysAfter(today, -PAST_DAYS);
  const rows = (['chair', 'vice-chair'] as const).map((office) => {
    const held = holders
      .filter((holder) => holder.office === office)
      .map((holder) => heldBar(holder, terms, rule, today));
    // Beside a chair that stays with one sector, the vice-chair has no turn.
    const due =
      rule.mode === 'fixed' && office === 'vice-chair'
        ? []
        : turns.flatMap((turn) =>
            dueBars(turn, office === 'chair' ? turn.chair : turn.viceChair, held, today),
          );
    const bars = [...held, ...due]
      .filter(({ to }) => to >= start)
      .toSorted((one, other) => (one.from < other.from ? -1 : 1))
      .map((bar) => ({ ...bar, from: later(bar.from, start) }));
    return { office, bars };
  });
  const bars = rows.flatMap((row) => row.bars);
  if (bars.length === 0) return null;
  const begins = [...bars, ...turns.map(({ period }) => period)].map(({ from }) => later(from, start));
  return {
    from: begins.reduce((one, other) => (one < other ? one : other)),
    to: bars.map(({ to }) => to).reduce(later),
    rows,
  };
}

/** Where a day stands on a timeline: 0 at its first day, 100 after its last one. */
export function positionOn(timeline: { readonly from: string; readonly to: string }, day: string): number {
  return (100 * daysBetween(timeline.from, day)) / (daysBetween(timeline.from, timeline.to) + 1);
}

/** The years to write over a timeline, seven at most. */
export function yearsOf(timeline: { readonly from: string; readonly to: string }): number[] {
  const first = Number(timeline.from.slice(0, 4)) + 1;
  const last = Number(timeline.to.slice(0, 4));
  const step = Math.ceil((last - first + 1) / 7);
  return Array.from(
    { length: Math.ceil((last - first + 1) / step) || 0 },
    (_, index) => first + index * step,
  );
}
