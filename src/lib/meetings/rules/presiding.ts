import type { PresidingFallback } from '#lib/associations/rules/settings/presidency.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { takesPart, type AttendanceState } from '../vocabulary.ts';

/** Someone who could preside. */
export interface PossibleChair {
  readonly mandateId: string;
  readonly office: string;
  readonly voting: boolean;
  /** ISO day on which the mandate began. */
  readonly from: string;
  readonly state: AttendanceState | null;
}

export interface Presiding {
  /** Null: the tool cannot tell, the meeting says. */
  readonly mandateId: string | null;
  readonly sentence: string;
  readonly source: string;
  readonly toVerify: boolean;
}

/**
 * Who presides, of those who are there (nobody recorded yet: of everyone): the chair, else the vice-chair, else as the
 * statutes say. Where they name the oldest the tool, which knows no birthday, leaves the choice; so does it among equals.
 */
export function presidingOf(
  seats: readonly PossibleChair[],
  fallback: Resolved<PresidingFallback>,
): Presiding {
  const recorded = seats.some(({ state }) => state !== null);
  const there = seats.filter(({ state, voting }) => voting && (!recorded || takesPart(state)));
  const usual = { source: 'usage', toVerify: true };
  const chair = there.find(({ office }) => office === 'chair');
  if (chair)
    return { mandateId: chair.mandateId, sentence: 'La présidence est là\u00a0: elle préside.', ...usual };
  const second = there.find(({ office }) => office === 'vice-chair');
  if (second)
    return {
      mandateId: second.mandateId,
      sentence: 'La présidence n’est pas là\u00a0: la vice-présidence préside.',
      ...usual,
    };
  const { source, toVerify } = fallback;
  const away = 'Ni la présidence ni la vice-présidence n’est là';
  if (fallback.value === 'chosen')
    return {
      mandateId: null,
      sentence: `${away}\u00a0: les présents choisissent qui préside.`,
      source,
      toVerify,
    };
  if (fallback.value === 'oldest')
    return {
      mandateId: null,
      sentence: `${away}\u00a0: la personne la plus âgée préside. Choisissez-la dans la liste.`,
      source,
      toVerify,
    };
  const first = there.reduce<string>((day, { from }) => (from < day ? from : day), '9999-12-31');
  const longest = there.filter(({ from }) => from === first);
  return {
    mandateId: longest.length === 1 ? longest[0]!.mandateId : null,
    sentence:
      longest.length === 1
        ? `${away}\u00a0: préside la personne qui siège depuis le plus longtemps.`
        : `${away}\u00a0: préside la personne qui siège depuis le plus longtemps, et plusieurs siègent depuis le même jour. Choisissez.`,
    source,
    toVerify,
  };
}
