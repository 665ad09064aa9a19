import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { command } from '#lib/platform/commands.ts';
import type { House } from '#lib/platform/house.ts';
import type { RepresentedForm } from '../../../forms/participation.ts';
import { takesPart } from '../../../vocabulary.ts';
import { meetingToChange } from '../../load.ts';
import { setState, stateOf } from '../../sitting/movements.ts';
import { sittingNow } from '../../sitting/now.ts';
import { touchSitting } from '../../sitting/touch.ts';
import { giveProxyIn } from './proxies.ts';

/**
 * Notes, at the roll call, that someone is represented: their proxy, received by word or on paper, and that they are not
 * there themselves. Whoever came and left keeps their departure. Refuses whoever is still there once an item was called,
 * and what `giveProxy` refuses. Noted twice, it is noted once.
 */
export function noteRepresented(
  house: House,
  actor: Actor,
  meetingId: string,
  form: RepresentedForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, today, journal, nothingToDo } = act;
    const { mandateId } = form;
    const loaded = await meetingToChange(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const sitting = await sittingNow(tx, loaded.value);
    const state = await stateOf(tx, meetingId, mandateId);
    const moved = sitting?.events.some((event) => event.mandateId === mandateId) ?? false;
    if (takesPart(state) && (moved || sitting?.currentItemId))
      return refuse(
        'still-there',
        'Cette personne est notée présente et la séance a commencé\u00a0: notez d’abord son départ, puis qui la représente.',
        { field: 'mandateId' },
      );
    const given = await giveProxyIn(house, act, actor, meetingId, { ...form, instructions: '' });
    if (!given.done) return given;
    if (moved || state === 'excused') {
      if (given.value.already) nothingToDo();
      return done();
    }
    await setState(tx, loaded.value, mandateId, 'excused');
    await touchSitting(tx, actor.associationId, meetingId);
    journal({
      act: 'attendance.recorded',
      subject: { kind: 'meeting', id: meetingId },
      before: { [mandateId]: state },
      after: { [mandateId]: 'excused' },
    });
    return done();
  });
}
