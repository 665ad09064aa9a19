import { ROLES, type Role } from '#lib/kernel/actor.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Category } from './categories.ts';

const ROLE_WORDS: Readonly<Record<Role, { label: () => string; hint: () => string }>> = {
  coordination: { label: m.role_coordination, hint: m.access_role_hint_coordination },
  assistant: { label: m.role_assistant, hint: m.access_role_hint_assistant },
  reader: { label: m.role_reader, hint: m.access_role_hint_reader },
};

export function roleWord(role: Role): string {
  return ROLE_WORDS[role].label();
}

/** The roles of the staff as a form offers them. */
export function roleChoices(): { value: Role; label: string; hint: string }[] {
  return ROLES.map((role) => ({ value: role, label: roleWord(role), hint: ROLE_WORDS[role].hint() }));
}

/** The categories of organisations as people call them. */
export const CATEGORY_WORDS: Readonly<Record<Category, () => string>> = {
  cpas: m.organisation_category_cpas,
  municipality: m.organisation_category_municipality,
  hospital: m.organisation_category_hospital,
  housing: m.organisation_category_housing,
  'mental-health': m.organisation_category_mental_health,
  'social-integration': m.organisation_category_social_integration,
  'individual-support': m.organisation_category_individual_support,
  other: m.organisation_category_other,
};

export const SECTOR_WORDS: Readonly<Record<Sector, () => string>> = {
  public: m.ui_sector_public,
  associative: m.ui_sector_associative,
  government: m.ui_sector_government,
};
