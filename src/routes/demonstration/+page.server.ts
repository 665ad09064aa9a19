import { error, redirect } from '@sveltejs/kit';
import { Temporal } from 'temporal-polyfill';
import { beginAgain } from '#lib/demonstration/server/demonstration.ts';
import { enterAs } from '#lib/demonstration/server/personas.ts';
import { PERSONAS } from '#lib/demonstration/story.ts';
import { notFound } from '#lib/kernel/refusals.ts';
import { addresses } from '../addresses.ts';
import { runningHouse, setClock } from '../server/running-house.ts';
import { enterWith, visitorOf } from '../server/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Outside a demonstration none of this exists. */
function onlyInDemonstration(locals: App.Locals): void {
  if (!locals.house.demonstration) error(404, notFound().refusal.sentence);
}

export const load: PageServerLoad = ({ locals, url }) => {
  onlyInDemonstration(locals);
  return {
    personas: PERSONAS.map(({ key, name, part, tries }) => ({ key, name, part, tries })),
    current: locals.account?.name ?? null,
    begun: url.searchParams.has('begun'),
  };
};

export const actions: Actions = {
  enter: async (event) => {
    onlyInDemonstration(event.locals);
    const key = String((await event.request.formData()).get('persona'));
    const outcome = await enterAs(event.locals.house, key, visitorOf(event));
    if (!outcome.done) error(404, outcome.refusal.sentence);
    enterWith(event, outcome.value.token, addresses.home());
  },
  beginAgain: async ({ locals }) => {
    onlyInDemonstration(locals);
    const realNow = Temporal.Now.instant().round('millisecond').toString();
    setClock(await beginAgain(runningHouse(), realNow));
    redirect(303, `${addresses.demonstration()}?begun`);
  },
};
