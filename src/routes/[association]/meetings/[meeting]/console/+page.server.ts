import { fail } from 'sveltekit-superforms';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { consoleFace } from '#lib/decisions/server/faces/console.ts';
import { askToSpeak, beginSpeaking, endSpeaking, leaveList } from '#lib/meetings/server/sitting/speakers.ts';
import { callItem, resumeSitting, suspendSitting } from '#lib/meetings/server/sitting/state.ts';
import type { House } from '#lib/platform/house.ts';
import { statusOf, visitOf } from '../../../../server/access.ts';
import { faceOf } from '../../../../server/faces.ts';
import { saveTypedNotes } from '../../../../server/typed-notes.ts';
import { voteDeskActions } from '../../../../server/votes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => ({ face: await faceOf(event, consoleFace) });

type Field = (name: string) => string;

/** Does one act of the console; its forms carry nothing but identifiers. */
async function act(
  event: RequestEvent,
  run: (house: House, actor: Actor, meetingId: string, field: Field) => Promise<Outcome<unknown>>,
) {
  const visit = await visitOf(event);
  const fields = await event.request.formData();
  const field: Field = (name) => {
    const value = String(fields.get(name) ?? '');
    return isIdentifier(value) ? value : crypto.randomUUID();
  };
  const outcome = await run(event.locals.house, visit.actor, event.params.meeting, field);
  if (outcome.done) return { refusal: null };
  const { sentence, source } = outcome.refusal;
  return fail(statusOf(outcome.refusal), { refusal: { sentence, source } });
}

export const actions: Actions = {
  ...voteDeskActions,
  call: (event) => act(event, (house, actor, id, field) => callItem(house, actor, id, field('itemId'))),
  suspend: (event) => act(event, suspendSitting),
  resume: (event) => act(event, resumeSitting),
  ask: (event) =>
    act(event, (house, actor, id, field) => askToSpeak(house, actor, id, { mandateId: field('mandateId') })),
  leave: (event) =>
    act(event, (house, actor, id, field) => leaveList(house, actor, id, { mandateId: field('mandateId') })),
  begin: (event) =>
    act(event, (house, actor, id, field) => beginSpeaking(house, actor, id, field('speakerId'))),
  end: (event) => act(event, (house, actor, id, field) => endSpeaking(house, actor, id, field('speakerId'))),
  /** The item is in the address: another one may have been called meanwhile. */
  notes: (event) => saveTypedNotes(event, event.params.meeting, event.url.searchParams.get('item') ?? ''),
};
