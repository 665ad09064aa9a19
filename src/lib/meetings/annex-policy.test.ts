import { describe, expect, it } from 'vitest';
import type { Actor, Role, Seat } from '#lib/kernel/actor.ts';
import { audienceOf, mayReadAnnex } from './annex-policy.ts';

const meeting = { bodyId: 'ca', heldOn: '2022-11-21' };
const seat = (more: Partial<Seat> = {}): Seat => ({
  mandateId: 'm',
  bodyId: 'ca',
  sector: 'public',
  office: 'member',
  voting: true,
  from: '2021-01-01',
  to: null,
  ...more,
});
const actor = (role: Role | null, ...seats: Seat[]): Actor => ({
  associationId: 'a',
  accountId: null,
  name: 'An',
  personId: 'p',
  role,
  seats,
});

const WHO: readonly (readonly [string, Actor])[] = [
  ['coordination', actor('coordination')],
  ['adjoint', actor('assistant')],
  ['lecteur', actor('reader')],
  ['administratrice', actor(null, seat())],
  ['observateur', actor(null, seat({ office: 'observer', voting: false }))],
  [
    'sorti la veille de la réunion, siège à nouveau',
    actor(null, seat({ to: '2022-11-20' }), seat({ from: '2023-01-01' })),
  ],
  ['votait le jour même, sorti depuis', actor(null, seat({ to: '2022-11-21' }))],
  ['vote dans une autre instance', actor(null, seat({ bodyId: 'ag' }))],
  ['observe ici, vote ailleurs', actor(null, seat({ voting: false }), seat({ bodyId: 'ag' }))],
  ['sans siège', actor(null)],
];

const ANNEXES = {
  ouverte: { confidential: false, removed: false, superseded: false },
  confidentielle: { confidential: true, removed: false, superseded: false },
  retirée: { confidential: false, removed: true, superseded: false },
  remplacée: { confidential: false, removed: false, superseded: true },
};

/** Who reads what: open, confidential, removed, superseded; before the sitting, and long after it. */
const MATRIX: Readonly<Record<string, readonly [before: string, after: string]>> = {
  coordination: ['oui oui oui oui', 'oui oui oui oui'],
  adjoint: ['oui oui oui oui', 'oui oui oui oui'],
  lecteur: ['oui oui oui oui', 'oui oui oui oui'],
  administratrice: ['oui oui non non', 'oui oui non non'],
  observateur: ['oui non non non', 'oui non non non'],
  'sorti la veille de la réunion, siège à nouveau': ['oui non non non', 'oui non non non'],
  'votait le jour même, sorti depuis': ['oui oui non non', 'oui oui non non'],
  'vote dans une autre instance': ['non non non non', 'non non non non'],
  'observe ici, vote ailleurs': ['oui non non non', 'oui non non non'],
  'sans siège': ['non non non non', 'non non non non'],
};

describe('mayReadAnnex', () => {
  it.each(WHO)('%s', (who, reader) => {
    const row = (today: string) =>
      Object.values(ANNEXES)
        .map((annex) => (mayReadAnnex(reader, meeting, annex, today).done ? 'oui' : 'non'))
        .join(' ');
    expect([row('2022-11-14'), row('2024-01-01')]).toEqual(MATRIX[who]);
  });

  it('never tells what exists', () => {
    const observer = actor(null, seat({ voting: false }));
    expect(mayReadAnnex(observer, meeting, ANNEXES.confidentielle, '2022-11-14')).toMatchObject({
      refusal: { code: 'not-found' },
    });
  });

  it('a pack holds for its audience exactly what may be read one by one', () => {
    for (const [, reader] of WHO) {
      if (!mayReadAnnex(reader, meeting, ANNEXES.ouverte, '2022-11-14').done) continue;
      expect(audienceOf(reader, meeting) === 'confidential').toBe(
        mayReadAnnex(reader, meeting, ANNEXES.confidentielle, '2022-11-14').done,
      );
    }
  });
});
