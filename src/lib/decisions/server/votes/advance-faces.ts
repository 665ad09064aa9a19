import type { Actor } from '#lib/kernel/actor.ts';
import type { Stage } from '#lib/meetings/server/live/stage.ts';
import { checkAdvanceCast } from '../../rules/advance.ts';
import { ruleLines, type RuleLine } from '../../rules/frozen-lines.ts';
import type { DecisionKind } from '../../vocabulary.ts';
import { memberVote, roomVote, type MemberVote, type RoomVote } from './faces.ts';
import type { VoteNow } from './queries.ts';

/** A vote before the sitting as those who decide follow it: how many voted, and never what. */
export interface AdvanceDesk extends RoomVote {
  readonly propositionId: string | null;
  readonly kind: DecisionKind;
  readonly mayChange: boolean;
  readonly blankAllowed: boolean;
  /** ISO instant. */
  readonly until: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly rules: readonly RuleLine[];
}

export function advanceDesk(now: VoteNow): AdvanceDesk {
  const { propositionId, kind, mayChange, blankAllowed, advanceUntil, openedBy, openedAt, facts } = now.vote;
  return {
    ...roomVote(now),
    propositionId,
    kind,
    mayChange,
    blankAllowed,
    until: advanceUntil!,
    openedBy,
    openedAt,
    rules: ruleLines(kind, facts.statutes),
  };
}

/** A vote before the sitting as a member casts in it. */
export interface AdvanceBooth extends MemberVote {
  /** "3. Modification des statuts". */
  readonly item: string;
  /** ISO instant. */
  readonly until: string;
  /** Why no ballot can be cast any more; null: one can. */
  readonly over: string | null;
}

export function advanceBooth(
  now: VoteNow,
  actor: Actor,
  { items, state }: Pick<Stage, 'items' | 'state'>,
  at: string,
): AdvanceBooth {
  const { itemId, advanceUntil } = now.vote;
  const item = items.find(({ id }) => id === itemId);
  const may = checkAdvanceCast({
    until: advanceUntil!,
    now: at,
    sittingOpened: state !== 'planned' && state !== 'cancelled',
    meetingCancelled: state === 'cancelled',
  });
  return {
    ...memberVote(now, actor),
    item: item ? `${item.number}. ${item.title}` : '',
    until: advanceUntil!,
    over: may.done ? null : may.refusal.sentence,
  };
}
