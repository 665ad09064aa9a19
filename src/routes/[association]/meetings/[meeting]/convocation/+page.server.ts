import { fail, redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { mayDecide } from '#lib/decisions/policy.ts';
import { announcedNotOpen } from '#lib/decisions/server/votes/announce.ts';
import { cancellationForm, postingForm, returnForm } from '#lib/meetings/forms/convocation.ts';
import { cancelMeeting } from '#lib/meetings/server/convocation/cancel.ts';
import { notePosted, noteReturned } from '#lib/meetings/server/convocation/proof.ts';
import { sendReminder } from '#lib/meetings/server/convocation/reminders.ts';
import { roundOf } from '#lib/meetings/server/convocation/rounds.ts';
import { convocationPage } from '#lib/meetings/server/convocation/view.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import type { Tx } from '#lib/platform/database.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { shownMail } from '../../../../server/notice.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Visit = Awaited<ReturnType<typeof visitOf>>;

/** What a member was sent of this meeting, the latest first. */
async function sentTo(
  tx: Tx,
  event: RequestEvent | Parameters<PageServerLoad>[0],
  visit: Visit,
  meeting: MeetingView,
) {
  const { told } = await convocationPage(tx, visit.actor, event.locals.house.clock.today(), meeting);
  const sent = [];
  for (const { id, kind, sentAt } of told.toReversed()) {
    const round = await roundOf(tx, visit.actor, meeting, id);
    if (round === null) continue;
    const [recipient] = round.rows;
    sent.push({ id, kind, sentAt, mandateId: recipient!.mandateId, ...shownMail(event, round, recipient!) });
  }
  return sent;
}

/** The votes before the sitting that the notice told of, for whoever is to open them. */
async function votesToOpen(
  tx: Tx,
  { locals }: Parameters<PageServerLoad>[0],
  { actor }: Visit,
  { id, heldOn, body, agenda, cancelledAt }: MeetingView,
  notified: boolean,
) {
  const { clock } = locals.house;
  const leads = mayDecide(actor, { bodyId: body.id, heldOn }, clock.today()).done;
  if (!leads || !notified || cancelledAt !== null) return [];
  const waiting = new Set((await announcedNotOpen(tx, id, clock.now())).map((item) => item.id));
  return agenda.flatMap((item) =>
    waiting.has(item.id) ? { id: item.id, number: item.number, title: item.title } : [],
  );
}

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const { state, convoked, told, changes, lacks, prepared } = await convocationPage(
      tx,
      visit.actor,
      today,
      meeting,
    );
    if (visit.actor.role === null)
      return { meeting, state, staff: null, sent: await sentTo(tx, event, visit, meeting) };
    const last = told.findLast(({ kind }) => kind !== 'reminder');
    const asked = event.url.searchParams.get('round') ?? last?.id ?? '';
    const round = await roundOf(tx, visit.actor, meeting, asked);
    const show = event.url.searchParams.get('show') ?? '';
    const rows = round?.rows ?? [];
    const shown = {
      follow: rows.filter(({ toFollow }) => toFollow),
      unanswered: rows.filter(({ reply, sits }) => sits && reply === null),
      letters: rows.filter(({ channel }) => channel === 'letter'),
    };
    return {
      meeting,
      state,
      sent: [],
      staff: {
        toCome: meeting.heldOn >= today,
        toOpen: await votesToOpen(tx, event, visit, meeting, convoked.notified),
        convoked,
        told,
        changes,
        lacks,
        recipients: prepared.recipients,
        round: round && {
          id: round.id,
          kind: round.sending.kind,
          at: round.sending.at,
          rows: show in shown ? shown[show as keyof typeof shown] : rows,
          counts: {
            all: rows.length,
            follow: shown.follow.length,
            unanswered: shown.unanswered.length,
            letters: shown.letters.length,
          },
          toPost: rows.filter((row) => row.state === 'to-post').length,
        },
        show: show in shown ? show : '',
        done: event.url.searchParams.get('done'),
      },
    };
  });
};

/** Reads one of the small forms of the page. */
async function act<Schema extends z.ZodType>(
  event: RequestEvent,
  schema: Schema,
  run: (form: z.output<Schema>, visit: Visit) => Promise<Outcome<unknown>>,
  done: 'posted' | 'noted' | 'reminded' | 'cancelled',
) {
  const visit = await visitOf(event);
  const typed = Object.fromEntries([...(await event.request.formData())].map(([k, v]) => [k, String(v)]));
  const parsed = schema.safeParse(typed);
  if (!parsed.success)
    return fail(400, { typed, refusal: { sentence: parsed.error.issues[0]!.message, field: null } });
  const outcome = await run(parsed.data, visit);
  if (!outcome.done) {
    const { sentence, field = null } = outcome.refusal;
    return fail(statusOf(outcome.refusal), { typed, refusal: { sentence, field } });
  }
  const { association } = visit;
  const query = { round: event.url.searchParams.get('round') ?? undefined, done };
  redirect(303, addresses.convocation(association.slug, event.params.meeting, query));
}

export const actions: Actions = {
  posted: (event) =>
    act(
      event,
      postingForm,
      (form, { actor }) => notePosted(event.locals.house, actor, event.params.meeting, form),
      'posted',
    ),
  returned: (event) =>
    act(
      event,
      returnForm,
      (form, { actor }) => noteReturned(event.locals.house, actor, event.params.meeting, form),
      'noted',
    ),
  remind: (event) =>
    act(
      event,
      postingForm.partial(),
      (_, { actor }) => sendReminder(event.locals.house, actor, event.params.meeting),
      'reminded',
    ),
  cancel: (event) =>
    act(
      event,
      cancellationForm,
      (form, { actor }) => cancelMeeting(event.locals.house, actor, event.params.meeting, form),
      'cancelled',
    ),
};
