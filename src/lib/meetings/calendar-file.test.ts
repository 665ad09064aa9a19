import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { meetingCalendar, meetingsCalendar, type CalendarMeeting } from './calendar-file.ts';

const WHERE = { association: 'RSLux', addressOf: (id: string) => `https://example.be/rslux/meetings/${id}` };
const MEETING: CalendarMeeting = {
  id: '6b1f0d9c-93a1-4b57-8f52-6f5a9f7d3f01',
  version: 3,
  createdAt: '2022-11-21T09:00:00.123Z',
  cancelledAt: null,
  bodyName: 'Organe d’administration',
  theme: 'Budget, comptes ; éàü 🗳',
  heldOn: '2023-03-22',
  startsAt: '18:00',
  endsAt: '20:30',
  place: 'Bastogne, salle du Conseil',
  remoteAccess: null,
};

/** Read back by another library, with the time zone that the file itself describes. */
function readBack(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const instant = (time: ICAL.Time) => {
      const copy = time.clone();
      if (!copy.isDate) copy.zone = zone;
      return new Date(copy.toUnixTime() * 1000).toISOString();
    };
    return {
      uid: event.uid,
      sequence: event.sequence,
      title: event.summary,
      place: event.location,
      description: event.description,
      status: component.getFirstPropertyValue('status'),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      modified: String(component.getFirstPropertyValue('last-modified')),
      zone: component.getFirstProperty('dtstart')!.getFirstParameter('tzid'),
      starts: event.startDate.isDate ? event.startDate.toString() : instant(event.startDate),
      ends: event.startDate.isDate ? null : instant(event.endDate),
      alarms: component.getAllSubcomponents('valarm').length,
    };
  });
}

describe('le fichier d’agenda d’une réunion', () => {
  it('dit la même chose à une autre bibliothèque', () => {
    expect(readBack(meetingCalendar(MEETING, WHERE))).toEqual([
      {
        uid: `${MEETING.id}@collegial`,
        sequence: 3,
        title: 'Organe d’administration (RSLux)',
        place: 'Bastogne, salle du Conseil',
        description: 'Budget, comptes ; éàü 🗳',
        status: 'CONFIRMED',
        stamp: '2022-11-21T09:00:00Z',
        modified: '2022-11-21T09:00:00Z',
        zone: 'Europe/Brussels',
        starts: '2023-03-22T17:00:00.000Z',
        ends: '2023-03-22T19:30:00.000Z',
        alarms: 0,
      },
    ]);
  });

  it.each([
    ['2023-03-25', '2023-03-25T17:00:00.000Z'],
    ['2023-03-26', '2023-03-26T16:00:00.000Z'],
    ['2023-10-28', '2023-10-28T16:00:00.000Z'],
    ['2023-10-29', '2023-10-29T17:00:00.000Z'],
  ])('le %s, garde 18 h de part et d’autre du changement d’heure', (heldOn, starts) => {
    expect(readBack(meetingCalendar({ ...MEETING, heldOn }, WHERE))[0]!.starts).toBe(starts);
  });

  it('traverse la nuit du changement d’heure : la réunion de 1 h à 4 h ne dure que deux heures', () => {
    const night = { ...MEETING, heldOn: '2023-03-26', startsAt: '01:00', endsAt: '04:00' };
    expect(readBack(meetingCalendar(night, WHERE))).toMatchObject([
      { starts: '2023-03-26T00:00:00.000Z', ends: '2023-03-26T02:00:00.000Z' },
    ]);
  });

  it('sans heure, dure la journée ; sans fin, deux heures, et le dit ; annulée, le dit', () => {
    const other = { ...MEETING, id: 'b' };
    const file = meetingsCalendar(
      [
        { ...MEETING, startsAt: null, endsAt: null, place: null, theme: null },
        { ...other, endsAt: null, remoteAccess: 'https://visio.example.be/ca' },
        { ...other, id: 'c', cancelledAt: '2023-01-05T10:00:00Z' },
      ],
      WHERE,
    );
    expect(readBack(file)).toMatchObject([
      { starts: '2023-03-22', ends: null, place: null, description: null },
      {
        ends: '2023-03-22T19:00:00.000Z',
        description: expect.stringMatching(/visio\.example\.be[^]*deux heures sont comptées/),
      },
      { status: 'CANCELLED', title: expect.stringContaining('Annulée'), stamp: '2023-01-05T10:00:00Z' },
    ]);
  });

  it('tient dans 75 octets par ligne, et rend les mêmes octets', () => {
    const long = { ...MEETING, theme: 'Élection à l’unanimité, « été » '.repeat(12) };
    const file = meetingCalendar(long, WHERE);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).toBe(meetingCalendar(long, WHERE));
    expect(readBack(file)[0]!.description).toBe(long.theme);
  });
});
