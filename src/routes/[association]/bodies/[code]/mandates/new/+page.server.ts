import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { listOrganisations, listPeople } from '#lib/associations/server/queries.ts';
import { mandateForm, type MandateForm } from '#lib/bodies/forms.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { turnOn } from '#lib/bodies/rules/alternation.ts';
import { presidencyOf } from '#lib/bodies/server/alternation.ts';
import { gapIn } from '#lib/bodies/rules/parity-warning.ts';
import { beginMandate } from '#lib/bodies/server/commands/mandates/begin.ts';
import { viewMandate, type MandateView } from '#lib/bodies/server/mandate-view.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { bodyIn } from '../../../../../server/body.ts';
import { mandateChoices } from '../../../../../server/mandate-choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayManageBodies(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const organisations = await listOrganisations(tx);
    const people = await listPeople(tx);
    const replaced = await viewMandate(tx, body.id, event.url.searchParams.get('replaces') ?? '');
    const today = event.locals.house.clock.today();
    const proposed = {
      mandateId: crypto.randomUUID(),
      organisation: organisations.length === 0 ? 'new' : '',
      person: people.length === 0 ? 'new' : '',
      partner: true,
      office: 'member' as const,
      voting: true,
      from: today,
      ...(replaced?.to && successionOf(replaced, replaced.to)),
    };
    const form = await superValidate(proposed, zod4(mandateForm), { errors: false });
    const { rule, terms } = await presidencyOf(tx, body, proposed.from);
    const turn = turnOn(terms, rule, proposed.from);
    const choices = await mandateChoices(tx, body, proposed.from);
    return { body, organisations, people, form, rule, turn, choices };
  });
};

/** What the mandate that comes after another one likely is. */
function successionOf({ id, organisation, office, voting, seatId }: MandateView, lastDay: string) {
  return {
    organisation: organisation.id,
    office,
    voting,
    seat: seatId ?? '',
    from: daysAfter(lastDay, 1),
    replaces: id,
  };
}

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const form = await superValidate(event.request, zod4(mandateForm));
    if (!form.valid) return fail(400, { form });
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await beginMandate(event.locals.house, visit.actor, body.id, form.data);
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof MandateForm | '';
      form.data.acceptedGap = gapIn(outcome.refusal) ?? form.data.acceptedGap;
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    // The composition of the first day, where the new mandate can be seen.
    redirect(303, addresses.body(visit.association.slug, body.code, form.data.from));
  },
};
