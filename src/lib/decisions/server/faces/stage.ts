import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { floorOf } from '#lib/meetings/rules/floor.ts';
import { gaugesOf, type QuorumGauge } from '#lib/meetings/rules/gauges.ts';
import { annexesFor, type AnnexView } from '#lib/meetings/server/annexes/queries.ts';
import { sittingOf, type Sitting } from '#lib/meetings/server/sitting.ts';
import { speakersOf, type SpeakerView } from '#lib/meetings/server/sitting/speakers.ts';
import { stageHead, stageOf, type Stage, type StageHead } from '#lib/meetings/server/live/stage.ts';
import type { Tx } from '#lib/platform/database.ts';
import { Shared } from '#lib/platform/live/shared.ts';
import { outcomeSentence } from '../../words.ts';
import { chainOfItem, type PropositionView } from '../propositions/queries.ts';
import { linkRowsOn } from '../linked/queries.ts';
import { electionsOfItem } from '../elections/load.ts';
import { electionOnStage, type StageElection } from '../elections/stage.ts';
import { decisionsOf } from '../queries.ts';
import { advanceVotesOf, givenInAdvance, lastVoteOf, type VoteNow } from '../votes/queries.ts';

/** What was decided, as a screen of the sitting says it. */
export interface StageDecision {
  readonly id: string;
  readonly itemId: string;
  readonly proposal: string;
  readonly adopted: boolean;
  /** "La proposition est adoptée par 12 voix pour et une contre." */
  readonly sentence: string;
  readonly arithmetic: readonly string[];
}

export interface Floor {
  readonly speaking: SpeakerView | null;
  readonly waiting: readonly SpeakerView[];
}

/** What the three screens of a sitting have in common: where it is, its quorum, who speaks and what was decided. */
export interface Scene extends Stage {
  readonly gauges: readonly QuorumGauge[];
  readonly quorumMet: boolean;
  /** Whether anyone was recorded: before that, the quorum is a figure to reach. */
  readonly recorded: boolean;
  /** The election on the item before the meeting; null: none. */
  readonly election: StageElection | null;
  readonly floor: Floor;
  /** The items that are to be voted with the one before the meeting, itself included; empty: it is voted for itself. */
  readonly together: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly leads: boolean;
  }[];
  /** In the order in which they were recorded. */
  readonly decisions: readonly StageDecision[];
}

export interface Moment {
  /** ISO instant and ISO day. */
  readonly now: string;
  readonly today: string;
}

interface Read {
  readonly scene: Scene;
  readonly sitting: Sitting;
  /** Of the item before the meeting, confidential ones included: each screen shows what is due to whoever reads it. */
  readonly annexes: readonly AnnexView[];
  /** The last vote taken on screens, with what nobody may see of it: each face takes its own part. */
  readonly vote: VoteNow | null;
  /** The votes in which members vote before the sitting, in the same way. */
  readonly advance: readonly VoteNow[];
  /** The texts to vote on the item before the meeting. */
  readonly chain: readonly PropositionView[];
}

/** Milliseconds; far below what anyone sees, enough for all the screens that were told of one change. */
const TOGETHER = 500;
const together = new Shared<Read>(TOGETHER, ({ scene }) => scene.revision);

/** The scene of a meeting for whoever may read it, with the sitting that it was made of. */
export async function sceneOf(
  tx: Tx,
  actor: Actor,
  { now, today }: Moment,
  meetingId: string,
): Promise<Outcome<Read>> {
  const loaded = await stageHead(tx, actor, today, meetingId);
  if (!loaded.done) return loaded;
  const head = loaded.value;
  const read = () => readScene(tx, head, now);
  // What changes before the opening has no revision: it is read each time.
  return done(
    head.revision === 0
      ? await read()
      : await together.get(`${actor.associationId} ${meetingId}`, head.revision, read),
  );
}

async function readScene(tx: Tx, head: StageHead, now: string): Promise<Read> {
  const stage = await stageOf(tx, head, now);
  const itemId = stage.current?.id ?? null;
  const vote = await lastVoteOf(tx, stage.meeting.id);
  const advance = await advanceVotesOf(tx, stage.meeting.id);
  // Who voted on an item before the sitting counts as present for it.
  const onItem = [...advance, ...(vote?.vote.state === 'cancelled' ? [] : [vote])].find(
    (each) => each?.vote.itemId === itemId,
  );
  const given = onItem ? givenInAdvance(onItem) : undefined;
  const sitting = await sittingOf(tx, stage.meeting, itemId, given);
  const recorded = await decisionsOf(tx, stage.meeting.id);
  const elections =
    stage.current?.nature === 'election' ? await electionsOfItem(tx, stage.meeting.id, stage.current.id) : [];
  const links = itemId === null ? [] : await linkRowsOn(tx, itemId);
  const { speaking, waiting } = floorOf(itemId === null ? [] : await speakersOf(tx, itemId));
  return {
    scene: {
      ...stage,
      gauges: gaugesOf(sitting.presences, sitting.quorum),
      quorumMet: sitting.quorum.met,
      recorded: sitting.recorded > 0,
      election: electionOnStage(elections),
      floor: { speaking, waiting },
      together: stage.items.flatMap(({ id, number, title }) => {
        const leads = links.some(({ leadId }) => leadId === id);
        return leads || links.some((link) => link.itemId === id) ? [{ id, number, title, leads }] : [];
      }),
      decisions: recorded
        .toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))
        .map((decision) => ({
          id: decision.id,
          itemId: decision.itemId,
          proposal: decision.proposal,
          adopted: decision.verdict.outcome === 'adopted',
          sentence: outcomeSentence(decision.verdict),
          arithmetic: [...decision.verdict.explanation],
        })),
    },
    sitting,
    annexes:
      itemId === null
        ? []
        : (await annexesFor(tx, stage.meeting.id, 'confidential')).filter((annex) => annex.itemId === itemId),
    vote,
    advance,
    chain: itemId === null ? [] : await chainOfItem(tx, stage.meeting.id, itemId),
  };
}
