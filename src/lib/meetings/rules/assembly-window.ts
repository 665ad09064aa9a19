import { lastDayOfOrdinaryAssembly } from '#lib/associations/rules/settings/reports.ts';
import { daysAfter, dayInWords, weekdayInWords } from '#lib/kernel/days.ts';

/** The six months in which the ordinary general assembly gives its word on the accounts (R-AG-02, CSA 3:47). */
export interface AssemblyWindow {
  /** ISO days: the last of the financial year, then the first and the last on which the assembly may be. */
  readonly closedOn: string;
  readonly from: string;
  readonly until: string;
}

/** held, planned: an ordinary assembly stands in it · waiting: none yet · missed: none, and it is over. */
export type WindowState = 'held' | 'planned' | 'waiting' | 'missed';

export interface WindowVerdict extends AssemblyWindow {
  readonly state: WindowState;
  readonly sentence: string;
  readonly source: string;
}

export function assemblyWindow(closedOn: string): AssemblyWindow {
  return { closedOn, from: daysAfter(closedOn, 1), until: lastDayOfOrdinaryAssembly(closedOn) };
}

/** Where a window stands today, from the ISO days of the ordinary assemblies, cancelled ones left out. */
export function judgeWindow(
  window: AssemblyWindow,
  assemblies: readonly string[],
  today: string,
): WindowVerdict {
  const { closedOn, from, until } = window;
  const inside = assemblies.filter((day) => from <= day && day <= until).toSorted();
  const year = `l’exercice clos le ${dayInWords(closedOn)}`;
  const first = inside[0];
  const verdict = (state: WindowState, sentence: string): WindowVerdict => ({
    ...window,
    state,
    sentence,
    source: 'CSA 3:47',
  });
  if (first !== undefined)
    return first < today
      ? verdict('held', `Pour ${year}, l’AG ordinaire s’est tenue le ${dayInWords(first)}, à temps.`)
      : verdict('planned', `Pour ${year}, l’AG ordinaire est prévue le ${dayInWords(first)}, à temps.`);
  return today <= until
    ? verdict('waiting', `Pour ${year}, l’AG ordinaire se tient au plus tard le ${weekdayInWords(until)}.`)
    : verdict(
        'missed',
        `Pour ${year}, aucune AG ordinaire n’est notée\u00a0: elle devait se tenir au plus tard le ${weekdayInWords(until)}.`,
      );
}

/**
 * The window that an ordinary assembly on an ISO day comes too late for, when the financial year closes on a day of every
 * year ("12-31"); null when the day is inside one.
 */
export function missedWindow(heldOn: string, monthDay: string): AssemblyWindow | null {
  const year = Number(heldOn.slice(0, 4));
  const windows = [year - 1, year].map((each) => assemblyWindow(`${each}-${monthDay}`));
  return windows.some(({ from, until }) => from <= heldOn && heldOn <= until)
    ? null
    : windows.findLast(({ until }) => until < heldOn)!;
}
