import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { listOrganisations } from '#lib/associations/server/queries.ts';
import { mandateCorrectionForm, type MandateCorrectionForm } from '#lib/bodies/forms/mandates.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { gapIn } from '#lib/bodies/rules/parity-warning.ts';
import { presidencyOf } from '#lib/bodies/server/alternation.ts';
import { correctMandate } from '#lib/bodies/server/commands/mandates/correct.ts';
import { holderChoices, viewMandate, type MandateView } from '#lib/bodies/server/mandate-view.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../../server/access.ts';
import { bodyIn } from '../../../../../../server/body.ts';
import { mandateChoices } from '../../../../../../server/mandate-choices.ts';
import type { Actions, PageServerLoad } from './$types';

/** The mandate as the form shows it. */
function formOf(mandate: MandateView): Omit<MandateCorrectionForm, 'reason' | 'acceptedGap'> {
  return {
    version: mandate.version,
    organisation: mandate.organisation.id,
    person: mandate.person?.id ?? 'vacant',
    office: mandate.office,
    voting: mandate.voting,
    from: mandate.from,
    to: mandate.to ?? '',
    seat: mandate.seatId ?? '',
    decision: mandate.decisionId ?? '',
    appointment: mandate.appointment ?? '',
    replaces: mandate.replacesId ?? '',
    coOptation: mandate.coOptation ?? '',
    exceptionReason: mandate.exceptionReason ?? '',
    endReason: mandate.endReason ?? '',
    endNote: mandate.endNote ?? '',
  };
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const mandate = await viewMandate(tx, body.id, event.params.mandate);
    if (!mandate) error(404, notFound().refusal.sentence);
    const { rule } = await presidencyOf(tx, body, mandate.from);
    return {
      body,
      mandate,
      organisations: await listOrganisations(tx),
      people: await holderChoices(tx, mandate),
      choices: await mandateChoices(tx, body, mandate.from, mandate),
      exceptions: rule.mode !== 'none' && rule.exceptions === 'recorded',
      form: await superValidate(formOf(mandate), zod4(mandateCorrectionForm), { errors: false }),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(mandateCorrectionForm));
    if (!form.valid) return fail(400, { form });
    const { code, mandate } = event.params;
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, code));
    const outcome = await correctMandate(event.locals.house, visit.actor, body.id, mandate, form.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      form.data.acceptedGap = gapIn(refusal) ?? form.data.acceptedGap;
      if (refusal.code === 'stale') {
        // Saving again keeps what was typed; the page shows what is there now beside it.
        const current = (await read(event.locals, visit, (tx) => viewMandate(tx, body.id, mandate)))!;
        form.data.version = current.version;
        setError(form, '', refusal.sentence);
        return fail(409, { form, stale: true });
      }
      return setError(form, (refusal.field ?? '') as keyof MandateCorrectionForm | '', refusal.sentence, {
        status: statusOf(refusal) as 400,
      });
    }
    redirect(303, addresses.mandate(visit.association.slug, code, mandate, 'saved'));
  },
};
