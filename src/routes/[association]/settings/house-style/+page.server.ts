import { error, redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { houseStyleForm, typedOf } from '#lib/associations/forms/house-style.ts';
import { mayChangeSettings } from '#lib/associations/policy.ts';
import { PLAIN_STYLE } from '#lib/associations/rules/house-style.ts';
import { adoptHouseStyle, proposeHouseStyle } from '#lib/associations/server/house-style/commands.ts';
import { checkedLogo } from '#lib/associations/server/house-style/logo.ts';
import { lastStyle } from '#lib/associations/server/house-style/queries.ts';
import { LONGEST_LOGO } from '#lib/documents/logo.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { addresses } from '../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../server/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const allowed = mayChangeSettings(visit.actor);
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
  const last = await read(event.locals, visit, lastStyle);
  const style = last?.style ?? PLAIN_STYLE;
  return {
    adopted: event.url.searchParams.has('adopted'),
    version: last?.version ?? null,
    proposed: last !== null && last.adoptedAt === null,
    logo: style.logo && `data:${style.logo.mediaType};base64,${style.logo.data}`,
    typed: typedOf(style),
    most: LONGEST_LOGO / 1000,
  };
};

function refused(
  refusal: Pick<Refusal, 'sentence' | 'field'>,
  typed: Record<string, string>,
  status: number,
) {
  return fail(status, { typed, refusal: { sentence: refusal.sentence, field: refusal.field ?? '' } });
}

export const actions: Actions = {
  /** Writes the style so that it can be looked at: nothing changes in the documents yet. */
  propose: async (event) => {
    const { actor, association } = await visitOf(event);
    const fields = await event.request.formData();
    const typed = Object.fromEntries(
      [...fields].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    );
    const parsed = houseStyleForm.safeParse(typed);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      return refused({ sentence: issue.message, field: String(issue.path[0] ?? '') }, typed, 400);
    }
    const allowed = mayChangeSettings(actor);
    if (!allowed.done) return refused(allowed.refusal, typed, statusOf(allowed.refusal));
    const file = fields.get('logo');
    const sent = file instanceof File && file.size > 0;
    const logo = sent ? await checkedLogo(new Uint8Array(await file.arrayBuffer())) : null;
    if (logo && !logo.done) return refused(logo.refusal, typed, 400);
    const outcome = await proposeHouseStyle(event.locals.house, actor, parsed.data, logo?.value ?? null);
    if (!outcome.done) return refused(outcome.refusal, typed, statusOf(outcome.refusal));
    redirect(303, `${addresses.houseStyle(association.slug)}#preview`);
  },
  adopt: async (event) => {
    const { actor, association } = await visitOf(event);
    const fields = await event.request.formData();
    const outcome = await adoptHouseStyle(event.locals.house, actor, Number(fields.get('version')));
    if (!outcome.done) return refused(outcome.refusal, {}, statusOf(outcome.refusal));
    redirect(303, addresses.houseStyle(association.slug, 'adopted'));
  },
};
