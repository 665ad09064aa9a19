import { redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { applicationForm, placeAddForm, type ApplicationForm } from '#lib/bodies/forms/renewal.ts';
import { mayApplyRenewals } from '#lib/bodies/policy.ts';
import { changesInWords } from '#lib/bodies/rules/draft.ts';
import { applyRenewal } from '#lib/bodies/server/commands/apply-renewal.ts';
import { addPlace, completePlaces } from '#lib/bodies/server/commands/renewal-places.ts';
import { abandonRenewal } from '#lib/bodies/server/commands/renewals.ts';
import { factsOf } from '#lib/bodies/server/renewal-facts.ts';
import { readRenewal, type RenewalRow } from '#lib/bodies/server/renewals.ts';
import { decisionsToCite } from '#lib/decisions/server/queries.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { renewalOf } from '../../../../../server/renewal.ts';
import type { Actions, PageServerLoad } from './$types';

/** What was adopted and can apply a renewal of this body, the latest first. */
async function choicesFor(tx: Tx, { bodyId, decisionId }: RenewalRow) {
  return (await decisionsToCite(tx, bodyId, decisionId))
    .filter(({ outcome }) => outcome === 'adopted')
    .map(({ id, heldOn, body, proposal }) => ({
      id,
      label: `${body.code} du ${dayInWords(heldOn)}\u00a0: ${proposal.length > 90 ? `${proposal.slice(0, 89)}…` : proposal}`,
    }));
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { body, renewal } = await renewalOf(event, visit);
  return read(event.locals, visit, async (tx) => {
    const view = await readRenewal(tx, renewal, event.locals.house.clock.today());
    const decisions = await choicesFor(tx, renewal);
    const seen = factsOf(view).map(({ digest }) => digest);
    const form = await superValidate(
      { version: renewal.version, seen: seen.join(' ') },
      zod4(applicationForm),
      { errors: false },
    );
    const { draft, ending, continuing, demands, findings, moment, rules, changes } = view;
    return {
      body,
      renewal,
      places: draft.places,
      seatsDescribed: draft.seats.length > 0,
      ending,
      continuing,
      demands,
      findings,
      changes: changesInWords(changes, moment.on),
      byRight: rules.composed === 'by-right',
      decisions,
      appliedBy: decisions.find(({ id }) => id === renewal.decisionId)?.label ?? renewal.appointment,
      mayApply: mayApplyRenewals(visit.actor).done,
      form,
    };
  });
};

/** Answers a form of the page that has no field to correct. */
function answer(outcome: Outcome<unknown>) {
  return outcome.done
    ? { refused: null }
    : fail(statusOf(outcome.refusal), { refused: outcome.refusal.sentence });
}

export const actions: Actions = {
  add: async (event) => {
    const visit = await visitOf(event);
    const { body, renewal } = await renewalOf(event, visit);
    const parsed = placeAddForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success) return fail(400, { refused: parsed.error.issues[0]!.message });
    const outcome = await addPlace(event.locals.house, visit.actor, renewal.id, parsed.data);
    if (!outcome.done) return answer(outcome);
    redirect(
      303,
      addresses.renewalPlace(visit.association.slug, body.code, renewal.id, outcome.value.placeId),
    );
  },
  complete: async (event) => {
    const visit = await visitOf(event);
    const { renewal } = await renewalOf(event, visit);
    return answer(await completePlaces(event.locals.house, visit.actor, renewal.id));
  },
  abandon: async (event) => {
    const visit = await visitOf(event);
    const { body, renewal } = await renewalOf(event, visit);
    const outcome = await abandonRenewal(event.locals.house, visit.actor, renewal.id);
    if (!outcome.done) return answer(outcome);
    redirect(303, addresses.renewals(visit.association.slug, body.code));
  },
  apply: async (event) => {
    const visit = await visitOf(event);
    const { body, renewal } = await renewalOf(event, visit);
    const form = await superValidate(event.request, zod4(applicationForm));
    if (!form.valid) return fail(400, { form });
    // Only what the page offers: a decision that was adopted, of this body or of the assembly.
    const offered = await read(event.locals, visit, (tx) => choicesFor(tx, renewal));
    const { decision } = form.data;
    if (decision !== '' && !offered.some(({ id }) => id === decision))
      return setError(form, 'decision', 'Choisissez une des décisions de la liste.');
    const outcome = await applyRenewal(event.locals.house, visit.actor, renewal.id, form.data);
    if (outcome.done) redirect(303, addresses.renewal(visit.association.slug, body.code, renewal.id));
    const { field = '', sentence } = outcome.refusal;
    // The page shows the draft as it is now: what is pressed next is about that.
    const now = (await renewalOf(event, visit)).renewal;
    const view = await read(event.locals, visit, (tx) =>
      readRenewal(tx, now, event.locals.house.clock.today()),
    );
    form.data.version = now.version;
    form.data.seen = factsOf(view)
      .map(({ digest }) => digest)
      .join(' ');
    return setError(form, field as keyof ApplicationForm | '', sentence, {
      status: statusOf(outcome.refusal) as 400,
    });
  },
};
