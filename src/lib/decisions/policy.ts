import type { Actor } from '#lib/kernel/actor.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { mayRead, type MeetingFacts } from '#lib/meetings/policy.ts';

/**
 * Who may record, correct and withdraw the decisions of a meeting: coordination. To read the meeting comes first, so
 * that a refusal does not reveal what exists. Days are ISO days.
 */
export function mayDecide(actor: Actor, meeting: MeetingFacts, today: string): Outcome<undefined> {
  const readable = mayRead(actor, meeting, today);
  if (!readable.done || actor.role === 'coordination') return readable;
  return refuse(
    'not-allowed',
    actor.role === 'assistant'
      ? 'Impossible d’enregistrer une décision\u00a0: vous préparez la réunion, la coordination enregistre ce qui s’y décide.'
      : 'Impossible d’enregistrer une décision\u00a0: seule la coordination le peut.',
  );
}

/**
 * Who may open, follow up and withdraw a decision in writing, and enter a signed paper: coordination. Every answer can
 * decide, so that the assistant, who prepares, does not enter them.
 */
export function mayRunWritten(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination'
    ? done()
    : refuse(
        'not-allowed',
        'Seule la coordination ouvre une décision par écrit et en enregistre les réponses. Demandez-la-lui.',
      );
}
