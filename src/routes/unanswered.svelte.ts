import { applyAction } from '$app/forms';
import { m } from '#lib/paraglide/messages.js';

/** What is said of the form sent last, when no answer came that its page can show. */
export const unanswered = $state<{ sentence: string | null }>({ sentence: null });

/** What went wrong. Without a status, nothing came back that could be read. */
export interface Lost {
  readonly status?: number;
  readonly error: App.Error;
}

/**
 * Tells that a form was sent in vain, on its page, where what was typed stays. What is gone has a page of its own, and
 * so has a session that ended: what was typed is there.
 */
export async function tellUnanswered(lost: Lost): Promise<void> {
  const { status, error } = lost;
  if (error.typed || status === 404) await applyAction({ type: 'error', ...lost });
  else if (status === undefined) unanswered.sentence = m.unanswered_no_answer();
  else unanswered.sentence = error.id ? m.unanswered_failed({ id: error.id }) : error.message;
}
