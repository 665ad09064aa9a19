import { z } from 'zod';

/** Which of the two sheets a value is taken from. */
const side = z.enum(['kept', 'duplicate'], 'Choisissez une des deux valeurs.').default('kept');
export type Side = z.infer<typeof side>;

/** The duplicate that disappears, and the versions of both sheets that were compared. */
const compared = {
  duplicate: z.uuid('Choisissez dans la liste.').default(''),
  keptVersion: z.int().min(0).default(0),
  duplicateVersion: z.int().min(0).default(0),
};

/** What an organisation keeps of each of its two sheets, field by field. */
export const organisationMergeForm = z.object({
  ...compared,
  name: side,
  sector: side,
  partner: side,
  memberSince: side,
  memberUntil: side,
  category: side,
  legalForm: side,
  enterpriseNumber: side,
  municipality: side,
  arrondissement: side,
  seatAddress: side,
  website: side,
});
export type OrganisationMergeForm = z.infer<typeof organisationMergeForm>;

/** What a person keeps of each of their two sheets, field by field. */
export const personMergeForm = z.object({
  ...compared,
  civility: side,
  givenName: side,
  familyName: side,
  email: side,
  phone: side,
  address: side,
});
export type PersonMergeForm = z.infer<typeof personMergeForm>;

/** The sheet that was read before its erasure was asked. */
export const erasureForm = z.object({ version: z.int().min(0).default(0) });
export type ErasureForm = z.infer<typeof erasureForm>;
