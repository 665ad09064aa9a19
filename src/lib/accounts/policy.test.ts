import { describe, expect, it } from 'vitest';
import { mayChangeFactors, secondFactorNeed, secondFactorRequired } from './policy.ts';

const member = { roles: [], totp: false, passkey: false, passed: false, demonstration: false } as const;
const coordinator = { ...member, roles: ['reader', 'coordination'] } as const;

describe('the second factor', () => {
  it('is required from coordination only', () => {
    expect(secondFactorRequired(['coordination'])).toBe(true);
    expect(secondFactorRequired(['assistant', 'reader'])).toBe(false);
    expect(secondFactorRequired([])).toBe(false);
  });

  it('is set up, then given, by a coordinator', () => {
    expect(secondFactorNeed(coordinator)).toBe('enrol');
    expect(secondFactorNeed({ ...coordinator, totp: true })).toBe('pass');
    expect(secondFactorNeed({ ...coordinator, passkey: true })).toBe('pass');
    expect(secondFactorNeed({ ...coordinator, totp: true, passed: true })).toBe('none');
    // Given, then removed: the session does not go on for 30 days without.
    expect(secondFactorNeed({ ...coordinator, passed: true })).toBe('enrol');
  });

  it('is asked from a member who set an application up, not from one who only has a passkey', () => {
    expect(secondFactorNeed(member)).toBe('none');
    expect(secondFactorNeed({ ...member, totp: true })).toBe('pass');
    expect(secondFactorNeed({ ...member, passkey: true })).toBe('none');
  });

  it('is never asked in a demonstration', () => {
    expect(secondFactorNeed({ ...coordinator, demonstration: true })).toBe('none');
    expect(secondFactorNeed({ ...coordinator, totp: true, demonstration: true })).toBe('none');
  });

  it('is changed freely while there is none, then only by a session that gave it', () => {
    expect(mayChangeFactors({ totp: false, passkey: false, passed: false })).toBe(true);
    expect(mayChangeFactors({ totp: true, passkey: false, passed: false })).toBe(false);
    expect(mayChangeFactors({ totp: false, passkey: true, passed: false })).toBe(false);
    expect(mayChangeFactors({ totp: true, passkey: true, passed: true })).toBe(true);
  });
});
