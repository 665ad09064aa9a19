import { ROLES, type Role } from '#lib/kernel/actor.ts';
import { m } from '#lib/paraglide/messages.js';

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
