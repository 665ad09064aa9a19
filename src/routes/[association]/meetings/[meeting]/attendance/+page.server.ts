import { fail } from 'sveltekit-superforms';
import { staffOf } from '#lib/associations/server/queries.ts';
import { attendanceForm, officersForm } from '#lib/meetings/forms.ts';
import { nameOfficers, recordAttendance } from '#lib/meetings/server/commands/attendance.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const { attendance, quorum, recorded, presences } = await sittingOf(tx, meeting);
    return { meeting, attendance, presences, sitting: { quorum, recorded }, staff: await staffOf(tx) };
  });
};

export const actions: Actions = {
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
