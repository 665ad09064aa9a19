import { rhythmOf, seriesForm } from '#lib/meetings/forms/series.ts';
import { datesOf, rhythmKey } from '#lib/meetings/rules/series.ts';
import * as feedCommands from '#lib/meetings/server/commands/feeds.ts';
import * as removalCommands from '#lib/meetings/server/commands/remove-meeting.ts';
import * as seriesCommands from '#lib/meetings/server/commands/series.ts';
import * as planningCommands from '#lib/meetings/server/commands/planning.ts';
import type { Area, Ids } from './area.ts';

const MEETING = { kind: 'ordinary', heldOn: '2022-11-21', startsAt: '19:00', place: 'Liège' } as const;

function monthly({ bodyId }: Pick<Ids, 'bodyId'>) {
  const form = seriesForm.parse({
    seriesId: crypto.randomUUID(),
    bodyId,
    kind: 'ordinary',
    frequency: 'monthly',
    interval: 1,
    weekday: '2',
    ordinals: ['1'],
    fromDay: '2031-01-01',
    untilDay: '2031-03-31',
    startsAt: '18:00',
    place: 'Liège',
  });
  const rhythm = rhythmOf(form);
  return { ...form, seen: rhythmKey(rhythm), kept: datesOf(rhythm) };
}

export const planning: Area = {
  modules: [planningCommands, feedCommands, removalCommands, seriesCommands],
  commands: {
    createMeeting: {
      takes: ['bodyId'],
      call: (house, actor, { bodyId }) =>
        planningCommands.createMeeting(house, actor, { ...MEETING, bodyId }),
    },
    changeMeeting: {
      takes: ['meetingId'],
      call: (house, actor, { meetingId }) =>
        planningCommands.changeMeeting(house, actor, meetingId, { ...MEETING, version: 1 }),
    },
    removeMeeting: {
      takes: ['meetingId'],
      // Its own meeting holds everything: another one is removed in its place, when it may be reached at all.
      call: async (house, actor, { bodyId, meetingId }) => {
        const first = await removalCommands.removeMeeting(house, actor, meetingId);
        if (first.done || first.refusal.code !== 'meeting-left-traces') return first;
        const created = await planningCommands.createMeeting(house, actor, {
          bodyId,
          kind: 'ordinary',
          heldOn: '2031-05-05',
          startsAt: '10:00',
          place: 'Liège',
        });
        return created.done ? removalCommands.removeMeeting(house, actor, created.value.meetingId) : created;
      },
    },
    createSeries: {
      takes: ['bodyId'],
      call: (house, actor, ids) => seriesCommands.createSeries(house, actor, monthly(ids)),
    },
    endSeries: {
      takes: ['seriesId'],
      call: (house, actor, { seriesId }) =>
        seriesCommands.endSeries(house, actor, seriesId, { version: 1, remaining: 'keep' }),
    },
    addException: {
      takes: ['seriesId'],
      call: async (house, actor, { seriesId, bodyId }) => {
        const outcome = await seriesCommands.addException(house, actor, seriesId, {
          version: 1,
          day: '2023-01-11',
        });
        if (outcome.done || outcome.refusal.code !== 'no-such-date') return outcome;
        const form = monthly({ bodyId });
        const made = await seriesCommands.createSeries(house, actor, form);
        return made.done
          ? seriesCommands.addException(house, actor, form.seriesId, { version: 1, day: form.kept[0]! })
          : made;
      },
    },
  },
  // The address of a calendar is that of whoever asks: nothing is named.
  others: ['openFeed', 'revokeFeed', 'feedHash'],
};
