import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#lib/kernel/days.ts';
import type { Alert, Surroundings } from './alert.ts';
import type { AlternationRule } from './alternation.ts';
import { alertsOf, ownAlertsOf } from './alerts.ts';
import { seatsByRight, sittingByRight } from './seats.ts';
import type { HeldMandate, StandingBody, StandingSeat } from './standing.ts';

const TODAY = '2022-11-21';
let made = 0;

const mandate = (more: Partial<HeldMandate> = {}): HeldMandate => {
  made += 1;
  const whole = {
    id: `m${made}`,
    seatId: null,
    organisationId: `o${made}`,
    organisation: `Organisation ${made}`,
    category: null,
    personId: `p${made}`,
    name: `Personne ${made}`,
    sector: 'public' as const,
    office: 'member' as const,
    voting: true,
    from: '2020-01-01',
    to: null,
    replacesId: null,
    coOptation: null,
    exceptionReason: null,
    ...more,
  };
  return { ...whole, vacant: whole.name === null };
};
/** An organisation that has named nobody. */
const unnamed = (more: Partial<HeldMandate> = {}) => mandate({ personId: null, name: null, ...more });

const seat = (id: string, more: Partial<StandingSeat> = {}): StandingSeat => ({
  id,
  sector: 'public',
  category: null,
  organisationId: null,
  organisation: null,
  voting: true,
  from: null,
  to: null,
  ...more,
});

/** A committee for which the statutes ask nothing. */
const body = (mandates: HeldMandate[], more: Partial<StandingBody> = {}): StandingBody => ({
  id: 'b',
  code: 'CG',
  name: 'Comité de gestion',
  kind: 'management-committee',
  composed: 'by-seats',
  from: null,
  to: null,
  profile: 'common',
  parity: { value: null, source: 'statuts, art. 19', toVerify: false },
  alternation: {
    mode: 'none',
    firstChair: 'public',
    exceptions: 'refused',
    source: 'statuts, art. 24',
    toVerify: false,
  },
  mailed: true,
  seats: [],
  mandates,
  members: [],
  ...more,
});

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  today: TODAY,
  terms: [],
  assemblies: [],
  ticked: new Map(),
  ...more,
});
const alerts = (one: StandingBody, more: Partial<Surroundings> = {}) => alertsOf([one], around(more));
const kinds = (told: readonly Alert[]) => told.map(({ kind }) => kind);
const brief = (told: readonly Alert[]) =>
  told.map(({ severity, sentence, date }) => [severity, sentence.replaceAll('\u00a0', ' '), date?.day]);

describe('mandates that end', () => {
  const ending = (to: string, today: string, more: Partial<HeldMandate> = {}, others: HeldMandate[] = []) => {
    const own = mandate({ id: 'm', organisation: 'Solaix', name: 'Alix Abrassart', to, ...more });
    return alerts(body([own, ...others]), { today });
  };

  it.each([
    ['91 days before', '2022-08-22', null, null],
    ['90 days before', '2022-08-23', 'coming', 'first'],
    ['31 days before', '2022-10-21', 'coming', 'first'],
    ['30 days before', '2022-10-22', 'due', 'again'],
    ['on the last day', '2022-11-21', 'due', 'again'],
    ['the day after', '2022-11-22', 'due', 'ended'],
    ['a year after', '2023-11-21', 'due', 'ended'],
    ['more than a year after', '2023-11-22', null, null],
  ])('%s', (_, today, severity, stage) => {
    const told = ending('2022-11-21', today);
    expect(told.map((alert) => [alert.severity, alert.keys])).toEqual(
      severity === null ? [] : [[severity, [`mandate/m/2022-11-21/${stage}`]]],
    );
  });

  it('says whose, for whom, when, and that nobody follows', () => {
    expect(brief(ending('2022-12-31', TODAY))).toEqual([
      [
        'coming',
        'Le mandat d’Alix Abrassart pour Solaix finit le 31 décembre 2022 : personne n’est prévu ensuite.',
        '2022-12-31',
      ],
    ]);
    expect(brief(ending('2022-11-01', TODAY))).toEqual([
      ['due', 'Le mandat d’Alix Abrassart pour Solaix a pris fin : personne ne lui succède.', '2022-11-02'],
    ]);
  });

  it('tells those of one day together, each with its own key', () => {
    const several = Array.from({ length: 7 }, (_, index) =>
      mandate({ id: `m${index}`, name: `Nom ${index}`, to: '2022-12-01' }),
    );
    const [alert, ...rest] = alerts(body(several));
    expect(rest).toEqual([]);
    expect(alert!.sentence).toBe(
      '7 mandats finissent le 1er\u00a0décembre\u00a02022 sans successeur prévu\u00a0: Nom 0, Nom 1, Nom 2, Nom 3 et 3 autres.',
    );
    expect(alert!.keys).toHaveLength(7);
    const [ended] = alerts(body(several), { today: '2022-12-02' });
    expect(ended!.sentence).toMatch(/^7 mandats ont pris fin sans successeur/);
  });

  it.each<[string, Partial<HeldMandate>, boolean]>([
    ['for the same organisation', { organisationId: 'o' }, true],
    ['that replaces it', { replacesId: 'm' }, true],
    ['on the same seat', { seatId: 's' }, true],
    ['of a substitute', { organisationId: 'o', office: 'substitute' }, false],
    ['that began before the end', { organisationId: 'o', from: '2022-12-31' }, false],
    ['that names nobody yet', { organisationId: 'o', name: null, personId: null }, false],
    ['for another organisation', {}, false],
  ])('a mandate %s follows: %s', (_, more, follows) => {
    const next = mandate({ from: '2023-01-01', ...more });
    const told = ending('2022-12-31', TODAY, { organisationId: 'o', seatId: 's' }, [next]);
    expect(kinds(told).includes('ending')).toBe(!follows);
  });

  it('leaves to the vacancy what a seat, an assembly by right or an organisation says, and guests alone', () => {
    const past = { to: '2022-10-31' };
    expect(ending('2022-10-31', TODAY, { seatId: 's' })).toEqual([]);
    expect(alerts(body([mandate(past)], { composed: 'by-right' }))).toEqual([]);
    for (const office of ['substitute', 'observer', 'invited'] as const)
      expect(ending('2022-10-31', TODAY, { office, voting: false })).toEqual([]);
    const waiting = unnamed({ organisationId: 'o', from: '2022-11-01' });
    expect(kinds(ending('2022-10-31', TODAY, { organisationId: 'o' }, [waiting]))).toEqual(['vacancy']);
    // A substitute is followed by another one.
    const substitute = mandate({ organisationId: 'o', office: 'substitute', from: '2023-01-01' });
    expect(ending('2022-12-31', TODAY, { organisationId: 'o', office: 'substitute' }, [substitute])).toEqual(
      [],
    );
  });

  it('says nothing of a mandate to come, nor of a body that is over', () => {
    expect(ending('2023-01-31', TODAY, { from: '2022-12-01' })).toEqual([]);
    expect(alerts(body([unnamed()], { to: '2022-11-20' }))).toEqual([]);
    expect(alerts(body([unnamed()], { from: '2022-11-22' }))).toEqual([]);
  });

  it('tells a person their own, and no other', () => {
    const own = mandate({ personId: 'me', organisation: 'Solaix', to: '2022-12-01' });
    const later = mandate({ personId: 'me', to: '2023-01-31' });
    const all = [own, later, mandate({ to: '2022-12-01' }), mandate({ personId: 'me', to: '2022-11-01' })];
    const told = ownAlertsOf([body(all), body(all, { to: '2022-01-01' })], 'me', TODAY);
    expect(told.map(({ severity, date }) => [severity, date?.day])).toEqual([
      ['due', '2022-12-01'],
      ['coming', '2023-01-31'],
    ]);
    expect(told[0]!.sentence).toBe('Votre mandat pour Solaix finit le 1er\u00a0décembre\u00a02022.');
    expect(ownAlertsOf([body(all)], 'nobody', TODAY)).toEqual([]);
  });
});

describe('vacancies', () => {
  it('tells the seats that nobody holds, since the day after the last who did', () => {
    const seats = [
      seat('a', { category: 'cpas' }),
      seat('b', { organisation: 'Vivalia', from: '2021-06-24' }),
      seat('c', { sector: 'associative', category: 'other' }),
      seat('d'),
      seat('e', { to: '2022-11-20' }),
    ];
    const [alert] = alerts(
      body(
        [
          mandate({ seatId: 'a', to: '2022-09-07' }),
          mandate({ seatId: 'a', to: '2022-01-31' }),
          mandate({ seatId: 'a', office: 'substitute', to: null }),
          unnamed({ seatId: 'c', organisation: 'Solaix' }),
          mandate({ seatId: 'd' }),
        ],
        { seats },
      ),
    );
    expect(alert!.sentence.replaceAll('\u00a0', ' ')).toBe(
      '3 sièges sont vacants : secteur public (CPAS) (depuis le 8 septembre 2022), Vivalia (depuis le 24 juin 2021) et Solaix.',
    );
    expect(alert!.keys).toEqual(['vacancy/a/2022-09-08', 'vacancy/b/2021-06-24', 'vacancy/c/']);
    expect(alert!.date).toBeNull();
  });

  it('tells an organisation that has named nobody, since its mandate began', () => {
    const told = alerts(
      body([
        unnamed({ organisation: 'Solaix', from: '2022-09-08' }),
        mandate(),
        unnamed({ to: '2022-01-01' }),
      ]),
    );
    expect(brief(told)).toEqual([['due', 'Un siège est vacant : Solaix.', '2022-09-08']]);
  });

  it('names an open seat by its sector', () => {
    const told = alerts(body([], { seats: [seat('c', { sector: 'associative', category: 'other' })] }));
    expect(brief(told)).toEqual([['due', 'Un siège est vacant : secteur associatif.', undefined]]);
  });

  it('in an assembly by right, tells the members without representative', () => {
    const member = (
      id: string,
      name: string,
      memberSince: string | null,
      memberUntil: string | null = null,
    ) => ({
      organisationId: id,
      organisation: name,
      sector: 'associative' as const,
      category: null,
      partner: true,
      memberSince,
      memberUntil,
    });
    const members = [
      member('o1', 'Solaix', '2021-06-24'),
      member('o2', 'ESPAS', null),
      member('o3', 'Banalbois', null, '2022-01-31'),
      member('o4', 'Vivalia', null),
      member('o5', 'Tremplin', null),
      member('o6', 'Elan', null),
    ];
    const mandates = [
      mandate({ organisationId: 'o4' }),
      unnamed({ organisationId: 'o4' }),
      unnamed({ organisationId: 'o2', organisation: 'ESPAS', from: '2022-02-01' }),
      mandate({ organisationId: 'o2', to: '2022-01-31' }),
      mandate({ organisationId: 'o5', office: 'substitute', voting: false }),
      // A guest does not represent its organisation.
      mandate({ organisationId: 'o6', office: 'invited', voting: false }),
      unnamed({ organisationId: 'government', organisation: 'Gouvernement' }),
    ];
    const told = (those: typeof members) =>
      brief(
        alerts(
          body(sittingByRight(mandates), {
            composed: 'by-right',
            seats: seatsByRight(those),
          }),
        ),
      );
    expect(told(members)).toEqual([
      ['due', 'Un siège est vacant : Gouvernement.', '2020-01-01'],
      [
        'due',
        '4 membres n’ont pas de représentant : Solaix (depuis le 24 juin 2021), ESPAS (depuis le 1er février 2022), Tremplin et Elan.',
        undefined,
      ],
    ]);
    expect(told(members.slice(0, 1))).toContainEqual([
      'due',
      'Un membre n’a pas de représentant : Solaix.',
      '2021-06-24',
    ]);
  });
});

describe('parity', () => {
  const asked = { value: 0, source: 'statuts, art. 19', toVerify: false };
  const associative = { sector: 'associative' } as const;

  it('tells by how much, and since when without a day between', () => {
    const broken = body(
      [
        mandate(),
        mandate({ ...associative, to: '2022-01-31' }),
        mandate({ ...associative, from: '2022-03-01', to: '2022-09-07' }),
        mandate({ ...associative, office: 'invited', voting: false }),
      ],
      { parity: asked },
    );
    const [alert] = alerts(broken).filter(({ kind }) => kind === 'parity');
    expect(alert).toMatchObject({
      date: { is: 'since', day: '2022-09-08' },
      source: 'statuts, art. 19',
      keys: ['parity/b/2022-09-08'],
    });
    expect(alert!.sentence).toContain('écart 1');
  });

  it('is quiet when met, when not asked, when nobody sits', () => {
    expect(alerts(body([mandate(), mandate(associative)], { parity: asked }))).toEqual([]);
    expect(alerts(body([mandate()]))).toEqual([]);
    expect(alerts(body([], { parity: asked }))).toEqual([]);
  });

  it('counts the described seats, held or not, and does not count twice who holds one', () => {
    const seats = [seat('a'), seat('b', { sector: 'associative' })];
    expect(kinds(alerts(body([mandate({ seatId: 'a' })], { seats, parity: asked })))).toEqual(['vacancy']);
  });

  it('begins again after a time when nobody sat, and has no day when it always was', () => {
    const gap = body([mandate({ to: '2021-01-31' }), mandate({ from: '2022-01-01' })], { parity: asked });
    const found = (one: StandingBody) => alerts(one).find(({ kind }) => kind === 'parity');
    expect(found(gap)!.date?.day).toBe('2022-01-01');
    const always = body([], { seats: [seat('a')], parity: asked });
    expect(found(always)).toMatchObject({ date: null, keys: ['parity/b/'] });
  });
});

describe('co-optation (CSA 9:6)', () => {
  const coopted = mandate({ id: 'c', name: 'Garance Goffaux', from: '2022-10-03', coOptation: 'pending' });

  it.each<[string, string[], Alert['severity'], string]>([
    ['no assembly is known', [], 'coming', '2022-10-03'],
    ['one is to come', ['2022-02-24', '2022-12-15'], 'coming', '2022-12-15'],
    ['one is held today', [TODAY], 'coming', TODAY],
    ['one met since', ['2022-11-01', '2022-12-15'], 'late', '2022-10-03'],
  ])('%s', (_, assemblies, severity, day) => {
    const [alert] = alerts(body([coopted]), { assemblies });
    expect(alert).toMatchObject({ kind: 'co-optation', severity, source: 'CSA 9:6', date: { day } });
  });

  it('has another key once the assembly met, and is over once it said something', () => {
    const keys = ([] as string[]).concat(
      ...[[], ['2022-11-01']].map((assemblies) => alerts(body([coopted]), { assemblies })[0]!.keys),
    );
    expect(keys).toEqual(['co-optation/c/waiting', 'co-optation/c/missed']);
    for (const coOptation of ['confirmed', 'refused'] as const)
      expect(alerts(body([{ ...coopted, coOptation }]))).toEqual([]);
  });
});

describe('the presidency', () => {
  const rule: AlternationRule = { ...body([]).alternation, mode: 'by-term' };
  const terms = [
    { id: 't1', name: '2018-2024', from: '2018-12-03', to: '2024-12-01' },
    { id: 't2', name: '2024-2030', from: '2024-12-02', to: '2030-12-01' },
  ];
  const chair = mandate({ office: 'chair', name: 'Alix Abrassart', from: '2021-06-24' });
  const vice = mandate({ office: 'vice-chair', sector: 'associative', from: '2021-06-24' });
  const presided = (mandates: HeldMandate[], more: Partial<Surroundings> = {}, alternation = rule) =>
    alerts(body(mandates, { alternation }), { terms, ...more }).filter(
      ({ kind }) => kind === 'presidency' || kind === 'passage',
    );

  it('is quiet in order, by exception, without rule, without seats', () => {
    expect(presided([chair, vice])).toEqual([]);
    const excepted = mandate({
      office: 'chair',
      sector: 'associative',
      exceptionReason: 'Faute de candidat.',
    });
    expect(presided([excepted])).toEqual([]);
    expect(presided([mandate()], {}, { ...rule, mode: 'none' })).toEqual([]);
    expect(presided([])).toEqual([]);
  });

  it('tells a vacancy, an interim and a wrong sector, and since when', () => {
    const member = mandate({ from: '2021-06-24' });
    const told = (mandates: HeldMandate[], today = TODAY) =>
      presided(mandates, { today }).map(({ keys }) => keys[0]);
    expect(told([member])).toEqual(['presidency/b/vacant/2021-06-24']);
    expect(told([{ ...chair, to: '2022-10-31' }, vice])).toEqual(['presidency/b/interim/2022-11-01']);
    // Who stays past the term presides in the turn of the other sector.
    const past = told([chair, vice], '2024-12-10');
    expect(past).toEqual(['presidency/b/wrong-sector/2024-12-02']);
    expect(presided([unnamed({ office: 'chair' }), vice])[0]!.keys[0]).toMatch(/interim/);
  });

  it('shows its source, and whether it is to be checked', () => {
    const to = (toVerify: boolean) => presided([mandate()], {}, { ...rule, toVerify })[0]!.source;
    expect(to(false)).toBe('statuts, art. 24');
    expect(to(true)).toBe('statuts, art. 24, à vérifier avec vos statuts');
  });

  it('tells the passage within 180 days, with the mandates that it ends', () => {
    expect(presided([chair, vice], { today: '2024-06-04' })).toEqual([]);
    const [alert] = presided([chair, vice, mandate()], { today: '2024-06-05' });
    expect(alert).toMatchObject({
      kind: 'passage',
      severity: 'coming',
      date: { is: 'due', day: '2024-12-02' },
      keys: ['passage/b/2024-12-02'],
    });
    expect(alert!.sentence).toContain('la présidence passe au secteur associatif');
    expect(alert!.sentence).toContain('un autre mandat public');
  });
});

describe('the composition of a board', () => {
  const board = (mandates: HeldMandate[], more: Partial<StandingBody> = {}) =>
    body(mandates, { kind: 'board', ...more });
  const ticked = new Map([
    [
      'b',
      ['publication', 'ubo'].flatMap((step) =>
        ['2022-01-01', '2022-06-01', '2022-07-01'].map((changedOn) => ({
          changedOn,
          step: step as 'ubo',
          doneOn: changedOn,
          note: null,
        })),
      ),
    ],
  ]);
  const members = Array.from({ length: 3 }, () => ({ from: null, to: null }));
  const told = (one: StandingBody) =>
    alerts({ ...one, members }, { ticked }).filter(({ kind }) =>
      ['composition', 'categories'].includes(kind),
    );

  it('tells a board too small, since when; vacant seats and guests are no directors', () => {
    const small = board([
      mandate(),
      mandate(),
      mandate({ to: '2022-06-30' }),
      mandate({ office: 'observer', voting: false }),
      unnamed(),
    ]);
    expect(told(small)).toMatchObject([
      { source: 'CSA 9:5', date: { day: '2022-07-01' }, keys: ['board-size/b/2022-07-01'] },
    ]);
    expect(told(board([mandate(), mandate(), mandate()]))).toEqual([]);
    // One that waits for its first director is not too small yet; one that all have left is.
    expect(told(board([]))).toEqual([]);
    expect(told(board([mandate({ to: '2022-06-30' })]))).toMatchObject([{ date: { day: '2020-01-01' } }]);
    // Another body may be as small as it likes.
    expect(told(body([mandate()]))).toEqual([]);
  });

  const CATEGORIES = [
    'cpas',
    'cpas',
    'cpas',
    'municipality',
    'municipality',
    'municipality',
    'hospital',
    'housing',
    'mental-health',
    'social-integration',
    'individual-support',
  ] as const;
  const relay = { profile: 'social-relay' as const };
  const full = () => [
    mandate({ sector: 'government' }),
    ...CATEGORIES.map((category) => mandate({ category })),
  ];

  it('T46, T48: asks for the twelve seats of RS-09', () => {
    expect(told(board(full(), relay))).toEqual([]);
    const without = full().map((each, index) => (index === 4 ? { ...each, to: '2022-05-31' } : each));
    const [alert] = told(board(without, relay));
    expect(alert).toMatchObject({ date: { day: '2022-06-01' }, keys: ['relay-board/b/2022-06-01'] });
    expect(alert!.sentence).toContain('1\u00a0×\u00a0villes et communes');
    expect(told(board(without))).toEqual([]);
  });

  it('takes the category of the seat before that of who holds it', () => {
    const seats = [seat('a', { category: 'municipality' }), seat('z', { category: null })];
    const held = full().filter((_, index) => index !== 4);
    const seated = mandate({ seatId: 'a', category: 'other' });
    const other = mandate({ seatId: 'z', category: 'other' });
    expect(told(board([...held, seated, other], { ...relay, seats }))).toEqual([]);
  });

  it('does not claim that seats are missing while it does not know what some are', () => {
    const unknown = full().map((each) => ({ ...each, category: null }));
    expect(told(board(unknown, relay))).toMatchObject([
      { kind: 'categories', date: null, keys: ['relay-unknown/b/'] },
    ]);
    expect(told(board(unknown, relay))[0]!.sentence).toContain('11\u00a0sièges');
    expect(told(board(unknown.slice(0, 4), relay))[0]!.keys[0]).toMatch(/^relay-board/);
    expect(told(board([], relay))).toEqual([]);
    // Since it is known to be so, and not since it could not be told.
    const dated = [...full().slice(1), mandate({ to: '2022-05-31' })];
    expect(told(board(dated, relay))[0]!.date?.day).toBe('2022-06-01');
  });
});

describe('the after-care of a change of directors', () => {
  const change = '2022-11-01';
  const board = body([mandate(), mandate(), mandate({ from: change })], { kind: 'board' });
  const told = (today: string, steps: string[] = []) =>
    alerts(board, {
      today,
      ticked: new Map([
        ['b', steps.map((step) => ({ changedOn: change, step: step as 'ubo', doneOn: change, note: null }))],
      ]),
    }).filter(({ kind }) => kind === 'aftercare');

  it('asks for the publication within thirty days, and for the UBO register within a month', () => {
    expect(told(TODAY).map(({ severity, date, keys }) => [severity, date?.day, keys[0]])).toEqual([
      ['due', '2022-12-01', 'publication/b/2022-11-01/due'],
      ['due', '2022-12-01', 'ubo/b/2022-11-01/due'],
    ]);
    expect(told('2022-12-01').map(({ severity }) => severity)).toEqual(['due', 'due']);
  });

  it('late, it is still to do, and says why (R-PUB-03)', () => {
    const late = told('2022-12-02');
    expect(late.map(({ severity }) => severity)).toEqual(['late', 'late']);
    expect(late[0]!.sentence).toContain('publiez quand même');
    expect(late[1]!.sentence).not.toContain('publiez quand même');
    expect(late.map(({ keys }) => keys[0])).toEqual([
      'publication/b/2022-11-01/late',
      'ubo/b/2022-11-01/late',
    ]);
  });

  it('is over once ticked, and after a year; only a board asks for it', () => {
    expect(told(TODAY, ['publication']).map(({ keys }) => keys[0])).toEqual(['ubo/b/2022-11-01/due']);
    expect(told(TODAY, ['publication', 'ubo'])).toEqual([]);
    expect(told('2023-11-01')).toHaveLength(2);
    expect(told('2023-11-02')).toEqual([]);
    expect(alerts(body([mandate({ from: change })]))).toEqual([]);
  });
});

describe('all of them', () => {
  it('come late first, then by day', () => {
    const told = alerts(
      body(
        [
          mandate({ to: '2023-01-31' }),
          mandate({ to: '2022-12-01' }),
          unnamed({ from: '2021-01-01' }),
          unnamed({ from: '2021-01-01' }),
          mandate({ from: '2022-09-01' }),
        ],
        { kind: 'board' },
      ),
    );
    expect(told.map(({ severity, date }) => [severity, date?.day])).toEqual([
      ['late', '2022-10-03'],
      ['late', '2022-10-03'],
      ['due', '2022-12-01'],
      ['due', undefined],
      ['coming', '2023-01-31'],
    ]);
  });

  it('keep their keys from one day to the next as long as nothing new happens, and never share one', () => {
    const day = fc.integer({ min: -500, max: 500 }).map((days) => daysAfter(TODAY, days));
    const some = fc.array(
      fc.record({ from: day, length: fc.option(fc.integer({ min: 0, max: 600 })), vacant: fc.boolean() }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 60 }), (drawn, passed) => {
        const one = body(
          drawn.map(({ from, length, vacant }, index) => ({
            ...(vacant ? unnamed() : mandate()),
            id: `m${index}`,
            organisationId: `o${index}`,
            from,
            to: length === null ? null : daysAfter(from, length),
          })),
          { kind: 'board', parity: { value: 0, source: 'statuts', toVerify: false } },
        );
        const keys = alerts(one).flatMap((alert) => alert.keys);
        expect(new Set(keys).size).toBe(keys.length);
        // A vacancy or a broken parity that is still there has the key that it had.
        const later = alerts(one, { today: daysAfter(TODAY, passed) });
        for (const alert of later.filter(({ kind, date }) => kind === 'vacancy' && date))
          if (alert.date!.day <= TODAY) expect(keys).toEqual(expect.arrayContaining([...alert.keys]));
        for (const alert of later.filter(({ kind }) => kind === 'parity'))
          if (alert.date!.day <= TODAY) expect(keys).toEqual(expect.arrayContaining([...alert.keys]));
      }),
    );
  });
});
