import { daysAfter } from '#lib/kernel/days.ts';
import { dueDay } from '#lib/kernel/holidays.ts';
import type { Profile } from '#lib/associations/rules/settings/definition.ts';
import { FORMALITY_STEPS, type FormalityStep, type Office } from '../offices.ts';
import { isOfDirector } from './standing.ts';

/** A mandate as the after-care sees it. ISO days, both included. */
export interface DirectorMandate {
  readonly personId: string | null;
  /** Null when the seat is vacant. */
  readonly name: string | null;
  readonly organisationId: string;
  readonly organisation: string;
  readonly office: Office;
  readonly from: string;
  readonly to: string | null;
}

/** The directors of a board that change on one ISO day, the first without those who left or the first with the new. */
export interface DirectorChange<M extends DirectorMandate = DirectorMandate> {
  readonly on: string;
  readonly came: readonly M[];
  readonly left: readonly M[];
  /** Who goes on for the same organisation, with a new mandate or another office. */
  readonly renewed: readonly M[];
}

const sameSeat = (one: DirectorMandate, other: DirectorMandate) =>
  one.personId === other.personId && one.organisationId === other.organisationId;

/**
 * The changes of the directors of one board between two ISO days, both included, the last one first. All that begins on a
 * day and all that ended on its eve is one change. A vacant seat is nobody.
 */
export function directorChanges<M extends DirectorMandate>(
  mandates: readonly M[],
  { from, to }: { readonly from: string; readonly to: string },
): DirectorChange<M>[] {
  const directors = mandates.filter((mandate) => mandate.personId !== null && isOfDirector(mandate));
  const begun = Map.groupBy(directors, (mandate) => mandate.from);
  const ended = Map.groupBy(
    directors.filter((mandate) => mandate.to !== null),
    (mandate) => daysAfter(mandate.to!, 1),
  );
  return [...new Set([...begun.keys(), ...ended.keys()])]
    .filter((day) => from <= day && day <= to)
    .toSorted()
    .reverse()
    .map((on) => {
      const beginning = begun.get(on) ?? [];
      const ending = ended.get(on) ?? [];
      return {
        on,
        came: beginning.filter((mandate) => !ending.some((other) => sameSeat(mandate, other))),
        left: ending.filter((mandate) => !beginning.some((other) => sameSeat(mandate, other))),
        renewed: beginning.filter((mandate) => ending.some((other) => sameSeat(mandate, other))),
      };
    });
}

/** How far back a change is still followed. */
export const FOLLOWED_DAYS = 365;

/** The changes of a board that are followed on an ISO day. */
export function followedChanges<M extends DirectorMandate>(
  mandates: readonly M[],
  today: string,
): DirectorChange<M>[] {
  return directorChanges(mandates, { from: daysAfter(today, -FOLLOWED_DAYS), to: today });
}

/** What happens to a publication made too late (R-PUB-03). */
export const LATE_PUBLICATION =
  'Le délai est passé\u00a0: publiez quand même. Le changement est valable, mais les tiers peuvent l’ignorer tant qu’il n’est pas publié.';

/** A step of the after-care of a change. */
export interface AftercareStep {
  readonly step: FormalityStep;
  /** The last ISO day of its legal delay; null where no law sets one. */
  readonly due: string | null;
  readonly late: boolean;
  readonly done: Formality | null;
}

/** A step that somebody ticked. ISO days. */
export interface Formality {
  readonly changedOn: string;
  readonly step: FormalityStep;
  readonly doneOn: string;
  readonly note: string | null;
}

/**
 * The legal delay of a step after a change of this ISO day: thirty days for the publication (R-PUB-01, R-DEL-05) with
 * its extract, a month for the UBO register (R-UBO-01); none for the others. A relais social tells the administration
 * without delay (RS-20), which is no date.
 */
export function formalityDue(step: FormalityStep, changedOn: string): string | null {
  if (step === 'extract' || step === 'publication') return dueDay(changedOn, { days: 30 });
  return step === 'ubo' ? dueDay(changedOn, { months: 1 }) : null;
}

/** The steps of the after-care of a change, in the order of the checklist, as they stand on an ISO day. */
export function aftercareOf(changedOn: string, ticked: readonly Formality[], today: string): AftercareStep[] {
  return FORMALITY_STEPS.map((step) => {
    const due = formalityDue(step, changedOn);
    const done = ticked.find((each) => each.changedOn === changedOn && each.step === step) ?? null;
    return { step, due, late: done === null && due !== null && due < today, done };
  });
}

/** Where a step comes from; null where nothing but good sense asks for it. */
export function formalitySource(step: FormalityStep, profile: Profile): string | null {
  switch (step) {
    case 'extract':
    case 'publication':
      return 'dans les 30 jours, formulaires I et II du SPF Justice';
    case 'ubo':
      return 'dans le mois';
    case 'partners':
      return profile === 'social-relay' ? 'décret du 17 juillet 2003, art. 17, à vérifier' : null;
    case 'bank':
      return null;
  }
}
