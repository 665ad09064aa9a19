import { and, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { FormalityForm, FormalityUntickForm } from '../../forms/formalities.ts';
import { mayTickFormalities } from '../../policy.ts';
import { directorChanges } from '../../rules/aftercare.ts';
import { bodies, formalities, mandates } from '../tables.ts';

/** Whether the directors of a board changed on this ISO day, which is not to come. */
async function didChange(tx: Tx, bodyId: string, day: string, today: string): Promise<boolean> {
  const rows = await tx
    .select({
      personId: mandates.personId,
      organisationId: mandates.organisationId,
      office: mandates.office,
      from: mandates.fromDay,
      to: mandates.toDay,
    })
    .from(mandates)
    .innerJoin(bodies, eq(bodies.id, mandates.bodyId))
    .where(and(eq(mandates.bodyId, bodyId), eq(bodies.kind, 'board'), isNotNull(mandates.personId)));
  const directors = rows.map((row) => ({ ...row, name: null, organisation: '' }));
  return day <= today && directorChanges(directors, { from: day, to: day }).length > 0;
}

const rowOf = ({ bodyId, changedOn, step }: FormalityUntickForm) =>
  and(eq(formalities.bodyId, bodyId), eq(formalities.changedOn, changedOn), eq(formalities.step, step));

const subjectOf = ({ bodyId, changedOn, step }: FormalityUntickForm) => ({
  kind: 'formality',
  id: `${bodyId}/${changedOn}/${step}`,
});

/**
 * Ticks a step of the after-care of a change of directors, with the ISO day on which it was done (R-PUB-01, R-UBO-01).
 * Pressed twice, it is ticked once. Refuses a day on which the directors of this board did not change, a step done in
 * the future, and one that somebody ticked otherwise meanwhile.
 */
export function tickFormality(house: House, actor: Actor, form: FormalityForm): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, today, journal, nothingToDo }) => {
    const allowed = mayTickFormalities(actor);
    if (!allowed.done) return allowed;
    const { bodyId, changedOn, step, doneOn } = form;
    if (!(await didChange(tx, bodyId, changedOn, today))) return notFound();
    if (doneOn > today)
      return refuse(
        'done-in-the-future',
        'Cette étape ne peut pas être faite un jour à venir. Indiquez le jour où elle l’a été.',
        { field: 'doneOn' },
      );
    const after = { doneOn, note: form.note || null };
    const [created] = await tx
      .insert(formalities)
      .values({ associationId: actor.associationId, bodyId, changedOn, step, ...after })
      // Someone may tick it at this very moment.
      .onConflictDoNothing()
      .returning({ step: formalities.step });
    if (created) {
      journal({ act: 'formality.ticked', subject: subjectOf(form), after });
      return done();
    }
    const [known] = await tx
      .select({ doneOn: formalities.doneOn, note: formalities.note })
      .from(formalities)
      .where(rowOf(form));
    if (known && (known.doneOn !== doneOn || known.note !== after.note))
      return refuse(
        'already-ticked',
        `Quelqu’un a déjà coché cette étape, faite le ${dayInWords(known.doneOn)}. Décochez-la d’abord pour la corriger.`,
        { field: 'doneOn' },
      );
    nothingToDo();
    return done();
  });
}

/** Takes back a step that was ticked. Pressed twice, it is taken back once. Refuses an unknown board. */
export function untickFormality(
  house: House,
  actor: Actor,
  form: FormalityUntickForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayTickFormalities(actor);
    if (!allowed.done) return allowed;
    const [board] = await tx.select({ id: bodies.id }).from(bodies).where(eq(bodies.id, form.bodyId));
    if (!board) return notFound();
    const [before] = await tx
      .delete(formalities)
      .where(rowOf(form))
      .returning({ doneOn: formalities.doneOn, note: formalities.note });
    if (before) journal({ act: 'formality.unticked', subject: subjectOf(form), before });
    else nothingToDo();
    return done();
  });
}
