import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import {
  mayChangeSettings,
  mayErasePerson,
  mayExportPerson,
  mayKeepDirectory,
  mayLoseRole,
  mayManageAccess,
  mayMerge,
  mayReadContacts,
} from './policy.ts';

const actor = (role: Role | null): Actor => ({
  associationId: 'association',
  accountId: 'account',
  name: 'An Peeters',
  personId: null,
  role,
  seats: [],
});

describe.each([
  ['mayChangeSettings', mayChangeSettings],
  ['mayManageAccess', mayManageAccess],
  ['mayExportPerson', mayExportPerson],
  ['mayMerge', mayMerge],
  ['mayErasePerson', mayErasePerson],
])('%s', (_, policy) => {
  it.each([
    ['coordination', 'done'],
    ['assistant', 'not-allowed'],
    ['reader', 'not-allowed'],
    [null, 'not-found'],
  ] as const)('%s: %s', (role, expected) => {
    const outcome = policy(actor(role));
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });
});

describe('the directory', () => {
  it.each([
    ['coordination', 'done', true],
    ['assistant', 'done', true],
    ['reader', 'not-allowed', true],
    [null, 'not-allowed', false],
  ] as const)('%s keeps it: %s; reads contacts: %s', (role, keeps, reads) => {
    const outcome = mayKeepDirectory(actor(role));
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(keeps);
    expect(mayReadContacts(actor(role))).toBe(reads);
  });
});

describe('mayLoseRole', () => {
  it.each([
    ['coordination', 1, false, false, 'last-coordination'],
    ['coordination', 1, true, true, 'last-coordination'],
    ['coordination', 2, false, false, 'done'],
    ['coordination', 2, true, false, 'own-role'],
    ['coordination', 2, true, true, 'done'],
    ['assistant', 1, false, false, 'done'],
    ['reader', 0, false, false, 'done'],
  ] as const)('%s, %i coordinations, own %s, known %s: %s', (role, coordinations, isOwn, own, expected) => {
    const outcome = mayLoseRole({ role, coordinations, isOwn, own });
    expect(outcome.done ? 'done' : outcome.refusal.code).toBe(expected);
  });
});
