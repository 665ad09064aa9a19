import { dayInWords } from '#lib/kernel/days.ts';
import { m } from '#lib/paraglide/messages.js';
import type { OrganisationMergeForm, PersonMergeForm, Side } from './forms/merge.ts';
import type { OrganisationRecord } from './server/commands/organisations.ts';
import type { PersonRecord } from './server/commands/people.ts';
import { CATEGORY_WORDS, SECTOR_WORDS } from './words.ts';

/** A field of two sheets side by side, in words; empty: not known. */
export interface Compared {
  readonly name: string;
  readonly label: string;
  readonly kept: string;
  readonly duplicate: string;
}

/** A field in words: its label, and what a sheet says of it. */
type Told<Sheet> = readonly [label: () => string, say: (sheet: Sheet) => string | null];
type Fields<Form> = Exclude<keyof Form & string, 'duplicate' | 'keptVersion' | 'duplicateVersion'>;

const ORGANISATION: Readonly<Record<Fields<OrganisationMergeForm>, Told<OrganisationRecord>>> = {
  name: [m.organisation_name, (sheet) => sheet.name],
  sector: [m.organisation_sector, (sheet) => SECTOR_WORDS[sheet.sector]()],
  partner: [
    m.organisation_partner,
    (sheet) => (sheet.partner ? m.organisation_partner_yes() : m.organisation_not_partner()),
  ],
  memberSince: [m.organisation_member_since, (sheet) => sheet.memberSince && dayInWords(sheet.memberSince)],
  memberUntil: [m.merge_member_until, (sheet) => sheet.memberUntil && dayInWords(sheet.memberUntil)],
  category: [m.organisation_category, (sheet) => sheet.category && CATEGORY_WORDS[sheet.category]()],
  legalForm: [m.organisation_legal_form, (sheet) => sheet.legalForm],
  enterpriseNumber: [m.organisation_number, (sheet) => sheet.enterpriseNumber],
  municipality: [m.organisation_municipality, (sheet) => sheet.municipality],
  arrondissement: [m.organisation_arrondissement, (sheet) => sheet.arrondissement],
  seatAddress: [m.organisation_seat, (sheet) => sheet.seatAddress],
  website: [m.organisation_website, (sheet) => sheet.website],
};

const CIVILITIES = { madame: m.mandate_civility_madame, monsieur: m.mandate_civility_monsieur };

const PERSON: Readonly<Record<Fields<PersonMergeForm>, Told<Omit<PersonRecord, 'version'>>>> = {
  civility: [m.mandate_civility, (sheet) => sheet.civility && CIVILITIES[sheet.civility]()],
  givenName: [m.mandate_given_name, (sheet) => sheet.givenName],
  familyName: [m.mandate_family_name, (sheet) => sheet.familyName],
  email: [m.mandate_email, (sheet) => sheet.email],
  phone: [m.person_phone, (sheet) => sheet.phone],
  address: [m.person_address, (sheet) => sheet.address],
};

function compare<Sheet>(
  fields: Readonly<Record<string, Told<Sheet>>>,
  kept: Sheet,
  duplicate: Sheet,
): Compared[] {
  return Object.entries(fields).map(([name, [label, say]]) => ({
    name,
    label: label(),
    kept: say(kept) ?? '',
    duplicate: say(duplicate) ?? '',
  }));
}

/** Two sheets of an organisation, field by field. */
export const comparedOrganisations = (kept: OrganisationRecord, duplicate: OrganisationRecord): Compared[] =>
  compare(ORGANISATION, kept, duplicate);

/** Two sheets of a person, field by field. */
export const comparedPeople = (
  kept: Omit<PersonRecord, 'version'>,
  duplicate: Omit<PersonRecord, 'version'>,
): Compared[] => compare(PERSON, kept, duplicate);

/** What is proposed first: the value of the sheet that is kept, or the other one where it has none. */
export function firstSides(fields: readonly Compared[]): Record<string, Side> {
  return Object.fromEntries(
    fields.map(({ name, kept, duplicate }) => [name, kept === '' && duplicate !== '' ? 'duplicate' : 'kept']),
  );
}
