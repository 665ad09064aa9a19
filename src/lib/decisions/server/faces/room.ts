import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import { checkInCodeOf } from '#lib/meetings/server/sitting/now.ts';
import type { Tx } from '#lib/platform/database.ts';
import { roomVote, type RoomVote } from '../votes/faces.ts';
import { sceneOf, type Moment, type Scene, type StageDecision } from './stage.ts';

/** What is projected in the room: large, and nothing that a guest there may not read. */
export interface RoomFace extends Pick<
  Scene,
  | 'revision'
  | 'meeting'
  | 'state'
  | 'openedAt'
  | 'closedAt'
  | 'next'
  | 'gauges'
  | 'quorumMet'
  | 'recorded'
  | 'election'
> {
  readonly current: Pick<
    NonNullable<Scene['current']>,
    'id' | 'number' | 'title' | 'nature' | 'forDecision' | 'presenter' | 'closedDoor'
  > | null;
  /** Who has the floor. */
  readonly speaking: string | null;
  /** The last thing decided on this item. */
  readonly decision: Pick<StageDecision, 'id' | 'adopted' | 'sentence' | 'proposal'> | null;
  /** The last vote taken on screens: how many voted, and never what. */
  readonly vote: RoomVote | null;
  /** The secret of the room's code, by which members say that they are there; null while nobody can use it. */
  readonly checkInCode: string | null;
}

/** The sitting as the room sees it, opened by those who prepare it. */
export async function roomFace(
  tx: Tx,
  actor: Actor,
  moment: Moment,
  meetingId: string,
): Promise<Outcome<RoomFace>> {
  const loaded = await sceneOf(tx, actor, moment, meetingId);
  if (!loaded.done) return loaded;
  const allowed = mayPrepare(actor);
  if (!allowed.done) return allowed;
  const { scene, vote } = loaded.value;
  const { revision, meeting, state, openedAt, closedAt, next, gauges, quorumMet, recorded, current } = scene;
  const decision = scene.decisions.findLast(({ itemId }) => itemId === current?.id);
  const usable =
    state === 'open' || state === 'suspended' || (state === 'planned' && meeting.heldOn === moment.today);
  return done({
    revision,
    meeting,
    state,
    openedAt,
    closedAt,
    next,
    gauges,
    quorumMet,
    recorded,
    election: scene.election,
    current: current && {
      id: current.id,
      number: current.number,
      title: current.title,
      nature: current.nature,
      forDecision: current.forDecision,
      presenter: current.presenter,
      closedDoor: current.closedDoor,
    },
    speaking: scene.floor.speaking?.name ?? null,
    decision: decision
      ? {
          id: decision.id,
          adopted: decision.adopted,
          sentence: decision.sentence,
          proposal: decision.proposal,
        }
      : null,
    vote: vote && roomVote(vote),
    checkInCode: usable ? await checkInCodeOf(tx, meetingId) : null,
  });
}
