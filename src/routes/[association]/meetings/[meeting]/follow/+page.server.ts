import { fail } from 'sveltekit-superforms';
import { memberFace } from '#lib/decisions/server/faces/member.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { conflictForm } from '#lib/meetings/forms/sitting.ts';
import { declareConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { askToSpeak, leaveList } from '#lib/meetings/server/sitting/speakers.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { faceOf } from '../../../../server/faces.ts';
import { boothActions } from '../../../../server/votes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => ({ face: await faceOf(event, memberFace) });

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
