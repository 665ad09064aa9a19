import { error } from '@sveltejs/kit';
import { fail } from 'sveltekit-superforms';
import type { z } from 'zod';
import { daysAfter } from '#lib/kernel/days.ts';
import { refuse, type Outcome } from '#lib/kernel/refusals.ts';
import {
  approvalForm,
  changesForm,
  handedOutForm,
  rectificationForm,
  rectificationWithdrawalForm,
  sendingForm,
  signerForm,
} from '#lib/minutes/forms.ts';
import { mayConclude } from '#lib/minutes/policy.ts';
import {
  approveMinutes,
  noteAdoptedChanges,
  withdrawApproval,
} from '#lib/minutes/server/commands/approval.ts';
import { approveHandedOut } from '#lib/minutes/server/commands/handed-out.ts';
import { rectifyMinutes, withdrawRectification } from '#lib/minutes/server/commands/rectification.ts';
import { sealMinutes } from '#lib/minutes/server/commands/sealing.ts';
import { sendForRemarks, type Sent } from '#lib/minutes/server/commands/send.ts';
import { recordPaperSignature } from '#lib/minutes/server/commands/signatures.ts';
import { minutesPage } from '#lib/minutes/server/page.ts';
import { read, statusOf, visitOf } from '../../../../server/access.ts';
import { meetingIn, meetingOr404 } from '../../../../server/meeting.ts';
import { receiveFiles } from '../../../../server/received-files.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Days left to members for their remarks, unless the secretary chooses another last day. */
const USUAL_DAYS = 14;

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const today = event.locals.house.clock.today();
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const pv = await minutesPage(tx, visit.actor, today, meeting);
    const { agenda, ...facts } = meeting;
    return {
      meeting: { ...facts, agenda: agenda.map((item) => ({ ...item, notes: null })) },
      pv,
      today,
      proposedUntil:
        pv.remarksUntil !== null && pv.remarksUntil >= today ? pv.remarksUntil : daysAfter(today, USUAL_DAYS),
    };
  });
};

type Visit = Awaited<ReturnType<typeof visitOf>>;

/** One of the small forms of the page, under its name: each shows its own refusal. */
async function named<Schema extends z.ZodType>(
  event: RequestEvent,
  name: string,
  schema: Schema,
  run: (form: z.output<Schema>, visit: Visit) => Promise<Outcome<unknown>>,
) {
  const answer = await smallForm(event, schema, run);
  const failed = 'status' in answer ? answer.data.failed : null;
  const data = { name, failed, sent: null as Sent | null };
  return 'status' in answer ? fail(answer.status, data) : data;
}

const nothing = rectificationWithdrawalForm.omit({ decisionId: true });

export const actions: Actions = {
  send: async (event) => {
    let sent: Sent | null = null;
    const answer = await named(event, 'send', sendingForm, async (form, { actor }) => {
      const outcome = await sendForRemarks(event.locals.house, actor, event.params.meeting, form);
      if (outcome.done) sent = outcome.value;
      return outcome;
    });
    return 'status' in answer ? answer : { ...answer, sent: sent as Sent | null };
  },
  approve: (event) =>
    named(event, 'approve', approvalForm, (form, { actor }) =>
      approveMinutes(event.locals.house, actor, event.params.meeting, form),
    ),
  handedOut: (event) =>
    named(event, 'handedOut', handedOutForm, (form, { actor }) =>
      approveHandedOut(event.locals.house, actor, event.params.meeting, form),
    ),
  changes: (event) =>
    named(event, 'changes', changesForm, (form, { actor }) =>
      noteAdoptedChanges(event.locals.house, actor, event.params.meeting, form),
    ),
  withdraw: (event) =>
    named(event, 'withdraw', nothing, (_, { actor }) =>
      withdrawApproval(event.locals.house, actor, event.params.meeting),
    ),
  paper: async (event) => {
    const visit = await visitOf(event);
    const { actor } = visit;
    const { body, heldOn } = await meetingOr404(event, visit);
    // Before a single byte is received.
    const allowed = mayConclude(actor, { bodyId: body.id, heldOn }, event.locals.house.clock.today());
    if (!allowed.done) error(statusOf(allowed.refusal), allowed.refusal.sentence);
    const { refused, kept } = await receiveFiles(event, async (file, fields) => {
      const form = signerForm.safeParse(fields);
      return form.success
        ? recordPaperSignature(event.locals.house, actor, event.params.meeting, { ...form.data, file })
        : refuse('form-invalid', form.error.issues[0]!.message);
    });
    if (kept > 0) return { name: 'paper', failed: null, sent: null };
    const sentence = refused[0]?.refusal.sentence ?? 'Choisissez le document signé.';
    return fail(400, {
      name: 'paper',
      failed: { pressed: 'paper', typed: {}, refusal: { sentence, field: undefined } },
      sent: null,
    });
  },
  seal: (event) =>
    named(event, 'seal', nothing, (_, { actor }) =>
      sealMinutes(event.locals.house, actor, event.params.meeting),
    ),
  rectify: (event) =>
    named(event, 'rectify', rectificationForm, (form, { actor }) =>
      rectifyMinutes(event.locals.house, actor, event.params.meeting, form),
    ),
  unrectify: (event) =>
    named(event, 'unrectify', rectificationWithdrawalForm, (form, { actor }) =>
      withdrawRectification(event.locals.house, actor, event.params.meeting, form),
    ),
};
