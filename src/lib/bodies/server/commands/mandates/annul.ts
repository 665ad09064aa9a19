import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome, type Refused } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { AnnulmentForm } from '../../../forms/mandates.ts';
import { mayManageBodies } from '../../../policy.ts';
import { mandates } from '../../tables.ts';

/** What rests on a mandate, in the rooms above as in this one: the foreign keys say it. */
const RESTING: Readonly<Record<string, string>> = {
  attendance_mandate:
    'des présences sont notées pour ce mandat. Corrigez-le, ou effacez d’abord ces présences',
  meeting_presided_by:
    'ce mandat a présidé une réunion. Corrigez-le, ou changez d’abord la présidence de la réunion',
  proxy_principal: 'une procuration a été donnée pour ce mandat. Corrigez-le plutôt',
  proxy_holder: 'ce mandat a reçu une procuration. Corrigez-le plutôt',
  supporter_mandate: 'une demande de membres est signée au titre de ce mandat. Corrigez-le plutôt',
  recipient_mandate: 'une convocation a été envoyée au titre de ce mandat. Corrigez-le plutôt',
  question_mandate: 'une question écrite a été posée au titre de ce mandat. Corrigez-le plutôt',
  sitting_event_mandate: 'une arrivée ou un départ en séance est noté pour ce mandat. Corrigez-le plutôt',
  conflict_mandate: 'un conflit d’intérêts est déclaré pour ce mandat. Corrigez-le plutôt',
  speaker_mandate: 'une prise de parole est notée pour ce mandat. Corrigez-le plutôt',
  teller_mandate: 'ce mandat a tenu le dépouillement d’une réunion. Corrigez-le plutôt',
  written_answer_mandate: 'une réponse écrite a été donnée au titre de ce mandat. Corrigez-le plutôt',
  mandate_replaces: 'un autre mandat le remplace. Corrigez d’abord celui-là',
  renewal_place_former:
    'un renouvellement part de ce mandat. Corrigez-le, ou abandonnez d’abord ce projet de renouvellement',
  renewal_place_keeps: 'un renouvellement le garde tel quel. Retirez-le d’abord du renouvellement',
};

/** What the journal keeps: all that the row said, without where it stood. */
function recordOf({ associationId: _, id: __, ...record }: typeof mandates.$inferSelect) {
  return record;
}

function resting(error: unknown): Refused {
  const what = RESTING[databaseFault(error)?.constraint ?? ''];
  if (what === undefined) throw error;
  return refuse('mandate-rested-upon', `Impossible d’annuler\u00a0: ${what}.`);
}

/**
 * Removes a mandate recorded by mistake; the journal keeps it, with the reason. Refuses an unknown one and one on which
 * something rests: attendance, the presidency of a meeting, the mandate that replaces it, a renewal.
 */
export function annulMandate(
  house: House,
  actor: Actor,
  bodyId: string,
  mandateId: string,
  form: AnnulmentForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal }) => {
    const allowed = mayManageBodies(actor);
    if (!allowed.done) return allowed;
    if (!isIdentifier(bodyId) || !isIdentifier(mandateId)) return notFound();
    const own = and(eq(mandates.id, mandateId), eq(mandates.bodyId, bodyId));
    try {
      const [removed] = await tx.transaction((savepoint) =>
        savepoint.delete(mandates).where(own).returning(),
      );
      if (!removed) return notFound();
      const subject = { kind: 'mandate', id: mandateId };
      journal({
        act: 'mandate.annulled',
        subject,
        before: recordOf(removed),
        after: { reason: form.reason },
      });
      return done();
    } catch (error) {
      return resting(error);
    }
  });
}
