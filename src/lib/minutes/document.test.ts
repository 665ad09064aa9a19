import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/associations/rules/statutes.ts';
import { decide } from '#lib/decisions/rules/decide.ts';
import type { Tally } from '#lib/decisions/vocabulary.ts';
import { fromPlain } from '#lib/documents/rich-text.ts';
import { toText } from '#lib/documents/text.ts';
import { quorumOf } from '#lib/meetings/rules/quorum.ts';
import { minutesDocument, minutesFilename } from './document.ts';
import type { AttendingPerson, MinutedDecision, MinutesItem, MinutesSnapshot } from './snapshot.ts';

const BOARD: MinutesSnapshot = {
  association: { name: 'Relais d’essai', legalForm: 'ASBL', letterhead: ['rue du Test 1, 6600 Bastogne'] },
  body: { code: 'CA', name: "Organe d'administration" },
  kind: 'ordinary',
  heldOn: '2022-11-21',
  startsAt: '14:00',
  place: 'salle du Conseil',
  theme: null,
  notice: { sentOn: null, lateReasons: [], secondOf: null },
  chair: { name: 'Alix Abrassart', civility: 'madame', office: 'chair' },
  secretary: { name: 'Isaline Jadot', civility: 'madame' },
  attendance: [],
  vacant: [],
  presences: [],
  quorum: null,
  items: [],
  sitting: null,
  recordedAt: '2022-11-21T15:00:00Z',
};

const member = (more: Partial<AttendingPerson> = {}): AttendingPerson => ({
  name: 'Bastien Bodelet',
  civility: 'monsieur',
  sector: 'public',
  office: 'member',
  organisation: 'CPAS de Vielsalm',
  voting: true,
  state: 'present',
  representedBy: null,
  ...more,
});

const item = (more: Partial<MinutesItem> = {}): MinutesItem => ({
  mark: '1',
  depth: 1,
  title: 'Budget',
  notes: null,
  treated: true,
  closedDoor: false,
  conflicts: [],
  events: [],
  decisions: [],
  tasks: [],
  fallen: [],
  ...more,
});

const decided = (
  verdict: MinutedDecision['verdict'],
  more: Partial<MinutedDecision> = {},
): MinutedDecision => ({
  reference: 'CA-2022-3',
  proposal: 'Le CA approuve.',
  verdict,
  represented: null,
  named: [],
  ...more,
});

/** The text of the PV, its non-breaking spaces shown as plain ones. */
const read = (more: Partial<MinutesSnapshot> = {}) =>
  toText(minutesDocument({ ...BOARD, ...more })).replaceAll('\u00a0', ' ');

/** What the decision of a single item says. */
const readVote = (verdict: ReturnType<typeof decide>, quorum: readonly string[] | null = null) =>
  read({ quorum, items: [item({ decisions: [decided(verdict)] })] })
    .split('1. Budget\n\n')[1]!
    .split('\n\n')[0]!
    .split('\n');

const tally = (more: Partial<Tally> = {}): Tally => ({
  for: 0,
  against: 0,
  abstention: 0,
  blank: 0,
  invalid: 0,
  ...more,
});

const rules = (profile: 'common' | 'social-relay', more: Record<string, unknown> = {}) =>
  resolveSettings(
    Object.entries({ profile, ...more }).map(([key, value]) => ({
      bodyId: null,
      key,
      fromDay: null,
      value,
      source: 'statuts, art. 1',
    })),
    { id: 'board', kind: 'board' },
    '2022-11-21',
  );

/** An open vote of a board without colleges. */
const vote = (votes: Partial<Tally>, voters: number, more: Partial<Parameters<typeof decide>[0]> = {}) =>
  decide({
    bodyKind: 'board',
    kind: 'ordinary',
    statutes: rules('common'),
    counts: [{ college: null, tally: tally(votes), voters, members: 12 }],
    secondMeeting: false,
    chairVote: null,
    secret: false,
    ...more,
  });

const quorumSentences = (voters: number) => {
  const statutes = rules('common');
  return quorumOf([{ college: null, voters, members: 12 }], {
    quorum: statutes['quorum.ordinary'],
    scope: statutes['quorum-scope'],
  }).sentences;
};

describe('the frame', () => {
  it('of a meeting without agenda or attendance is a complete PV', () => {
    expect(read()).toBe(`Relais d’essai ASBL
rue du Test 1, 6600 Bastogne
CA · 21.11.2022
séance ordinaire

PROJET

Procès-verbal de l’organe d’administration

Séance ordinaire du lundi 21 novembre 2022, à 14 h, sous la présidence de Madame Alix Abrassart, présidente. Lieu : salle du Conseil. Secrétaire : Madame Isaline Jadot.

Les présences ne sont pas notées : le quorum n’est pas établi.

Séance levée à ………… h …………
Alix Abrassart, La présidente
Isaline Jadot, La secrétaire

Projet de PV, à approuver à la prochaine séance
`);
  });

  it('says nothing of what is not known, and leaves room for it', () => {
    const text = read({ startsAt: null, place: null, chair: null, secretary: null });
    expect(text).toContain('\nSéance ordinaire du lundi 21 novembre 2022.\n');
    expect(text).toContain('nom à compléter, Présidence de séance\nnom à compléter, Secrétariat\n');
  });

  it('says when its members were called, why too late, and that it is a second meeting', () => {
    const notice = { sentOn: '2022-11-18', lateReasons: ['Le bail expire le 30.'], secondOf: '2022-11-04' };
    expect(read({ notice })).toContain(
      'Convocation envoyée le 18 novembre 2022. Envoi hors délai, pour ce motif : Le bail expire le 30. Seconde réunion, celle du 4 novembre 2022 n’ayant pas réuni le quorum : elle décide quel que soit le nombre de présents (CSA 9:21).',
    );
  });

  it('says the place and the theme as a printer sets them', () => {
    expect(read({ place: "L'Aubette", theme: "L'hiver" })).toContain('Lieu : L’Aubette. Thème : L’hiver.');
  });

  it('says of which moment its quorum is where people came or went', () => {
    const said = 'Ces chiffres sont ceux de l’ouverture de la séance.';
    expect(read({ quorum: quorumSentences(8), presencesOf: 'opening' })).toContain(`atteint. ${said}\n`);
    expect(read({ quorum: quorumSentences(8) })).not.toContain(said);
  });

  it('says the theme of a committee', () => {
    const text = read({
      body: { code: 'CC', name: 'Comité de concertation' },
      startsAt: null,
      place: null,
      chair: null,
      secretary: null,
      theme: 'Le logement',
    });
    expect(text).toContain('Procès-verbal du comité de concertation\n');
    expect(text).toContain('Séance ordinaire du lundi 21 novembre 2022. Thème : Le logement.\n');
  });

  it.each([
    ['Assemblée générale', 'de l’assemblée générale'],
    ['Comité de gestion', 'du comité de gestion'],
    ['Groupes de travail', 'des groupes de travail'],
    ['CA', 'du CA'],
  ])('is of: %s', (name, expected) => {
    expect(minutesDocument({ ...BOARD, body: { code: 'X', name } }).title.replaceAll('\u00a0', ' ')).toBe(
      `Procès-verbal ${expected} du 21 novembre 2022`,
    );
  });

  it.each([
    [
      { name: 'Bastien Bodelet', civility: 'monsieur', office: 'chair' },
      'M. Bastien Bodelet, président',
      'Le président',
    ],
    [
      { name: 'Wivine Warnier', civility: 'madame', office: 'vice-chair' },
      'Madame Wivine Warnier, vice-présidente',
      'La présidente de séance',
    ],
    [
      { name: 'Bastien Bodelet', civility: 'monsieur', office: 'member' },
      'M. Bastien Bodelet',
      'Le président de séance',
    ],
    [{ name: 'Dominique Noël', civility: null, office: 'chair' }, 'Dominique Noël', 'Présidence'],
  ] as const)('is presided by %j', (chair, called, office) => {
    const text = read({ chair });
    expect(text).toContain(`sous la présidence de ${called}. Lieu`);
    expect(text).toContain(`${chair.name}, ${office}\n`);
  });

  it('elides before a bare name', () => {
    expect(read({ chair: { name: 'Alix Abrassart', civility: null, office: 'chair' } })).toContain(
      'sous la présidence d’Alix Abrassart. Lieu',
    );
  });

  it('does not say the legal form twice, and is dated by its data', () => {
    const document = minutesDocument({
      ...BOARD,
      association: { ...BOARD.association, name: 'Les Amis ASBL' },
    });
    expect(document.author).toBe('Les Amis ASBL');
    expect(document.letterhead.name).toBe('Les Amis ASBL');
    expect(document.created).toBe(BOARD.recordedAt);
  });

  it('gives a file name that every system takes', () => {
    expect(minutesFilename(BOARD)).toBe('PV-CA-2022-11-21');
    expect(minutesFilename({ ...BOARD, body: { code: 'GT/1 "é"', name: 'x' } })).toBe('PV-GT-1-2022-11-21');
  });
});

describe('attendance', () => {
  it('of one present, and of those whose presence nobody noted', () => {
    const text = read({
      attendance: [
        member({ name: 'Alix Abrassart', civility: 'madame', office: 'chair' }),
        member({ state: null }),
      ],
      quorum: quorumSentences(1),
    });
    expect(text).toContain(`Présente
Secteur public
- Alix Abrassart, présidente, CPAS de Vielsalm

Présence non notée
Secteur public
- Bastien Bodelet, CPAS de Vielsalm
`);
    expect(text).not.toMatch(/Excus|Absen/);
  });

  it('sets the sectors apart, the Government after them, and says who does not vote', () => {
    const text = read({
      attendance: [
        member(),
        member({
          name: 'Céline Cugnon',
          civility: 'madame',
          sector: 'associative',
          organisation: "L'Archipel",
        }),
        member({
          name: 'Noé Nicaise',
          civility: null,
          sector: 'government',
          organisation: 'SPW',
          voting: false,
        }),
        member({ name: 'Luc Lamy', office: 'invited', state: 'excused', voting: false }),
      ],
      vacant: ["L'Étape", 'SPW'],
      presences: [
        { college: 'public', voters: 1, members: 2 },
        { college: 'associative', voters: 1, members: 1 },
      ],
      quorum: ['Quorum atteint.'],
    });
    expect(text).toContain(`Présents
Secteur public
- Bastien Bodelet, CPAS de Vielsalm
Secteur associatif
- Céline Cugnon, L’Archipel
Gouvernement
- Noé Nicaise, SPW (sans voix délibérative)

Excusé
Secteur public
- Luc Lamy, invité, CPAS de Vielsalm (sans voix délibérative)

Sièges sans représentant : L’Étape et SPW. Voix présentes ou représentées : 1 sur 2 dans le collège public et 1 sur 1 dans le collège associatif. Quorum atteint.
`);
  });

  it('is not counted by college in a body without colleges', () => {
    const text = read({
      attendance: [member()],
      presences: [{ college: null, voters: 1, members: 1 }],
      quorum: ['Q.'],
    });
    expect(text).toContain('\n\nQ.\n\n');
  });
});

describe('items', () => {
  it('stand under their own mark with their notes, nested ones after their parent', () => {
    const text = read({
      items: [
        item({ title: "Projets : l'état", notes: fromPlain('**Vu**.\n\n- un\n- deux') }),
        item({ mark: 'a', depth: 2, title: 'Budget du projet' }),
        item({ mark: 'i', depth: 3, title: 'Poste' }),
        item({ mark: '2', title: 'Divers', notes: fromPlain('') }),
      ],
    });
    expect(text).toContain(
      '1. Projets : l’état\n\nVu.\n\n- un\n- deux\n\na. Budget du projet\n\ni. Poste\n\n2. Divers\n\nSéance levée',
    );
    const levels = minutesDocument({ ...BOARD, items: [item(), item({ depth: 2 })] }).blocks.flatMap(
      (block) => (block.kind === 'item' ? [block.level] : []),
    );
    expect(levels).toEqual([1, 2]);
  });

  it('show each of their decisions', () => {
    const verdict = vote({ for: 8 }, 8);
    const text = read({
      items: [
        item({
          decisions: ['Premier vote.', 'Second vote.'].map((proposal, index) =>
            decided(verdict, { proposal, reference: `CA-2022-${index + 1}` }),
          ),
        }),
      ],
    });
    expect(text.match(/^Décision.*\n.* vote\.$/gm)).toEqual([
      'Décision CA-2022-1\nPremier vote.',
      'Décision CA-2022-2\nSecond vote.',
    ]);
  });

  it('say who voted by proxy at one vote and not at all of them, and nothing where nobody did', () => {
    const verdict = vote({ for: 8 }, 8);
    const represented = [
      { person: { name: 'Bastien Bodelet', civility: 'monsieur' as const }, holder: 'Alix Abrassart' },
      { person: { name: 'Noé Nicaise', civility: null }, holder: 'Céline Cugnon' },
    ];
    const text = read({ items: [item({ decisions: [decided(verdict, { represented })] })] });
    expect(text).toContain(
      '\nPar procuration à ce vote : Bastien Bodelet, représenté par Alix Abrassart ; Noé Nicaise, avec procuration à Céline Cugnon.\n',
    );
    expect(read({ items: [item({ decisions: [decided(verdict, { represented: [] })] })] })).not.toContain(
      'procuration',
    );
  });

  it('are told to be behind closed doors, once they were treated', () => {
    expect(read({ items: [item({ closedDoor: true })] })).toContain('Ce point est traité à huis clos.');
    const untouched = read({ items: [item({ closedDoor: true, treated: false })] });
    expect(untouched).not.toContain('huis clos');
    expect(untouched).toContain('Ce point n’est pas traité.');
  });

  it('are all there in a long PV', () => {
    const items = Array.from({ length: 200 }, (_, index) =>
      item({ mark: String(index + 1), title: `Titre ${index}` }),
    );
    expect(minutesDocument({ ...BOARD, items }).blocks.filter(({ kind }) => kind === 'item')).toHaveLength(
      200,
    );
  });
});

describe('decisions', () => {
  const majority = (counts: string, base: number, needed: number, result: string) =>
    `${counts} ; base ${base} ; il fallait ${needed} (plus de la moitié, à défaut de statuts) : ${result}.`;

  it('unanimous, without saying again the quorum that stands above', () => {
    expect(readVote(vote({ for: 8 }, 8), quorumSentences(8))).toEqual([
      'Décision CA-2022-3',
      'Le CA approuve.',
      'La proposition est adoptée à l’unanimité.',
      majority('8 pour, 0 contre', 8, 5, 'adopté'),
    ]);
  });

  it('say the quorum of their moment when it is another one', () => {
    const [quorum] = quorumSentences(8);
    expect(readVote(vote({ for: 8 }, 8), quorumSentences(9))[3]).toBe(quorum?.replaceAll('\u00a0', ' '));
    expect(readVote(vote({ for: 8 }, 8), null)).toContain(quorum?.replaceAll('\u00a0', ' '));
  });

  it('with abstentions, with a missing vote, in secret', () => {
    expect(readVote(vote({ for: 7, abstention: 1 }, 8))[2]).toBe(
      'La proposition est adoptée à l’unanimité des suffrages exprimés (7 voix pour et une abstention).',
    );
    expect(readVote(vote({ for: 7 }, 8))[2]).toBe('La proposition est adoptée par 7 voix pour.');
    expect(readVote(vote({ for: 5, against: 2, blank: 1 }, 8, { secret: true })).slice(2, 4)).toEqual([
      'La proposition est adoptée par 5 voix pour, 2 contre et un bulletin blanc.',
      'Vote au scrutin secret.',
    ]);
  });

  it('at a tie, rejected or settled by the chair', () => {
    expect(readVote(vote({ for: 4, against: 4 }, 8), quorumSentences(8))).toEqual([
      'Proposition CA-2022-3',
      'Le CA approuve.',
      'La proposition n’est pas adoptée : 4 voix pour et 4 contre.',
      majority('4 pour, 4 contre', 8, 5, 'rejeté'),
    ]);
    const settled = vote({ for: 4, against: 4 }, 8, {
      statutes: rules('common', { tie: 'casting-vote' }),
      chairVote: 'for',
    });
    expect(readVote(settled, quorumSentences(8)).slice(0, 4)).toEqual([
      'Décision CA-2022-3',
      'Le CA approuve.',
      'La proposition est adoptée par 4 voix pour et 4 contre, la voix de la présidence étant prépondérante.',
      'Égalité : la voix de la présidence l’emporte (statuts, art. 1), elle est pour.',
    ]);
  });

  it('that cannot be: without quorum, without a vote cast', () => {
    expect(readVote(vote({ for: 5 }, 5), quorumSentences(5))).toEqual([
      'Proposition CA-2022-3',
      'Le CA approuve.',
      'Aucune décision n’est prise : le quorum n’est pas atteint.',
      '5 pour, 0 contre : sans effet, le quorum manque.',
    ]);
    expect(readVote(vote({ abstention: 8 }, 8))[2]).toBe(
      'La proposition n’est pas adoptée : aucune voix n’est exprimée.',
    );
  });

  it('under the double majority: the figures of each college, the source, and which one refused', () => {
    const relay = (associativeFor: number, associativeAgainst: number) =>
      vote({}, 0, {
        statutes: rules('social-relay'),
        counts: [
          { college: 'public', tally: tally({ for: 7, abstention: 1 }), voters: 8, members: 9 },
          {
            college: 'associative',
            tally: tally({ for: associativeFor, against: associativeAgainst }),
            voters: 8,
            members: 9,
          },
        ],
      });
    expect(readVote(relay(5, 3)).slice(-3)).toEqual([
      'Public : 7 pour, 0 contre, 1 abstention ; base 7 ; il fallait 4.',
      'Associatif : 5 pour, 3 contre ; base 8 ; il fallait 5.',
      'Majorité requise sur l’ensemble et dans chaque collège (décret du 17 juillet 2003, art. 12).',
    ]);
    expect(readVote(relay(4, 4)).at(-1)).toBe(
      'Rejeté : majorité non atteinte (associatif ; double majorité : décret du 17 juillet 2003, art. 12).',
    );
  });
});

describe('the sitting', () => {
  it('says its hours, who counts the votes, who comes and goes and who is represented, each at its place', () => {
    const person = { name: 'Céline Cugnon', civility: 'madame' } as const;
    const event = (more: object) => ({
      kind: 'arrival' as const,
      at: '2022-11-21T13:20:00Z',
      number: null,
      person,
      remote: false,
      text: null,
      ...more,
    });
    const text = read({
      attendance: [
        member({ state: 'excused', representedBy: 'Céline Cugnon' }),
        member({ name: 'Noé Nicaise', civility: null, state: 'excused', representedBy: 'Alix Abrassart' }),
      ],
      sitting: {
        openedAt: '2022-11-21T13:06:00Z',
        closedAt: '2022-11-21T15:30:00Z',
        tellers: [person],
        events: [event({})],
      },
      items: [
        item({
          conflicts: [
            { person: { name: 'Bastien Bodelet', civility: 'monsieur' }, nature: "dirige l'organisation" },
          ],
          events: [
            event({ number: '1', kind: 'departure', at: '2022-11-21T13:40:00Z' }),
            event({ number: '1', kind: 'suspended', at: '2022-11-21T13:45:00Z' }),
            event({ number: '1', kind: 'resumed', at: '2022-11-21T14:00:00Z' }),
            event({ number: '1', remote: true, at: '2022-11-21T14:05:00Z' }),
            event({ kind: 'incident', at: '2022-11-21T14:10:00Z', text: 'Son coupé dix minutes.' }),
          ],
          treated: false,
        }),
      ],
    });
    expect(text).toContain('Décompte des voix : Madame Céline Cugnon. Séance ouverte à 14 h 06.');
    expect(text).toContain('Séance levée à 16 h 30.');
    expect(text).toContain('représenté par Céline Cugnon');
    expect(text).toContain('avec procuration à Alix Abrassart');
    for (const sentence of [
      'Madame Céline Cugnon rejoint la séance à 14 h 20, avant le premier point.',
      'M. Bastien Bodelet déclare un conflit d’intérêts (CSA 9:8) : dirige l’organisation. Il ne prend part ni au débat ni au vote sur ce point.',
      'Madame Céline Cugnon quitte la séance à 14 h 40, pendant le point 1.',
      'La séance est suspendue à 14 h 45.',
      'La séance reprend à 15 h.',
      'Madame Céline Cugnon rejoint la séance à distance à 15 h 05, pendant le point 1.',
      'Incident technique, à 15 h 10 : Son coupé dix minutes.',
      'Ce point n’est pas traité.',
    ])
      expect(text).toContain(sentence);
    expect(read({ ...BOARD, sitting: null })).toContain('Séance levée à ………… h …………');
  });
});
