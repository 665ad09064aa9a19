import { fail } from 'sveltekit-superforms';
import { z } from 'zod';
import { staffOf } from '#lib/associations/server/queries.ts';
import { attendanceForm, officersForm } from '#lib/meetings/forms.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { confirmationForm, movementForm } from '#lib/meetings/forms/sitting.ts';
import { checkInsOf, confirmCheckIns } from '#lib/meetings/server/sitting/check-ins.ts';
import { announcedOf } from '#lib/meetings/server/sitting/announced.ts';
import { recordMovement } from '#lib/meetings/server/sitting/movements.ts';
import { sittingNow } from '#lib/meetings/server/sitting/now.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { press } from '../../../../server/press.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const now = await sittingNow(tx, meeting);
    const { attendance, quorum, recorded, presences, proxies } = await sittingOf(
      tx,
      meeting,
      now?.currentItemId ?? null,
    );
    const said = meeting.mayPrepare ? await checkInsOf(tx, meeting.id) : [];
    const running = now !== null && now.state !== 'closed';
    return {
      meeting,
      attendance,
      presences,
      proxies,
      sitting: { quorum, recorded },
      staff: await staffOf(tx),
      announced: meeting.mayPrepare ? await announcedOf(tx, meeting.id) : {},
      waiting: running ? said.flatMap((each) => (each.confirmedAt ? [] : [each.mandateId])) : [],
      editable: meeting.mayPrepare && now?.state !== 'closed',
      // Once an item was called, who comes or goes is noted with its hour; the roll call can still be corrected.
      moving:
        meeting.mayPrepare && running && now.currentItemId !== null && !event.url.searchParams.has('roll'),
      called: running && now.currentItemId !== null,
    };
  });
};

export const actions: Actions = {
  move: (event) =>
    press(
      event,
      'move',
      z
        .object({ mandateId: z.unknown(), kind: z.unknown(), remote: z.literal('yes').optional() })
        .transform((form) => ({ ...form, remote: form.remote === 'yes' }))
        .pipe(movementForm),
      (form, actor) => recordMovement(event.locals.house, actor, event.params.meeting, form),
    ),
  confirm: (event) =>
    press(
      event,
      'confirm',
      confirmationForm,
      (form, actor) => confirmCheckIns(event.locals.house, actor, event.params.meeting, form),
      ['mandateIds'],
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
