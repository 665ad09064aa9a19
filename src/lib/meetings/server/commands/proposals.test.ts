import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { proposalsView } from '../agenda/proposals.ts';
import { convocations } from '../convocation/tables.ts';
import { sittings } from '../sitting/tables.ts';
import { agendaItems, meetings } from '../tables.ts';
import { removeAgendaItem } from './agenda.ts';
import {
  acceptProposal,
  declineProposal,
  proposeItem,
  supportProposal,
  withdrawProposal,
  withdrawSupport,
} from './proposals.ts';

/** A twentieth of 21 is two; one more sits without a vote. */
const MEMBERS = Array.from({ length: 22 }, (_, index) => ({
  sector: 'associative' as const,
  voting: index < 21,
  ...(index === 21 && { office: 'observer' as const }),
}));

let relay: Relay;
let here: AssociationFixture;
let assembly: Awaited<ReturnType<AssociationFixture['addBody']>>;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('relais', 'common');
});
beforeEach(async () => void (assembly = await here.addBody('general-assembly', MEMBERS)));
afterAll(() => relay.close());

/** Someone who acts by their seat alone, as by a personal link. */
const member = (index: number): Actor => ({
  ...here.actor(null, [
    {
      mandateId: assembly.mandateIds[index]!,
      bodyId: assembly.bodyId,
      sector: 'associative',
      office: 'member',
      voting: index < 21,
      from: '2021-06-24',
      to: null,
    },
  ]),
  accountId: null,
});
const propose = async (index = 0, requestId = crypto.randomUUID()) =>
  doneValue(
    await proposeItem(relay.house, member(index), assembly.meetingId, {
      requestId,
      title: 'Logement',
      text: '',
    }),
  ).requestId;
const support = (requestId: string, index: number) =>
  supportProposal(relay.house, member(index), assembly.meetingId, { requestId });
const decline = (requestId: string, actor: Actor = here.coordinator) =>
  declineProposal(relay.house, actor, assembly.meetingId, { requestId, version: 1, answer: 'Déjà décidé.' });
const accept = (requestId: string, more: object = {}) =>
  acceptProposal(relay.house, here.coordinator, assembly.meetingId, {
    requestId,
    version: 1,
    nature: 'discussion',
    parentId: '',
    ...more,
  });
const view = async (actor: Actor = here.coordinator, meetingId = assembly.meetingId) =>
  doneValue(await here.inside((tx) => proposalsView(tx, actor, relay.house.clock.today(), meetingId)));
const convoke = (sentAt = relay.house.clock.now()) =>
  here.inside((tx) =>
    tx.insert(convocations).values({
      associationId: here.associationId,
      meetingId: assembly.meetingId,
      kind: 'notice',
      sentAt,
      sentBy: 'An Peeters',
      content: {},
    }),
  );

describe('proposer et soutenir', () => {
  it('a member proposes and others support, by their seats alone and once each', async () => {
    const requestId = crypto.randomUUID();
    await propose(0, requestId);
    await propose(0, requestId);
    const outcomes = await Promise.all([support(requestId, 1), support(requestId, 1), support(requestId, 0)]);
    expect(outcomes.map(refusalOf)).toEqual([null, null, null]);
    const { proposals, asMandateId, members } = await view(member(1));
    expect([asMandateId, members]).toEqual([assembly.mandateIds[1], []]);
    expect(proposals).toMatchObject([
      { id: requestId, mine: false, supported: true, state: 'open', standing: { needed: 2, isRight: true } },
    ]);
    expect(proposals[0]?.supporters).toHaveLength(2);
    const takeBack = (index: number) =>
      withdrawSupport(relay.house, member(index), assembly.meetingId, { requestId });
    expect(refusalOf(await takeBack(0))).toBe('is-the-author');
    expect((await Promise.all([takeBack(1), takeBack(1), takeBack(2)])).map(refusalOf)).toEqual([
      null,
      null,
      null,
    ]);
    expect((await view()).proposals[0]?.supporters).toHaveLength(1);
    doneValue(await decline(requestId));
    expect(refusalOf(await takeBack(1))).toBe('proposal-answered');
  });

  it('the secretary notes a paper; an observer’s signature does not count', async () => {
    const requestId = await propose();
    doneValue(await support(requestId, 21));
    expect((await view()).proposals[0]?.standing.reached).toBe(false);
    const paper = { requestId, mandateId: assembly.mandateIds[2]! };
    expect(refusalOf(await supportProposal(relay.house, member(3), assembly.meetingId, paper))).toBe(
      'not-allowed',
    );
    doneValue(await supportProposal(relay.house, here.coordinator, assembly.meetingId, paper));
    const [noted] = (await view()).proposals;
    expect(noted?.standing.isRight).toBe(true);
    expect(noted?.supporters.map(({ via }) => via).sort()).toEqual(['member', 'member', 'paper']);
  });

  it('impossible pour qui n’y siège pas, ou quand la réunion est passée', async () => {
    const send = (actor: Actor) =>
      proposeItem(relay.house, actor, assembly.meetingId, { title: 'x', text: '' });
    expect(refusalOf(await send(here.actor(null)))).toBe('not-found');
    expect(refusalOf(await send(here.coordinator))).toBe('not-a-member');
    await here.inside((tx) =>
      tx.update(meetings).set({ heldOn: '2022-11-20' }).where(eq(meetings.id, assembly.meetingId)),
    );
    expect(refusalOf(await send(member(0)))).toBe('meeting-over');
  });

  it('once the sitting is closed, nobody is offered what would be refused', async () => {
    const at = '2022-11-21T15:00:00Z';
    await here.inside((tx) =>
      tx.insert(sittings).values({
        associationId: here.associationId,
        meetingId: assembly.meetingId,
        state: 'closed',
        openedAt: at,
        closedAt: at,
      }),
    );
    expect(await view(member(0))).toMatchObject({ asMandateId: null, members: [] });
    expect(await view(here.coordinator)).toMatchObject({ members: [] });
  });

  it('only its author withdraws a proposal', async () => {
    const requestId = await propose();
    const withdraw = (index: number) =>
      withdrawProposal(relay.house, member(index), assembly.meetingId, { requestId });
    expect(refusalOf(await withdraw(1))).toBe('not-the-author');
    doneValue(await withdraw(0));
    doneValue(await withdraw(0));
    expect((await view()).proposals).toEqual([]);
    expect(refusalOf(await support(requestId, 1))).toBe('proposal-answered');
  });
});

describe('répondre', () => {
  it('accepts it as an item, or answers why not; not both', async () => {
    const first = await propose();
    const outcomes = await Promise.all([accept(first), decline(first)]);
    expect(outcomes.map(refusalOf).sort()).toEqual([null, 'proposal-answered'].sort());
    const second = await propose();
    expect(refusalOf(await decline(second, member(0)))).toBe('not-allowed');
    doneValue(await decline(second));
    expect((await view(member(0))).proposals.find(({ id }) => id === second)).toMatchObject({
      mine: true,
      state: 'declined',
      answer: 'Déjà décidé.',
    });
  });

  it('impossible d’écarter ce qu’un vingtième a signé, ou de le retirer de l’ordre du jour', async () => {
    const requestId = await propose();
    doneValue(await support(requestId, 1));
    expect(await decline(requestId)).toMatchObject({
      refusal: {
        code: 'proposal-of-right',
        source: 'CSA 9:14',
        sentence: expect.stringContaining('de droit'),
      },
    });
    const { itemId } = doneValue(await accept(requestId));
    const remove = () => removeAgendaItem(relay.house, here.coordinator, assembly.meetingId, itemId);
    expect(refusalOf(await remove())).toBe('item-of-right');
    const [item] = await here.inside((tx) => tx.select().from(agendaItems).where(eq(agendaItems.id, itemId)));
    expect(item).toMatchObject({ title: 'Logement', requestId });
  });

  it('opens again what was accepted without right, when its item is removed', async () => {
    const requestId = await propose();
    const { itemId } = doneValue(await accept(requestId));
    doneValue(await removeAgendaItem(relay.house, here.coordinator, assembly.meetingId, itemId));
    expect((await view()).proposals).toMatchObject([{ id: requestId, state: 'open' }]);
  });

  it('complétée après la convocation : gardée pour la prochaine assemblée, où elle est de droit', async () => {
    const requestId = await propose();
    await convoke('2022-11-21T14:59:59Z');
    doneValue(await support(requestId, 1));
    expect(await decline(requestId)).toMatchObject({
      refusal: { code: 'proposal-of-right', sentence: expect.stringContaining('gardée pour la prochaine') },
    });
    expect(refusalOf(await accept(requestId))).toBe('late-reason-needed');
    const next = await here.meetAgain(assembly, [], '2023-06-19');
    expect((await view(here.coordinator, next.meetingId)).proposals).toMatchObject([
      { id: requestId, keptFrom: '2022-11-21', standing: { isRight: true } },
    ]);
  });

  it('reads one proposal and three with the same number of statements', async () => {
    const read = () =>
      here.statements((tx) =>
        proposalsView(tx, here.coordinator, relay.house.clock.today(), assembly.meetingId),
      );
    await propose();
    const one = (await read()).length;
    await propose(1);
    await propose(2);
    expect(await read()).toHaveLength(one);
  });
});
