import { TIME_ZONE } from '#lib/kernel/days.ts';
import * as attendanceCommands from '#lib/meetings/server/commands/attendance.ts';
import * as bureau from '#lib/meetings/server/sitting/bureau.ts';
import * as carry from '#lib/meetings/server/sitting/carry.ts';
import * as checkIns from '#lib/meetings/server/sitting/check-ins.ts';
import * as closing from '#lib/meetings/server/sitting/closing.ts';
import * as conflicts from '#lib/meetings/server/sitting/conflicts.ts';
import * as incidents from '#lib/meetings/server/sitting/incidents.ts';
import * as movements from '#lib/meetings/server/sitting/movements.ts';
import * as state from '#lib/meetings/server/sitting/state.ts';
import type { Area } from './area.ts';

/** "14:06", as it is typed here. */
const timeOf = (instant: string) =>
  new Intl.DateTimeFormat('fr-BE', { timeStyle: 'short', timeZone: TIME_ZONE }).format(new Date(instant));

const opening = (presidedByMandateId: string) => ({
  presidedByMandateId,
  secretaryPersonId: '' as const,
  tellerMandateIds: [],
});

export const sitting: Area = {
  modules: [attendanceCommands, bureau, carry, checkIns, closing, conflicts, incidents, movements, state],
  commands: {
    recordAttendance: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        attendanceCommands.recordAttendance(house, actor, meetingId, {
          entries: [{ mandateId, was: 'present', now: 'excused' }],
        }),
    },
    nameOfficers: {
      takes: ['meetingId', 'mandateId', 'personId'],
      call: (house, actor, { meetingId, mandateId, personId }) =>
        attendanceCommands.nameOfficers(house, actor, meetingId, {
          presidedByMandateId: mandateId,
          secretaryPersonId: personId,
        }),
    },
    openSitting: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId, mandateId }) =>
        state.openSitting(house, actor, meetingId, opening(mandateId)),
    },
    suspendSitting: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) => state.suspendSitting(house, actor, meetingId),
    },
    resumeSitting: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) => state.resumeSitting(house, actor, meetingId),
    },
    reopenSitting: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        state.reopenSitting(house, actor, meetingId, { reason: 'Une arrivée oubliée.' }),
    },
    callItem: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) => state.callItem(house, actor, meetingId, itemId),
    },
    closeSitting: {
      takes: ['sittingMeetingId'],
      call: (house, actor, { sittingMeetingId }) =>
        closing.closeSitting(house, actor, sittingMeetingId, { treatments: {}, at: '' }),
    },
    carryUntreated: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) => carry.carryUntreated(house, actor, meetingId),
    },
    noteIncident: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        incidents.noteIncident(house, actor, meetingId, { text: 'Liaison coupée.' }),
    },
    recordMovement: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        movements.recordMovement(house, actor, meetingId, { mandateId, kind: 'departure', remote: false }),
    },
    correctMovement: {
      takes: ['meetingId', 'eventId'],
      call: (house, actor, { meetingId, eventId }) =>
        movements.correctMovement(house, actor, meetingId, {
          eventId,
          at: timeOf(house.clock.now()),
          itemId: '',
        }),
    },
    withdrawMovement: {
      takes: ['meetingId', 'eventId'],
      call: (house, actor, { meetingId, eventId }) =>
        movements.withdrawMovement(house, actor, meetingId, { eventId }),
    },
    carryToAssembly: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) => carry.carryToAssembly(house, actor, meetingId, itemId),
    },
    declareConflict: {
      takes: ['meetingId', 'itemId', 'mandateId'],
      call: (house, actor, { meetingId, itemId, mandateId }) =>
        conflicts.declareConflict(house, actor, meetingId, {
          itemId,
          mandateId,
          nature: 'Dirige l’association.',
        }),
    },
    withdrawConflict: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, itemId, mandateId }) =>
        conflicts.withdrawConflict(house, actor, meetingId, { itemId, mandateId }),
    },
    checkIn: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        checkIns.checkIn(house, actor, meetingId, { code: 'code', mandateId }),
    },
    confirmCheckIns: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId, mandateId }) =>
        checkIns.confirmCheckIns(house, actor, meetingId, { mandateIds: [mandateId] }),
    },
  },
  others: [
    'tellersOf',
    'checkBureau',
    'nameBureau',
    'nextOfBody',
    'nextAssembly',
    'waitingItems',
    'checkInsOf',
    'meetingToSpeakIn',
    'setState',
    'stateOf',
    'NO_REMOTE',
  ],
};
