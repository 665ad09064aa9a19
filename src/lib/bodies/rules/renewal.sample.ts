import type { AlternationRule } from './alternation.ts';
import type { RenewalRules, SittingMandate } from './renewal.ts';
import type { Term } from './terms.ts';

const term = (name: string, from: string, to: string | null): Term => ({ id: name, name, from, to });
/** The calendar of the Walloon municipal councils: installations of 2018, 2024 and 2030. */
export const PAST = term('2018-2024', '2018-12-03', '2024-12-01');
export const PRESENT = term('2024-2030', '2024-12-02', '2030-12-01');
export const COMING = term('2030-2036', '2030-12-02', '2036-12-01');

/** The rules of the reference case, RSLux: the presidency alternates by term, public first. */
export function rules(
  more: Partial<RenewalRules> = {},
  alternation: Partial<AlternationRule> = {},
): RenewalRules {
  return {
    kind: 'board',
    composed: 'by-seats',
    terms: [PAST, PRESENT],
    parityTolerance: { value: 0, source: 'statuts, art. 19', toVerify: false },
    relayBoard: false,
    members: 34,
    life: { from: null, to: null },
    ...more,
    alternation: {
      mode: 'by-term',
      firstChair: 'public',
      exceptions: 'refused',
      source: 'rapport d’activité 2022',
      toVerify: false,
      ...more.alternation,
      ...alternation,
    },
  };
}

/** Somebody who sits since 24 June 2021, for an organisation of their sector. */
export function mandate(id: string, more: Partial<SittingMandate> = {}): SittingMandate {
  const sector = more.sector ?? 'public';
  return {
    id,
    seatId: null,
    organisation: { id: `org-${id}`, name: `Organisation ${id}`, sector, category: null },
    person: { id: `person-${id}`, name: `Personne ${id}` },
    office: 'member',
    voting: true,
    from: '2021-06-24',
    to: null,
    exceptionReason: null,
    ...more,
    sector,
  };
}
