import type { Civility } from '#lib/kernel/french.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { checkMayGive, checkMayHold, heldBy, proxyRuleInWords } from '../../rules/proxies.ts';
import { checkRemote, checkStillOpen } from '../../rules/replies.ts';
import type { Participant, Participation, Said } from './participants.ts';
import { holderOf } from './withdrawal.ts';

/** Someone who could hold a proxy, with what they hold already, or why they cannot. */
export interface HolderChoice {
  readonly mandateId: string;
  readonly name: string;
  readonly organisation: string;
  readonly sector: Sector;
  readonly held: number;
  readonly refusal: string | null;
}

/** All that the page of an answer shows to whoever answers, for one of their mandates. */
export interface OwnAnswer {
  readonly mandateId: string;
  readonly name: string;
  readonly civility: Civility;
  readonly organisation: string;
  readonly said: Said | null;
  /** Why nothing can be answered any more; null: it can. */
  readonly closed: string | null;
  readonly remote: boolean;
  readonly proxy: {
    readonly id: string;
    readonly holder: string;
    readonly givenAt: string;
    readonly instructions: string;
  } | null;
  /** The proxies of others that they hold. */
  readonly held: readonly {
    readonly id: string;
    readonly principal: string;
    readonly instructions: string;
  }[];
  /** Why they may give none; null: they may. */
  readonly noProxy: Refusal | null;
  readonly rule: { readonly sentence: string; readonly source: string };
  readonly holders: readonly HolderChoice[];
  /** Someone who does not sit may be named. */
  readonly outsiders: boolean;
}

/** The answer of one of those who sit, as they read it themselves. */
export function ownAnswer(participation: Participation, who: Participant): OwnAnswer {
  const { participants, given, proxyRule, facts } = participation;
  const { mandateId, person, organisation, said, proxySeat } = who;
  const others = given.filter(({ principalMandateId }) => principalMandateId !== mandateId);
  const own = given.find(({ principalMandateId }) => principalMandateId === mandateId);
  const open = checkStillOpen(facts, 'member');
  const mayGive = checkMayGive(proxySeat, others, proxyRule);
  return {
    mandateId,
    name: proxySeat.name,
    civility: person.civility,
    organisation,
    said,
    closed: open.done ? null : open.refusal.sentence,
    remote: checkRemote(facts).done,
    proxy: own
      ? {
          id: own.id,
          holder: holderOf(own, participation),
          givenAt: own.givenAt,
          instructions: own.instructions,
        }
      : null,
    held: others
      .filter(({ holderMandateId }) => holderMandateId === mandateId)
      .map(({ id, principalMandateId, instructions }) => ({
        id,
        principal: participants.get(principalMandateId)?.proxySeat.name ?? '',
        instructions,
      })),
    noProxy: mayGive.done ? null : mayGive.refusal,
    rule: {
      sentence: proxyRuleInWords(proxyRule),
      source: proxyRule.most.value === null ? proxyRule.proxies.source : proxyRule.most.source,
    },
    holders: mayGive.done ? [...participants.values()].flatMap((each) => choiceOf(each, mandateId)) : [],
    outsiders: proxyRule.proxies.value === 'anyone',
  };

  /** Whoever has no vote is no choice at all; whoever cannot take one more is shown, with the reason. */
  function choiceOf(each: Participant, principal: string): HolderChoice[] {
    if (each.mandateId === principal || !each.proxySeat.vote.done) return [];
    const allowed = checkMayHold(each.proxySeat, others, proxyRule);
    return [
      {
        mandateId: each.mandateId,
        name: each.proxySeat.name,
        organisation: each.organisation,
        sector: each.sector,
        held: heldBy(each.proxySeat, others),
        refusal: allowed.done ? null : allowed.refusal.sentence,
      },
    ];
  }
}
