import type { Role } from '#lib/kernel/actor.ts';

/** Whether one of these roles is too powerful for a mailbox alone: coordination, which may do everything. */
export function secondFactorRequired(roles: readonly Role[]): boolean {
  return roles.includes('coordination');
}

/**
 * What a session lacks before it opens pages: nothing, a second factor to give ("pass") or to set up ("enrol").
 * Whoever set an authenticator application up wants it asked; a passkey is asked only where the role needs it,
 * because for everybody else it is a comfort. A demonstration asks for nothing.
 */
export function secondFactorNeed(facts: {
  readonly roles: readonly Role[];
  readonly totp: boolean;
  readonly passkey: boolean;
  readonly passed: boolean;
  readonly demonstration: boolean;
}): 'none' | 'pass' | 'enrol' {
  if (facts.demonstration) return 'none';
  const required = secondFactorRequired(facts.roles);
  if (!facts.totp && !facts.passkey) return required ? 'enrol' : 'none';
  if (facts.passed) return 'none';
  return facts.totp || required ? 'pass' : 'none';
}

/**
 * Whether a session may change the factors of its account: the first one needs nothing more than the mailbox, the
 * following ones need one of those already there, else the mailbox alone would replace them.
 */
export function mayChangeFactors(facts: { totp: boolean; passkey: boolean; passed: boolean }): boolean {
  return facts.passed || !(facts.totp || facts.passkey);
}
