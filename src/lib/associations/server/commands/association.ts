import { eq } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { AssociationForm } from '../../forms.ts';
import { mayChangeSettings } from '../../policy.ts';
import { associations } from '../tables.ts';

/**
 * Changes how the association calls itself and what its documents say of it (CSA 2:20). Its short address stays: links
 * that people keep must go on working. Refuses whoever is not coordination.
 */
export function changeAssociation(
  house: House,
  actor: Actor,
  form: AssociationForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return allowed;
    const own = eq(associations.id, actor.associationId);
    const [before] = await tx
      .select({
        name: associations.name,
        shortName: associations.shortName,
        legalForm: associations.legalForm,
        letterhead: associations.letterhead,
        auditorName: associations.auditorName,
        auditorEmail: associations.auditorEmail,
      })
      .from(associations)
      .where(own)
      .for('update');
    const after = {
      name: form.name,
      shortName: form.shortName,
      legalForm: form.legalForm,
      letterhead: form.letterhead.split('\n').filter((line) => line !== ''),
      auditorName: form.auditorName || null,
      auditorEmail: (form.auditorName && form.auditorEmail) || null,
    };
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    await tx.update(associations).set(after).where(own);
    journal({
      act: 'association.updated',
      subject: { kind: 'association', id: actor.associationId },
      before,
      after,
    });
    return done();
  });
}
