import { weekdayInWords } from '#lib/kernel/days.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MinutesPage } from './server/page.ts';
import type { MinutesState, Signer } from './vocabulary.ts';

export const STATE_NAMES: Readonly<Record<MinutesState, () => string>> = {
  draft: m.minutes_state_draft,
  sent: m.minutes_state_sent,
  approved: m.minutes_state_approved,
  signed: m.minutes_state_signed,
  sealed: m.minutes_state_sealed,
};

export const SIGNER_NAMES: Readonly<Record<Signer, () => string>> = {
  chair: m.minutes_signer_chair,
  secretary: m.minutes_signer_secretary,
};

/** Who must do what now. */
export function nextInWords({
  next,
  signatures,
}: Pick<MinutesPage, 'next'> & { signatures: readonly { signer: Signer; name: string }[] }): string {
  switch (next.step) {
    case 'name-officers':
      return m.minutes_next_name_officers();
    case 'send':
      return m.minutes_next_send();
    case 'answer-remarks':
      return m.minutes_next_answer({ count: next.count });
    case 'wait-for-remarks':
      return m.minutes_next_wait({ day: weekdayInWords(next.until) });
    case 'approve':
      return next.on === null
        ? m.minutes_next_approve_nowhere()
        : m.minutes_next_approve({ day: weekdayInWords(next.on) });
    case 'sign':
      return m.minutes_next_sign({
        names: signatures
          .filter(({ signer }) => next.missing.includes(signer))
          .map(({ name }) => name)
          .join(', '),
      });
    case 'seal':
      return m.minutes_next_seal();
    case 'nothing':
      return m.minutes_next_nothing();
  }
}
