import { dayInFigures, localDay, localTimeInWords } from '#lib/kernel/days.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MailReport, MailState } from '#lib/platform/mail/tables.ts';

/** "02.03.2026 à 9 h 05". */
export function momentInWords(instant: string): string {
  return m.outbox_moment({ day: dayInFigures(localDay(instant)), hour: localTimeInWords(instant) });
}

export const STATES: Readonly<Record<MailState, { label: () => string; tone: string }>> = {
  waiting: { label: m.outbox_state_waiting, tone: 'quiet' },
  sending: { label: m.outbox_state_sending, tone: 'quiet' },
  uncertain: { label: m.outbox_state_uncertain, tone: 'state-warn' },
  failed: { label: m.outbox_state_failed, tone: 'state-error' },
  sent: { label: m.outbox_state_sent, tone: 'state-ok' },
};

/** What was said of a message after it had left, beside its state. */
export const REPORTS: Readonly<Record<MailReport, { label: () => string; tone: string }>> = {
  delayed: { label: m.outbox_delayed, tone: 'state-warn' },
  returned: { label: m.outbox_returned, tone: 'state-error' },
};

/** What a message is for; a kind without words yet is shown as the room that queued it wrote it. */
export function kindInWords(kind: string): string {
  if (kind === 'sign-in') return m.outbox_kind_sign_in();
  if (kind === 'alerts') return m.desk_outbox_kind();
  if (kind === 'convocation') return m.convocation_tab();
  return kind === 'access' ? m.outbox_kind_access() : kind;
}
