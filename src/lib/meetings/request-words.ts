import { m } from '#lib/paraglide/messages.js';
import type { AssemblyRequestRow } from './server/requests/queries.ts';

/** Where a request for an assembly stands, in a few words. */
export function requestState({ state, signatures, delays }: AssemblyRequestRow): string {
  switch (state) {
    case 'accepted':
      return m.assembly_request_state_accepted();
    case 'declined':
      return m.assembly_request_state_declined();
    case 'withdrawn':
      return m.assembly_request_state_withdrawn();
    case 'open':
      return delays === null
        ? m.assembly_request_state_open({ signed: signatures.signed, needed: signatures.needed })
        : m.assembly_request_state_reached();
  }
}
