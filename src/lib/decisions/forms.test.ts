import { describe, expect, it } from 'vitest';
import { decisionForm, tallyTyped } from './forms.ts';

const item = '3b241101-e2bb-4255-8caf-4136c566a962';
const minimal = { itemId: item, kind: 'ordinary', proposal: '  Le CA approuve.  ' };

describe('decisionForm', () => {
  it('trims the proposal and takes what is not typed for nothing', () => {
    const form = decisionForm.parse({ ...minimal, publicFor: '7', publicBlank: '' });
    expect(form).toMatchObject({ proposal: 'Le CA approuve.', secret: '', secondMeeting: '', chairVote: '' });
    expect(tallyTyped(form, 'public')).toEqual({ for: 7, against: 0, abstention: 0, blank: 0, invalid: 0 });
    expect(tallyTyped(decisionForm.parse({ ...minimal, overallAgainst: '2' }), null).against).toBe(2);
  });

  it.each([
    ['une proposition vide', { proposal: '   ' }],
    ['une proposition trop longue', { proposal: 'x'.repeat(4001) }],
    ['un type inconnu', { kind: 'urgent' }],
    ['un point qui n’en est pas un', { itemId: '12' }],
    ['des voix négatives', { publicFor: '-1' }],
    ['une demi-voix', { publicFor: '1.5' }],
    ['des mots', { publicFor: 'sept' }],
    ['trop de voix', { publicFor: '10001' }],
    ['une case qui dit autre chose', { secret: 'non' }],
    ['une voix de la présidence inconnue', { chairVote: 'abstention' }],
  ])('refuse %s', (_, more) => {
    const parsed = decisionForm.safeParse({ ...minimal, ...more });
    expect(parsed.success).toBe(false);
  });

  it('accepts the longest proposal and the greatest count', () => {
    expect(
      decisionForm.safeParse({ ...minimal, proposal: 'x'.repeat(4000), publicFor: '10000' }).success,
    ).toBe(true);
  });
});
