import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesIn } from './differences.ts';

describe('differencesIn', () => {
  it('shows what went before what came, word by word', () => {
    expect(differencesIn('Le CA loue la salle pour un an.', 'Le CA loue deux salles pour un an.')).toEqual([
      { kind: 'same', text: 'Le CA loue ' },
      { kind: 'removed', text: 'la' },
      { kind: 'added', text: 'deux' },
      { kind: 'same', text: ' ' },
      { kind: 'removed', text: 'salle' },
      { kind: 'added', text: 'salles' },
      { kind: 'same', text: ' pour un an.' },
    ]);
    expect(differencesIn('', '')).toEqual([]);
    expect(differencesIn('Oui.', '')).toEqual([{ kind: 'removed', text: 'Oui.' }]);
    expect(differencesIn('', 'Oui.')).toEqual([{ kind: 'added', text: 'Oui.' }]);
  });

  it('loses nothing of either text', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', 'c '), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const stretches = differencesIn(older, newer);
        const without = (kind: string) =>
          stretches.flatMap((stretch) => (stretch.kind === kind ? [] : [stretch.text])).join('');
        expect(without('added')).toBe(older);
        expect(without('removed')).toBe(newer);
      }),
      { numRuns: 60 },
    );
  });
});
