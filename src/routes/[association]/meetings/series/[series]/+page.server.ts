import { error, fail, redirect } from '@sveltejs/kit';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { seriesEndForm, seriesExceptionForm } from '#lib/meetings/forms/series.ts';
import { addException, endSeries } from '#lib/meetings/server/commands/series.ts';
import { viewSeries } from '#lib/meetings/server/planning/series.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { locals, params, url } = event;
  const series = await read(locals, visit, (tx) =>
    viewSeries(tx, visit.actor, locals.house.clock.today(), params.series),
  );
  if (!series.done) error(404, series.refusal.sentence);
  const said = (['created', 'ended', 'removed'] as const).find((word) => url.searchParams.has(word)) ?? null;
  return { series: series.value, said };
};

function refused(refusal: Refusal) {
  if (refusal.code === 'not-found') error(404, refusal.sentence);
  return fail(statusOf(refusal), { sentence: refusal.sentence });
}

export const actions: Actions = {
  end: async (event) => {
    const visit = await visitOf(event);
    const typed = seriesEndForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!typed.success) return fail(400, { sentence: typed.error.issues[0]!.message });
    const { series } = event.params;
    const outcome = await endSeries(event.locals.house, visit.actor, series, typed.data);
    if (!outcome.done) return refused(outcome.refusal);
    redirect(303, addresses.series(visit.association.slug, series, 'ended'));
  },
  except: async (event) => {
    const visit = await visitOf(event);
    const typed = seriesExceptionForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!typed.success) return fail(400, { sentence: typed.error.issues[0]!.message });
    const { series } = event.params;
    const outcome = await addException(event.locals.house, visit.actor, series, typed.data);
    if (!outcome.done) return refused(outcome.refusal);
    redirect(303, addresses.series(visit.association.slug, series, 'removed'));
  },
};
