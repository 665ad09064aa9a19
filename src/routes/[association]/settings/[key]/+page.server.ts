import { error, redirect } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { settingPageForm } from '#lib/associations/forms.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import { choicesOf, textOfValue, valueOfText } from '#lib/associations/rules/choices.ts';
import { changeSetting, resetSetting, viewSettings } from '#lib/bodies/server/settings.ts';
import { notFound, type Refusal } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The setting of this address, for whoever may change it. */
async function settingOf(event: RequestEvent | Parameters<PageServerLoad>[0]) {
  const visit = await visitOf(event);
  const allowed = mayChangeSettings(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const code = event.url.searchParams.get('body') || null;
  const view = await read(event.locals, visit, (tx) => viewSettings(tx, code));
  if (!view.done) error(404, view.refusal.sentence);
  const { lines, body, place } = view.value;
  const line = lines.find(({ key }) => key === event.params.key);
  // The regime is that of the whole association.
  if (!line || (line.key === 'profile' && body)) error(404, notFound().refusal.sentence);
  return { visit, line, body, place };
}

export const load: PageServerLoad = async (event) => {
  const { line, body, place } = await settingOf(event);
  return {
    line,
    body,
    choices: choicesOf(line.key, line.value, place),
    form: await superValidate(
      { value: textOfValue(line.key, line.value), source: line.setHere ? line.source : '' },
      zod4(settingPageForm),
      { errors: false },
    ),
  };
};

function backToList(slug: string, key: string, body: string | undefined): never {
  redirect(303, `${addresses.settings(slug, { body, changed: key })}#rule-${key}`);
}

export const actions: Actions = {
  change: async (event) => {
    const { visit, line, body } = await settingOf(event);
    const form = await superValidate(event.request, zod4(settingPageForm));
    if (!form.valid) return fail(400, { form });
    const outcome = await changeSetting(event.locals.house, visit.actor, {
      bodyId: body?.id ?? '',
      key: line.key,
      value: valueOfText(line.key, form.data.value),
      source: form.data.source,
    });
    if (!outcome.done) {
      const { refusal } = outcome;
      return setError(form, refusal.field === 'value' ? 'value' : '', refusal.sentence, {
        status: statusOf(refusal) as 400,
      });
    }
    backToList(visit.association.slug, line.key, body?.code);
  },
  reset: async (event) => {
    const { visit, line, body } = await settingOf(event);
    const outcome = await resetSetting(event.locals.house, visit.actor, {
      bodyId: body?.id ?? '',
      key: line.key,
    });
    if (!outcome.done) refusedPage(outcome.refusal);
    backToList(visit.association.slug, line.key, body?.code);
  },
};

function refusedPage(refusal: Refusal): never {
  error(statusOf(refusal), refusal.sentence);
}
