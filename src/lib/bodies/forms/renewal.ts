import { z } from 'zod';
import { calendarDay } from '#lib/kernel/fields.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { SECTORS } from '#lib/kernel/sectors.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { OFFICES } from '../offices.ts';

const shortText = z.string().trim().max(200, 'Au plus 200 caractères.').refine(isStorable, NOT_STORABLE);

const chosen = (words: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => value === '' || words.includes(value) || isIdentifier(value),
      'Choisissez dans la liste.',
    );

/** Of the draft: whoever saves says which one they read. */
const version = z.coerce.number().int();

/** Asked even when another field is wrong: people correct everything at once. */
const describing = (field: string, message: string) => ({ path: [field], message, when: () => true });

/** A renewal to prepare. */
export const renewalForm = z.object({ on: calendarDay });
export type RenewalForm = z.infer<typeof renewalForm>;

/**
 * What becomes of a place: keep, the mandate goes on · propose, somebody of the organisation, or nobody yet ("vacant") ·
 * empty, nobody at all. What describes the proposal counts only then, and what describes a new person only for one.
 */
export const placeForm = z
  .object({
    version,
    choice: z.enum(['keep', 'propose', 'empty'], 'Choisissez ce que devient cette place.'),
    organisation: chosen([]).default(''),
    person: chosen(['new', 'vacant']).default(''),
    civility: z.enum(['', 'madame', 'monsieur']).default(''),
    givenName: shortText.default(''),
    familyName: shortText.default(''),
    email: z
      .union(
        [z.literal(''), z.email()],
        'Cette adresse n’est pas complète. Exemple\u00a0: prenom.nom@exemple.be',
      )
      .default(''),
    office: z.enum(OFFICES, 'Choisissez la fonction.').default('member'),
    // Without default: a box that is not ticked is not sent, and would take it.
    voting: z.boolean(),
    exceptionReason: shortText.default(''),
  })
  .refine(
    ({ choice, organisation }) => choice !== 'propose' || organisation !== '',
    describing('organisation', 'Choisissez l’organisation, ou laissez la place vide.'),
  )
  .refine(
    ({ choice, person }) => choice !== 'propose' || person !== '',
    describing('person', 'Choisissez la personne, ou dites que la place est vacante.'),
  )
  .refine(
    ({ choice, person, givenName }) => choice !== 'propose' || person !== 'new' || givenName !== '',
    describing('givenName', 'Donnez le prénom.'),
  )
  .refine(
    ({ choice, person, familyName }) => choice !== 'propose' || person !== 'new' || familyName !== '',
    describing('familyName', 'Donnez le nom de famille.'),
  );
export type PlaceForm = z.infer<typeof placeForm>;

/** A place to add where the seats of the body are not described. */
export const placeAddForm = z.object({
  version,
  sector: z.enum(SECTORS, 'Choisissez le secteur de cette place.'),
});
export type PlaceAddForm = z.infer<typeof placeAddForm>;

/** The decision that applies a renewal: recorded here, or said in words. */
export const applicationForm = z
  .object({
    version,
    /** What the page showed: see `factsOf`. */
    seen: z
      .string()
      .max(20_000)
      .regex(/^[0-9a-f ]*$/),
    decision: chosen([]).default(''),
    appointment: shortText.default(''),
  })
  .refine(
    ({ decision, appointment }) => decision !== '' || appointment !== '',
    describing('decision', 'Choisissez la décision, ou dites quand et par qui elle a été prise.'),
  )
  .refine(
    ({ decision, appointment }) => decision === '' || appointment === '',
    describing('appointment', 'Une décision est déjà choisie dans la liste. Gardez l’une ou l’autre.'),
  );
export type ApplicationForm = z.infer<typeof applicationForm>;
