import { fail } from 'sveltekit-superforms';
import { mandateEndForm } from '#lib/bodies/forms.ts';
import { mayManageBodies } from '#lib/bodies/policy.ts';
import { endMandate } from '#lib/bodies/server/commands/mandates/end.ts';
import { viewPresidency } from '#lib/bodies/server/alternation.ts';
import { listBodies } from '#lib/bodies/server/queries.ts';
import { viewComposition } from '#lib/bodies/server/seating.ts';
import { calendarDay } from '#lib/kernel/fields.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import { bodyIn } from '../../../server/body.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  const asked = calendarDay.safeParse(event.url.searchParams.get('on'));
  const on = asked.success ? asked.data : today;
  return read(event.locals, visit, async (tx) => {
    const body = await bodyIn(tx, event.params.code);
    const composition = await viewComposition(tx, body, on);
    const sitting = composition.lines.flatMap(({ mandate }) => mandate ?? []);
    return {
      body,
      parent: (await listBodies(tx)).find(({ id }) => id === body.parentId) ?? null,
      on,
      today,
      view: event.url.searchParams.get('view') === 'list' ? ('list' as const) : undefined,
      ...composition,
      presidency: await viewPresidency(tx, body, sitting, on),
      mayManage: mayManageBodies(visit.actor).done,
    };
  });
};

/** What went wrong with the end of a mandate, field by field; what was typed goes back with it. */
function refusedEnd(typed: Record<string, string>, errors: Record<string, string[]>, status = 400) {
  return fail(status, { end: { mandateId: typed.mandateId ?? '', typed, errors } });
}

export const actions: Actions = {
  end: async (event) => {
    const visit = await visitOf(event);
    const typed = Object.fromEntries(
      [...(await event.request.formData())].map(([name, value]) => [name, String(value)]),
    );
    const parsed = mandateEndForm.safeParse(typed);
    if (!parsed.success) return refusedEnd(typed, parsed.error.flatten().fieldErrors);
    const body = await read(event.locals, visit, (tx) => bodyIn(tx, event.params.code));
    const outcome = await endMandate(event.locals.house, visit.actor, body.id, parsed.data);
    if (outcome.done) return { end: null };
    const { field, sentence } = outcome.refusal;
    return refusedEnd(typed, { [field ?? '_errors']: [sentence] }, statusOf(outcome.refusal));
  },
};
