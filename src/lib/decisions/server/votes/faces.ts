import type { Actor } from '#lib/kernel/actor.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { quorumOf } from '#lib/meetings/rules/quorum.ts';
import { isFreedByASecondMeeting } from '#lib/meetings/rules/second-meeting.ts';
import type { Sitting } from '#lib/meetings/server/sitting.ts';
import { choicesOf, rightsOf, secrecyWarnings, type BallotChoice } from '../../rules/ballots.ts';
import type { VoteState } from '../../rules/ballot-steps.ts';
import { isReservedToAssembly } from '../../rules/decide.ts';
import { countSentences, type BallotOfNames } from '../../rules/election-ballots.ts';
import type { LinkedItem } from '../../rules/linked.ts';
import { ruleLines, type RuleLine } from '../../rules/frozen-lines.ts';
import { DECISION_KINDS, type DecisionKind } from '../../vocabulary.ts';
import { outcomeSentence } from '../../words.ts';
import { snapshotOf } from '../snapshot.ts';
import { givenInAdvance, rulesOf, warningsOf, type VoteNow } from './queries.ts';
import { newReceipt } from './receipts.ts';

/** What everyone in the room sees of the last vote: how many voted, and never what. */
export interface RoomVote {
  readonly id: string;
  readonly itemId: string;
  readonly state: VoteState;
  readonly proposal: string;
  /** All the items that it decides, in the order of the agenda; empty: its own alone. */
  readonly linked: readonly LinkedItem[];
  /** The round of an election: who is on its ballots; null for any other vote. */
  readonly names: BallotOfNames | null;
  readonly secret: boolean;
  readonly entitled: number;
  readonly cast: number;
  /** Of those that are cast, how many were so before the sitting. */
  readonly inAdvance: number;
  readonly cancelReason: string | null;
}

export function roomVote(now: VoteNow): RoomVote {
  const { vote, rights } = now;
  const { id, itemId, state, proposal, linked, names, secret, cancelReason } = vote;
  return {
    id,
    itemId,
    state,
    proposal,
    linked,
    names,
    secret,
    entitled: rights.length,
    cast: rights.filter(({ cast }) => cast).length,
    inAdvance: givenInAdvance(now).size,
    cancelReason,
  };
}

/** The terms of a vote, frozen at its opening, as voters and the secretary read them. */
interface Terms extends RoomVote {
  readonly mayChange: boolean;
  readonly choices: readonly BallotChoice[];
  readonly rules: readonly RuleLine[];
  /** Where secrecy cannot hold. */
  readonly warnings: readonly string[];
}

function termsOf(now: VoteNow): Terms {
  const { vote } = now;
  return {
    ...roomVote(now),
    mayChange: vote.mayChange,
    choices: choicesOf(vote),
    rules: rulesOf(vote),
    warnings: warningsOf(vote, vote.state === 'published'),
  };
}

/** A right that the member casts: their own, or that of someone whose proxy they hold. */
export interface OwnRight {
  readonly mandateId: string;
  /** Null: their own. */
  readonly principal: string | null;
  readonly cast: boolean;
  readonly contested: boolean;
  /** In a named vote, what they cast, or what the secretary noted for them. */
  readonly ballot: {
    readonly choice: BallotChoice;
    /** The candidates that it names. */
    readonly names: readonly string[] | null;
    readonly entered: boolean;
    readonly confirmed: boolean;
  } | null;
  /** The code of the ballot that they may cast; null in a named vote, and once it is cast. */
  readonly receipt: string | null;
}

export interface MemberVote extends Terms {
  readonly own: readonly OwnRight[];
}

/** The last vote as a member follows it: of ballots, only their own, and those of a named vote alone. */
export function memberVote(now: VoteNow, actor: Actor): MemberVote {
  const { vote, rights } = now;
  const seats = new Set(actor.seats.map(({ mandateId }) => mandateId));
  const names = namesOf(now);
  const own = rights.flatMap((right): OwnRight[] => {
    const { mandateId, casterMandateId, cast, contested, ballot } = right;
    if (casterMandateId === null || !seats.has(casterMandateId)) return [];
    return [
      {
        mandateId,
        principal: mandateId === casterMandateId ? null : (names.get(mandateId) ?? ''),
        cast,
        contested,
        ballot: ballot && {
          choice: ballot.choice,
          names: ballot.names,
          entered: ballot.enteredBy !== null,
          confirmed: ballot.confirmed,
        },
        receipt:
          vote.secret && !cast && (vote.state === 'open' || vote.state === 'advance') ? newReceipt() : null,
      },
    ];
  });
  // Their own voice first.
  return {
    ...termsOf(now),
    own: own.toSorted((a, b) => Number(a.principal !== null) - Number(b.principal !== null)),
  };
}

/** Someone who votes in a named vote, as the secretary sees them. */
export interface Voter {
  readonly mandateId: string;
  readonly name: string;
  /** Who casts for them; null: themselves. */
  readonly holder: string | null;
  readonly cast: boolean;
  readonly contested: boolean;
  /** What the secretary noted for them; null: nothing, or they voted themselves. */
  readonly entered: { readonly choice: BallotChoice; readonly confirmed: boolean } | null;
}

export interface DeskVote extends Terms {
  /** Empty in a secret vote: who voted is said at its closing. */
  readonly voters: readonly Voter[];
  /** How many of the entries wait for the word of whoever they were noted for. */
  readonly unconfirmed: number;
  /** Of a vote that is closed and not published yet, for the coordination alone. */
  readonly result: {
    /** Null for a round of an election: its figures alone. */
    readonly adopted: boolean | null;
    readonly sentence: string;
    readonly arithmetic: readonly string[];
    readonly warnings: readonly string[];
  } | null;
}

/** The last vote as those who prepare the meeting lead it; only whoever may decide sees entries and the result. */
export function deskVote(now: VoteNow, mayDecide: boolean): DeskVote {
  const { vote, rights } = now;
  const { people } = vote.facts.snapshot;
  const byMandate = new Map(rights.map((right) => [right.mandateId, right]));
  const entries = rights.flatMap(({ ballot }) => (ballot?.enteredBy ? [ballot] : []));
  return {
    ...termsOf(now),
    voters: vote.secret
      ? []
      : people.flatMap(({ mandateId, name, representedBy }) => {
          const right = byMandate.get(mandateId);
          if (!right) return [];
          const { cast, contested, ballot } = right;
          const entered =
            mayDecide && ballot?.enteredBy ? { choice: ballot.choice, confirmed: ballot.confirmed } : null;
          return [{ mandateId, name, holder: representedBy, cast, contested, entered }];
        }),
    unconfirmed: entries.filter(({ confirmed }) => !confirmed).length,
    result: mayDecide && vote.state === 'closed' ? resultOf(vote) : null,
  };
}

function resultOf(vote: VoteNow['vote']): DeskVote['result'] {
  const { verdict, roundCount, names } = vote;
  const warnings = warningsOf(vote, true);
  if (names && roundCount) {
    const [figures, ...each] = countSentences(names, roundCount);
    return { adopted: null, sentence: figures!, arithmetic: each, warnings };
  }
  return {
    adopted: verdict!.outcome === 'adopted',
    sentence: outcomeSentence(verdict!),
    arithmetic: [...verdict!.explanation],
    warnings,
  };
}

function namesOf({ vote }: VoteNow): Map<string, string> {
  return new Map(vote.facts.snapshot.people.map(({ mandateId, name }) => [mandateId, name]));
}

/** What a vote opened now would freeze. */
export interface OpeningPreview {
  readonly voters: number;
  readonly proxies: readonly { readonly principal: string; readonly holder: string }[];
  /** The rule of each kind of decision that the body may take. */
  readonly rules: Partial<Record<DecisionKind, readonly RuleLine[]>>;
  /** The kinds whose quorum is not met at this moment, with the comparison in words. */
  readonly quorumLacking: Partial<Record<DecisionKind, readonly string[]>>;
  /** Convoked as a second meeting: special decisions are free from their quorum by themselves. */
  readonly second: boolean;
  /** If it were secret. */
  readonly secrecyWarnings: readonly string[];
  /** What the statutes say of votes on persons. */
  readonly secretForPersons: boolean;
}

/** `second`: the meeting was convoked as the second of one that lacked its quorum. */
export function openingPreview(sitting: Sitting, bodyKind: BodyKind, second: boolean): OpeningPreview {
  const snapshot = snapshotOf(sitting, { method: 'electronic', ballots: null });
  const { statutes, presences } = sitting;
  const kinds = DECISION_KINDS.filter((kind) => !isReservedToAssembly(kind, bodyKind));
  const scope = statutes['quorum-scope'];
  return {
    voters: rightsOf(snapshot).length,
    proxies: snapshot.people.flatMap(({ name, votes, representedBy }) =>
      votes > 0 && representedBy !== null ? [{ principal: name, holder: representedBy }] : [],
    ),
    rules: Object.fromEntries(kinds.map((kind) => [kind, ruleLines(kind, statutes)])),
    quorumLacking: Object.fromEntries(
      kinds.flatMap((kind) => {
        const { met, sentences } = quorumOf(presences, { quorum: statutes[`quorum.${kind}`], scope });
        return met || (second && isFreedByASecondMeeting(kind)) ? [] : [[kind, sentences]];
      }),
    ),
    second,
    secrecyWarnings: secrecyWarnings(presences),
    secretForPersons: statutes['secret-for-persons'].value,
  };
}
