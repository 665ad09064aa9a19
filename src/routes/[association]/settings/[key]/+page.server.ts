import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { settingPageForm, settingResetForm, settingWithdrawalForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import { choicesOf, textOfValue, typedIn, valueOfText } from '#lib/associations/rules/choices.ts';
import { changeSetting, resetSetting, withdrawSetting } from '#lib/bodies/server/settings.ts';
import { viewSetting } from '#lib/bodies/server/statutes.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The setting of this address, for whoever visits the association. */
async function settingOf(event: RequestEvent | Parameters<PageServerLoad>[0]) {
  const visit = await visitOf(event);
  const code = event.url.searchParams.get('body') || null;
  const today = event.locals.house.clock.today();
  const view = await read(event.locals, visit, (tx) => viewSetting(tx, event.params.key, code, today));
  if (!view.done) error(404, view.refusal.sentence);
  return { visit, today, ...view.value };
}

export const load: PageServerLoad = async (event) => {
  const { visit, today, line, history, body, place } = await settingOf(event);
  // What is corrected is what was last said here; another day typed makes another change of it.
  const said = history.findLast(({ begunHere, from }) => begunHere && (from === null || from <= today));
  const typed = line.setHere ? { from: said?.from ?? '', source: line.source } : { from: '', source: '' };
  return {
    line,
    body,
    history,
    today,
    mayChange: mayChangeSettings(visit.actor).done,
    choices: choicesOf(line.key, line.value, place),
    typedIn: typedIn(line.key),
    form: await superValidate({ value: textOfValue(line.key, line.value), ...typed }, zod4(settingPageForm), {
      errors: false,
    }),
  };
};

/** The setting and the place of a form of this page. */
async function placeOf(event: RequestEvent) {
  const { visit, line, body } = await settingOf(event);
  const allowed = mayChangeSettings(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const back = addresses.settings(visit.association.slug, { body: body?.code, changed: line.key });
  return { visit, key: line.key, bodyId: body?.id ?? '', back: `${back}#rule-${line.key}` };
}

function backTo(address: string, outcome: Outcome<undefined>): never {
  if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
  redirect(303, address);
}

export const actions: Actions = {
  change: async (event) => {
    const { visit, key, bodyId, back } = await placeOf(event);
    const form = await superValidate(event.request, zod4(settingPageForm));
    if (!form.valid) return fail(400, { form });
    const { value, from, source } = form.data;
    const outcome = await changeSetting(event.locals.house, visit.actor, {
      bodyId,
      key,
      value: valueOfText(key, value),
      from,
      source,
    });
    if (!outcome.done) {
      const { refusal } = outcome;
      return setError(form, refusal.field === 'value' ? 'value' : '', refusal.sentence, {
        status: statusOf(refusal) as 400,
      });
    }
    redirect(303, back);
  },
  reset: async (event) => {
    const { visit, key, bodyId, back } = await placeOf(event);
    const from = String((await event.request.formData()).get('from') ?? '');
    const parsed = settingResetForm.safeParse({ key, bodyId, from });
    if (!parsed.success) return fail(400, { reset: { from, error: parsed.error.issues[0]!.message } });
    backTo(back, await resetSetting(event.locals.house, visit.actor, parsed.data));
  },
  withdraw: async (event) => {
    const { visit, key, bodyId, back } = await placeOf(event);
    const from = (await event.request.formData()).get('from');
    const parsed = settingWithdrawalForm.safeParse({ key, bodyId, from });
    if (!parsed.success) error(400, parsed.error.issues[0]!.message);
    backTo(back, await withdrawSetting(event.locals.house, visit.actor, parsed.data));
  },
};
