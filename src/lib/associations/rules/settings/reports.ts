import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { monthDayInWords } from '#lib/kernel/days.ts';
import { certain, NO_CLAUSE, toVerify, type Definition, type Definitions } from './definition.ts';

/** Days of every year: "12-31". */
export interface ReportSettings {
  readonly 'financial-year-end': string;
  readonly 'activity-report-day': string | null;
  readonly 'subsidy-papers-day': string | null;
}

const ORDINARY_YEAR = 2025;

/** A day that every year has. */
const monthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/)
  .refine((value) => z.iso.date().safeParse(`${ORDINARY_YEAR}-${value}`).success);

/**
 * The last ISO day of the ordinary general assembly, for a financial year that closes on this ISO day: six months after
 * it, of date to eve of date (R-AG-02, CSA 3:47; T79).
 */
export function lastDayOfOrdinaryAssembly(closingDay: string): string {
  return Temporal.PlainDate.from(closingDay)
    .add({ days: 1 })
    .add({ months: 6 })
    .subtract({ days: 1 })
    .toString();
}

const ASKS = 'indiquez un jour et un mois, par exemple 31/12';

function yearlyDay(
  title: string,
  what: string,
  byDefault: { readonly relay: string; readonly source: string },
): Definition<string | null> {
  return {
    title,
    where: 'association',
    schema: monthDay.nullable(),
    offers: {
      as: 'month-day',
      label: 'Jour et mois',
      hint: 'Par exemple 30/04. Laissez vide si rien n’est demandé.',
      asks: `${ASKS}, ou rien si rien n’est demandé`,
    },
    describe: (value) =>
      value === null
        ? 'Aucune date n’est demandée.'
        : `${what} au plus tard le ${monthDayInWords(value)}, chaque année.`,
    // RS-19, to be read again in the codified text.
    byDefault: ({ profile }) =>
      profile === 'social-relay' ? toVerify(byDefault.relay, byDefault.source) : certain(null, NO_CLAUSE),
  };
}

/** The year of the association, and what it sends each year. */
export const REPORTS: Definitions<ReportSettings> = {
  'financial-year-end': {
    title: 'Clôture de l’exercice',
    where: 'association',
    schema: monthDay,
    offers: {
      as: 'month-day',
      label: 'Dernier jour de l’exercice',
      hint: 'Jour et mois, par exemple 31/12.',
      asks: ASKS,
    },
    describe: (value) => {
      const last = lastDayOfOrdinaryAssembly(`${ORDINARY_YEAR}-${value}`).slice(-5);
      return `L’exercice se clôt le ${monthDayInWords(value)}\u00a0: l’AG ordinaire, avec les comptes et le budget, se tient au plus tard le ${monthDayInWords(last)} qui suit (CSA 3:47).`;
    },
    byDefault: () => toVerify('12-31', 'choix de l’outil, l’usage'),
  },
  'activity-report-day': yearlyDay('Rapports d’activités', 'Les rapports et les comptes partent', {
    relay: '04-30',
    source: 'décret du 17 juillet 2003, art. 17 et 18',
  }),
  'subsidy-papers-day': yearlyDay('Pièces de la subvention', 'Les pièces justificatives partent', {
    relay: '03-01',
    source: 'page du Service public de Wallonie',
  }),
};
