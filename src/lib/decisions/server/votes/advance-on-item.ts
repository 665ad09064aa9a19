import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import type { Presence } from '#lib/meetings/rules/quorum.ts';
import { sittingOf, type Sitting } from '#lib/meetings/server/sitting.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import type { Tx } from '#lib/platform/database.ts';
import { checkAdvanceAllowed, deadlineFields, defaultDeadline } from '../../rules/advance.ts';
import { advanceDesk, type AdvanceDesk } from './advance-faces.ts';
import { openingPreview, type OpeningPreview } from './faces.ts';
import type { VoterRow } from '../../hand/voters.ts';
import { voterRows } from '../voters.ts';
import { advanceVotesOf, givenInAdvance, type VoteNow } from './queries.ts';

/** A vote before the sitting on one item, and what opening one would ask. */
export interface AdvanceOnItem {
  readonly vote: AdvanceDesk | null;
  /** For whoever leads it, until the sitting opens. */
  readonly leading: {
    readonly deadline: Deadline;
    /** How many have not voted yet. */
    readonly left: number;
    /** Those were reminded today. */
    readonly reminded: boolean;
  } | null;
  /** For whoever counts hands on it: those who are asked, without those who voted before; null: it is not counted by hand. */
  readonly byHand: {
    readonly voters: readonly VoterRow[];
    readonly presences: readonly Presence[];
  } | null;
  /** For whoever may open one now; null: nobody can, or one is open. */
  readonly opening: {
    readonly preview: OpeningPreview;
    /** Until when, unless they say otherwise. */
    readonly deadline: Deadline;
    /** Before the notice has left, none is opened: it is announced. */
    readonly convoked: boolean;
    readonly announced: boolean;
  } | null;
}

/** A moment as the two fields of a form show it. */
interface Deadline {
  readonly day: string;
  readonly time: string;
}

/** The vote before the sitting on an item of a meeting that the caller may read. `mayOpen`: whoever asks decides there. */
export async function advanceOnItem(
  tx: Tx,
  meeting: {
    readonly id: string;
    readonly body: { readonly id: string; readonly kind: BodyKind };
    readonly heldOn: string;
    readonly cancelledAt: string | null;
  },
  item: { readonly id: string; readonly voteBeforeUntil: string | null },
  sitting: Sitting,
  { mayOpen, today }: { readonly mayOpen: boolean; readonly today: string },
): Promise<AdvanceOnItem> {
  const open = (await advanceVotesOf(tx, meeting.id)).find(({ vote }) => vote.itemId === item.id);
  const before = mayOpen && meeting.cancelledAt === null && (await sittingStateOf(tx, meeting.id)) === null;
  const counts = mayOpen && !before && meeting.cancelledAt === null;
  if (open) {
    const { advanceUntil, remindedOn } = open.vote;
    return {
      vote: advanceDesk(open),
      leading: before
        ? {
            deadline: deadlineFields(advanceUntil!),
            left: open.rights.filter(({ cast }) => !cast).length,
            reminded: remindedOn === today,
          }
        : null,
      byHand: counts && !open.vote.secret ? await askedByHand(tx, meeting, item.id, open) : null,
      opening: null,
    };
  }
  const toCome = before && meeting.heldOn >= today && checkAdvanceAllowed(sitting.statutes).done;
  const announced = item.voteBeforeUntil;
  return {
    vote: null,
    leading: null,
    byHand: null,
    opening: toCome
      ? {
          preview: openingPreview(sitting, meeting.body.kind, false),
          deadline: announced === null ? defaultDeadline(meeting.heldOn) : deadlineFields(announced),
          announced: announced !== null,
          convoked: await meetingIsConvoked(tx, meeting.id),
        }
      : null,
  };
}

/** Who is asked by hand on an item, and how many in each college: without those who voted on it before. */
async function askedByHand(
  tx: Tx,
  meeting: {
    readonly id: string;
    readonly body: { readonly id: string; readonly kind: BodyKind };
    readonly heldOn: string;
  },
  itemId: string,
  open: VoteNow,
): Promise<NonNullable<AdvanceOnItem['byHand']>> {
  const sitting = await sittingOf(tx, meeting, itemId, givenInAdvance(open));
  const voters = voterRows(sitting).filter(({ mandateId }) => !sitting.inAdvance.has(mandateId));
  return {
    voters,
    presences: sitting.presences.map((presence) => ({
      ...presence,
      voters: voters.filter(({ college }) => college === presence.college).length,
    })),
  };
}
