import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { bodiesOn } from '#lib/bodies/server/queries.ts';
import { daysAfter } from '#lib/kernel/days.ts';
import { seriesForm, type SeriesForm } from '#lib/meetings/forms/series.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { createSeries } from '#lib/meetings/server/commands/series.ts';
import { lastPlaceOf } from '#lib/meetings/server/planning/proposal.ts';
import { previewSeries } from '#lib/meetings/server/planning/series.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayPrepare(visit.actor);
  if (!allowed.done) error(403, allowed.refusal.sentence);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => ({
    bodies: await bodiesOn(tx, today),
    form: await superValidate(
      {
        seriesId: crypto.randomUUID(),
        kind: 'ordinary',
        frequency: 'monthly',
        weekday: '3',
        interval: 1,
        place: (await lastPlaceOf(tx)) ?? '',
        fromDay: daysAfter(today, 1),
        untilDay: `${Number(today.slice(0, 4)) + 1}-12-31`,
      },
      zod4(seriesForm),
      { errors: false },
    ),
  }));
};

/** Fields of the form that a refusal may be about; of the others, the summary speaks. */
const FIELDS = ['bodyId', 'untilDay', 'endsAt'] as const;
const fieldOf = ({ field }: Refusal) => FIELDS.find((name) => name === field) ?? '';

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(403, allowed.refusal.sentence);
    const { house } = event.locals;
    const typed = await event.request.formData();
    const form = await superValidate(typed, zod4(seriesForm));
    if (!form.valid) return fail(400, { form, preview: null, ticked: [] });
    const data: SeriesForm = form.data;
    const outcome = typed.get('do') === 'preview' ? null : await createSeries(house, visit.actor, data);
    if (outcome?.done)
      redirect(303, addresses.series(visit.association.slug, outcome.value.seriesId, 'created'));
    if (outcome) setError(form, fieldOf(outcome.refusal), outcome.refusal.sentence);
    const seen = await read(event.locals, visit, (tx) => previewSeries(tx, visit.actor, data));
    if (!seen.done) {
      if (!outcome) setError(form, fieldOf(seen.refusal), seen.refusal.sentence);
      return fail(statusOf(seen.refusal), { form, preview: null, ticked: [] });
    }
    const preview = seen.value;
    // Ticks hold for the dates that were shown; other dates begin with all of them ticked.
    const ticked = data.seen === preview.key ? data.kept : preview.dates.map(({ day }) => day);
    return outcome ? fail(statusOf(outcome.refusal), { form, preview, ticked }) : { form, preview, ticked };
  },
};
