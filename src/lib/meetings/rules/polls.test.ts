import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSettings, type SettingRow } from '#lib/associations/rules/statutes.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { DATE_ANSWERS, type DateAnswer } from '../vocabulary.ts';
import { bestDate, checkPollDates, dateResult, type PollSeat, type RankedDate } from './polls.ts';

const BODY = { id: 'ca', kind: 'board' } as const;
const rows = (profile: 'common' | 'social-relay', ...more: [string, unknown][]): SettingRow[] =>
  [['profile', profile] as [string, unknown], ...more].map(([key, value]) => ({
    bodyId: null,
    key,
    fromDay: null,
    value,
    source: 'statuts',
  }));
const statutes = (profile: 'common' | 'social-relay' = 'social-relay', ...more: [string, unknown][]) =>
  resolveSettings(rows(profile, ...more), BODY, '2023-01-10');
let seats = 0;
const seat = (sector: Sector, answer: DateAnswer | null, more: Partial<PollSeat> = {}): PollSeat => ({
  mandateId: `mandate ${(seats += 1)}`,
  sector,
  answer,
  voting: true,
  vacant: false,
  partner: true,
  ...more,
});
const DATES = [
  { onDay: '2023-01-10', startsAt: '14:00' },
  { onDay: '2023-01-12', startsAt: '14:00' },
];

describe('checkPollDates', () => {
  const thirteen = Array.from({ length: 13 }, (_, hour) => ({
    onDay: '2023-01-10',
    startsAt: `${String(hour + 8).padStart(2, '0')}:00`,
  }));
  it.each([
    ['deux dates après la fin du sondage', DATES, '2022-12-31', null],
    ['deux heures du même jour', thirteen.slice(0, 2), '2022-12-31', null],
    ['douze dates, le jour même', thirteen.slice(0, 12), '2022-11-21', null],
    ['une seule date', DATES.slice(1), '2022-12-31', 'number-of-dates'],
    ['treize dates', thirteen, '2022-12-31', 'number-of-dates'],
    ['deux fois la même', [DATES[0]!, DATES[0]!], '2022-12-31', 'same-date-twice'],
    ['un dernier jour passé', DATES, '2022-11-20', 'closes-in-the-past'],
    ['une date le dernier jour', DATES, '2023-01-10', 'date-before-answers'],
  ])('%s', (_, dates, closesOn, expected) => {
    const outcome = checkPollDates(dates, closesOn, '2022-11-21');
    expect(outcome.done ? null : outcome.refusal.code).toBe(expected);
  });
});

describe('dateResult', () => {
  it('compte par secteur les oui, puis ceux qui viendraient si besoin, jamais les invités ni les sièges vacants', () => {
    const { colleges, yesAlone, withIfNeedBe } = dateResult(
      'board',
      [
        seat('public', 'yes'),
        seat('public', 'if-need-be'),
        seat('public', 'no'),
        seat('public', 'yes', { voting: false }),
        seat('public', null, { vacant: true }),
        seat('associative', 'yes'),
        seat('associative', 'yes'),
        seat('associative', null),
      ],
      statutes(),
    );
    expect(colleges).toEqual([
      { college: 'public', yes: 1, ifNeedBe: 1, members: 3 },
      { college: 'associative', yes: 2, ifNeedBe: 0, members: 3 },
    ]);
    expect(yesAlone.quorum.met).toBe(false);
    expect(withIfNeedBe.quorum.met).toBe(true);
    expect(yesAlone.parity?.sentence).toContain('Public\u00a0: 1, associatif\u00a0: 2');
    expect(withIfNeedBe.parity).toMatchObject({ met: true, difference: 0 });
  });

  it('ne dit rien de la parité là où elle n’est pas demandée, ni tant que personne ne viendrait', () => {
    const common = dateResult('board', [seat('associative', 'yes')], statutes('common'));
    expect(common.colleges).toEqual([{ college: null, yes: 1, ifNeedBe: 0, members: 1 }]);
    expect(common.yesAlone.parity).toBeNull();
    expect(dateResult('board', [seat('public', 'no')], statutes()).withIfNeedBe.parity).toBeNull();
  });

  it('une réponse plus favorable ne défait jamais le quorum', () => {
    const answers = fc.array(fc.constantFrom(null, ...DATE_ANSWERS), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(answers, fc.nat(), (given, which) => {
        const seats = given.map((answer, index) => seat(index % 2 === 0 ? 'public' : 'associative', answer));
        const better = seats.map((each, index) =>
          index === which % seats.length ? { ...each, answer: 'yes' as const } : each,
        );
        const [before, after] = [seats, better].map((all) => dateResult('board', all, statutes()));
        expect(before!.yesAlone.quorum.met && !after!.yesAlone.quorum.met).toBe(false);
        expect(before!.yesAlone.quorum.met && !before!.withIfNeedBe.quorum.met).toBe(false);
      }),
    );
  });
});

describe('bestDate', () => {
  const ranked = (
    id: string,
    answers: (DateAnswer | null)[],
    more: Partial<RankedDate> = {},
  ): RankedDate => ({
    id,
    onDay: '2023-01-10',
    startsAt: '14:00',
    clashes: 0,
    result: dateResult(
      'board',
      answers.map((answer, index) => seat(index < answers.length / 2 ? 'public' : 'associative', answer)),
      statutes('social-relay', ['parity-tolerance', 0]),
    ),
    ...more,
  });

  it.each<[string, RankedDate[], string | null, RegExp]>([
    ['aucune réponse', [ranked('a', [null, null, null, null])], null, /^$/],
    [
      'le quorum sûr avant le quorum si besoin',
      [
        ranked('a', ['yes', 'yes', 'if-need-be', 'yes', 'yes', 'if-need-be']),
        ranked(
          'b',
          Array.from({ length: 6 }, () => 'if-need-be'),
        ),
      ],
      'a',
      /^Le mardi 10 janvier 2023, 14 h : 4 oui, 2 « si besoin » ; le quorum est atteint avec les seuls oui ; la parité est respectée\.$/,
    ],
    [
      'la parité avant le nombre',
      [
        ranked('a', ['yes', 'yes', 'yes', 'yes', 'yes', null]),
        ranked('b', ['yes', 'yes', null, 'yes', 'yes', null]),
      ],
      'b',
      /la parité est respectée/,
    ],
    [
      'le quorum seulement si besoin, sans parité, avec une réunion ailleurs',
      [ranked('a', ['if-need-be', null, 'yes', 'yes'], { clashes: 1 })],
      'a',
      /n’est atteint que si viennent aussi .* la parité ne l’est pas ; 1 membre a une autre réunion/,
    ],
    [
      'pas de quorum : là où ils sont le plus nombreux',
      [ranked('a', ['yes', null, null, null]), ranked('b', ['yes', 'yes', null, null], { clashes: 2 })],
      'b',
      /pas atteint, mais aucune autre date .* 2 membres ont/,
    ],
    [
      'sans parité demandée',
      [
        ranked('a', [], {
          result: dateResult('board', [seat('associative', 'yes')], statutes('common')),
        }),
      ],
      'a',
      /avec les seuls oui\.$/,
    ],
    [
      'à mérite égal, la plus proche',
      [
        ranked('a', ['yes', 'yes', 'yes', 'yes'], { startsAt: '16:00' }),
        ranked('b', ['yes', 'yes', 'yes', 'yes']),
      ],
      'b',
      /14 h/,
    ],
    [
      'à mérite égal, la plus proche, dans cet ordre aussi',
      [
        ranked('a', ['yes', 'yes', 'yes', 'yes']),
        ranked('b', ['yes', 'yes', 'yes', 'yes'], { startsAt: '16:00' }),
      ],
      'a',
      /14 h/,
    ],
    [
      'le moins de réunions ailleurs',
      [
        ranked('a', ['yes', 'yes', 'yes', 'yes'], { clashes: 1 }),
        ranked('b', ['yes', 'yes', 'yes', 'yes'], { onDay: '2023-02-10' }),
      ],
      'b',
      /février/,
    ],
  ])('%s', (_, dates, id, words) => {
    const best = bestDate(dates);
    expect(best?.id ?? null).toBe(id);
    expect((best?.sentence ?? '').replaceAll('\u00a0', ' ')).toMatch(words);
  });
});
