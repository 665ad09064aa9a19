import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../../tests/fixtures/account-house.ts';
import { mandateRow, typedMandate } from '../../../../../../tests/fixtures/mandates.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { termForm } from '../../../forms.ts';
import { viewPresidency } from '../../alternation.ts';
import { compositionOn } from '../../queries.ts';
import { changeSetting } from '../../settings.ts';
import { addTerm } from '../../terms.ts';
import { beginMandate } from './begin.ts';
import { endMandate } from './end.ts';

const FIRST_DAY = '2024-12-02';
const NEXT_TERM = '2030-12-02';

let relay: Relay;
let here: AssociationFixture;
let founded = 0;
let bodyId: string;
beforeAll(async () => void (relay = await openRelay()));
afterAll(() => relay.close());

/** An association with the political terms of 2024 and 2030, whose presidency follows these settings. */
async function alternating(settings: Readonly<Record<string, string>>) {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
  ({ bodyId } = await here.addBody('board', []));
  for (const [name, from, to] of [
    ['Mandature 2024-2030', FIRST_DAY, '2030-12-01'],
    ['Mandature 2030-2036', NEXT_TERM, '2036-12-01'],
  ])
    doneValue(await addTerm(relay.house, here.coordinator, termForm.parse({ name, from, to })));
  for (const [key, value] of Object.entries(settings)) await state(key, value);
}
const state = async (key: string, value: string) =>
  doneValue(
    await changeSetting(
      relay.house,
      here.coordinator,
      settingForm.parse({ key, value, bodyId, source: 'statuts, art. 20' }),
    ),
  );
const begin = (more: Record<string, unknown>) =>
  beginMandate(relay.house, here.coordinator, bodyId, typedMandate({ from: FIRST_DAY, ...more }));
const noteOn = (day: string) =>
  here.inside(async (tx) => {
    const seats = await compositionOn(tx, bodyId, day);
    return (await viewPresidency(tx, { id: bodyId, kind: 'board' }, seats, day))?.note ?? null;
  });

describe('T63: a presidency that stays with the CPAS', () => {
  beforeEach(() => alternating({ alternation: 'fixed', 'first-chair-sector': 'public' }));

  it('refuses an associative chair in every term, and takes a public one', async () => {
    for (const from of [FIRST_DAY, NEXT_TERM])
      expect(await begin({ office: 'chair', sector: 'associative', from })).toMatchObject({
        refusal: { code: 'wrong-sector', field: 'organisation', source: 'statuts, art. 20' },
      });
    doneValue(await begin({ office: 'chair' }));
  });

  it.each(['government', 'associative'])(
    'takes a vice-chair of the %s sector, and no public one',
    async (sector) => {
      doneValue(await begin({ office: 'chair' }));
      expect(refusalOf(await begin({ office: 'vice-chair' }))).toBe('same-sector');
      doneValue(await begin({ office: 'vice-chair', sector }));
      expect(await noteOn(FIRST_DAY)).toBeNull();
    },
  );
});

describe('T65: nobody of the sector whose turn it is stands', () => {
  beforeEach(() =>
    alternating({
      alternation: 'by-term',
      'first-chair-sector': 'public',
      'alternation-exception': 'refused',
    }),
  );

  it('elects nobody: the vice-chair stands in, and the page says until when', async () => {
    doneValue(await begin({ office: 'vice-chair', sector: 'associative', familyName: 'Vandenberg' }));
    expect(await noteOn(FIRST_DAY)).toEqual({
      state: 'interim',
      sentence:
        'Claire Vandenberg assure l’intérim comme vice-présidence, jusqu’à l’élection d’une personne du secteur public.',
    });
  });

  it('refuses a chair of the other sector while no exception is admitted, and says what to do', async () => {
    const outcome = await begin({ office: 'chair', sector: 'associative' });
    expect(outcome).toMatchObject({ refusal: { code: 'wrong-sector', source: 'statuts, art. 20' } });
    expect(outcome.done ? '' : outcome.refusal.sentence).toContain(
      'Sans candidat, n’élisez personne\u00a0: la vice-présidence assure l’intérim.',
    );
    const exceptionReason = 'Aucun candidat public';
    expect(refusalOf(await begin({ office: 'chair', sector: 'associative', exceptionReason }))).toBe(
      'wrong-sector',
    );
  });

  it('records it with its reason once the statutes admit exceptions', async () => {
    await state('alternation-exception', 'recorded');
    expect(await begin({ office: 'chair', sector: 'associative' })).toMatchObject({
      refusal: { code: 'exception-unexplained', field: 'exceptionReason' },
    });
    const form = typedMandate({
      office: 'chair',
      sector: 'associative',
      from: FIRST_DAY,
      exceptionReason: 'Aucun candidat public',
    });
    doneValue(await beginMandate(relay.house, here.coordinator, bodyId, form));
    const row = await here.inside((tx) => mandateRow(tx, form.mandateId));
    expect(row.exceptionReason).toBe('Aucun candidat public');
    expect(await noteOn(FIRST_DAY)).toMatchObject({
      state: 'exception',
      sentence: expect.stringContaining('par exception\u00a0: Aucun candidat public'),
    });
  });

  it('elects again whoever comes of the sector in turn, and the interim is over', async () => {
    doneValue(await begin({ office: 'vice-chair', sector: 'associative' }));
    const chair = typedMandate({ office: 'chair', from: '2025-06-01' });
    doneValue(await beginMandate(relay.house, here.coordinator, bodyId, chair));
    expect(await noteOn('2025-05-31')).toMatchObject({ state: 'interim' });
    expect(await noteOn('2025-06-01')).toBeNull();
    doneValue(
      await endMandate(relay.house, here.coordinator, bodyId, {
        mandateId: chair.mandateId,
        lastDay: '2026-01-31',
        reason: 'resignation',
        note: '',
      }),
    );
    expect(await noteOn('2026-02-01')).toMatchObject({ state: 'interim' });
  });
});
