import { error, fail, redirect } from '@sveltejs/kit';
import { sendingForm } from '#lib/meetings/forms/convocation.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { sendChange, sendNotice } from '#lib/meetings/server/convocation/send.ts';
import { convocationPage } from '#lib/meetings/server/convocation/view.ts';
import { addresses } from '../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../server/access.ts';
import { meetingIn } from '../../../../../server/meeting.ts';
import { shownMail } from '../../../../../server/notice.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { clock } = event.locals.house;
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const allowed = mayPrepare(visit.actor);
    if (!allowed.done) error(visit.actor.role === null ? 404 : 403, allowed.refusal.sentence);
    const page = await convocationPage(tx, visit.actor, clock.today(), meeting);
    const { prepared, convoked, changes, state, lacks } = page;
    const nothingToTell = convoked.notified && changes.length === 0;
    if (nothingToTell || lacks.length > 0 || meeting.cancelledAt !== null)
      redirect(303, addresses.convocation(visit.association.slug, meeting.id));
    const { content, recipients, clock: delay, seen } = prepared;
    const example = recipients.find(({ channel }) => channel === 'mail') ?? recipients[0];
    const kind = convoked.notified ? ('change' as const) : ('notice' as const);
    const sending = { kind, message: changes.join('\n'), at: clock.now(), by: visit.actor.name };
    return {
      meeting,
      state,
      kind,
      recipients,
      late: delay?.verdict === 'late' ? delay : null,
      seen,
      example: example ? { name: example.name, ...shownMail(event, { content, sending }, example) } : null,
    };
  });
};

export const actions: Actions = {
  default: async (event) => {
    const { actor, association } = await visitOf(event);
    const { meeting } = event.params;
    const fields = [...(await event.request.formData())].map(([name, value]) => [name, String(value)]);
    const typed: Record<string, string> = Object.fromEntries(fields);
    const parsed = sendingForm.safeParse({ ...typed, late: typed.late ? 'yes' : undefined });
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      return fail(400, { typed, refusal: { sentence: issue.message, field: String(issue.path[0] ?? '') } });
    }
    const send = typed.kind === 'change' ? sendChange : sendNotice;
    const outcome = await send(event.locals.house, actor, meeting, parsed.data);
    if (!outcome.done) {
      const { refusal } = outcome;
      if (refusal.code === 'not-found') error(404, refusal.sentence);
      const { sentence, field = '' } = refusal;
      return fail(statusOf(refusal), { typed, refusal: { sentence, field } });
    }
    const done = typed.kind === 'change' ? 'told' : 'sent';
    redirect(303, addresses.convocation(association.slug, meeting, { done }));
  },
};
