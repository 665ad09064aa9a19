import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { remarkForm } from '#lib/minutes/forms.ts';
import { makeRemark } from '#lib/minutes/server/commands/remarks.ts';
import { remarksPage } from '#lib/minutes/server/remarks.ts';
import { statusOf } from '../../../../server/access.ts';
import { KEPT_NOWHERE, linkVisitOf, readByLink } from '../../../../server/link-visit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await linkVisitOf(event, 'minutes');
  event.setHeaders(KEPT_NOWHERE);
  const { actor, subjectId } = visit.link;
  const outcome = await readByLink(event, visit, (tx) =>
    remarksPage(tx, actor, event.locals.house.clock.today(), subjectId),
  );
  if (!outcome.done) error(404, outcome.refusal.sentence);
  const { slug, name, shortName } = visit.association;
  return {
    site: { slug, name, shortName },
    pv: outcome.value,
    name: actor.name,
    token: event.params.token,
  };
};

export const actions: Actions = {
  remark: async (event) => {
    const { link } = await linkVisitOf(event, 'minutes');
    const typed = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
    const failed = (status: number, sentence: string, field?: string) =>
      fail(status, { failed: { typed, refusal: { sentence, field } } });
    const parsed = remarkForm.safeParse(typed);
    if (!parsed.success) return failed(400, parsed.error.issues[0]!.message);
    const outcome = await makeRemark(event.locals.house, link.actor, link.subjectId, parsed.data);
    const { refusal } = outcome.done ? { refusal: null } : outcome;
    return refusal ? failed(statusOf(refusal), refusal.sentence, refusal.field) : { failed: null };
  },
};
