import { z } from 'zod';
import { calendarDay, identifier } from '#lib/kernel/fields.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { APPOINTED_ONCE, chosenOrNone, describing, shortText } from '../forms.ts';
import { CO_OPTATIONS, END_REASONS, OFFICES } from '../offices.ts';

/** All that was recorded of a mandate, as it should have been, and why it was not. `person` "vacant": nobody. */
export const mandateCorrectionForm = z
  .object({
    version: z.coerce.number().int(),
    organisation: identifier,
    person: z
      .string()
      .refine((value) => value === 'vacant' || isIdentifier(value), 'Choisissez dans la liste.'),
    office: z.enum(OFFICES, 'Choisissez la fonction.'),
    // Without default: a box that is not ticked is not sent, and would take it.
    voting: z.boolean(),
    from: calendarDay,
    to: z.union([z.literal(''), calendarDay], 'Indiquez une date, ou laissez vide.').default(''),
    seat: chosenOrNone,
    decision: chosenOrNone,
    appointment: shortText(0, '').default(''),
    replaces: chosenOrNone,
    coOptation: z.enum(['', ...CO_OPTATIONS], 'Choisissez dans la liste.').default(''),
    exceptionReason: shortText(0, '').default(''),
    endReason: z.enum(['', ...END_REASONS], 'Choisissez dans la liste.').default(''),
    endNote: shortText(0, '').default(''),
    /** Why the record was wrong; the journal keeps it. */
    reason: shortText(
      1,
      'Dites en quelques mots ce qui était faux, par exemple\u00a0: date mal recopiée du PV.',
    ),
    /** As in `mandateForm`. */
    acceptedGap: z.coerce.number().int().min(0).max(999).default(0),
  })
  .refine(
    (form) => form.decision === '' || form.appointment === '',
    describing('appointment', APPOINTED_ONCE),
  )
  .refine(
    (form) => form.to !== '' || (form.endReason === '' && form.endNote === ''),
    describing(
      'to',
      'Un mandat qui a pris fin a un dernier jour. Indiquez-le, ou effacez la raison de la fin.',
    ),
  );
export type MandateCorrectionForm = z.infer<typeof mandateCorrectionForm>;

/** A mandate recorded by mistake, to be removed. */
export const annulmentForm = z.object({
  reason: shortText(1, 'Dites en quelques mots pourquoi ce mandat n’aurait pas dû être noté.'),
});
export type AnnulmentForm = z.infer<typeof annulmentForm>;

/** What the assembly of a day said of a co-optation (CSA 9:6). */
export const settlementForm = z
  .object({
    outcome: z.enum(['confirmed', 'refused'], 'Dites si l’assemblée a confirmé.'),
    on: calendarDay,
    decision: chosenOrNone,
    appointment: shortText(0, '').default(''),
  })
  .refine(
    (form) => (form.decision === '') !== (form.appointment === ''),
    describing('appointment', 'Choisissez la décision dans la liste, ou dites où elle a été prise.'),
  );
export type SettlementForm = z.infer<typeof settlementForm>;
