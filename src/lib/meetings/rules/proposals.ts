import type { MeetingSettings } from '#lib/associations/rules/settings/meetings.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { daysAfter, weekdayInWords } from '#lib/kernel/days.ts';
import { count } from '#lib/kernel/french.ts';
import { signaturesForItem } from './requests.ts';

/** A signature of a member with a vote: its ISO day, and whether the notice had left by then. */
export interface Signature {
  readonly day: string;
  readonly afterNotice: boolean;
}

export interface Proposal {
  readonly bodyKind: BodyKind;
  /** Full members on the day of the proposal. */
  readonly members: number;
  /** In the order in which they were given. */
  readonly signatures: readonly Signature[];
  /** ISO day of the meeting. */
  readonly heldOn: string;
  /** Whether the notice of the meeting has left. */
  readonly convoked: boolean;
}

/** How far a proposal of members has come. */
export interface ProposalStanding {
  /** Signatures that make it a right; null where the law gives none. */
  readonly needed: number | null;
  /** Enough members have signed: it cannot be declined. */
  readonly reached: boolean;
  /** Enough have signed in time: it is on the agenda of this very meeting. */
  readonly isRight: boolean;
  readonly sentence: string;
  readonly source: string | null;
  readonly toVerify: boolean;
}

type ProposalDays = Resolved<MeetingSettings['proposal-days']>;

/** The last ISO day on which the statutes admit a proposal; null: until the notice leaves (R-ODJ-03). */
export function proposalsUntil(heldOn: string, rule: ProposalDays): string | null {
  return rule.value === null ? null : daysAfter(heldOn, -rule.value);
}

/** Until when members may propose an item of right, in a sentence. */
export function deadlineInWords(heldOn: string, rule: ProposalDays): string {
  const until = proposalsUntil(heldOn, rule);
  return until === null
    ? 'Une proposition d’un vingtième des membres doit arriver avant l’envoi de la convocation.'
    : `Une proposition d’un vingtième des membres doit arriver au plus tard le ${weekdayInWords(until)}.`;
}

/**
 * How a proposal stands: in the general assembly, one that a twentieth of the full members signed in time is a right
 * (R-ODJ-01, R-ODJ-02); signed too late, it is one for the next assembly (R-ODJ-03). Elsewhere the secretary decides.
 */
export function judgeProposal(proposal: Proposal, rule: ProposalDays): ProposalStanding {
  const { signatures, members, heldOn } = proposal;
  const signed = count(signatures.length, 'membre l’a signée', 'membres l’ont signée');
  if (proposal.bodyKind !== 'general-assembly')
    return {
      needed: null,
      reached: false,
      isRight: false,
      sentence: `${signed}. Le secrétariat y donne suite, ou répond pourquoi non.`,
      source: null,
      toVerify: false,
    };
  const needed = Math.max(1, signaturesForItem(members));
  const by = `${signed}\u00a0; il en faut ${needed} (un vingtième de ${count(members, 'membre effectif', 'membres effectifs')})`;
  const common = { needed, source: 'CSA 9:14', toVerify: rule.toVerify };
  const until = proposalsUntil(heldOn, rule);
  const last = signatures[needed - 1];
  if (last === undefined)
    return {
      ...common,
      reached: false,
      isRight: false,
      sentence: proposal.convoked
        ? `${by}. La convocation est partie\u00a0: elle vaudra pour la prochaine assemblée.`
        : `${by}.`,
    };
  if (until === null ? last.afterNotice : last.day > until)
    return {
      ...common,
      reached: true,
      isRight: false,
      sentence: `${by}. Elle a été complétée après ${until === null ? 'l’envoi de la convocation' : `le ${weekdayInWords(until)}`}\u00a0: elle est gardée pour la prochaine assemblée.`,
    };
  return {
    ...common,
    reached: true,
    isRight: true,
    sentence: `${by}\u00a0: elle figure de droit à l’ordre du jour, et ne peut pas être écartée.`,
  };
}
