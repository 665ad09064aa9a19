import { fail } from 'sveltekit-superforms';
import { memberFace } from '#lib/decisions/server/faces/member.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { conflictForm, conflictWithdrawalForm } from '#lib/meetings/forms/sitting.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { declareConflict, withdrawConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { askToSpeak, leaveList } from '#lib/meetings/server/sitting/speakers.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { faceOf } from '../../../../server/faces.ts';
import { boothActions } from '../../../../server/votes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => ({ face: await faceOf(event, memberFace) });

const GONE: Refusal = { code: 'not-found', sentence: 'Ce conflit n’est plus déclaré. Rechargez la page.' };

/** Asks for the floor, or gives the turn up; the form carries nothing but who. */
async function onTheList(event: RequestEvent, change: typeof askToSpeak) {
  const { actor } = await visitOf(event);
  const mandateId = String((await event.request.formData()).get('mandateId') ?? '');
  const outcome = await change(event.locals.house, actor, event.params.meeting, {
    mandateId: isIdentifier(mandateId) ? mandateId : crypto.randomUUID(),
  });
  if (outcome.done) return { refusal: null };
  return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
}

export const actions: Actions = {
  unconflict: async (event) => {
    const { actor } = await visitOf(event);
    const parsed = conflictWithdrawalForm.safeParse(Object.fromEntries(await event.request.formData()));
    if (!parsed.success) return fail(400, { refusal: GONE });
    const outcome = await withdrawConflict(event.locals.house, actor, event.params.meeting, parsed.data);
    if (outcome.done) return { refusal: null };
    return fail(statusOf(outcome.refusal), { refusal: outcome.refusal });
  },
  ...boothActions(async (event: RequestEvent) => ({
    actor: (await visitOf(event)).actor,
    meetingId: event.params.meeting,
  })),
  ask: (event) => onTheList(event, askToSpeak),
  leave: (event) => onTheList(event, leaveList),
  conflict: async (event) => {
    const { actor } = await visitOf(event);
    const typed = Object.fromEntries(await event.request.formData());
    const nature = String(typed.nature ?? '');
    const parsed = conflictForm.safeParse(typed);
    if (!parsed.success)
      return fail(400, { conflict: { nature, sentence: parsed.error.issues[0]!.message } });
    const outcome = await declareConflict(event.locals.house, actor, event.params.meeting, parsed.data);
    if (outcome.done) return { conflict: null };
    return fail(statusOf(outcome.refusal), { conflict: { nature, sentence: outcome.refusal.sentence } });
  },
};
