import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import { settingForm } from '#lib/associations/forms.ts';
import { organisations } from '#lib/associations/server/tables.ts';
import { recordDecision } from '#lib/decisions/server/commands.ts';
import { decisionForm } from '#lib/decisions/forms.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { verifyChain } from '#lib/platform/journal.ts';
import { journalEntries } from '#lib/platform/tables.ts';
import { mandateEndForm, termForm } from '../../forms.ts';
import { applicationForm, placeForm } from '../../forms/renewal.ts';
import type { DraftPlace } from '../../rules/draft.ts';
import { compositionOn } from '../queries.ts';
import { factsOf } from '../renewal-facts.ts';
import { listRenewals, readRenewal, renewalIn } from '../renewals.ts';
import { changeSetting } from '../settings.ts';
import { bodies, mandates, renewalPlaces, renewals, seats } from '../tables.ts';
import { addTerm } from '../terms.ts';
import { applyRenewal } from './apply-renewal.ts';
import { endMandate } from './mandates/end.ts';
import { addPlace, completePlaces, savePlace } from './renewal-places.ts';
import { abandonRenewal, beginRenewal } from './renewals.ts';

const ON = '2024-12-02';
const EVE = '2024-12-01';

let relay: Relay;
let here: AssociationFixture;
let elsewhere: AssociationFixture;
let founded = 0;
beforeAll(async () => {
  relay = await openRelay();
  elsewhere = await relay.found('ailleurs', 'social-relay');
});
afterAll(() => relay.close());
beforeEach(async () => {
  founded += 1;
  here = await relay.found(`ici-${founded}`, 'social-relay');
  const term = (name: string, from: string, to: string) =>
    addTerm(relay.house, here.coordinator, termForm.parse({ name, from, to }));
  doneValue(await term('2018-2024', '2018-12-03', EVE));
  doneValue(await term('2024-2030', ON, '2030-12-01'));
});

const PARITARY = [
  { sector: 'public', office: 'chair', state: 'present' },
  { sector: 'public', state: 'present' },
  { sector: 'associative', office: 'vice-chair', state: 'present' },
  { sector: 'associative', state: 'present' },
] as const;

const begin = (bodyId: string, on = ON, actor: Actor = here.coordinator) =>
  beginRenewal(relay.house, actor, bodyId, { on });
/** A board of four, public in the chair, and the draft of its renewal. */
async function drafted(members: Parameters<AssociationFixture['addBody']>[1] = PARITARY) {
  const body = await here.addBody('board', members);
  const { renewalId } = doneValue(await begin(body.bodyId));
  return { ...body, renewalId };
}
const view = (bodyId: string, renewalId: string) =>
  here.inside(async (tx) => {
    const renewal = await renewalIn(tx, bodyId, renewalId);
    return { renewal: renewal!, ...(await readRenewal(tx, renewal!, '2022-11-21')) };
  });
type View = Awaited<ReturnType<typeof view>>;
const places = async (bodyId: string, renewalId: string) => (await view(bodyId, renewalId)).draft.places;

/** The place as it is, but for what is said. */
function saying({ kept, organisation, person, office, voting }: DraftPlace, more: Record<string, unknown>) {
  return placeForm.parse({
    version: 1,
    choice: kept ? 'keep' : 'propose',
    organisation: organisation?.id ?? '',
    person: person?.id ?? 'vacant',
    office,
    voting,
    ...more,
  });
}
const save = (
  renewalId: string,
  place: DraftPlace,
  more: Record<string, unknown>,
  actor: Actor = here.coordinator,
) => savePlace(relay.house, actor, renewalId, place.id, saying(place, more));

/** What the page of this view sends back. */
const applying = ({ renewal, ...shown }: View, more: Record<string, unknown> = {}) =>
  applicationForm.parse({
    version: renewal.version,
    seen: factsOf(shown)
      .map(({ digest }) => digest)
      .join(' '),
    appointment: 'AG du 2 décembre 2024',
    ...more,
  });
const apply = (shown: View, more: Record<string, unknown> = {}, actor: Actor = here.coordinator) =>
  applyRenewal(relay.house, actor, shown.renewal.id, applying(shown, more));

const sitting = (bodyId: string, day: string) => here.inside((tx) => compositionOn(tx, bodyId, day));
const officers = async (bodyId: string, day: string) =>
  (await sitting(bodyId, day)).flatMap(({ office, sector, person }) =>
    office === 'member' ? [] : [[office, sector, person?.familyName]],
  );
const entries = () => here.inside((tx) => tx.select().from(journalEntries).orderBy(journalEntries.seq));
const acts = async () => (await entries()).map(({ act }) => act).filter((act) => !act.startsWith('term.'));

describe('beginRenewal', () => {
  it('takes the places of the eve: who goes on, who could be proposed again, the presidency left to choose', async () => {
    const { bodyId, renewalId } = await drafted();
    const { draft, ending, continuing, findings } = await view(bodyId, renewalId);
    expect(draft.places.map(({ former, kept, office }) => [former?.sector, kept, office])).toEqual([
      ['public', false, 'member'],
      ['public', false, 'member'],
      ['associative', false, 'member'],
      ['associative', true, 'member'],
    ]);
    expect([ending.length, continuing.length]).toEqual([3, 1]);
    expect(findings.filter(({ severity }) => severity === 'blocking')).toEqual([]);
    expect(await acts()).toEqual(['renewal.begun']);
  });

  it('pressed twice or at once, prepares one', async () => {
    const { bodyId } = await here.addBody('board', PARITARY);
    const outcomes = await Promise.all([begin(bodyId), begin(bodyId), begin(bodyId)]);
    expect(new Set(outcomes.map((outcome) => doneValue(outcome).renewalId)).size).toBe(1);
    expect(await here.inside((tx) => listRenewals(tx, bodyId))).toHaveLength(1);
    doneValue(await begin(bodyId, '2030-12-02'));
    expect((await here.inside((tx) => listRenewals(tx, bodyId))).map(({ on }) => on)).toEqual([
      '2030-12-02',
      ON,
    ]);
  });

  it('follows the seats where they are described, a vacant one included', async () => {
    const { bodyId, mandateIds } = await here.addBody('board', PARITARY);
    await here.inside(async (tx) => {
      const { associationId } = here;
      const [held] = await tx
        .insert(seats)
        .values([
          { associationId, bodyId, sector: 'associative', position: 1 },
          { associationId, bodyId, sector: 'public', position: 0 },
          { associationId, bodyId, sector: 'public', position: 2, toDay: '2024-06-30' },
        ])
        .returning({ id: seats.id });
      await tx.update(mandates).set({ seatId: held!.id }).where(eq(mandates.id, mandateIds[3]!));
    });
    const { renewalId } = doneValue(await begin(bodyId));
    const found = await places(bodyId, renewalId);
    expect(found.map(({ seat, former }) => [seat?.sector, former?.id])).toEqual([
      ['public', undefined],
      ['associative', mandateIds[3]],
      [undefined, mandateIds[0]],
      [undefined, mandateIds[1]],
      [undefined, mandateIds[2]],
    ]);
  });

  it('refuses a body where nobody sits, an unknown one, and who may not', async () => {
    const { bodyId } = await here.addBody('board', []);
    expect(refusalOf(await begin(bodyId))).toBe('nothing-to-renew');
    for (const unknown of ['x', randomUUID()]) expect(refusalOf(await begin(unknown))).toBe('not-found');
    expect(refusalOf(await begin(bodyId, ON, elsewhere.coordinator))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await begin(bodyId, ON, here.actor(role)))).toBe('not-allowed');
  });
});

describe('savePlace', () => {
  it('saves, in order or not, and says at once what is not', async () => {
    const { bodyId, renewalId } = await drafted();
    const [first] = await places(bodyId, renewalId);
    doneValue(await save(renewalId, first!, { office: 'chair' }, here.actor('assistant')));
    const { findings, renewal } = await view(bodyId, renewalId);
    expect(findings[0]).toMatchObject({ severity: 'blocking', code: 'wrong-sector', placeId: first!.id });
    expect(renewal.version).toBe(2);
    // The same again, even from the page before: nothing to do.
    doneValue(await save(renewalId, first!, { office: 'chair' }));
    expect(await acts()).toEqual(['renewal.begun', 'renewal.place-changed']);
  });

  it('adds a new person once, and refuses a namesake', async () => {
    const { bodyId, renewalId } = await drafted();
    const [first, second] = await places(bodyId, renewalId);
    const nora = { person: 'new', givenName: 'Nora', familyName: 'Peeters' };
    const outcomes = await Promise.all([save(renewalId, first!, nora), save(renewalId, first!, nora)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null]);
    expect((await places(bodyId, renewalId))[0]?.person?.name).toBe('Nora Peeters');
    expect(refusalOf(await save(renewalId, second!, { ...nora, version: 2 }))).toBe('person-known');
  });

  it('of two at once, refuses the second, which leaves nobody behind', async () => {
    const { bodyId, renewalId } = await drafted();
    const [first, second] = await places(bodyId, renewalId);
    const outcomes = await Promise.all([
      save(renewalId, first!, { person: 'vacant' }),
      save(renewalId, second!, { person: 'new', givenName: 'Nora', familyName: 'Peeters' }),
    ]);
    expect(outcomes.map(refusalOf).filter((code) => code !== null)).toEqual(['stale']);
    const added = (await acts()).filter((act) => act === 'person.added');
    expect(added).toHaveLength(outcomes[1].done ? 1 : 0);
  });

  it('keeps only what goes on, empties a place, and drops one that was added', async () => {
    const { bodyId, renewalId, mandateIds } = await drafted();
    await here.inside((tx) => tx.update(mandates).set({ toDay: EVE }).where(eq(mandates.id, mandateIds[1]!)));
    const [first, second] = await places(bodyId, renewalId);
    doneValue(await save(renewalId, first!, { choice: 'keep' }));
    expect((await places(bodyId, renewalId))[0]).toMatchObject({ kept: true });
    expect(await save(renewalId, second!, { choice: 'keep', version: 2 })).toMatchObject({
      refusal: { code: 'nothing-to-keep', field: 'choice' },
    });
    doneValue(await save(renewalId, second!, { choice: 'empty', version: 2 }));
    const add = () =>
      addPlace(relay.house, here.coordinator, renewalId, { version: 3, sector: 'associative' });
    const added = await Promise.all([add(), add()]);
    expect(added.map(refusalOf).toSorted()).toEqual([null, 'stale']);
    const extra = (await places(bodyId, renewalId)).at(-1)!;
    expect(extra).toMatchObject({ sector: 'associative', organisation: null });
    doneValue(
      await save(renewalId, extra, { choice: 'propose', organisation: first!.organisation!.id, version: 4 }),
    );
    doneValue(await save(renewalId, extra, { choice: 'empty', version: 5 }));
    expect(await places(bodyId, renewalId)).toHaveLength(4);
    expect((await acts()).slice(-2)).toEqual(['renewal.place-changed', 'renewal.place-removed']);
  });

  it('refuses unknown choices, an unknown place, another association, and who may not', async () => {
    const { bodyId, renewalId } = await drafted();
    const [first] = await places(bodyId, renewalId);
    const unknown = randomUUID();
    expect(refusalOf(await save(renewalId, first!, { organisation: unknown }))).toBe('unknown-organisation');
    expect(refusalOf(await save(renewalId, first!, { person: unknown }))).toBe('unknown-person');
    for (const id of ['x', unknown]) {
      expect(refusalOf(await save(id, first!, {}))).toBe('not-found');
      expect(refusalOf(await save(renewalId, { ...first!, id }, {}))).toBe('not-found');
    }
    expect(refusalOf(await save(renewalId, first!, {}, elsewhere.coordinator))).toBe('not-found');
    for (const role of ['reader', null] as const)
      expect(refusalOf(await save(renewalId, first!, {}, here.actor(role)))).toBe('not-allowed');
  });
});

describe('abandonRenewal', () => {
  it('deletes the draft and its places, and nothing else', async () => {
    const { bodyId, renewalId } = await drafted();
    const abandon = (actor = here.coordinator) => abandonRenewal(relay.house, actor, renewalId);
    expect(refusalOf(await abandon(here.actor('reader')))).toBe('not-allowed');
    expect(refusalOf(await abandon(elsewhere.coordinator))).toBe('not-found');
    doneValue(await abandon());
    expect(refusalOf(await abandon())).toBe('not-found');
    const left = await here.inside(async (tx) => [
      ...(await tx.select().from(renewals)),
      ...(await tx.select().from(renewalPlaces)),
    ]);
    expect(left).toEqual([]);
    expect(await sitting(bodyId, ON)).toHaveLength(4);
    expect(await acts()).toEqual(['renewal.begun', 'renewal.abandoned']);
  });
});

/** A draft in order: the vice-chair takes the chair, somebody public the vice-presidency. */
async function ready() {
  const body = await drafted();
  const [first, , third] = await places(body.bodyId, body.renewalId);
  doneValue(await save(body.renewalId, first!, { office: 'vice-chair' }));
  doneValue(await save(body.renewalId, third!, { office: 'chair', version: 2 }));
  return { ...body, shown: await view(body.bodyId, body.renewalId) };
}

describe('applyRenewal', () => {
  it('ends, begins and keeps in one act: the eve has the old composition, the day the new one', async () => {
    const { bodyId, mandateIds, shown } = await ready();
    const before = await sitting(bodyId, '2023-01-01');
    doneValue(await apply(shown));
    const bare = (rows: typeof before) =>
      rows.map(({ mandateId, office, sector }) => [mandateId, office, sector]);
    expect(bare(await sitting(bodyId, EVE))).toEqual(bare(before));
    expect(await officers(bodyId, EVE)).toEqual([
      ['chair', 'public', before[0]!.person!.familyName],
      ['vice-chair', 'associative', before[2]!.person!.familyName],
    ]);
    expect(await officers(bodyId, ON)).toEqual([
      ['vice-chair', 'public', before[0]!.person!.familyName],
      ['chair', 'associative', before[2]!.person!.familyName],
    ]);
    const rows = await here.inside((tx) =>
      tx.select().from(mandates).orderBy(asc(mandates.fromDay), asc(mandates.id)),
    );
    const ended = new Map(rows.map((row) => [row.id, [row.toDay, row.endReason]]));
    expect(mandateIds.map((id) => ended.get(id))).toEqual([
      [EVE, 'office-lost'],
      [EVE, 'office-lost'],
      [EVE, 'term'],
      [null, null],
    ]);
    const begun = rows.filter(({ fromDay }) => fromDay === ON);
    expect(new Set(begun.map(({ replacesId }) => replacesId))).toEqual(new Set(mandateIds.slice(0, 3)));
    expect(new Set(begun.map(({ appointment }) => appointment))).toEqual(new Set(['AG du 2 décembre 2024']));
    const applied = await view(bodyId, shown.renewal.id);
    expect(applied.renewal).toMatchObject({ appointment: 'AG du 2 décembre 2024', decisionId: null });
    expect(applied.renewal.appliedAt).not.toBeNull();
    expect(applied.findings).toEqual([]);
  });

  it('is journaled as one act, beside the entries of each mandate, in a chain that holds', async () => {
    const { bodyId, shown } = await ready();
    doneValue(await apply(shown));
    const done = (await acts()).slice(3);
    expect(done.filter((act) => act === 'renewal.applied')).toHaveLength(1);
    expect(done.filter((act) => act === 'mandate.ended')).toHaveLength(3);
    expect(done.filter((act) => act === 'mandate.begun')).toHaveLength(3);
    const last = (await entries()).find(({ act }) => act === 'renewal.applied');
    expect(last?.after).toMatchObject({ bodyId, on: ON, kept: [expect.any(String)] });
    expect((await here.inside((tx) => verifyChain(tx, here.associationId))).broken).toBeNull();
  });

  it('applied twice or at once by one decision, is applied once; by another one it is refused', async () => {
    const { bodyId, shown } = await ready();
    const outcomes = await Promise.all([apply(shown), apply(shown), apply(shown)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null, null]);
    expect(await sitting(bodyId, ON)).toHaveLength(4);
    expect((await acts()).filter((act) => act === 'renewal.applied')).toHaveLength(1);
    expect(refusalOf(await apply(shown, { appointment: 'Une autre AG' }))).toBe('already-applied');
    const [first] = await places(bodyId, shown.renewal.id);
    const after = { version: shown.renewal.version + 1, office: 'member' };
    expect(refusalOf(await save(shown.renewal.id, first!, after))).toBe('already-applied');
    const { coordinator } = here;
    expect(refusalOf(await abandonRenewal(relay.house, coordinator, shown.renewal.id))).toBe(
      'already-applied',
    );
    const another = { version: 4, sector: 'public' } as const;
    expect(refusalOf(await addPlace(relay.house, coordinator, shown.renewal.id, another))).toBe(
      'already-applied',
    );
    expect(refusalOf(await completePlaces(relay.house, coordinator, shown.renewal.id))).toBe(
      'already-applied',
    );
  });

  it('by a decision recorded here, which every mandate then names', async () => {
    const { shown, meetingId, itemId, bodyId } = await ready();
    const vote = {
      itemId,
      kind: 'ordinary',
      proposal: 'Le CA est renouvelé.',
      publicFor: 2,
      associativeFor: 2,
    };
    const recorded = await recordDecision(relay.house, here.coordinator, meetingId, decisionForm.parse(vote));
    const { decisionId } = doneValue(recorded);
    const against = { ...vote, publicFor: 0, publicAgainst: 2 };
    const rejected = doneValue(
      await recordDecision(relay.house, here.coordinator, meetingId, decisionForm.parse(against)),
    );
    expect(refusalOf(await apply(shown, { decision: rejected.decisionId, appointment: '' }))).toBe(
      'decision-not-adopted',
    );
    expect(refusalOf(await apply(shown, { decision: randomUUID(), appointment: '' }))).toBe(
      'unknown-decision',
    );
    doneValue(await apply(shown, { decision: decisionId, appointment: '' }));
    const begun = await here.inside((tx) => tx.select().from(mandates).where(eq(mandates.fromDay, ON)));
    expect(new Set(begun.map(({ appointingDecisionId }) => appointingDecisionId))).toEqual(
      new Set([decisionId]),
    );
    expect((await view(bodyId, shown.renewal.id)).renewal).toMatchObject({ decisionId, appointment: null });
  });

  it('refuses while something blocks, with what it is, and changes nothing', async () => {
    const { bodyId, renewalId } = await drafted();
    const [first] = await places(bodyId, renewalId);
    doneValue(await save(renewalId, first!, { office: 'chair' }));
    const outcome = await apply(await view(bodyId, renewalId));
    expect(outcome).toMatchObject({
      refusal: { code: 'not-in-order', details: { findings: [{ code: 'wrong-sector' }] } },
    });
    expect((await sitting(bodyId, ON)).map(({ from }) => from)).not.toContain(ON);
  });

  it.each<[string, (bodyId: string, mandateIds: readonly string[]) => Promise<unknown>, RegExp]>([
    [
      'a mandate that ended',
      (_, [, , , kept]) =>
        here.inside((tx) => tx.update(mandates).set({ toDay: '2024-03-31' }).where(eq(mandates.id, kept!))),
      /ne siège plus la veille/,
    ],
    [
      'a mandate that began',
      (bodyId) => here.inside((tx) => addMember(tx, bodyId)),
      /n’a pas de place dans ce projet/,
    ],
    [
      'an end written into a mandate',
      (_, [first]) =>
        here.inside((tx) => tx.update(mandates).set({ toDay: EVE }).where(eq(mandates.id, first!))),
      /au 1er\u00a0décembre\u00a02024/,
    ],
    [
      'a setting',
      (bodyId) =>
        changeSetting(
          relay.house,
          here.coordinator,
          settingForm.parse({ key: 'first-chair-sector', value: 'associative', bodyId, source: 'statuts' }),
        ),
      /la présidence passe au secteur public/,
    ],
  ])('refuses when %s meanwhile, and says it', async (_, change, sentence) => {
    const { bodyId, mandateIds, shown } = await ready();
    await change(bodyId, mandateIds);
    const outcome = await apply(shown);
    expect(refusalOf(outcome)).toBe('changed-meanwhile');
    expect(outcome.done ? '' : outcome.refusal.sentence).toMatch(sentence);
    expect((await sitting(bodyId, ON)).map(({ from }) => from)).not.toContain(ON);
  });

  it('of a mandate of the eve that is not there any more, says so', async () => {
    const { bodyId, mandateIds, shown } = await ready();
    await here.inside((tx) =>
      tx.update(mandates).set({ toDay: '2024-03-31' }).where(eq(mandates.id, mandateIds[1]!)),
    );
    const outcome = await apply(shown);
    expect(outcome).toMatchObject({ refusal: { code: 'changed-meanwhile' } });
    expect(outcome.done ? '' : outcome.refusal.sentence).toContain('Un mandat de la veille n’y est plus.');
    doneValue(await apply(await view(bodyId, shown.renewal.id)));
  });

  it('takes in what began since, once its place is added', async () => {
    const { bodyId, shown } = await ready();
    await here.inside((tx) => addMember(tx, bodyId));
    const complete = () => completePlaces(relay.house, here.coordinator, shown.renewal.id);
    expect((await Promise.all([complete(), complete()])).map(refusalOf)).toEqual([null, null]);
    const now = await view(bodyId, shown.renewal.id);
    expect(now.draft.places).toHaveLength(5);
    doneValue(await apply(now));
    expect(await sitting(bodyId, ON)).toHaveLength(5);
  });

  it('refuses an end before a presence recorded, all or nothing', async () => {
    const { bodyId, mandateIds, shown } = await ready();
    await here.meetAgain({ bodyId, mandateIds }, [{ sector: 'public', state: 'present' }], '2024-12-20');
    const outcome = await apply(shown);
    expect(refusalOf(outcome)).toBe('attendance-recorded');
    expect((await sitting(bodyId, ON)).map(({ mandateId }) => mandateId)).toEqual(
      expect.arrayContaining([...mandateIds]),
    );
    expect((await view(bodyId, shown.renewal.id)).renewal.appliedAt).toBeNull();
  });

  it('at once with a place saved or a draft given up, does one or the other, never half', async () => {
    const { bodyId, shown } = await ready();
    const last = shown.draft.places[3]!;
    const [applied, saved] = await Promise.all([
      apply(shown),
      save(shown.renewal.id, last, { choice: 'empty', version: shown.renewal.version }),
    ]);
    expect([refusalOf(applied), refusalOf(saved)]).toSatisfy(
      ([one, other]: (string | null)[]) =>
        (one === null && other === 'already-applied') || (one === 'stale' && other === null),
    );
    expect(await sitting(bodyId, ON)).toHaveLength(4);
    const again = await ready();
    const [second, abandoned] = await Promise.all([
      apply(again.shown),
      abandonRenewal(relay.house, here.coordinator, again.renewalId),
    ]);
    expect([refusalOf(second), refusalOf(abandoned)]).toSatisfy(
      ([one, other]: (string | null)[]) =>
        (one === null && other === 'already-applied') || (one === 'not-found' && other === null),
    );
  });

  it('at once with the end of a mandate, applies what it saw or says what changed', async () => {
    const { bodyId, mandateIds, shown } = await ready();
    const leaving = { mandateId: mandateIds[3]!, lastDay: '2024-06-30', reason: 'resignation', note: '' };
    const [applied, ended] = await Promise.all([
      apply(shown),
      endMandate(relay.house, here.coordinator, bodyId, mandateEndForm.parse(leaving)),
    ]);
    expect([null, 'changed-meanwhile']).toContain(refusalOf(applied));
    expect(refusalOf(ended)).toBeNull();
    expect(await sitting(bodyId, ON)).toHaveLength(3);
  });

  it('leaves the assembly by right its representatives', async () => {
    const assembly = await here.addBody('general-assembly', PARITARY);
    await here.inside((tx) =>
      tx.update(bodies).set({ composed: 'by-right' }).where(eq(bodies.id, assembly.bodyId)),
    );
    const { renewalId } = doneValue(await begin(assembly.bodyId));
    const shown = await view(assembly.bodyId, renewalId);
    expect(shown.draft.places.map(({ kept }) => kept)).toEqual([false, true, false, true]);
    const [first, , third, fourth] = shown.draft.places;
    const { organisation } = fourth!;
    doneValue(await save(renewalId, third!, { office: 'chair', organisation: organisation!.id }));
    expect((await view(assembly.bodyId, renewalId)).findings[0]).toMatchObject({ code: 'by-right' });
    doneValue(await save(renewalId, third!, { office: 'chair', version: 2 }));
    doneValue(await save(renewalId, first!, { office: 'vice-chair', version: 3 }));
    doneValue(await apply(await view(assembly.bodyId, renewalId)));
    expect((await officers(assembly.bodyId, ON)).map(([office, sector]) => [office, sector])).toEqual([
      ['vice-chair', 'public'],
      ['chair', 'associative'],
    ]);
  });

  it('is for coordination, of its own association, from the page as it is now', async () => {
    const { shown } = await ready();
    for (const role of ['assistant', 'reader', null] as const)
      expect(refusalOf(await apply(shown, {}, here.actor(role)))).toBe('not-allowed');
    expect(refusalOf(await apply(shown, {}, elsewhere.coordinator))).toBe('not-found');
    expect(refusalOf(await apply(shown, { version: 1 }))).toBe('stale');
    for (const id of ['x', randomUUID()])
      expect(refusalOf(await applyRenewal(relay.house, here.coordinator, id, applying(shown)))).toBe(
        'not-found',
      );
  });
});

async function addMember(tx: Parameters<Parameters<AssociationFixture['inside']>[0]>[0], bodyId: string) {
  const { associationId } = here;
  const [organisation] = await tx
    .insert(organisations)
    .values({ associationId, name: 'Nouvelle venue', sector: 'associative', partner: true })
    .returning({ id: organisations.id });
  await tx.insert(mandates).values({
    associationId,
    bodyId,
    organisationId: organisation!.id,
    sector: 'associative',
    office: 'member',
    voting: true,
    fromDay: '2023-01-01',
  });
}

describe('reading a renewal', () => {
  it('asks as much of the database for four places as for twelve', async () => {
    const small = await drafted();
    const large = await drafted([
      ...PARITARY,
      ...Array.from({ length: 8 }, () => ({ sector: 'associative' as const })),
    ]);
    const count = async (bodyId: string, renewalId: string) => {
      const { renewal } = await view(bodyId, renewalId);
      return (await here.statements((tx) => readRenewal(tx, renewal, '2022-11-21'))).length;
    };
    expect(await count(large.bodyId, large.renewalId)).toBe(await count(small.bodyId, small.renewalId));
  });
});
