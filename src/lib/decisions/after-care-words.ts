import { m } from '#lib/paraglide/messages.js';
import type { CareStep, Effect } from './rules/after-care.ts';

/** What a decision does, after "Cette décision". */
export const EFFECT_WORDS: Readonly<Record<Effect, () => string>> = {
  statutes: m.care_effect_statutes,
  name: m.care_effect_name,
  seat: m.care_effect_seat,
  directors: m.care_effect_directors,
  delegates: m.care_effect_delegates,
  auditor: m.care_effect_auditor,
  accounts: m.care_effect_accounts,
  members: m.care_effect_members,
  dissolution: m.care_effect_dissolution,
  none: m.care_effect_none,
};

export const STEP_WORDS: Readonly<Record<CareStep, { title: () => string; hint: () => string }>> = {
  mandates: { title: m.care_step_mandates, hint: m.care_step_mandates_hint },
  'members-register': { title: m.care_step_members_register, hint: m.care_step_members_register_hint },
  extract: { title: m.care_step_extract, hint: m.care_step_extract_hint },
  publication: { title: m.care_step_publication, hint: m.care_step_publication_hint },
  'coordinated-statutes': {
    title: m.care_step_coordinated_statutes,
    hint: m.care_step_coordinated_statutes_hint,
  },
  ubo: { title: m.care_step_ubo, hint: m.care_step_ubo_hint },
  deposit: { title: m.care_step_deposit, hint: m.care_step_deposit_hint },
  administration: { title: m.care_step_administration, hint: m.care_step_administration_hint },
  letterhead: { title: m.care_step_letterhead, hint: m.care_step_letterhead_hint },
};
