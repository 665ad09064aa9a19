import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { audienceOf } from '#lib/meetings/annex-policy.ts';
import { SUSPENSION_WORDS } from '#lib/meetings/rules/representation.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import type { AttendanceState } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';
import { countsOn } from '../paper/queries.ts';
import { advanceBooth, type AdvanceBooth } from '../votes/advance-faces.ts';
import { memberVote, type MemberVote } from '../votes/faces.ts';
import { sceneOf, type Moment, type Scene } from './stage.ts';

/** A proxy that a member holds. */
interface Carried {
  readonly name: string;
  /** Why it does not count at this moment; null: it does. */
  readonly suspended: string | null;
}

/** Where a member stands in the sitting that they follow. */
export interface Own {
  readonly mandateId: string;
  readonly state: AttendanceState | null;
  /** Who votes for them at this moment. */
  readonly representedBy: string | null;
  readonly carried: readonly Carried[];
  /** They declared a conflict of interest on the item before the meeting. */
  readonly inConflict: boolean;
  readonly floor: 'none' | 'waiting' | 'speaking';
  /** How many speak or wait before them. */
  readonly ahead: number;
}

/** What a member sees of a sitting. Of the others: who speaks and who waits, and no more. */
export interface MemberFace extends Scene {
  /** Null for who reads the meeting without sitting in it. */
  readonly own: Own | null;
  /** Of the item before the meeting: those that they may read. */
  readonly annexes: readonly { readonly id: string; readonly title: string }[];
  /** They count the papers of a vote on the item before the meeting. */
  readonly counts: boolean;
  /** The last vote taken on screens, with the rights that they cast. */
  readonly vote: MemberVote | null;
  /** The votes to cast before the sitting, with their own rights. */
  readonly advance: readonly AdvanceBooth[];
}

function ownOf(actor: Actor, { floor }: Scene, { attendance, proxies }: Sitting): Own | null {
  const row = attendance.find(({ mandateId }) => actor.seats.some((seat) => seat.mandateId === mandateId));
  if (!row) return null;
  const { mandateId, state, representedBy, inConflict } = row;
  const names = new Map(
    attendance.map((each) => [each.mandateId, `${each.person.givenName} ${each.person.familyName}`]),
  );
  const place = floor.waiting.findIndex((speaker) => speaker.mandateId === mandateId);
  const speaks = floor.speaking?.mandateId === mandateId;
  return {
    mandateId,
    state,
    representedBy,
    carried: proxies.flatMap(({ proxy, suspended }) =>
      proxy.holderMandateId === mandateId
        ? [
            {
              name: names.get(proxy.principalMandateId) ?? '',
              suspended: suspended && SUSPENSION_WORDS[suspended],
            },
          ]
        : [],
    ),
    inConflict,
    floor: speaks ? 'speaking' : place >= 0 ? 'waiting' : 'none',
    ahead: place < 0 ? 0 : place + (floor.speaking ? 1 : 0),
  };
}

/** The sitting as someone who may read the meeting follows it, or "not found". */
export async function memberFace(
  tx: Tx,
  actor: Actor,
  moment: Moment,
  meetingId: string,
): Promise<Outcome<MemberFace>> {
  const loaded = await sceneOf(tx, actor, moment, meetingId);
  if (!loaded.done) return loaded;
  const { scene, sitting, annexes, vote, advance } = loaded.value;
  const { meeting, current } = scene;
  const facts = { id: meeting.id, bodyId: meeting.body.id, heldOn: meeting.heldOn };
  const confidential = audienceOf(actor, facts) === 'confidential';
  return done({
    ...scene,
    own: ownOf(actor, scene, sitting),
    annexes: annexes
      .filter((annex) => confidential || !annex.confidential)
      .map(({ id, title }) => ({ id, title })),
    vote: vote && memberVote(vote, actor),
    advance: advance.map((each) => advanceBooth(each, actor, scene, moment.now)),
    counts: current !== null && (await countsOn(tx, actor, facts, current.id)),
  });
}
