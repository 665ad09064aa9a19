import { addresses } from '../addresses.ts';

/** Where the lines of a table of mandates lead, in the association of this short name. */
export const mandateHrefs = (slug: string) => ({
  body: (code: string, on: string) => addresses.body(slug, code, on),
  mandate: (code: string, id: string) => addresses.mandate(slug, code, id),
  person: (id: string) => addresses.person(slug, id),
  organisation: (id: string) => addresses.organisation(slug, id),
});
