import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { uploadForm, type UploadForm } from '#lib/bodies/forms/imports.ts';
import { mayImport } from '#lib/bodies/policy.ts';
import { uploadImport } from '#lib/bodies/server/imports/prepare.ts';
import { listImports } from '#lib/bodies/server/imports/queries.ts';
import { LIMITS, tooLarge } from '#lib/documents/tables/limits.ts';
import { addresses } from '../../addresses.ts';
import { read, statusOf, visitOf } from '../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const imports = await read(event.locals, visit, (tx) => listImports(tx, visit.actor));
  if (!imports.done) error(statusOf(imports.refusal), imports.refusal.sentence);
  return { imports: imports.value, form: await superValidate(zod4(uploadForm)) };
};

/** The form around the file: its name, its choices and the marks between them. */
const AROUND_FILE = 20_000;

/** Whether the request announces more than a file may be: then it is refused unread, before the server does it rudely. */
function isTooLarge({ request }: RequestEvent): boolean {
  return Number(request.headers.get('content-length')) > LIMITS.bytes + AROUND_FILE;
}

export const actions: Actions = {
  default: async (event) => {
    const visit = await visitOf(event);
    const allowed = mayImport(visit.actor);
    if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
    if (isTooLarge(event)) {
      const form = await superValidate(zod4(uploadForm));
      return setError(form, 'file', tooLarge().refusal.sentence, { status: 413 });
    }
    const form = await superValidate(event.request, zod4(uploadForm));
    if (!form.valid) return fail(400, { form });
    const { content, file } = form.data;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const outcome = await uploadImport(event.locals.house, visit.actor, { content, name: file.name, bytes });
    if (!outcome.done) {
      const field = (outcome.refusal.field ?? '') as keyof UploadForm | '';
      return setError(form, field, outcome.refusal.sentence, { status: statusOf(outcome.refusal) as 400 });
    }
    redirect(303, addresses.import(visit.association.slug, outcome.value.importId));
  },
};
