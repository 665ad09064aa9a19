import type { MeetingSettings } from '#lib/associations/rules/settings/meetings.ts';
import type { Resolved } from '#lib/associations/rules/statutes.ts';
import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { ItemSubject } from '../vocabulary.ts';

export interface LateItem {
  /** Accounts have no kind of decision of their own. */
  readonly subject: ItemSubject | null;
  /** Why it was added or changed after the notice. */
  readonly lateReason: string;
  /** Added, or announced otherwise. */
  readonly lateAddition: boolean;
  readonly bodyKind: BodyKind;
  /** The kind of decision that is to be voted. */
  readonly kind: DecisionKind;
}

export interface LateVerdict {
  readonly mayBeDecided: boolean;
  readonly sentence: string;
  readonly source: string;
  readonly toVerify: boolean;
}

/** What the notice must always announce, and the article that says so (R-ODJ-04, R-ODJ-05). */
const ALWAYS_ANNOUNCED: Readonly<
  Record<Exclude<DecisionKind, 'ordinary'>, readonly [what: string, source: string]>
> = {
  statutes: ['une modification des statuts', 'CSA 9:21'],
  purpose: ['une modification de l’objet ou du but', 'CSA 9:21'],
  exclusion: ['l’exclusion d’un membre', 'CSA 9:23'],
  dissolution: ['la dissolution de l’association', 'CSA 2:110'],
};

/**
 * Whether something can be put to the vote on an item that the notice did not announce as it stands, under the setting
 * `late-items` of the body. Never statutes, purpose, exclusion, dissolution, nor the accounts before the assembly
 * (R-ODJ-04, vector 20 of the meetings). Answers with the sentence that the screen and a refusal say.
 */
export function judgeLateItem(item: LateItem, rule: Resolved<MeetingSettings['late-items']>): LateVerdict {
  const late = `Ce point a été ${item.lateAddition ? 'ajouté' : 'modifié'} après la convocation`;
  const discussed = `${late}\u00a0: il peut être discuté, mais pas voté`;
  if (item.kind !== 'ordinary') {
    const [what, source] = ALWAYS_ANNOUNCED[item.kind];
    return {
      mayBeDecided: false,
      sentence: `${discussed}. La convocation annonce toujours ${what}\u00a0: portez-le à la prochaine réunion.`,
      source,
      toVerify: true,
    };
  }
  if (item.bodyKind === 'general-assembly' && item.subject === 'accounts')
    return {
      mayBeDecided: false,
      sentence: `${discussed}. La convocation annonce toujours les comptes annuels\u00a0: portez-les à la prochaine assemblée.`,
      source: 'CSA 9:12 et 9:14',
      toVerify: true,
    };
  const { value, source, toVerify } = rule;
  if (value === 'never')
    return {
      mayBeDecided: false,
      sentence: `${discussed}. Portez-le à l’ordre du jour de la prochaine réunion.`,
      source,
      toVerify,
    };
  return {
    mayBeDecided: true,
    sentence:
      value === 'urgency'
        ? `${late}\u00a0: il peut être voté, à cause de l’urgence (${item.lateReason}).`
        : `${late}\u00a0: il peut être voté.`,
    source,
    toVerify,
  };
}
