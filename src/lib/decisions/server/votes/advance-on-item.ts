import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { meetingIsConvoked } from '#lib/meetings/server/convocation/state.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { sittingStateOf } from '#lib/meetings/server/sitting/now.ts';
import type { Tx } from '#lib/platform/database.ts';
import { checkAdvanceAllowed, defaultDeadline } from '../../rules/advance.ts';
import { advanceDesk, type AdvanceDesk } from './advance-faces.ts';
import { openingPreview, type OpeningPreview } from './faces.ts';
import { advanceVotesOf } from './queries.ts';

/** A vote before the sitting on one item, and what opening one would ask. */
export interface AdvanceOnItem {
  readonly vote: AdvanceDesk | null;
  /** For whoever may open one now; null: nobody can, or one is open. */
  readonly opening: {
    readonly preview: OpeningPreview;
    /** Until when, unless they say otherwise. */
    readonly deadline: { readonly day: string; readonly time: string };
    /** Before the notice has left, none is opened. */
    readonly convoked: boolean;
  } | null;
}

/** The vote before the sitting on an item of a meeting that the caller may read. `mayOpen`: whoever asks decides there. */
export async function advanceOnItem(
  tx: Tx,
  meeting: {
    readonly id: string;
    readonly body: { readonly kind: BodyKind };
    readonly heldOn: string;
    readonly cancelledAt: string | null;
  },
  itemId: string,
  sitting: Sitting,
  { mayOpen, today }: { readonly mayOpen: boolean; readonly today: string },
): Promise<AdvanceOnItem> {
  const open = (await advanceVotesOf(tx, meeting.id)).find(({ vote }) => vote.itemId === itemId);
  if (open) return { vote: advanceDesk(open), opening: null };
  const toCome =
    mayOpen &&
    meeting.cancelledAt === null &&
    meeting.heldOn >= today &&
    checkAdvanceAllowed(sitting.statutes).done &&
    (await sittingStateOf(tx, meeting.id)) === null;
  return {
    vote: null,
    opening: toCome
      ? {
          preview: openingPreview(sitting, meeting.body.kind, false),
          deadline: defaultDeadline(meeting.heldOn),
          convoked: await meetingIsConvoked(tx, meeting.id),
        }
      : null,
  };
}
