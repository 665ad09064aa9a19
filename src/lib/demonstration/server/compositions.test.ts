import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReferenceCase, type ReferenceCase } from '../../../../tests/fixtures/reference-case.ts';
import { compositionOn, listBodies, type SeatRow } from '#lib/bodies/server/queries.ts';
import type { AlertKind } from '#lib/bodies/rules/alert.ts';
import { alertsOf } from '#lib/bodies/rules/alerts.ts';
import { seatingOn } from '#lib/bodies/rules/seats.ts';
import { historiesOf, viewComposition } from '#lib/bodies/server/seating.ts';
import { gatherFacts } from '#lib/reports/server/desk.ts';
import { REFERENCE } from '../reference.ts';

/** The meetings of 2022 at which the report shows who sits. */
const DAYS = ['2022-02-24', '2022-07-04', '2022-11-21'];

const BOARD = {
  public: [
    'Abrassart Alix',
    'Bodelet Bastien',
    'Collignon Camille',
    'Fontenoy Florent',
    'Istasse Inès',
    'Jamoulle Jonas',
    'Kerger Klara',
    'Lambinon Loïc',
    'Marechal-Thiry Maud',
  ],
  associative: [
    'Devaux Damien',
    'Englebert Estelle',
    'Goffaux Garance',
    'Neuville Noé',
    'Pirotte Pierrick',
    'Warnier Wivine',
    'Xhonneux Xavier',
    'Ysebaert Yaëlle',
    'Zune Zacharie',
  ],
};
const COMMITTEE = {
  public: ['Abrassart Alix', 'Istasse Inès', 'Lambinon Loïc', 'Marechal-Thiry Maud'],
  associative: ['Pirotte Pierrick', 'Warnier Wivine', 'Xhonneux Xavier', 'Ysebaert Yaëlle'],
};

let reference: ReferenceCase;
beforeAll(async () => {
  reference = await openReferenceCase();
});
afterAll(() => reference.close());

const bodyOf = async (code: string) =>
  (await reference.inside(listBodies)).find((body) => body.code === code)!;

/** Who sits in a body, by sector and by name; null for each mandate that nobody fills. */
async function namesOn(code: string, day: string) {
  const { id } = await bodyOf(code);
  const rows = await reference.inside((tx) => compositionOn(tx, id, day));
  const of = (sector: SeatRow['sector']) =>
    rows
      .filter((row) => row.sector === sector)
      .map(({ person }) => person && `${person.familyName} ${person.givenName}`);
  const sorted = (names: (string | null)[]) =>
    names.toSorted((a, b) => (a ?? '').localeCompare(b ?? '', 'fr'));
  return {
    public: sorted(of('public')),
    associative: sorted(of('associative')),
    government: of('government'),
  };
}

/** The described seats of a body, or those of the full members, with who holds each. */
async function seatedOn(code: string, day: string) {
  const body = await bodyOf(code);
  const history = (await reference.inside((tx) => historiesOf(tx, [body]))).get(body.id)!;
  const { places, unseated } = seatingOn(history.seats, history.mandates, day);
  const of = (sector: SeatRow['sector'], voting = true) =>
    places.filter(({ seat }) => seat.sector === sector && seat.voting === voting);
  return { places, unseated, of };
}

describe.each(DAYS)('RSLux on %s', (day) => {
  it('has 34 partners in its assembly, 13 public and 21 associative, besides the Government', async () => {
    const names = await namesOn('AG', day);
    expect([names.public.length, names.associative.length]).toEqual([13, 21]);
    expect(names.government).toEqual([null]);
    const { places, unseated, of } = await seatedOn('AG', day);
    expect(places).toHaveLength(34);
    expect([of('public').length, of('associative').length]).toEqual([13, 21]);
    expect(places.filter(({ vacant }) => vacant)).toEqual([]);
    expect(unseated.map(({ organisation }) => organisation)).toEqual(['Gouvernement Wallon']);
  });

  it('has 9 public and 9 associative directors, and a seat that the Government has not filled', async () => {
    expect(await namesOn('CA', day)).toEqual({ ...BOARD, government: [null] });
    const { unseated, of } = await seatedOn('CA', day);
    expect(unseated).toEqual([]);
    for (const sector of ['public', 'associative'] as const)
      expect(
        of(sector)
          .map(({ holder }) => `${holder?.person?.familyName} ${holder?.person?.givenName}`)
          .toSorted((a, b) => a.localeCompare(b, 'fr')),
      ).toEqual(BOARD[sector]);
    expect(of('government').map(({ vacant }) => vacant)).toEqual([true]);
  });

  it('has 4 public and 4 associative members in its committee, and a guest whom nobody names', async () => {
    const after = day > '2022-09-07';
    const associative = after ? [null, ...COMMITTEE.associative.slice(1)] : COMMITTEE.associative;
    expect(await namesOn('CG', day)).toEqual({ public: COMMITTEE.public, associative, government: [] });
    const { unseated, of } = await seatedOn('CG', day);
    expect(unseated).toEqual([]);
    expect(of('public')).toHaveLength(4);
    expect(of('public', false).map(({ holder, vacant }) => [holder, vacant])).toEqual([[null, true]]);
    const vacant = of('associative').filter((place) => place.vacant);
    expect(vacant.map(({ holder, vacantSince }) => [holder?.organisation, vacantSince])).toEqual(
      after ? [['Solaix', '2022-09-08']] : [],
    );
  });

  it('says the same of its bodies on their pages and on the desk', async () => {
    const { bodies, around } = await reference.inside((tx) => gatherFacts(tx, day));
    const told = alertsOf(bodies, around);
    for (const body of await reference.inside(listBodies)) {
      const page = await reference.inside((tx) => viewComposition(tx, body, day));
      const desk = (kinds: readonly AlertKind[]) =>
        told
          .filter((alert) => alert.body.code === body.code && kinds.includes(alert.kind))
          .map(({ sentence }) => sentence);
      expect(desk(['composition', 'categories'])).toEqual(page.warnings.map(({ sentence }) => sentence));
      expect(desk(['parity'])).toEqual(page.parity && !page.parity.met ? [page.parity.sentence] : []);
      const vacant = page.lines.filter(({ words }) => words.name === null);
      const [sentence, ...rest] = desk(['vacancy']);
      expect(rest).toEqual([]);
      for (const { mandate } of vacant.filter((line) => line.mandate !== null))
        expect(sentence).toContain(mandate!.organisation);
      const number = /^(\d+) sièges sont vacants/.exec(sentence ?? '')?.[1];
      expect(Number(number ?? (sentence ? 1 : 0)), body.code).toBe(vacant.length);
    }
  });

  it('keeps parity in its board and its committee, and lacks no director', async () => {
    for (const code of ['CA', 'CG']) {
      const body = await bodyOf(code);
      const view = await reference.inside((tx) => viewComposition(tx, body, day));
      expect(view.parity?.met, code).toBe(true);
      expect(view.warnings.map((warning) => warning.code)).toEqual(
        code === 'CA' ? ['relay-board-unknown'] : [],
      );
    }
  });
});

it('is what the report says, organisation by organisation', async () => {
  for (const { code } of REFERENCE.bodies) {
    const told = REFERENCE.organisations
      .filter((each) => each.sits_in.includes(code))
      .map(({ name }) => name);
    const { id } = await bodyOf(code);
    const rows = await reference.inside((tx) => compositionOn(tx, id, '2022-07-04'));
    expect(rows.map(({ organisation }) => organisation).toSorted()).toEqual(told.toSorted());
  }
  expect(REFERENCE.organisations.filter((each) => each.counted_as_partner)).toHaveLength(34);
});
