import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { listOrganisations, listPeople } from '#lib/associations/server/queries.ts';
import { placeForm, type PlaceForm } from '#lib/bodies/forms/renewal.ts';
import { sitsOnEve } from '#lib/bodies/rules/draft.ts';
import { savePlace } from '#lib/bodies/server/commands/renewal-places.ts';
import { readRenewal } from '#lib/bodies/server/renewals.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../../../server/access.ts';
import { renewalOf } from '../../../../../../../server/renewal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { body, renewal } = await renewalOf(event, visit);
  if (renewal.appliedAt !== null)
    redirect(303, addresses.renewal(visit.association.slug, body.code, renewal.id));
  return read(event.locals, visit, async (tx) => {
    const { draft, findings, demands, rules } = await readRenewal(
      tx,
      renewal,
      event.locals.house.clock.today(),
    );
    const place = draft.places.find(({ id }) => id === event.params.place);
    if (!place) error(404, notFound().refusal.sentence);
    const { former, organisation, person, office, voting, sector } = place;
    const goesOn = former !== null && sitsOnEve(draft, former) && former.to !== daysAfter(draft.on, -1);
    const vacant = organisation === null ? '' : 'vacant';
    const recorded: Partial<PlaceForm> = {
      version: renewal.version,
      choice: place.kept ? 'keep' : organisation === null ? 'empty' : 'propose',
      organisation: organisation?.id ?? place.seat?.organisation?.id ?? '',
      person: person?.id ?? vacant,
      office,
      voting,
      exceptionReason: place.exceptionReason ?? '',
    };
    const all = await listOrganisations(tx);
    const { alternation, composed } = rules;
    return {
      body,
      renewal,
      place,
      goesOn,
      demands,
      findings: findings.filter(({ placeId }) => placeId === place.id),
      byRight: composed === 'by-right',
      exceptions: alternation.mode !== 'none' && alternation.exceptions === 'recorded',
      organisations: all.filter((each) => each.sector === sector || each.id === organisation?.id),
      people: await listPeople(tx),
      form: await superValidate(recorded, zod4(placeForm), { errors: false }),
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const { body, renewal } = await renewalOf(event, visit);
    const form = await superValidate(event.request, zod4(placeForm));
    if (!form.valid) return fail(400, { form });
    const { place } = event.params;
    const outcome = await savePlace(event.locals.house, visit.actor, renewal.id, place, form.data);
    if (!outcome.done) {
      const { code, field = '', sentence } = outcome.refusal;
      // The page shows beside the form what is recorded now; to save again is to choose.
      if (code === 'stale') form.data.version = (await renewalOf(event, visit)).renewal.version;
      return setError(form, field as keyof PlaceForm | '', sentence, {
        status: statusOf(outcome.refusal) as 400,
      });
    }
    redirect(303, addresses.renewal(visit.association.slug, body.code, renewal.id, place));
  },
};
