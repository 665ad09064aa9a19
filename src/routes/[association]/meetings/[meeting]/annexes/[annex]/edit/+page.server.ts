import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { annexChangeForm } from '#lib/meetings/forms/annexes.ts';
import { mayPrepareMeeting } from '#lib/meetings/policy.ts';
import { changeAnnex, removeAnnex, replaceAnnex } from '#lib/meetings/server/annexes/commands.ts';
import { annexHistory } from '#lib/meetings/server/annexes/queries.ts';
import { addresses } from '../../../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../../../server/access.ts';
import { meetingIn, meetingOr404 } from '../../../../../../server/meeting.ts';
import { longestInMegabytes, receiveFiles } from '../../../../../../server/received-files.ts';
import type { Actions, PageServerLoad } from './$types';

type Visit = Awaited<ReturnType<typeof visitOf>>;

function mustPrepare(
  event: RequestEvent,
  visit: Visit,
  meeting: { body: { id: string }; heldOn: string },
): void {
  const facts = { bodyId: meeting.body.id, heldOn: meeting.heldOn };
  const allowed = mayPrepareMeeting(visit.actor, facts, event.locals.house.clock.today());
  if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    mustPrepare(event, visit, meeting);
    const annex = await annexHistory(tx, meeting.id, event.params.annex);
    if (!annex.done) error(404, annex.refusal.sentence);
    return {
      meeting: { id: meeting.id, body: meeting.body, heldOn: meeting.heldOn, startsAt: meeting.startsAt },
      items: meeting.agenda.map(({ id, number, title }) => ({ id, number, title })),
      annex: annex.value,
      maxMegabytes: longestInMegabytes(),
    };
  });
};

type Typed = Readonly<Record<string, string>>;

function refused(typed: Typed | null, refusal: Refusal, field?: string) {
  const { sentence, details } = refusal;
  const stale = refusal.code === 'stale';
  return fail(statusOf(refusal), {
    typed,
    errors: [{ sentence, field: refusal.field ?? field }],
    current: stale
      ? (details as { current: { title: string; confidential: boolean; version: number } }).current
      : null,
  });
}

function back(event: RequestEvent, visit: Visit): never {
  redirect(303, addresses.annexes(visit.association.slug, event.params.meeting ?? ''));
}

export const actions: Actions = {
  change: async (event) => {
    const visit = await visitOf(event);
    const typed = Object.fromEntries(
      [...(await event.request.formData())].map(([name, value]) => [name, String(value)]),
    );
    const form = annexChangeForm.safeParse(typed);
    if (!form.success)
      return fail(400, {
        typed: typed as Typed,
        errors: form.error.issues.map(({ message, path }) => ({
          sentence: message,
          field: String(path[0] ?? ''),
        })),
        current: null,
      });
    const { meeting, annex } = event.params;
    const outcome = await changeAnnex(event.locals.house, visit.actor, meeting, annex, form.data);
    return outcome.done ? back(event, visit) : refused(typed, outcome.refusal);
  },
  replace: async (event) => {
    if (!event.locals.account)
      error(401, 'Votre session a pris fin. Reconnectez-vous, puis renvoyez votre fichier.');
    const visit = await visitOf(event);
    mustPrepare(event, visit, await meetingOr404(event, visit));
    const { meeting, annex } = event.params;
    const sent = await receiveFiles(event, (file) =>
      replaceAnnex(event.locals.house, visit.actor, meeting, annex, file),
    );
    const wrong = sent.refused[0];
    if (wrong) return refused(null, wrong.refusal, 'file');
    if (sent.kept === 0)
      return fail(400, {
        typed: null,
        errors: [{ sentence: 'Choisissez le fichier qui remplace celui-ci.', field: 'file' }],
        current: null,
      });
    return back(event, visit);
  },
  remove: async (event) => {
    const visit = await visitOf(event);
    const { meeting, annex } = event.params;
    const outcome = await removeAnnex(event.locals.house, visit.actor, meeting, annex);
    return outcome.done ? back(event, visit) : refused(null, outcome.refusal);
  },
};
