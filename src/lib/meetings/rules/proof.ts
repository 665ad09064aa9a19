/** What is known of one message or letter. Instants are ISO. */
export interface Dispatch {
  readonly channel: 'mail' | 'letter';
  /** Of the message; null for a letter. */
  readonly delivery: {
    readonly state: 'waiting' | 'sending' | 'sent' | 'failed' | 'uncertain';
    readonly sentAt: string | null;
  } | null;
  readonly postedAt: string | null;
  /** When it was noted that it came back. */
  readonly returnedAt: string | null;
}

/**
 * queued: on its way to the mail server · sent · failed: refused by it · uncertain: nobody knows · to-post: a letter that
 * nobody posted yet · posted · returned: came back.
 */
export type ProofState = 'queued' | 'sent' | 'failed' | 'uncertain' | 'to-post' | 'posted' | 'returned';

export interface Proof {
  readonly state: ProofState;
  /** When it left; null while it did not. */
  readonly leftAt: string | null;
  /** Somebody has to do something about it. */
  readonly toFollow: boolean;
}

/** Where a message or a letter stands: what came back is said before all else, for it was received by nobody. */
export function proofOf({ channel, delivery, postedAt, returnedAt }: Dispatch): Proof {
  const leftAt = channel === 'letter' ? postedAt : (delivery?.sentAt ?? null);
  const proof = (state: ProofState, toFollow: boolean): Proof => ({ state, leftAt, toFollow });
  if (returnedAt !== null) return proof('returned', true);
  if (channel === 'letter') return postedAt === null ? proof('to-post', true) : proof('posted', false);
  switch (delivery?.state) {
    case 'sent':
      return proof('sent', false);
    case 'failed':
      return proof('failed', true);
    case 'uncertain':
    case undefined:
      return proof('uncertain', true);
    case 'waiting':
    case 'sending':
      return proof('queued', false);
  }
}
