import QRCode from 'qrcode-svg';
import { z } from 'zod';
import { staffOf } from '#lib/associations/server/queries.ts';
import { decisionsOf } from '#lib/decisions/server/queries.ts';
import { localDay } from '#lib/kernel/days.ts';
import { identifier } from '#lib/kernel/fields.ts';
import {
  closingForm,
  conflictForm,
  conflictWithdrawalForm,
  eventForm,
  incidentForm,
  movementCorrectionForm,
  openingForm,
  reopeningForm,
} from '#lib/meetings/forms/sitting.ts';
import { checkArrival } from '#lib/meetings/rules/check-in.ts';
import { proposedTreatments } from '#lib/meetings/rules/treatment.ts';
import { tellersOf } from '#lib/meetings/server/sitting/bureau.ts';
import {
  carryToAssembly,
  carryUntreated,
  nextOfBody,
  waitingItems,
} from '#lib/meetings/server/sitting/carry.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { conflictsOf } from '#lib/meetings/server/sitting/conflict-rows.ts';
import { declareConflict, withdrawConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { noteIncident } from '#lib/meetings/server/sitting/incidents.ts';
import { correctMovement, withdrawMovement } from '#lib/meetings/server/sitting/movements.ts';
import { checkInCodeOf, sittingNow } from '#lib/meetings/server/sitting/now.ts';
import {
  openSitting,
  reopenSitting,
  resumeSitting,
  suspendSitting,
} from '#lib/meetings/server/sitting/state.ts';
import { validityIn } from '#lib/meetings/server/sitting/validity.ts';
import { sittingOf } from '#lib/meetings/server/sitting.ts';
import { addresses } from '../../../../addresses.ts';
import { read, visitOf } from '../../../../server/access.ts';
import { meetingIn } from '../../../../server/meeting.ts';
import { smallForm } from '../../../../server/small-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  const { house } = event.locals;
  return read(event.locals, visit, async (tx) => {
    const meeting = await meetingIn(tx, event, visit);
    const now = await sittingNow(tx, meeting);
    const sitting = await sittingOf(tx, meeting, now?.currentItemId ?? null);
    const openedOn = now ? localDay(now.openedAt) : house.clock.today();
    const staff = meeting.mayPrepare;
    const taken = new Set([
      ...meeting.agenda.flatMap(({ id, notes }) => (notes ? [id] : [])),
      ...(now?.events ?? []).flatMap(({ kind, itemId }) => (kind === 'item-begun' && itemId ? [itemId] : [])),
      ...(await decisionsOf(tx, meeting.id)).map(({ itemId }) => itemId),
    ]);
    const expected = checkArrival(now?.state ?? null, meeting, house.clock.today());
    const code = staff && expected.done ? await checkInCodeOf(tx, meeting.id) : null;
    const here = code && house.publicAddress + addresses.here(visit.association.slug, meeting.id, code);
    const closed = now?.state === 'closed';
    return {
      meeting,
      now,
      attendance: sitting.attendance,
      validity: await validityIn(tx, visit.actor.associationId, meeting, sitting, openedOn),
      tellers: await tellersOf(tx, meeting.id),
      conflicts: await conflictsOf(tx, meeting.id),
      staff: staff ? await staffOf(tx) : [],
      mayReopen: visit.actor.role === 'coordination',
      own: visit.actor.seats.flatMap((seat) => (seat.bodyId === meeting.body.id ? [seat.mandateId] : [])),
      treatments: Object.fromEntries(
        proposedTreatments(meeting.agenda, taken).map(({ id, treatment }) => [id, treatment]),
      ),
      closing: event.url.searchParams.has('close'),
      waiting: closed ? (await waitingItems(tx, meeting.id)).length : 0,
      next: closed ? await nextOfBody(tx, { bodyId: meeting.body.id, heldOn: meeting.heldOn }) : null,
      roomCode: here && qrCode(here),
    };
  });
};

function qrCode(content: string): string {
  const svg = new QRCode({ content, width: 240, height: 240, padding: 2, ecl: 'M', join: true }).svg();
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

const nothing = z.object({});

export const actions: Actions = {
  open: (event) =>
    smallForm(
      event,
      openingForm,
      (form, { actor }) => openSitting(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'open', lists: ['tellerMandateIds'] },
    ),
  suspend: (event) =>
    smallForm(
      event,
      nothing,
      (_, { actor }) => suspendSitting(event.locals.house, actor, event.params.meeting),
      { pressed: 'suspend' },
    ),
  resume: (event) =>
    smallForm(
      event,
      nothing,
      (_, { actor }) => resumeSitting(event.locals.house, actor, event.params.meeting),
      { pressed: 'resume' },
    ),
  close: (event) =>
    smallForm(
      event,
      z
        .looseObject({ at: closingForm.shape.at })
        .transform(({ at, ...fields }) => ({
          at,
          // "treatment-<item>": one choice per item.
          treatments: Object.fromEntries(
            Object.entries(fields).flatMap(([name, value]) =>
              name.startsWith('treatment-') ? [[name.slice('treatment-'.length), value]] : [],
            ),
          ),
        }))
        .pipe(closingForm),
      (form, { actor }) => closeSitting(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'close' },
    ),
  reopen: (event) =>
    smallForm(
      event,
      reopeningForm,
      (form, { actor }) => reopenSitting(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'reopen' },
    ),
  carry: (event) =>
    smallForm(
      event,
      nothing,
      (_, { actor }) => carryUntreated(event.locals.house, actor, event.params.meeting),
      { pressed: 'carry' },
    ),
  assembly: (event) =>
    smallForm(
      event,
      z.object({ itemId: identifier }),
      ({ itemId }, { actor }) => carryToAssembly(event.locals.house, actor, event.params.meeting, itemId),
      { pressed: 'assembly' },
    ),
  incident: (event) =>
    smallForm(
      event,
      incidentForm,
      (form, { actor }) => noteIncident(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'incident' },
    ),
  correct: (event) =>
    smallForm(
      event,
      movementCorrectionForm,
      (form, { actor }) => correctMovement(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'correct' },
    ),
  withdraw: (event) =>
    smallForm(
      event,
      eventForm,
      (form, { actor }) => withdrawMovement(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'withdraw' },
    ),
  conflict: (event) =>
    smallForm(
      event,
      conflictForm,
      (form, { actor }) => declareConflict(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'conflict' },
    ),
  unconflict: (event) =>
    smallForm(
      event,
      conflictWithdrawalForm,
      (form, { actor }) => withdrawConflict(event.locals.house, actor, event.params.meeting, form),
      { pressed: 'unconflict' },
    ),
};
