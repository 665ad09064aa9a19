import { describe, expect, it } from 'vitest';
import { toText } from '#lib/documents/text.ts';
import { doneValue } from '../../../tests/fixtures/account-house.ts';
import { pendingReviews, sentencesOf } from './complements.ts';
import { minutesDocument } from './document.ts';
import { extractDocument } from './extract.ts';
import { factKeys } from './fact-keys.ts';
import { publicMinutes } from './public.ts';
import type { MinutesSnapshot } from './snapshot.ts';
import { SITTING } from './snapshot.sample.ts';

const TASKED: MinutesSnapshot = {
  ...SITTING,
  items: SITTING.items.map((item, index) =>
    index === 0
      ? {
          ...item,
          tasks: [{ person: 'Zoé Zune', text: 'écrire', dueOn: '2022-12-01' }],
          fallen: ['Texte 2\u00a0: tombe.'],
        }
      : item,
  ),
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const places = sentencesOf(minutesDocument(TASKED)).map(({ place }) => place);
/** Each sentence completed with its own place. */
const COMPLETED: MinutesSnapshot = {
  ...TASKED,
  complements: Object.fromEntries(places.map((place) => [place, { text: `+${place}+ de Zoé Zune` }])),
};
const shownIn = (text: string) => [...text.matchAll(/\+(\S+)\+/g)].map(([, place]) => place);

describe('what completes the sentences of a PV', () => {
  it('has a place after each of them, in the order of the PV', () => {
    expect(places).toEqual([
      'opening',
      'attendance',
      'quorum',
      '0.conflict.0',
      '0.decision.0',
      '0.decision.1',
      '0.fallen.0',
      '0.task.0',
      '1.closed-door',
      '1.decision.0',
      '3.event.0',
      '3.event.1',
      '3.not-treated',
      'closing',
    ]);
    const text = plain(toText(minutesDocument(COMPLETED)));
    expect(shownIn(text)).toEqual(places);
    expect(text).toContain('levée à 16 h 30.\n\n+closing+ de Zoé Zune\n\nAlix Abrassart');
    expect(text).toContain('1er décembre 2022 : écrire\n  +0.task.0+');
  });

  it('changes nothing of the words where there is none', () => {
    const bare = toText(minutesDocument(TASKED));
    const without = toText(minutesDocument(COMPLETED))
      .split('\n')
      .filter((line) => !line.includes('+'))
      .join('\n')
      .replaceAll('\n\n\n', '\n\n');
    expect(without.replaceAll(/\n+/g, '\n')).toBe(bare.replaceAll(/\n+/g, '\n'));
  });

  it('says what is to be looked at again, and shows apart what lost its sentence', () => {
    const snapshot: MinutesSnapshot = {
      ...TASKED,
      complements: { quorum: { text: 'Liste annexée.', review: true }, closing: { text: 'Merci.' } },
      lostComplements: ['Il avait\nprévenu.'],
    };
    expect(pendingReviews(snapshot)).toBe(2);
    expect(pendingReviews(TASKED)).toBe(0);
    const text = plain(toText(minutesDocument(snapshot)));
    expect(text).toContain('Liste annexée.\n\nÀ revoir : la phrase a changé depuis.');
    expect(text).toContain('À revoir : compléments dont la phrase n’existe plus\n\nIl avait\n\nprévenu.');
  });

  it('is public only where its sentence is, without the names that the PV knows', () => {
    const text = plain(toText(publicMinutes(COMPLETED)));
    // Those of the first item represent somebody by proxy: the public sentence is not that of the PV.
    expect(shownIn(text)).toEqual(['quorum', '3.event.1', '3.not-treated', 'closing']);
    expect(text).toContain('+closing+ de [nom non publié]');
    expect(text).not.toContain('Zoé');
    const unrepresented = {
      ...COMPLETED,
      items: COMPLETED.items.map((item) => ({
        ...item,
        decisions: item.decisions.map((decision) => ({ ...decision, represented: null })),
      })),
    };
    expect(shownIn(toText(publicMinutes(unrepresented)))).toEqual([
      'quorum',
      '0.decision.0',
      '0.decision.1',
      '3.event.1',
      '3.not-treated',
      'closing',
    ]);
  });

  it('follows a decision into its extract', () => {
    const extract = doneValue(extractDocument(COMPLETED, ['CA-2022-4']));
    expect(shownIn(toText(extract))).toEqual(['0.decision.1']);
  });

  it('is tied to facts, wherever these stand', () => {
    const keys = factKeys({
      items: [{ id: 'a' }, { id: 'b' }],
      events: [
        { id: 'e1', itemId: null },
        { id: 'e2', itemId: 'b' },
        { id: 'e3', itemId: 'b' },
      ],
      conflicts: [{ itemId: 'b', mandateId: 'm' }],
      decisions: [{ id: 'd', itemId: 'a' }],
      tasks: [{ id: 't', itemId: 'a' }],
      chains: new Map([
        [
          'b',
          [
            { id: 'x', state: 'adopted' },
            { id: 'y', state: 'fallen' },
            { id: 'z', state: 'withdrawn' },
          ],
        ],
      ]),
    });
    expect([...keys].filter(([place]) => !/closed-door|not-treated/.test(place)).slice(4)).toEqual([
      ['before.0', 'event:e1'],
      ['0.decision.0', 'decision:d'],
      ['0.text.0', 'text:d'],
      ['0.task.0', 'task:t'],
      ['1.conflict.0', 'conflict:b:m'],
      ['1.event.0', 'event:e2'],
      ['1.event.1', 'event:e3'],
      ['1.fallen.0', 'fallen:y'],
      ['1.fallen.1', 'fallen:z'],
    ]);
    expect(keys.get('1.not-treated')).toBe('not-treated:b');
  });
});
