/** The closed list of what the journal can say. A new act is added here first, in its room's paragraph. */
export const ACTS = [
  // accounts
  'account.created',
  'account.updated',
  'sign-in.requested',
  'sign-in.refused',
  'sign-in.succeeded',
  'session.ended',
  'second-factor.set',
  'second-factor.removed',
  'second-factor.passed',
  'second-factor.refused',
  'recovery-codes.renewed',
  'recovery-code.used',
  'passkey.added',
  'passkey.removed',
  // platform
  'mail.opened-by-operator',
  'mail.settled-by-operator',
  'demonstration.reset',
  // associations
  'association.created',
  'association.updated',
  'role.granted',
  'role.withdrawn',
  'access.given',
  'access.withdrawn',
  'setting.changed',
  'setting.reset',
  'setting.withdrawn',
  'organisation.added',
  'organisation.changed',
  'person.added',
  'person.changed',
  'person.exported',
  // bodies
  'body.added',
  'mandate.begun',
  'mandate.ended',
  'term.added',
  'term.changed',
  // meetings
  'meeting.created',
  'meeting.changed',
  'agenda-item.added',
  'agenda-item.changed',
  'agenda-item.moved',
  'agenda-item.removed',
  'notes.saved',
  'attendance.recorded',
  'officers.named',
  // decisions
  'decision.recorded',
  'decision.corrected',
  'decision.withdrawn',
] as const;

export type ActName = (typeof ACTS)[number];
