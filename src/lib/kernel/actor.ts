import type { Sector } from './sectors.ts';

/**
 * Roles of the staff in an association. Everything else a person may do comes from their mandates.
 * coordination: all · assistant: prepares, does not decide · reader: reads (auditor).
 */
export const ROLES = ['coordination', 'assistant', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** A mandate as policies need it: on which body, from when, until when. Days are ISO dates, both included. */
export interface Seat {
  readonly mandateId: string;
  readonly bodyId: string;
  readonly sector: Sector;
  readonly office: string;
  readonly voting: boolean;
  readonly from: string;
  readonly to: string | null;
}

/** Who acts, in one association: the facts that policies decide upon. */
export interface Actor {
  readonly associationId: string;
  /** Null for someone who acts by a personal link, without an account. */
  readonly accountId: string | null;
  readonly name: string;
  /** The person of the association behind the account, if any. */
  readonly personId: string | null;
  /** Null when the account has no role, or when its role asks for a second factor that was not given yet. */
  readonly role: Role | null;
  readonly seats: readonly Seat[];
}

/** Who acts after signing in. */
export interface SignedInActor extends Actor {
  readonly accountId: string;
}
