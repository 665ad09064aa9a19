import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { mayKeepCertificate } from '#lib/minutes/policy.ts';
import { makeOwnCertificate, uploadCertificate } from '#lib/minutes/server/commands/certificates.ts';
import { certificateShown } from '#lib/minutes/server/certificates.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import { receivedBytes } from '../../../server/received-files.ts';
import type { Actions, PageServerLoad } from './$types';

async function keeper(event: Parameters<typeof visitOf>[0]) {
  const visit = await visitOf(event);
  const allowed = mayKeepCertificate(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  return visit;
}

export const load: PageServerLoad = async (event) => {
  const visit = await keeper(event);
  const now = event.locals.house.clock.now();
  return {
    certificate: await read(event.locals, visit, (tx) => certificateShown(tx, now)),
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  make: async (event) => {
    const { actor, association } = await keeper(event);
    const outcome = await makeOwnCertificate(event.locals.house, actor);
    if (!outcome.done) error(statusOf(outcome.refusal), outcome.refusal.sentence);
    redirect(303, addresses.certificate(association.slug, 'saved'));
  },
  upload: async (event) => {
    // Before a single byte is received.
    const { actor, association } = await keeper(event);
    const sent = await receivedBytes(event);
    const outcome = sent.done
      ? await uploadCertificate(event.locals.house, actor, {
          file: sent.value.bytes,
          password: sent.value.fields.password ?? '',
        })
      : sent;
    if (outcome.done) redirect(303, addresses.certificate(association.slug, 'saved'));
    const { sentence, field } = outcome.refusal;
    return fail(400, { sentence, field: field ?? 'file' });
  },
};
