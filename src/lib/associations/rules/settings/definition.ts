import { z } from 'zod';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';

/** common: any ASBL · social-relay: recognised by the decree of 17 July 2003, with its double majority. */
export const PROFILES = ['common', 'social-relay'] as const;
export type Profile = (typeof PROFILES)[number];

/** Where a setting applies. `bodyKind` is null for the whole association. */
export interface Place {
  readonly profile: Profile;
  readonly bodyKind: BodyKind | null;
}

/** A value with where it comes from. `toVerify`: the tool's reading, to be checked with the statutes. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly toVerify: boolean;
}

/** What the law does not let the statutes lower. */
export interface Floor<T> {
  readonly source: string;
  readonly sentence: string;
  allows(value: T, place: Place): boolean;
}

/** A field in which a page lets the value be typed. A month-day is typed "31/12" and kept "12-31". */
export interface Typed {
  readonly as: 'number' | 'month-day';
  readonly label: string;
  readonly hint: string;
  /** What to give instead of a wrong value. */
  readonly asks: string;
}

export interface Definition<T> {
  /** As a page lists it. */
  readonly title: string;
  /**
   * The only bodies of which the statutes can say it, or the association as a whole and no body apart. Without it, the
   * association and each of its bodies.
   */
  readonly where?: 'association' | readonly BodyKind[];
  readonly schema: z.ZodType<T>;
  /** The values among which a page lets one choose, from the first to the last, or how one is typed. */
  readonly offers: readonly T[] | Typed;
  /** One plain French sentence that says what this value means. */
  describe(value: T): string;
  byDefault(place: Place): Sourced<T>;
  readonly floor?: Floor<T>;
}

export type Definitions<Values> = { readonly [K in keyof Values]: Definition<Values[K]> };

export const DECREE = 'décret du 17 juillet 2003, art. 12';
export const ORDER_UNREAD = 'choix de l’outil, arrêté du 9 décembre 2004 à relire';
export const NO_CLAUSE = 'à défaut de statuts';
export const SILENT = 'choix de l’outil, la loi est muette';
export const ASSEMBLY: readonly BodyKind[] = ['general-assembly'];

export const certain = <T>(value: T, source: string): Sourced<T> => ({ value, source, toVerify: false });
export const toVerify = <T>(value: T, source: string): Sourced<T> => ({ value, source, toVerify: true });

/** Whether the decree on social relays says how this place decides (RS-06, RS-07). */
export function isUnderDecree({ profile, bodyKind }: Place): boolean {
  return profile === 'social-relay' && (bodyKind === 'general-assembly' || bodyKind === 'board');
}

type Offered<T> = Pick<Definition<T>, 'schema' | 'offers' | 'describe'>;

/** One of these values, each with its sentence. */
export function oneOf<const T extends string>(
  values: readonly [T, ...T[]],
  sentences: Readonly<Record<T, string>>,
): Offered<T> {
  return { schema: z.enum(values) as z.ZodType<T>, offers: values, describe: (value) => sentences[value] };
}

/** Yes or no, each with its sentence. */
export function yesOrNo(yes: string, no: string): Offered<boolean> {
  return { schema: z.boolean(), offers: [true, false], describe: (value) => (value ? yes : no) };
}

/** An integer within these limits; nothing is typed for null, which means `nothing`. */
export function numberOrNothing(field: {
  readonly label: string;
  readonly hint: string;
  readonly least: number;
  readonly most: number;
  readonly nothing: string;
}): Pick<Definition<number | null>, 'schema' | 'offers'> {
  const { label, hint, least, most, nothing } = field;
  return {
    schema: z.int().min(least).max(most).nullable(),
    offers: {
      as: 'number',
      label,
      hint,
      asks: `indiquez un nombre entier de ${least} à ${most}, ou rien si ${nothing}`,
    },
  };
}
