import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { ELECTED_OFFICES } from '../rules/election-words.ts';

/** The fields "<prefix>-<key>" of a form that were filled, by key. */
function fieldsOf(typed: unknown, prefix: string): Record<string, string> {
  const fields = Object.entries((typed ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    fields.flatMap(([name, value]) =>
      name.startsWith(`${prefix}-`) && typeof value === 'string' && value.trim() !== ''
        ? [[name.slice(prefix.length + 1), value.trim()]]
        : [],
    ),
  );
}

const NUMBER = 'Indiquez un nombre entier, zéro ou plus.';
const number = z.coerce
  .number(NUMBER)
  .int(NUMBER)
  .min(0, NUMBER)
  .max(10_000, 'Ce nombre est trop grand.')
  .default(0);
const seats = z.coerce
  .number(NUMBER)
  .int(NUMBER)
  .min(0, NUMBER)
  .max(60, 'Une élection compte 60 sièges au plus.')
  .default(0);
const ticked = z.enum(['', 'yes']).default('');
const words = (most: number) =>
  z.string().trim().max(most, `Au plus ${most} caractères.`).refine(isStorable, NOT_STORABLE);

/** The most who can stand in one election. */
export const MOST_CANDIDATES = 60;

/**
 * What an election is for, and who stands: the fields "person-0" and "organisation-0", and so on; a line without person is
 * left aside.
 */
export const electionForm = z.preprocess(
  (typed) => {
    const people = fieldsOf(typed, 'person');
    const organisations = fieldsOf(typed, 'organisation');
    const lines = Object.keys(people).toSorted((one, other) => Number(one) - Number(other));
    return {
      ...(typed as object),
      candidates: lines.map((line) => ({
        line,
        person: people[line],
        organisation: organisations[line] ?? '',
      })),
    };
  },
  z
    .object({
      body: identifier,
      office: z.enum(ELECTED_OFFICES, 'Choisissez la fonction.'),
      from: calendarDay,
      to: z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default(''),
      public: seats,
      associative: seats,
      government: seats,
      any: seats,
      parity: ticked,
      onePerOrganisation: ticked,
      ballot: z.enum(['single', 'list'], 'Choisissez ce que porte un bulletin.'),
      secret: ticked,
      candidates: z
        .array(z.object({ line: z.string(), person: z.string(), organisation: z.string() }))
        .max(MOST_CANDIDATES, `Une élection compte ${MOST_CANDIDATES} candidatures au plus.`),
    })
    .superRefine(({ candidates }, context) => {
      for (const { line, person, organisation } of candidates) {
        if (!identifier.safeParse(person).success)
          context.addIssue({
            code: 'custom',
            path: [`person-${line}`],
            message: 'Choisissez dans la liste.',
          });
        if (!identifier.safeParse(organisation).success)
          context.addIssue({
            code: 'custom',
            path: [`organisation-${line}`],
            message: 'Choisissez pour quelle organisation cette personne siégerait.',
          });
      }
    })
    .refine((form) => form.to === '' || form.to >= form.from, {
      path: ['to'],
      message: 'Le mandat finirait avant de commencer. Corrigez une des deux dates.',
    }),
);
export type ElectionForm = z.infer<typeof electionForm>;

/** The papers of a round: those of each candidate are in the fields "votes-<candidate>". */
export const roundForm = z.preprocess(
  (typed) => ({ ...(typed as object), votes: fieldsOf(typed, 'votes') }),
  z
    .object({
      electionId: identifier,
      round: z.coerce.number().int().min(1),
      cast: number,
      blank: number,
      invalid: number,
      votes: z.record(z.string(), z.string()),
    })
    .transform(({ votes, ...form }, context) => ({
      ...form,
      votes: Object.fromEntries(
        Object.entries(votes).map(([id, value]) => {
          const parsed = number.safeParse(value);
          if (!parsed.success)
            context.addIssue({
              code: 'custom',
              path: [`votes-${id}`],
              message: parsed.error.issues[0]!.message,
            });
          return [id, parsed.data ?? 0];
        }),
      ),
    })),
);
export type RoundForm = z.infer<typeof roundForm>;

export const roundOnly = z.object({ electionId: identifier, round: z.coerce.number().int().min(1) });
export type RoundOnly = z.infer<typeof roundOnly>;

/** What settles a tie: words said aloud before the lot is drawn, or the fields "born-<candidate>". */
export const tieForm = z.preprocess(
  (typed) => ({ ...(typed as object), born: fieldsOf(typed, 'born') }),
  z
    .object({
      electionId: identifier,
      round: z.coerce.number().int().min(1),
      seed: words(200).default(''),
      born: z.record(z.string(), z.string()),
    })
    .superRefine(({ born }, context) => {
      for (const [id, day] of Object.entries(born))
        if (!z.iso.date().safeParse(day).success)
          context.addIssue({
            code: 'custom',
            path: [`born-${id}`],
            message: 'Indiquez une date, par exemple 21/11/1962.',
          });
    }),
);
export type TieForm = z.infer<typeof tieForm>;

export const candidateWithdrawalForm = z.object({
  electionId: identifier,
  candidateId: z.uuid('Choisissez qui se désiste.'),
});
export type CandidateWithdrawalForm = z.infer<typeof candidateWithdrawalForm>;

export const electionOnly = z.object({ electionId: identifier });

export const electionCancelForm = z.object({
  electionId: identifier,
  reason: words(500).refine(
    (value) => value !== '',
    'Dites en quelques mots pourquoi, par exemple\u00a0: bulletins mal imprimés.',
  ),
});
export type ElectionCancelForm = z.infer<typeof electionCancelForm>;

/**
 * The mandates of the elected; "seat-<candidate>" where their seat has to be chosen, "outgoing-<mandate>" what becomes of
 * whoever holds their office: their mandate ends, or they stay as a member.
 */
export const electedMandatesForm = z.preprocess(
  (typed) => ({
    ...(typed as object),
    seats: fieldsOf(typed, 'seat'),
    outgoing: fieldsOf(typed, 'outgoing'),
  }),
  z.object({
    electionId: identifier,
    seats: z.record(z.string(), identifier),
    outgoing: z.record(z.string(), z.enum(['ends', 'stays'], 'Choisissez dans la liste.')),
    /** Why a chair or a vice-chair comes from the sector whose turn it is not. */
    exceptionReason: words(500).default(''),
    /** The widest gap between the sectors that whoever decides was told of. */
    acceptedGap: z.coerce.number().int().min(0).max(999).default(0),
  }),
);
export type ElectedMandatesForm = z.infer<typeof electedMandatesForm>;
