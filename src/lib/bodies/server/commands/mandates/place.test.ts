import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../../tests/fixtures/account-house.ts';
import {
  describeSeats,
  mandateRow,
  typedCorrection,
  typedMandate,
} from '../../../../../../tests/fixtures/mandates.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../../tests/fixtures/relay.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import { correctionForm, decisionForm } from '#lib/decisions/forms.ts';
import { correctDecision, recordDecision, withdrawDecision } from '#lib/decisions/server/commands.ts';
import { done } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { holdBody, placeNewMandate } from '../../appoint.ts';
import { changeSetting } from '../../settings.ts';
import { settlementForm } from '../../../forms/mandates.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { bodies, mandates, renewals } from '../../tables.ts';
import { beginMandate } from './begin.ts';
import { correctMandate } from './correct.ts';
import { endMandate } from './end.ts';
import { settleCoOptation } from './settle.ts';

let relay: Relay;
let here: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'common');
});

type Form = ReturnType<typeof typedMandate>;
const begin = (bodyId: string, form: Form) => beginMandate(relay.house, here.coordinator, bodyId, form);
const begun = async (bodyId: string, more: Record<string, unknown> = {}) => {
  const form = typedMandate(more);
  doneValue(await begin(bodyId, form));
  return form;
};
const end = (bodyId: string, mandateId: string, lastDay: string) =>
  endMandate(relay.house, here.coordinator, bodyId, { mandateId, lastDay, reason: 'resignation', note: '' });
const row = (mandateId: string) => here.inside((tx) => mandateRow(tx, mandateId));
const sentenceOf = async (outcome: ReturnType<typeof begin>) => {
  const answer = await outcome;
  return answer.done ? '' : answer.refusal.sentence;
};
const state = (key: string, value: unknown, where: { bodyId: string; from?: string }) =>
  changeSetting(
    relay.house,
    here.coordinator,
    settingForm.parse({ key, value, source: 'statuts, art. 12', ...where }),
  );
const board = async () => (await here.addBody('board', [])).bodyId;

describe('a mandate in a body whose seats are described', () => {
  it('takes the free seat of its sector by itself, until none is left', async () => {
    const bodyId = await board();
    const [associative, first, second] = await describeSeats(here, bodyId, [
      { sector: 'associative' },
      {},
      {},
    ]);
    const one = await begun(bodyId);
    const two = await begun(bodyId);
    expect([(await row(one.mandateId)).seatId, (await row(two.mandateId)).seatId]).toEqual([first, second]);
    expect(await begin(bodyId, typedMandate())).toMatchObject({
      refusal: {
        code: 'seats-taken',
        field: 'seat',
        sentence:
          'Les 2 sièges publics sont occupés le 1er\u00a0janvier\u00a02022. Terminez d’abord un mandat, ou changez les dates.',
      },
    });
    const three = await begun(bodyId, { sector: 'associative' });
    expect((await row(three.mandateId)).seatId).toBe(associative);
    const guest = await begun(bodyId, { office: 'observer', voting: false });
    expect((await row(guest.mandateId)).seatId).toBeNull();
    doneValue(await end(bodyId, one.mandateId, '2022-06-30'));
    const next = await begun(bodyId, { from: '2022-07-01' });
    expect((await row(next.mandateId)).seatId).toBe(first);
  });

  it('asks which of two that differ, and refuses the one kept for another organisation', async () => {
    const bodyId = await board();
    const kept = await begun(await board());
    const { organisationId } = await row(kept.mandateId);
    const [free, reserved] = await describeSeats(here, bodyId, [{ category: 'cpas' }, { organisationId }]);
    expect(refusalOf(await begin(bodyId, typedMandate({ seat: reserved })))).toBe('seat-reserved');
    const own = { organisation: organisationId };
    expect(refusalOf(await begin(bodyId, typedMandate(own)))).toBe('seat-to-choose');
    const form = await begun(bodyId, { ...own, seat: reserved });
    expect((await row(form.mandateId)).seatId).toBe(reserved);
    const other = await begun(bodyId);
    expect((await row(other.mandateId)).seatId).toBe(free);
  });

  it('of two people on one seat at once, seats one, and names them to the other', async () => {
    const bodyId = await board();
    const [seat] = await describeSeats(here, bodyId, [{}, { category: 'hospital' }]);
    const forms = [typedMandate({ seat }), typedMandate({ seat })];
    const outcomes = await Promise.all(forms.map((form) => begin(bodyId, form)));
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['seat-held']);
    const refused = outcomes.findIndex(({ done }) => !done);
    const other = forms[1 - refused]!;
    expect(await sentenceOf(begin(bodyId, forms[refused]!))).toBe(
      `Ce siège est celui de Claire ${other.familyName}, pour ${other.organisationName}, à partir du 1er\u00a0janvier\u00a02022. Choisissez un autre siège, terminez d’abord ce mandat, ou changez les dates.`,
    );
  });

  it('of two people on the last free seat at once, seats one', async () => {
    const bodyId = await board();
    await describeSeats(here, bodyId, [{}]);
    const outcomes = await Promise.all([typedMandate(), typedMandate()].map((form) => begin(bodyId, form)));
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['seats-taken']);
  });

  it('seats a substitute beside whom they stand in for, and asks whom', async () => {
    const bodyId = await board();
    const [seat] = await describeSeats(here, bodyId, [{}]);
    await begun(bodyId);
    const substitute = { office: 'substitute', voting: false };
    expect(refusalOf(await begin(bodyId, typedMandate(substitute)))).toBe('seat-to-choose');
    const form = await begun(bodyId, { ...substitute, seat });
    expect((await row(form.mandateId)).seatId).toBe(seat);
    expect(refusalOf(await begin(bodyId, typedMandate({ office: 'substitute', seat })))).toBe(
      'invited-does-not-vote',
    );
  });

  it('refuses a seat of another body, of another sector, and one that does not live as long', async () => {
    const bodyId = await board();
    const [elsewhere] = await describeSeats(here, await board(), [{}]);
    const [associative, short] = await describeSeats(here, bodyId, [
      { sector: 'associative' },
      { fromDay: '2022-01-01', toDay: '2022-12-31' },
    ]);
    expect(refusalOf(await begin(bodyId, typedMandate({ seat: elsewhere })))).toBe('unknown-seat');
    expect(refusalOf(await begin(bodyId, typedMandate({ seat: associative })))).toBe(
      'seat-of-another-sector',
    );
    expect(await begin(bodyId, typedMandate({ seat: short, to: '2023-01-01' }))).toMatchObject({
      refusal: {
        code: 'outside-seat-life',
        field: 'seat',
        sentence:
          'Ce siège existe du 1er\u00a0janvier\u00a02022 au 31\u00a0décembre\u00a02022\u00a0: ce mandat sort de ces dates. Corrigez-les, ou choisissez un autre siège.',
      },
    });
    doneValue(await begin(bodyId, typedMandate({ seat: short, to: '2022-12-31' })));
  });
});

it('refuses a mandate outside the life of its body, and says which', async () => {
  const bodyId = await board();
  const live = (fromDay: string | null, toDay: string | null) =>
    here.inside((tx) => tx.update(bodies).set({ fromDay, toDay }).where(eq(bodies.id, bodyId)));
  await live('2022-02-01', null);
  expect(await sentenceOf(begin(bodyId, typedMandate()))).toBe(
    'Cette instance existe à partir du 1er\u00a0février\u00a02022\u00a0: ce mandat sort de ces dates. Corrigez-les.',
  );
  await live(null, '2022-12-31');
  expect(await sentenceOf(begin(bodyId, typedMandate()))).toContain(
    'existe jusqu’au 31\u00a0décembre\u00a02022',
  );
  doneValue(await begin(bodyId, typedMandate({ to: '2022-12-31' })));
});

describe('whom a mandate replaces', () => {
  it('is kept once, and only of somebody who does not sit any more', async () => {
    const bodyId = await board();
    const first = await begun(bodyId);
    const next = { replaces: first.mandateId, from: '2022-07-01' };
    expect(await begin(bodyId, typedMandate(next))).toMatchObject({
      refusal: { code: 'replaced-still-sits', field: 'replaces' },
    });
    doneValue(await end(bodyId, first.mandateId, '2022-07-01'));
    expect(refusalOf(await begin(bodyId, typedMandate(next)))).toBe('replaced-still-sits');
    doneValue(await end(bodyId, first.mandateId, '2022-06-30'));
    const second = await begun(bodyId, next);
    expect((await row(second.mandateId)).replacesId).toBe(first.mandateId);
    expect(await begin(bodyId, typedMandate(next))).toMatchObject({
      refusal: {
        code: 'replaced-already',
        field: 'replaces',
        sentence: `Ce mandat est déjà remplacé par celui de Claire ${second.familyName}, pour ${second.organisationName}, à partir du 1er\u00a0juillet\u00a02022. Choisissez-en un autre, ou aucun.`,
      },
    });
    for (const replaces of [randomUUID(), (await begun(await board(), { to: '2022-01-31' })).mandateId])
      expect(refusalOf(await begin(bodyId, typedMandate({ ...next, replaces })))).toBe('unknown-mandate');
  });
});

describe('which decision appointed', () => {
  const ADOPTED = { overallFor: 8, overallAgainst: 0 };
  const REJECTED = { overallFor: 0, overallAgainst: 8 };

  async function decided(votes = ADOPTED) {
    const assembly = await here.addBody('general-assembly');
    const { decisionId } = doneValue(
      await recordDecision(
        relay.house,
        here.coordinator,
        assembly.meetingId,
        decisionForm.parse({
          itemId: assembly.itemId,
          kind: 'ordinary',
          proposal: 'L’AG nomme Claire Dubois.',
          ...votes,
        }),
      ),
    );
    return { decisionId, meetingId: assembly.meetingId };
  }
  const revote = ({ decisionId, meetingId }: Awaited<ReturnType<typeof decided>>, votes = REJECTED) =>
    correctDecision(
      relay.house,
      here.coordinator,
      meetingId,
      correctionForm.parse({
        decisionId,
        version: 1,
        kind: 'ordinary',
        proposal: 'L’AG nomme Claire Dubois.',
        ...votes,
      }),
    );
  const withdraw = ({ decisionId, meetingId }: Awaited<ReturnType<typeof decided>>) =>
    withdrawDecision(relay.house, here.coordinator, meetingId, { decisionId, version: 1 });

  it('is one recorded here, which cannot be withdrawn under the mandate, or words', async () => {
    const bodyId = await board();
    const decision = await decided();
    const form = await begun(bodyId, { decision: decision.decisionId });
    expect((await row(form.mandateId)).appointingDecisionId).toBe(decision.decisionId);
    expect(await withdraw(decision)).toMatchObject({
      refusal: {
        code: 'decision-rested-upon',
        sentence:
          'Impossible de retirer cette décision\u00a0: un mandat a été donné par cette décision. Corrigez d’abord ce mandat.',
      },
    });
    await here.inside((tx) => tx.update(mandates).set({ appointingDecisionId: null }));
    doneValue(await withdraw(decision));
    const words = await begun(bodyId, { appointment: 'AG du 24 juin 2021' });
    expect((await row(words.mandateId)).appointment).toBe('AG du 24 juin 2021');
    expect(refusalOf(await begin(bodyId, typedMandate({ decision: randomUUID() })))).toBe('unknown-decision');
    expect(() => typedMandate({ decision: randomUUID(), appointment: 'AG' })).toThrow(/pas les deux/);
  });

  it('is adopted, when the mandate begins, is corrected or is confirmed', async () => {
    const bodyId = await board();
    const { decisionId } = await decided(REJECTED);
    expect(await begin(bodyId, typedMandate({ decision: decisionId }))).toMatchObject({
      refusal: { code: 'decision-not-adopted', field: 'decision' },
    });
    const { mandateId } = await begun(bodyId, { coOpted: true });
    const correction = await typedCorrection(here, mandateId, { decision: decisionId });
    expect(
      refusalOf(await correctMandate(relay.house, here.coordinator, bodyId, mandateId, correction)),
    ).toBe('decision-not-adopted');
    const settle = (outcome: 'confirmed' | 'refused') =>
      settleCoOptation(
        relay.house,
        here.coordinator,
        bodyId,
        mandateId,
        settlementForm.parse({ outcome, on: '2022-11-21', decision: decisionId }),
      );
    expect(refusalOf(await settle('confirmed'))).toBe('decision-not-adopted');
    doneValue(await settle('refused'));
  });

  it('stays adopted under the mandate, whatever else is corrected of it', async () => {
    const bodyId = await board();
    const decision = await decided();
    await begun(bodyId, { decision: decision.decisionId });
    expect(await revote(decision)).toMatchObject({
      refusal: {
        code: 'decision-rested-upon',
        sentence:
          'Impossible de corriger ainsi cette décision\u00a0: un mandat a été donné par cette décision, qui ne serait plus adoptée. Corrigez d’abord ce mandat.',
      },
    });
    doneValue(await revote(decision, { overallFor: 7, overallAgainst: 1 }));
  });

  it('appoints, or is not adopted any more: of the two at once, one is refused', async () => {
    const bodyId = await board();
    for (const which of ['mandate first', 'decision first']) {
      const decision = await decided();
      const beginning = () => begin(bodyId, typedMandate({ decision: decision.decisionId }));
      const [one, other] = await Promise.all(
        which === 'mandate first' ? [beginning(), revote(decision)] : [revote(decision), beginning()],
      );
      const refused = [one, other].map(refusalOf).filter((code) => code !== null);
      expect(refused).toHaveLength(1);
      expect(['decision-not-adopted', 'decision-rested-upon']).toContain(refused[0]);
    }
  });

  it('waits to be corrected until a mandate that is being written on it stands', async () => {
    const { mandateId } = await begun(await board());
    const decision = await decided();
    const corrected = await here.inside(async (tx) => {
      const appointed = { appointingDecisionId: decision.decisionId };
      await tx.update(mandates).set(appointed).where(eq(mandates.id, mandateId));
      const correcting = revote(decision);
      const over = correcting.then(() => true);
      const waits = async () => {
        const [row] = await tx.execute<{ waits: boolean }>(
          sql`select exists (select from pg_locks where not granted) as waits`,
        );
        return row!.waits;
      };
      while (!(await Promise.race([over, waits()])));
      return { correcting };
    });
    expect(refusalOf(await corrected.correcting)).toBe('decision-rested-upon');
  });

  it('cannot be withdrawn, nor cease to be adopted, under a renewal either', async () => {
    const bodyId = await board();
    const decision = await decided();
    await here.inside((tx) =>
      tx.insert(renewals).values({
        associationId: here.associationId,
        bodyId,
        onDay: '2024-12-02',
        appliedAt: '2024-12-01T10:00:00Z',
        decisionId: decision.decisionId,
      }),
    );
    expect(refusalOf(await withdraw(decision))).toBe('decision-rested-upon');
    expect(refusalOf(await revote(decision))).toBe('decision-rested-upon');
  });
});

describe('a co-optation', () => {
  it('waits for the assembly, in a board only, for somebody who votes', async () => {
    const bodyId = await board();
    const form = await begun(bodyId, { coOpted: true });
    expect((await row(form.mandateId)).coOptation).toBe('pending');
    for (const more of [{ person: 'vacant' }, { voting: false }])
      expect(refusalOf(await begin(bodyId, typedMandate({ coOpted: true, ...more })))).toBe('not-co-opted');
    const { bodyId: committee } = await here.addBody('management-committee', []);
    expect(refusalOf(await begin(committee, typedMandate({ coOpted: true })))).toBe('not-co-opted');
  });

  it('is refused from the day on which the statutes exclude it, with their article', async () => {
    const bodyId = await board();
    doneValue(await state('co-optation', false, { bodyId, from: '2022-03-01' }));
    expect(await begin(bodyId, typedMandate({ coOpted: true, from: '2022-03-01' }))).toMatchObject({
      refusal: { code: 'co-optation-excluded', field: 'coOpted', source: 'statuts, art. 12' },
    });
    const before = await begun(bodyId, { coOpted: true, from: '2022-02-28' });
    const moved = await typedCorrection(here, before.mandateId, { from: '2022-03-01' });
    expect(
      refusalOf(await correctMandate(relay.house, here.coordinator, bodyId, before.mandateId, moved)),
    ).toBe('co-optation-excluded');
  });
});

describe('how long a mandate lasts', () => {
  it('is no longer than the statutes admit on its first day; without a last day it ends at the renewal', async () => {
    const bodyId = await board();
    doneValue(await state('mandate-years', 6, { bodyId, from: '2022-03-01' }));
    const term = { from: '2022-03-01', to: '2028-02-29' };
    expect(await begin(bodyId, typedMandate({ ...term, to: '2028-03-01' }))).toMatchObject({
      refusal: {
        code: 'longer-than-admitted',
        field: 'to',
        source: 'statuts, art. 12',
        sentence: expect.stringContaining('au plus tard le 29\u00a0février\u00a02028'),
      },
    });
    const { mandateId } = await begun(bodyId, term);
    const correct = async (more: Record<string, unknown>) =>
      correctMandate(
        relay.house,
        here.coordinator,
        bodyId,
        mandateId,
        await typedCorrection(here, mandateId, more),
      );
    expect(refusalOf(await correct({ to: '2029-01-01' }))).toBe('longer-than-admitted');
    // Late renewals are what they were.
    doneValue(await correct({ to: '2029-01-01', endReason: 'term' }));
    doneValue(await begin(bodyId, typedMandate({ from: '2022-03-01' })));
    doneValue(await begin(bodyId, typedMandate({ from: '2022-02-28', to: '2035-12-31' })));
    doneValue(
      await begin(bodyId, typedMandate({ ...term, to: '2035-12-31', office: 'invited', voting: false })),
    );
    doneValue(await begin(await board(), typedMandate({ ...term, to: '2035-12-31' })));
  });
});

describe('the parity when appointing', () => {
  const strict = (bodyId: string) => state('parity-tolerance', 0, { bodyId });
  const noted = async (mandateId: string) => {
    const [entry] = await here.inside((tx) =>
      tx.select().from(journalEntries).where(eq(journalEntries.subjectId, mandateId)),
    );
    return (entry!.after as { acceptedGap?: string }).acceptedGap;
  };

  it('is said and asked once when a mandate breaks it, then noted; nothing is left of the first press', async () => {
    const { bodyId } = await here.addBody('board', [{ sector: 'public' }, { sector: 'associative' }]);
    doneValue(await strict(bodyId));
    const form = typedMandate();
    expect(await begin(bodyId, form)).toMatchObject({
      refusal: {
        code: 'parity-broken',
        field: 'acceptedGap',
        details: { gap: 1 },
        source: 'statuts, art. 12',
      },
    });
    const added = await here.inside((tx) =>
      tx.select().from(organisations).where(eq(organisations.name, form.organisationName)),
    );
    expect(added).toEqual([]);
    doneValue(await begin(bodyId, { ...form, acceptedGap: 1 }));
    expect(await noted(form.mandateId)).toContain('écart 1 (admis\u00a0: 0)');
    const balancing = typedMandate({ sector: 'associative' });
    doneValue(await begin(bodyId, balancing));
    expect(await noted(balancing.mandateId)).toBeUndefined();
    for (const more of [{ sector: 'government' }, { office: 'invited', voting: false }])
      doneValue(await begin(bodyId, typedMandate(more)));
  });

  it('is that of the seats where they are described: to fill one breaks nothing', async () => {
    const bodyId = await board();
    doneValue(await strict(bodyId));
    await describeSeats(here, bodyId, [{}, { sector: 'associative' }]);
    doneValue(await begin(bodyId, typedMandate()));
  });

  it('is not asked where the statutes ask none', async () => {
    doneValue(await begin(await board(), typedMandate()));
  });
});

it('has one secretary at a time', async () => {
  const bodyId = await board();
  await begun(bodyId, { office: 'secretary' });
  expect(await sentenceOf(begin(bodyId, typedMandate({ office: 'secretary' })))).toMatch(
    /^Secrétariat\u00a0: Claire/,
  );
});

it('places several mandates in one act, or none', async () => {
  const bodyId = await board();
  const known = await begun(await board());
  const { organisationId } = await row(known.mandateId);
  const place = (offices: readonly ('chair' | 'member')[]) =>
    command(relay.house, here.coordinator, async (act) => {
      const body = await holdBody(act.tx, here.coordinator, bodyId, offices);
      for (const office of offices) {
        const placed = await placeNewMandate(act, here.coordinator, body!, {
          id: randomUUID(),
          organisationId,
          personId: null,
          office,
          voting: true,
          from: '2024-12-02',
          to: null,
          ended: false,
          seatId: null,
          decisionId: null,
          appointment: 'AG du 30 novembre 2024',
          replacesId: null,
          coOpted: false,
          exceptionReason: null,
        });
        if (!placed.done) return placed;
      }
      return done();
    });
  const placed = () => here.inside((tx) => tx.select().from(mandates).where(eq(mandates.bodyId, bodyId)));
  expect(refusalOf(await place(['member', 'chair', 'chair']))).toBe('office-held');
  expect(await placed()).toEqual([]);
  doneValue(await place(['member', 'chair', 'member']));
  expect(await placed()).toHaveLength(3);
});
