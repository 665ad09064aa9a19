import type { Resolved } from '#lib/associations/rules/statutes.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { takesPart, type AttendanceState, type Reply, type SittingState } from '../vocabulary.ts';
import type { GivenProxy } from './proxies.ts';

export interface ReplyFacts {
  /** ISO days. */
  readonly today: string;
  readonly heldOn: string;
  readonly cancelled: boolean;
  /** Null: the sitting was not opened. */
  readonly sitting: SittingState | null;
  /** Where one takes part from afar; null: in the room only. */
  readonly remoteAccess: string | null;
  readonly remote: Resolved<boolean>;
}

/**
 * Whether answers may still be given or changed: by a member until the sitting opens, by the secretary until it closes,
 * for the paper that is handed over at the door.
 */
export function checkStillOpen(
  { today, heldOn, cancelled, sitting }: ReplyFacts,
  by: 'member' | 'secretary',
): Outcome<undefined> {
  if (cancelled)
    return refuse('cancelled', 'Cette réunion est annulée\u00a0: il n’y a plus rien à répondre.');
  if (sitting === 'closed')
    return refuse('sitting-closed', 'La séance est levée\u00a0: les réponses ne changent plus.');
  if (by === 'secretary') return done();
  if (sitting !== null)
    return refuse(
      'sitting-opened',
      'La séance est ouverte\u00a0: dites au secrétariat ce qui change pour vous.',
    );
  return today > heldOn
    ? refuse('past', 'Cette réunion a déjà eu lieu\u00a0: il n’y a plus rien à répondre.')
    : done();
}

/** Whether one may say that one comes from afar: where the meeting can be followed so and the statutes allow it. */
export function checkRemote({ remoteAccess, remote }: ReplyFacts): Outcome<undefined> {
  if (!remote.value)
    return refuse('no-remote', 'Les textes ne permettent pas de participer à distance.', {
      source: remote.source,
    });
  return remoteAccess === null
    ? refuse(
        'no-remote-access',
        'Cette réunion se tient seulement sur place\u00a0: aucun accès à distance n’est prévu. Demandez-le au secrétariat.',
      )
    : done();
}

const STATES: Readonly<Record<Reply, AttendanceState>> = {
  'in-person': 'present',
  remote: 'remote',
  excused: 'excused',
  represented: 'excused',
};

/**
 * The attendance if everyone does what they said, by mandate: whoever gave a proxy counts as present while its holder
 * comes, or is someone from outside, who answers to nobody. Whoever said nothing is not there.
 */
export function expectedStates(
  replies: ReadonlyMap<string, Reply>,
  given: readonly GivenProxy[],
): ReadonlyMap<string, AttendanceState> {
  const comes = (mandateId: string) => {
    const reply = replies.get(mandateId);
    return reply !== undefined && takesPart(STATES[reply]);
  };
  const counted = new Set(
    given
      .filter(({ holderMandateId }) => holderMandateId === null || comes(holderMandateId))
      .map(({ principalMandateId }) => principalMandateId),
  );
  return new Map(
    [...replies].map(([mandateId, reply]) => [
      mandateId,
      reply === 'represented' && counted.has(mandateId) ? 'present' : STATES[reply],
    ]),
  );
}
