import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sittings } from '#lib/meetings/server/sitting/tables.ts';
import { meetings } from '#lib/meetings/server/tables.ts';
import type { SittingState } from '#lib/meetings/vocabulary.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { refusalOf } from '../fixtures/account-house.ts';
import { openReferenceCase, type ReferenceCase } from '../fixtures/reference-case.ts';
import { rehearse } from '../fixtures/rehearsal.ts';
import { foundAssociation, type SecondAssociation } from '../fixtures/second-association.ts';
import { agenda } from './reach/agenda.ts';
import { annexes } from './reach/annexes.ts';
import { convocation } from './reach/convocation.ts';
import { elections } from './reach/elections.ts';
import { handVotes } from './reach/hand-votes.ts';
import { live } from './reach/live.ts';
import { participation } from './reach/participation.ts';
import { planning } from './reach/planning.ts';
import { sitting } from './reach/sitting.ts';

/** Every command on one meeting; series, feeds and templates are about others, or about none. */
const COMMANDS = Object.entries(
  Object.assign(
    {},
    ...[agenda, annexes, convocation, elections, handVotes, live, participation, planning, sitting].map(
      (area) => area.commands,
    ),
  ) as typeof agenda.commands,
).filter(([, { takes }]) => takes.includes('meetingId'));

/** What is still done once the sitting is closed: to close and reopen it, to carry over, to prove and file what was. */
const AFTERWARDS = [
  'closeSitting',
  'reopenSitting',
  'carryUntreated',
  'carryToAssembly',
  'createSecondMeeting',
  'addAnnex',
  'changeAnnex',
  'replaceAnnex',
  'removeAnnex',
  'moveAnnex',
  'requestPack',
  'notePosted',
  'noteReturned',
  'saveTemplate',
  'withdrawProposal',
  'withdrawSupport',
  'declineProposal',
  'answerQuestion',
  'savePrivateNote',
  'giveElectedMandates',
  // It left traces, and says so.
  'removeMeeting',
];

/** What is done to a meeting that was cancelled: its proofs, its papers, and what each keeps for themselves. */
const THOUGH_CANCELLED = [
  'withdrawSupport',
  'notePosted',
  'noteReturned',
  'withdrawProposal',
  'savePrivateNote',
  'requestPack',
];

/** What no screen of the sitting shows. */
const UNSEEN = [
  'createSecondMeeting',
  'notePosted',
  'noteReturned',
  'sendNotice',
  'sendChange',
  'sendReminder',
  'requestPack',
  'saveTemplate',
  'removeMeeting',
  'proposeItem',
  'supportProposal',
  'withdrawSupport',
  'withdrawProposal',
  'declineProposal',
  'askQuestion',
  'answerQuestion',
  'savePrivateNote',
  // The items go to another meeting.
  'carryUntreated',
  'copyAgenda',
  'carryOver',
  // Done already by the association of the story: nothing changes.
  'openSitting',
  'resumeSitting',
  'callItem',
  'checkIn',
  'reopenSitting',
  'askToSpeak',
  'saveReply',
  'revokeProxy',
  'nameOfficers',
  'carryToAssembly',
  'withdrawConflict',
];

let reference: ReferenceCase;
let mine: SecondAssociation;
beforeAll(async () => {
  reference = await openReferenceCase();
  mine = await foundAssociation(reference.house, 'passerelle');
});
afterAll(() => reference.close());

/** Both meetings of the association in this state: the one that is changed, and the one to which items go. */
function inState(house: House, state: SittingState) {
  const { associationId } = mine;
  const closedAt = state === 'closed' ? house.clock.now() : null;
  return inAssociation(house.db, associationId, (tx) =>
    tx
      .insert(sittings)
      .values(
        [mine.ids.meetingId, mine.ids.laterMeetingId].map((meetingId) => ({
          associationId,
          meetingId,
          state,
          openedAt: house.clock.now(),
          closedAt,
        })),
      )
      .onConflictDoUpdate({
        target: [sittings.associationId, sittings.meetingId],
        set: { state, closedAt },
      }),
  );
}

const revisionOf = (house: House) =>
  inAssociation(house.db, mine.associationId, async (tx) => {
    const [row] = await tx
      .select({ revision: sittings.revision })
      .from(sittings)
      .where(and(eq(sittings.associationId, mine.associationId), eq(sittings.meetingId, mine.ids.meetingId)));
    return row!.revision;
  });

const except = (names: readonly string[]) => COMMANDS.filter(([name]) => !names.includes(name));

it.each(except(AFTERWARDS))('%s is refused once the sitting is closed', async (_, { call }) => {
  const outcome = await rehearse(reference.house, async (house) => {
    await inState(house, 'closed');
    return call(house, mine.coordinator, mine.ids);
  });
  expect(refusalOf(outcome)).toBe('sitting-closed');
});

it.each(COMMANDS.filter(([name]) => AFTERWARDS.includes(name)))(
  '%s is not held up by a closed sitting',
  async (_, { call }) => {
    const outcome = await rehearse(reference.house, async (house) => {
      await inState(house, 'closed');
      return call(house, mine.coordinator, mine.ids);
    });
    expect(refusalOf(outcome)).not.toBe('sitting-closed');
  },
);

it.each(except(THOUGH_CANCELLED))('%s is refused once the meeting is cancelled', async (_, { call }) => {
  const outcome = await rehearse(reference.house, async (house) => {
    await inAssociation(house.db, mine.associationId, (tx) =>
      tx
        .update(meetings)
        .set({ cancelledAt: house.clock.now(), cancelReason: 'Trop peu de monde.' })
        .where(inArray(meetings.id, [mine.ids.meetingId, mine.ids.laterMeetingId])),
    );
    return call(house, mine.coordinator, mine.ids);
  });
  expect(['meeting-cancelled', 'cancelled']).toContain(refusalOf(outcome));
});

it.each(except(UNSEEN))('%s tells the screens that follow the sitting', async (_, { call }) => {
  const [before, after] = await rehearse(reference.house, async (house) => {
    const first = await revisionOf(house);
    expect(refusalOf(await call(house, mine.coordinator, mine.ids))).toBeNull();
    return [first, await revisionOf(house)];
  });
  expect(after).toBeGreaterThan(before!);
});
