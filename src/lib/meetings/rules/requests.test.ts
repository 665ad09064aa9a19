import { describe, expect, it } from 'vitest';
import { signaturesForItem, signaturesToCall } from './requests.ts';
import { checkSecondMeeting } from './second-meeting.ts';

describe('requests of the members', () => {
  it.each([
    [21, 5],
    [20, 4],
    [1, 1],
  ])('T34 : 1/5 de %i membres : %i signatures', (members, needed) => {
    expect(signaturesToCall(members)).toBe(needed);
  });

  it.each([
    [20, 1],
    [21, 2],
    [40, 2],
  ])('R-ODJ-02 : 1/20 de %i membres : %i signatures', (members, needed) => {
    expect(signaturesForItem(members)).toBe(needed);
  });
});

describe('second meeting', () => {
  it.each([
    ['R-AG2-01 : sans première réunion', null, '2026-03-20', 'no-first-meeting'],
    ['R-AG2-02 : 14 jours après', '2026-03-06', '2026-03-20', 'second-meeting-too-early'],
    ['R-AG2-02 : 15 jours après', '2026-03-05', '2026-03-20', 'done'],
    ['au passage à l’heure d’été', '2026-03-20', '2026-04-04', 'done'],
  ])('%s', (_, first, day, expected) => {
    const outcome = checkSecondMeeting(first, day);
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });
});
