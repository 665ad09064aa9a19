import { collegesCounted, type Statutes } from '#lib/associations/rules/statutes.ts';
import { parityAsked, type Parity } from '#lib/bodies/rules.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { timeInWords, weekdayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { College } from '#lib/kernel/sectors.ts';
import type { DateAnswer } from '../vocabulary.ts';
import { presencesOf, type SeatAtMeeting } from './presence.ts';
import { quorumOf, type Quorum } from './quorum.ts';

/** Dates that a poll may propose. */
export const FEWEST_DATES = 2;
export const MOST_DATES = 12;

/** A day (ISO) and an hour of that day. */
export interface ProposedDate {
  readonly onDay: string;
  readonly startsAt: string;
}

/**
 * Whether a poll can be opened on these dates. Days are ISO days; `closesOn`, the last day to answer, included. Refuses
 * fewer than two dates or more than twelve, the same one twice, a last day that is over, and a date that would come
 * before everybody could answer.
 */
export function checkPollDates(
  dates: readonly ProposedDate[],
  closesOn: string,
  today: string,
): Outcome<undefined> {
  if (dates.length < FEWEST_DATES || dates.length > MOST_DATES)
    return refuse(
      'number-of-dates',
      `Proposez de ${FEWEST_DATES} à ${MOST_DATES}\u00a0dates, chacune avec son heure.`,
      { field: 'onDay' },
    );
  if (new Set(dates.map(({ onDay, startsAt }) => `${onDay} ${startsAt}`)).size < dates.length)
    return refuse('same-date-twice', 'Une date est proposée deux fois à la même heure. Retirez-en une.', {
      field: 'onDay',
    });
  if (closesOn < today)
    return refuse('closes-in-the-past', 'Le dernier jour pour répondre est passé. Choisissez-en un autre.', {
      field: 'closesOn',
    });
  const early = dates.find(({ onDay }) => onDay <= closesOn);
  if (early)
    return refuse(
      'date-before-answers',
      `Le ${weekdayInWords(early.onDay)} arrive avant la fin du sondage. Proposez une date plus tardive, ou avancez le dernier jour pour répondre.`,
      { field: 'onDay' },
    );
  return done();
}

/** A mandate valid on a proposed day, with what its holder answered (null: nothing yet). */
export type PollSeat = Omit<SeatAtMeeting, 'state'> & { readonly answer: DateAnswer | null };

/** What one group of people who would come is worth. */
export interface Gathering {
  readonly quorum: Quorum;
  /** Null where the statutes ask for no parity, and while nobody would come. */
  readonly parity: Parity | null;
}

export interface DateResult {
  /** Answers of those who vote on that day, as the statutes count them: by college, or all together (null). */
  readonly colleges: readonly {
    readonly college: College | null;
    readonly yes: number;
    readonly ifNeedBe: number;
    readonly members: number;
  }[];
  readonly yesAlone: Gathering;
  readonly withIfNeedBe: Gathering;
}

/** What a date is worth for a body: who would come, by college, and whether that makes the quorum and the parity of that day. */
export function dateResult(bodyKind: BodyKind, seats: readonly PollSeat[], statutes: Statutes): DateResult {
  const presences = (...coming: readonly DateAnswer[]) =>
    presencesOf(
      bodyKind,
      seats.map(({ answer, ...seat }) => ({
        ...seat,
        state: answer !== null && coming.includes(answer) ? 'present' : null,
      })),
      statutes,
    ).presences;
  const gathering = (...coming: readonly DateAnswer[]): Gathering => ({
    quorum: quorumOf(
      presences(...coming),
      { quorum: statutes['quorum.ordinary'], scope: statutes['quorum-scope'] },
      'to-come',
    ),
    parity: parityAsked(
      statutes['parity-tolerance'],
      seats.filter(({ answer, vacant }) => answer !== null && coming.includes(answer) && !vacant),
    ),
  });
  const yes = presences('yes');
  const ifNeedBe = presences('if-need-be');
  return {
    colleges: collegesCounted(statutes).map((college, index) => ({
      college,
      yes: yes[index]!.voters,
      ifNeedBe: ifNeedBe[index]!.voters,
      members: yes[index]!.members,
    })),
    yesAlone: gathering('yes'),
    withIfNeedBe: gathering('yes', 'if-need-be'),
  };
}

export interface RankedDate extends ProposedDate {
  readonly id: string;
  readonly result: DateResult;
  /** How many members have another meeting on that day. */
  readonly clashes: number;
}

export interface BestDate {
  readonly id: string;
  readonly sentence: string;
}

/** What counts to choose a date, the most important first; the greater the better. */
function merits({ result, clashes }: RankedDate): readonly number[] {
  const { yesAlone, withIfNeedBe } = result;
  const parity = (gathering: Gathering) => (gathering.parity?.met === false ? 0 : 1);
  const reached = yesAlone.quorum.met ? yesAlone : withIfNeedBe;
  return [
    yesAlone.quorum.met ? 2 : withIfNeedBe.quorum.met ? 1 : 0,
    parity(reached),
    answersOf(result).yes,
    answersOf(result).ifNeedBe,
    -clashes,
  ];
}

function answersOf({ colleges }: DateResult): { readonly yes: number; readonly ifNeedBe: number } {
  return {
    yes: colleges.reduce((total, college) => total + college.yes, 0),
    ifNeedBe: colleges.reduce((total, college) => total + college.ifNeedBe, 0),
  };
}

/** Of two lists of the same length, the difference at the first place where they differ, else 0. */
function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((merit, index) => merit !== other[index]);
  return at === -1 ? 0 : other[at]! - one[at]!;
}

/**
 * The best of the proposed dates, and why, in words: the quorum first (with the sure answers, else with those who would
 * come if need be), then the parity, the number of answers, the fewest clashes, and the earliest. Null while nobody who
 * votes would come on any of them.
 */
export function bestDate(dates: readonly RankedDate[]): BestDate | null {
  const inOrder = dates.toSorted(
    (one, other) =>
      compare(merits(one), merits(other)) ||
      (`${one.onDay} ${one.startsAt}` < `${other.onDay} ${other.startsAt}` ? -1 : 1),
  );
  const best = inOrder.find(({ result }) => answersOf(result).yes + answersOf(result).ifNeedBe > 0);
  if (!best) return null;
  const { yesAlone, withIfNeedBe } = best.result;
  const { yes, ifNeedBe } = answersOf(best.result);
  const figures = `${yes}\u00a0oui, ${ifNeedBe}\u00a0«\u00a0si besoin\u00a0»`;
  const quorum = yesAlone.quorum.met
    ? 'le quorum est atteint avec les seuls oui'
    : withIfNeedBe.quorum.met
      ? 'le quorum n’est atteint que si viennent aussi ceux qui ont répondu «\u00a0si besoin\u00a0»'
      : 'le quorum n’est pas atteint, mais aucune autre date n’en réunit davantage';
  const parity = (yesAlone.quorum.met ? yesAlone : withIfNeedBe).parity;
  const words = [
    figures,
    quorum,
    ...(parity === null ? [] : [parity.met ? 'la parité est respectée' : 'la parité ne l’est pas']),
    ...(best.clashes === 0 ? [] : [`${count(best.clashes, 'membre a', 'membres ont')} une autre réunion`]),
  ];
  return {
    id: best.id,
    sentence: `Le ${weekdayInWords(best.onDay)}, ${timeInWords(best.startsAt)}\u00a0: ${words.join('\u00a0; ')}.`,
  };
}
