import { redirect } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import { z } from 'zod';
import { staffOf } from '#lib/associations/server/queries.ts';
import { attendanceForm, officersForm } from '#lib/meetings/forms.ts';
import { representedForm, revocationForm } from '#lib/meetings/forms/participation.ts';
import { checkArrival } from '#lib/meetings/rules/check-in.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { confirmationForm, movementForm } from '#lib/meetings/forms/sitting.ts';
import { checkInsOf, confirmCheckIns } from '#lib/meetings/server/sitting/check-ins.ts';
import { announcedOf } from '#lib/meetings/server/sitting/announced.ts';
import { recordMovement } from '#lib/meetings/server/sitting/movements.ts';
import { sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { revokeProxy } from '#lib/meetings/server/participation/commands/proxies.ts';
import { noteRepresented } from '#lib/meetings/server/participation/commands/represented.ts';
import { ownAnswer } from '#lib/meetings/server/participation/own-answer.ts';
import { participationIn } from '#lib/meetings/server/participation/participants.ts';
import type { MeetingView } from '#lib/meetings/server/queries.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import type { Tx } from '#lib/platform/database.ts';
import { addresses } from '../../../../addresses.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const now = await sittingNow(tx, meeting);
    const { attendance, quorum, recorded, presences, proxies, statutes } = await sittingOf(
      tx,
      meeting,
      now?.currentItemId ?? null,
    );
    const said = meeting.mayPrepare ? await checkInsOf(tx, meeting.id) : [];
    const running = now !== null && now.state !== 'closed';
    const editable = meeting.mayPrepare && now?.state !== 'closed';
    const today = event.locals.house.clock.today();
    return {
      meeting,
      attendance,
      presences,
      proxies,
      sitting: { quorum, recorded },
      staff: await staffOf(tx),
      announced: meeting.mayPrepare ? await announcedOf(tx, meeting.id) : {},
      waiting: editable ? said.flatMap((each) => (each.confirmedAt ? [] : [each.mandateId])) : [],
      editable,
      mayRepresent: editable && statutes.proxies.value !== 'none',
      representing: editable
        ? await answerFor(tx, meeting, today, event.url.searchParams.get('for') ?? '')
        : null,
      // Who comes in says so by the code of the room: the page looks again by itself.
      arriving: editable && checkArrival(now?.state ?? null, meeting, today).done,
      // Once an item was called, who comes or goes is noted with its hour; the roll call can still be corrected.
      moving:
        meeting.mayPrepare && running && now.currentItemId !== null && !event.url.searchParams.has('roll'),
      called: running && now.currentItemId !== null,
    };
  });
};

/** Back to the roll call, at the person who is represented. */
async function backTo(event: RequestEvent) {
  const { association } = await visitOf(event);
  const who = event.url.searchParams.get('for') ?? '';
  redirect(303, `${addresses.attendance(association.slug, event.params.meeting)}#m-${who}`);
}

/** What is said and may be noted of someone who is to be represented; null when nobody is. */
async function answerFor(tx: Tx, meeting: MeetingView, today: string, mandateId: string) {
  if (mandateId === '') return null;
  const participation = await participationIn(tx, meeting, today);
  const who = participation.participants.get(mandateId);
  return who ? ownAnswer(participation, who) : null;
}

export const actions: Actions = {
  represent: async (event) => {
    const answer = await smallForm(
      event,
      representedForm,
      (form, { actor }) => noteRepresented(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'represent' },
    );
    if (!('data' in answer)) await backTo(event);
    return answer;
  },
  unrepresent: async (event) => {
    const answer = await smallForm(
      event,
      revocationForm,
      ({ proxyId }, { actor }) => revokeProxy(event.locals.house, actor, event.params.meeting, proxyId),
      { pressed: 'unrepresent' },
    );
    if (!('data' in answer)) await backTo(event);
    return answer;
  },
  move: (event) =>
    smallForm(
      event,
      z
        .object({ mandateId: z.unknown(), kind: z.unknown(), remote: z.literal('yes').optional() })
        .transform((form) => ({ ...form, remote: form.remote === 'yes' }))
        .pipe(movementForm),
      (form, { actor }) => recordMovement(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'move' },
    ),
  confirm: (event) =>
    smallForm(
      event,
      confirmationForm,
      (form, { actor }) => confirmCheckIns(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'confirm', lists: ['mandateIds'] },
    ),
  record: async (event) => {
    const visit = await visitOf(event);
    const fields = await event.request.formData();
    // "Tous présents" fills in who is not recorded yet, and nobody else.
    const everyone = fields.has('everyone');
    const entries = fields.getAll('mandate').map((mandateId) => {
      const now = fields.get(`now-${mandateId}`) ?? '';
      return {
        mandateId,
        was: fields.get(`was-${mandateId}`) ?? '',
        now: everyone && now === '' ? 'present' : now,
      };
    });
    const parsed = attendanceForm.safeParse({ entries });
    if (!parsed.success)
      return fail(400, {
        refusal: { sentence: 'Ces présences sont illisibles. Rechargez la page et recommencez.' },
      });
    const outcome = await recordAttendance(
      event.locals.house,
      visit.actor,
      event.params.meeting,
      parsed.data,
    );
    const represented = String(fields.get('represent') ?? '');
    if (outcome.done && represented !== '') {
      const { slug } = visit.association;
      redirect(303, addresses.representing(slug, event.params.meeting, represented));
    }
    if (outcome.done) return { refusal: null };
    return fail(statusOf(outcome.refusal), { refusal: { sentence: outcome.refusal.sentence } });
  },
  officers: async (event) => {
    const visit = await visitOf(event);
    const parsed = officersForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success)
      return fail(400, {
        refusal: { sentence: 'Choisissez ces personnes dans les listes, puis enregistrez.' },
      });
    const outcome = await nameOfficers(event.locals.house, visit.actor, event.params.meeting, parsed.data);
    if (outcome.done) return { refusal: null };
    return fail(statusOf(outcome.refusal), { refusal: { sentence: outcome.refusal.sentence } });
  },
};
