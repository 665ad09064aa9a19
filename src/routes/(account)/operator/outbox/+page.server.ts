import { error } from '@sveltejs/kit';
import { listOutbox, outboxFilter } from '#lib/platform/mail/operator.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = outboxFilter.parse({
    state: url.searchParams.get('state'),
    page: url.searchParams.get('page') ?? 1,
  });
  const answer = await listOutbox(locals.house, locals.account, filter);
  if (!answer.done) error(404, answer.refusal.sentence);
  return { ...answer.value, state: filter.state, settled: url.searchParams.get('settled') };
};
