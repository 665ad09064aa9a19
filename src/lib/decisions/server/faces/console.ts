import { eq } from 'drizzle-orm';
import type { RichText } from '#lib/documents/rich-text.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { done, type Outcome } from '#lib/kernel/refusals.ts';
import { mayPrepare } from '#lib/meetings/policy.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { itemNotes } from '#lib/meetings/server/tables.ts';
import { takesPart } from '#lib/meetings/vocabulary.ts';
import type { Tx } from '#lib/platform/database.ts';
import { mayDecide } from '../../policy.ts';
import { proposalOf } from '../../rules/propositions.ts';
import { advanceDesk, type AdvanceDesk } from '../votes/advance-faces.ts';
import { deskVote, openingPreview, type DeskVote, type OpeningPreview } from '../votes/faces.ts';
import { sceneOf, type Moment, type Scene } from './stage.ts';

/** Someone who may be put on the list of those who speak. */
export interface MaySpeak {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
}

/** What the secretary leads the sitting by. */
export interface ConsoleFace extends Scene {
  /** The notes of the item before the meeting, as they were read. */
  readonly notes: { readonly content: RichText; readonly version: number } | null;
  /** Those who take part and are not on the list, nor set apart by a conflict of interest. */
  readonly maySpeak: readonly MaySpeak[];
  readonly counts: {
    readonly present: number;
    readonly remote: number;
    readonly represented: number;
    readonly unknown: number;
  };
  /** The comparisons that the quorum makes, in words. */
  readonly quorumSentences: readonly string[];
  /** Who left the debate on this item, by their conflict of interest. */
  readonly inConflict: readonly string[];
  readonly mayDecide: boolean;
  /** The last vote taken on screens. */
  readonly vote: DeskVote | null;
  /** What one opened now on the item before the meeting would freeze; null: none can be. */
  readonly opening: OpeningPreview | null;
  /** The text of the chain to vote now on the item before the meeting. */
  readonly text: TextToVote | null;
  /** The vote on that item in which members voted before the sitting. */
  readonly advance: AdvanceDesk | null;
}

/** A text that a vote can be opened on. */
export interface TextToVote {
  readonly id: string;
  readonly name: string;
  /** What is put to the vote, word for word. */
  readonly proposal: string;
}

const nameOf = ({ person }: Sitting['attendance'][number]) => `${person.givenName} ${person.familyName}`;

/** The sitting as those who prepare it lead it. Refused to who only reads it; "not found" to who may not. */
export async function consoleFace(
  tx: Tx,
  actor: Actor,
  moment: Moment,
  meetingId: string,
): Promise<Outcome<ConsoleFace>> {
  const loaded = await sceneOf(tx, actor, moment, meetingId);
  if (!loaded.done) return loaded;
  const allowed = mayPrepare(actor);
  if (!allowed.done) return allowed;
  const { scene, sitting, vote, advance, chain } = loaded.value;
  const { floor } = scene;
  const onList = new Set([floor.speaking, ...floor.waiting].map((speaker) => speaker?.mandateId));
  const [notes] =
    scene.current === null
      ? []
      : await tx
          .select({ content: itemNotes.content, version: itemNotes.version })
          .from(itemNotes)
          .where(eq(itemNotes.itemId, scene.current.id));
  const count = (is: (row: Sitting['attendance'][number]) => boolean) => sitting.attendance.filter(is).length;
  const { body, heldOn } = scene.meeting;
  const decides = mayDecide(actor, { bodyId: body.id, heldOn }, moment.today).done;
  const awaited = vote?.vote.state === 'open' || vote?.vote.state === 'closed';
  const before = advance.find((each) => each.vote.itemId === scene.current?.id);
  const next = chain.find(({ state }) => state === 'next');
  const toDecide = scene.state === 'open' && scene.current?.forDecision === true;
  return done({
    ...scene,
    notes: notes ?? null,
    maySpeak: sitting.attendance.flatMap((row) =>
      takesPart(row.state) && !row.inConflict && !onList.has(row.mandateId)
        ? [{ mandateId: row.mandateId, name: nameOf(row), organisation: row.organisation }]
        : [],
    ),
    counts: {
      present: count(({ state }) => state === 'present'),
      remote: count(({ state }) => state === 'remote'),
      represented: count(({ representedBy }) => representedBy !== null),
      unknown: count(({ state, representedBy }) => state === null && representedBy === null),
    },
    quorumSentences: sitting.quorum.sentences,
    inConflict: sitting.attendance.filter(({ inConflict }) => inConflict).map(nameOf),
    mayDecide: decides,
    vote: vote && deskVote(vote, decides),
    opening:
      decides && toDecide && !awaited
        ? openingPreview(sitting, body.kind, scene.meeting.secondOfId !== null)
        : null,
    text: next ? { id: next.id, name: next.name, proposal: proposalOf(next) } : null,
    advance: before ? advanceDesk(before) : null,
  });
}
