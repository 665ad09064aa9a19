import type { SignedInActor } from '#lib/kernel/actor.ts';
import type { Account, Session } from '#lib/accounts/server/sessions.ts';
import type { AssociationHead } from '#lib/associations/server/queries.ts';
import type { House } from '#lib/platform/house.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** Of an unexpected error: what the person can quote and the operator find in the log. */
      id?: string;
      /** What was typed in a form that could not be received, to be sent again after signing in. */
      typed?: { action: string; fields: { name: string; value: string }[] };
    }
    interface Locals {
      house: House;
      session: Session | null;
      account: Account | null;
      /** On the pages of an association, for whoever may enter it. */
      visit: { association: AssociationHead; actor: SignedInActor } | null;
    }
  }
}
