import { asc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue } from '../../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../../tests/fixtures/relay.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { Outcome } from '#lib/kernel/refusals.ts';
import { addItem, removeAgendaItem } from '#lib/meetings/server/commands/agenda.ts';
import { closeSitting } from '#lib/meetings/server/sitting/closing.ts';
import { declareConflict } from '#lib/meetings/server/sitting/conflicts.ts';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { correctionForm, decisionForm, paperCountForm, paperVoteForm } from '../../forms.ts';
import { linkForm } from '../../forms/linked.ts';
import { ballotForm, voteOpeningForm } from '../../forms/votes.ts';
import { correctDecision, recordDecision, withdrawDecision } from '../commands.ts';
import { consoleFace } from '../faces/console.ts';
import { enterPaperCount, openPaperVote, recordPaperVote } from '../paper/commands.ts';
import { decisionsOf } from '../queries.ts';
import { decisions, decisionTallies } from '../tables.ts';
import { castBallot } from '../votes/cast.ts';
import { closeVote, publishVote } from '../votes/end.ts';
import { openVote } from '../votes/open.ts';
import { linkItems, unlinkItem } from './commands.ts';
import { linksOfItem } from './queries.ts';
import { linkedItems } from './tables.ts';

type Board = Awaited<ReturnType<AssociationFixture['addBody']>>;

let relay: Relay;
let here: AssociationFixture;
beforeAll(async () => {
  relay = await openRelay();
  here = await relay.found('ensemble', 'common');
});
afterAll(() => relay.close());

function refusalOf(outcome: Outcome<unknown>) {
  if (outcome.done) throw new Error('Done, where a refusal is expected.');
  return outcome.refusal;
}

const SEATS = Array.from({ length: 4 }, () => ({ sector: 'associative', state: 'present' }) as const);

/** An assembly of four whose sitting is open on its item to decide, with two more: the three after each other. */
async function sit(): Promise<Board & { readonly others: readonly string[] }> {
  const board = await here.addBody('general-assembly', SEATS);
  const others: string[] = [];
  for (const title of ['Deux', 'Trois'])
    others.push(
      doneValue(
        await addItem(relay.house, here.coordinator, board.meetingId, {
          title,
          nature: 'decision',
          parentId: '',
        }),
      ).itemId,
    );
  await here.inside((tx) =>
    tx.insert(sittings).values({
      associationId: here.associationId,
      meetingId: board.meetingId,
      state: 'open',
      openedAt: '2022-11-21T14:00:00Z',
      currentItemId: board.itemId,
      itemSince: '2022-11-21T14:30:00Z',
    }),
  );
  return { ...board, others };
}

const link = (
  { meetingId, itemId, others }: Awaited<ReturnType<typeof sit>>,
  ids: readonly string[] = others,
  actor: Actor = here.coordinator,
) =>
  linkItems(
    relay.house,
    actor,
    meetingId,
    linkForm.parse({
      itemId,
      ...Object.fromEntries(
        ids.flatMap((id, index) => [
          [`link-${id}`, 'yes'],
          [`proposal-${id}`, `Proposition ${index + 2}.`],
        ]),
      ),
    }),
  );
const record = (meetingId: string, itemId: string, more: Record<string, unknown> = {}) =>
  recordDecision(
    relay.house,
    here.coordinator,
    meetingId,
    decisionForm.parse({
      itemId,
      kind: 'ordinary',
      proposal: 'Proposition 1.',
      overallFor: '3',
      overallAgainst: '1',
      ...more,
    }),
  );
const decided = (meetingId: string) =>
  here.inside((tx) =>
    tx.select().from(decisions).where(eq(decisions.meetingId, meetingId)).orderBy(asc(decisions.proposal)),
  );

describe('one vote for several items', () => {
  it('decides each in its own words, with its own number, and says with which it was voted', async () => {
    const at = await sit();
    doneValue(await link(at));
    expect(await here.inside((tx) => linksOfItem(tx, at.meetingId, at.others[0]!))).toMatchObject({
      lead: { id: at.itemId },
      linked: [],
      possible: [],
    });
    doneValue(await record(at.meetingId, at.itemId));
    const kept = await decided(at.meetingId);
    expect(kept.map(({ itemId, proposal, verdict }) => [itemId, proposal, verdict.outcome])).toEqual([
      [at.itemId, 'Proposition 1.', 'adopted'],
      [at.others[0], 'Proposition 2.', 'adopted'],
      [at.others[1], 'Proposition 3.', 'adopted'],
    ]);
    expect(new Set(kept.map(({ linkId }) => linkId)).size).toBe(1);
    expect(kept.map(({ snapshot }) => snapshot!.together!.map(({ itemId }) => itemId))).toEqual(
      Array.from({ length: 3 }, () => [at.itemId, ...at.others]),
    );
    const numbered = await here.inside((tx) => decisionsOf(tx, at.meetingId));
    expect(new Set(numbered.map(({ reference }) => reference)).size).toBe(3);
    // It is used up: a later vote is about one item.
    expect(
      await here.inside((tx) => tx.select().from(linkedItems).where(eq(linkedItems.leadId, at.itemId))),
    ).toEqual([]);
  });

  it('is corrected and withdrawn as one vote', async () => {
    const at = await sit();
    doneValue(await link(at));
    const { decisionId } = doneValue(await record(at.meetingId, at.itemId));
    const [second] = (await decided(at.meetingId)).filter(({ itemId }) => itemId === at.others[0]);
    doneValue(
      await correctDecision(
        relay.house,
        here.coordinator,
        at.meetingId,
        correctionForm.parse({
          decisionId: second!.id,
          version: second!.version,
          kind: 'ordinary',
          proposal: 'Proposition 2, mieux dite.',
          overallFor: '1',
          overallAgainst: '3',
        }),
      ),
    );
    const corrected = await decided(at.meetingId);
    expect(corrected.map(({ proposal, verdict }) => [proposal, verdict.outcome])).toEqual([
      ['Proposition 1.', 'rejected'],
      ['Proposition 2, mieux dite.', 'rejected'],
      ['Proposition 3.', 'rejected'],
    ]);
    expect(corrected.every(({ snapshot }) => snapshot!.together!.length === 3)).toBe(true);
    const tallies = await here.inside((tx) =>
      tx
        .select({ against: decisionTallies.against })
        .from(decisionTallies)
        .where(
          inArray(
            decisionTallies.decisionId,
            corrected.map(({ id }) => id),
          ),
        ),
    );
    expect(tallies.map(({ against }) => against)).toEqual([3, 3, 3]);
    // The version that was read is that of this decision, whichever of the three was corrected.
    expect(
      refusalOf(
        await withdrawDecision(relay.house, here.coordinator, at.meetingId, { decisionId, version: 1 }),
      ).code,
    ).toBe('stale');
    doneValue(
      await withdrawDecision(relay.house, here.coordinator, at.meetingId, { decisionId, version: 2 }),
    );
    expect(await decided(at.meetingId)).toEqual([]);
  });

  it('is not judged again where a conflict sets somebody apart from one of its items only', async () => {
    const at = await sit();
    doneValue(await link(at));
    const { decisionId } = doneValue(await record(at.meetingId, at.itemId));
    const declare = async (itemId: string) =>
      doneValue(
        await declareConflict(relay.house, here.coordinator, at.meetingId, {
          itemId,
          mandateId: at.mandateIds[0]!,
          nature: 'emploi dans l’association aidée',
        }),
      );
    await declare(at.others[1]!);
    const correct = (figures: Record<string, string>) =>
      correctDecision(
        relay.house,
        here.coordinator,
        at.meetingId,
        correctionForm.parse({
          decisionId,
          version: 1,
          kind: 'ordinary',
          proposal: 'Proposition 1.',
          ...figures,
        }),
      );
    const refused = refusalOf(await correct({ overallFor: '3', overallAgainst: '1' }));
    expect(refused.code).toBe('conflict-on-one');
    expect(refused.sentence).toContain('sur un seul des points 1 et 4.');
    await declare(at.itemId);
    await declare(at.others[0]!);
    expect(refusalOf(await correct({ overallFor: '3', overallAgainst: '1' })).code).toBe(
      'more-votes-than-voters',
    );
    doneValue(await correct({ overallFor: '3' }));
    expect((await decided(at.meetingId)).map(({ verdict }) => verdict.voters)).toEqual([3, 3, 3]);
  });

  it('is frozen on screens when it opens, and settled as a whole when it is published', async () => {
    const at = await sit();
    doneValue(await link(at));
    const { voteId } = doneValue(
      await openVote(
        relay.house,
        here.coordinator,
        at.meetingId,
        voteOpeningForm.parse({ itemId: at.itemId, proposal: 'Proposition 1.', secrecy: 'secret' }),
      ),
    );
    for (const code of [
      refusalOf(await unlinkItem(relay.house, here.coordinator, at.meetingId, { itemId: at.others[0]! }))
        .code,
      refusalOf(await closeSitting(relay.house, here.coordinator, at.meetingId, { at: '', treatments: {} }))
        .code,
    ])
      expect(code).toBe('vote-going-on');
    expect(refusalOf(await record(at.meetingId, at.others[0]!)).code).toBe('vote-going-on');
    const seat = at.mandateIds[0]!;
    const member = here.actor(null, [
      {
        mandateId: seat,
        bodyId: at.bodyId,
        sector: 'associative',
        office: 'member',
        voting: true,
        from: '2021-06-24',
        to: null,
      },
    ]);
    doneValue(
      await castBallot(
        relay.house,
        member,
        at.meetingId,
        ballotForm.parse({ voteId, mandateId: seat, choice: 'for', receipt: '7KQM-2WXP-9TRV' }),
      ),
    );
    doneValue(await closeVote(relay.house, here.coordinator, at.meetingId, { voteId }));
    expect(await decided(at.meetingId)).toEqual([]);
    doneValue(await publishVote(relay.house, here.coordinator, at.meetingId, { voteId }));
    doneValue(await publishVote(relay.house, here.coordinator, at.meetingId, { voteId }));
    expect((await decided(at.meetingId)).map(({ verdict }) => verdict.outcome)).toEqual(
      Array.from({ length: 3 }, () => 'adopted'),
    );
  });

  it('counts papers once for all of them', async () => {
    const at = await sit();
    doneValue(await link(at));
    const { paperVoteId } = doneValue(
      await openPaperVote(
        relay.house,
        here.coordinator,
        at.meetingId,
        paperVoteForm.parse({ itemId: at.itemId, kind: 'ordinary', proposal: 'Proposition 1.' }),
      ),
    );
    expect(
      refusalOf(await unlinkItem(relay.house, here.coordinator, at.meetingId, { itemId: at.others[1]! }))
        .code,
    ).toBe('counting');
    const closing = refusalOf(
      await closeSitting(relay.house, here.coordinator, at.meetingId, { at: '', treatments: {} }),
    );
    expect(closing.sentence).toContain('au point 1 (');
    for (const teller of ['Ana', 'Luc'])
      doneValue(
        await enterPaperCount(
          relay.house,
          here.coordinator,
          at.meetingId,
          paperCountForm.parse({ paperVoteId, teller, overallFound: '4', overallFor: '4' }),
        ),
      );
    doneValue(await recordPaperVote(relay.house, here.coordinator, at.meetingId, { paperVoteId }));
    expect(await decided(at.meetingId)).toHaveLength(3);
  });
});

describe('what cannot be voted together', () => {
  it('refuses with each reason, and nothing is linked', async () => {
    const at = await sit();
    expect(refusalOf(await link(at, [at.others[0]!, at.informationId])).sentence).toContain('pas à décider');
    expect(
      await here.inside((tx) => tx.select().from(linkedItems).where(eq(linkedItems.meetingId, at.meetingId))),
    ).toEqual([]);
    expect(refusalOf(await link(at, at.others, here.actor('reader'))).code).toBe('not-allowed');
    expect(refusalOf(await link(at, [crypto.randomUUID()])).code).toBe('not-found');
    doneValue(await link(at, [at.others[0]!]));
    expect(refusalOf(await record(at.meetingId, at.others[0]!)).code).toBe('item-linked');
    expect(
      refusalOf(await removeAgendaItem(relay.house, here.coordinator, at.meetingId, at.others[0]!)).sentence,
    ).toContain('il se vote avec un autre point');
    doneValue(await unlinkItem(relay.house, here.coordinator, at.meetingId, { itemId: at.others[0]! }));
    doneValue(await unlinkItem(relay.house, here.coordinator, at.meetingId, { itemId: at.others[0]! }));
    doneValue(await record(at.meetingId, at.others[0]!));
    expect(refusalOf(await link(at)).sentence).toContain('une décision y est déjà prise');
  });

  it('keeps the voice of whoever has a conflict of interest on one of them only', async () => {
    const at = await sit();
    doneValue(await link(at));
    doneValue(
      await declareConflict(relay.house, here.coordinator, at.meetingId, {
        itemId: at.others[1]!,
        mandateId: at.mandateIds[0]!,
        nature: 'Dirige cette organisation.',
      }),
    );
    expect(refusalOf(await record(at.meetingId, at.itemId))).toMatchObject({
      code: 'item-not-linked',
      sentence: expect.stringContaining('conflit d’intérêts'),
    });
    doneValue(await unlinkItem(relay.house, here.coordinator, at.meetingId, { itemId: at.others[1]! }));
    doneValue(await record(at.meetingId, at.itemId));
    expect(await decided(at.meetingId)).toHaveLength(2);
  });

  it('shows on the console that items are voted together', async () => {
    const at = await sit();
    doneValue(await link(at));
    const face = doneValue(
      await here.inside((tx) =>
        consoleFace(tx, here.coordinator, { now: '2022-11-21T15:12:30Z', today: '2022-11-21' }, at.meetingId),
      ),
    );
    expect(face.together.map(({ id, leads }) => [id, leads])).toEqual([
      [at.itemId, true],
      [at.others[0], false],
      [at.others[1], false],
    ]);
  });
});
