import { dayInWords, daysAfter, dayWithin, weekdayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { noticeDays, type NoticeRule } from './notice.ts';
import { signaturesToCall } from './requests.ts';

const SOURCE = 'CSA 9:13';
/** Days that the board has, from the day after the request is reached, to send the notice, and to hold the assembly. */
const DAYS_TO_CALL = 21;
const DAYS_TO_HOLD = 40;

/** Full members from an ISO day on. */
export interface MembersFrom {
  readonly from: string;
  readonly count: number;
}

export interface Signatures {
  readonly members: number;
  readonly needed: number;
  readonly signed: number;
  readonly missing: number;
  /** The ISO day on which a fifth had signed; null as long as it has not. Once reached, it stays so. */
  readonly reachedOn: string | null;
  readonly sentence: string;
}

/** A seat of the assembly that votes: for which member, from when to when (ISO days, both included). */
export interface MemberSeat {
  readonly organisationId: string;
  readonly from: string;
  readonly to: string | null;
}

/** How many members there were, from which day on: an organisation counts once, however many seats it has. */
export function memberSteps(seats: readonly MemberSeat[]): MembersFrom[] {
  const days = seats.flatMap(({ from, to }) => [from, ...(to === null ? [] : [daysAfter(to, 1)])]);
  return [...new Set(days)].toSorted().map((day) => ({
    from: day,
    count: new Set(
      seats.filter(({ from, to }) => dayWithin(day, from, to)).map(({ organisationId }) => organisationId),
    ).size,
  }));
}

/** The full members on an ISO day, from steps in the order of the days. */
const membersOn = (steps: readonly MembersFrom[], day: string) =>
  steps.findLast(({ from }) => from <= day)?.count ?? 0;

/**
 * Where a request for an assembly stands on `today`: how many members signed, of the fifth of the full members that is
 * needed, and since when it is reached. `signedOn`: the ISO day of each signature; `steps`: how many full members there
 * were, from which day on. The members of each day count, as signatures and seats come and go (R-CON-02, T34).
 */
export function assemblySignatures(
  signedOn: readonly string[],
  steps: readonly MembersFrom[],
  today: string,
): Signatures {
  const members = membersOn(steps, today);
  const needed = signaturesToCall(members);
  const signed = signedOn.length;
  const isReached = (day: string) => {
    const then = membersOn(steps, day);
    return then > 0 && signedOn.filter((each) => each <= day).length >= signaturesToCall(then);
  };
  const moments = [...signedOn, ...steps.map(({ from }) => from)].filter((day) => day <= today).toSorted();
  const reachedOn = moments.find(isReached) ?? null;
  const figures = `${count(signed, 'membre a signé', 'membres ont signé')} sur ${members}\u00a0; il en faut ${needed} (un cinquième des membres, ${SOURCE})`;
  const missing = reachedOn === null ? Math.max(0, needed - signed) : 0;
  return {
    members,
    needed,
    signed,
    missing,
    reachedOn,
    sentence:
      reachedOn === null
        ? `${figures}\u00a0: il en manque ${missing}.`
        : `${figures}\u00a0: atteint le ${dayInWords(reachedOn)}. L’assemblée doit être convoquée.`,
  };
}

export interface AssemblyDelays {
  /** The last ISO days to send the notice, and to hold the assembly. */
  readonly callBy: string;
  readonly holdBy: string;
  /** The earliest ISO day on which an assembly called on `callBy` can be held, and the first one beyond discussion; null where no notice is asked. */
  readonly earliest: string | null;
  readonly safeFrom: string | null;
  readonly sentence: string;
  readonly warning: string;
  readonly source: string;
}

/**
 * What the board must do, counted from the day after a fifth had signed (R-DEL-05): call within 21 days, hold by the
 * fortieth, neither put off to a working day. With what the notice leaves of it (T74).
 */
export function assemblyDelays(reachedOn: string, rule: NoticeRule): AssemblyDelays {
  const callBy = daysAfter(reachedOn, DAYS_TO_CALL);
  const holdBy = daysAfter(reachedOn, DAYS_TO_HOLD);
  const notice = rule['notice-days'].value;
  const earliest = notice === null ? null : daysAfter(callBy, notice);
  const safeFrom = notice === null ? null : daysAfter(callBy, notice + 1);
  return {
    callBy,
    holdBy,
    earliest,
    safeFrom,
    sentence: `À convoquer au plus tard le ${weekdayInWords(callBy)}, et à tenir au plus tard le ${weekdayInWords(holdBy)}.`,
    warning:
      earliest === null || safeFrom === null
        ? ''
        : `Convoquée le dernier jour, elle ne peut se tenir qu’à partir du ${weekdayInWords(earliest)}, et sans discussion possible à partir du ${weekdayInWords(safeFrom)}, à cause des ${notice}\u00a0jours de convocation.`,
    source: SOURCE,
  };
}

/**
 * Whether an assembly asked for by members may be planned on an ISO day. Refuses a day after the fortieth while an
 * earlier one still leaves the time of the notice: later than that, late is better than never.
 */
export function checkAssemblyDay(
  heldOn: string,
  { holdBy, source }: Pick<AssemblyDelays, 'holdBy' | 'source'>,
  rule: NoticeRule,
  today: string,
): Outcome<undefined> {
  const limits = noticeDays(holdBy, rule);
  const possible = limits === null ? today <= holdBy : today <= limits.lawfulUntil;
  if (heldOn <= holdBy || !possible) return done();
  return refuse(
    'after-the-fortieth-day',
    `Cette assemblée doit se tenir au plus tard le ${weekdayInWords(holdBy)}. Choisissez un jour plus proche.`,
    { field: 'heldOn', source },
  );
}
