import type { Actor } from '#lib/kernel/actor.ts';
import { dayWithin } from '#lib/kernel/days.ts';
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

/** A task as rights see it. */
export interface TaskFacts {
  readonly bodyId: string;
  readonly personId: string;
}

/**
 * Who may read a task: the staff, whoever has it, and whoever sits today in the body that gave it. For anyone else it does
 * not exist.
 */
export function mayReadTask(actor: Actor, { bodyId, personId }: TaskFacts, today: string): boolean {
  return (
    actor.role !== null ||
    actor.personId === personId ||
    actor.seats.some((seat) => seat.bodyId === bodyId && dayWithin(today, seat.from, seat.to))
  );
}

/** Who may give tasks, and put off their day: whoever prepares meetings, coordination and assistant. */
export function mayGiveTasks(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination' || actor.role === 'assistant'
    ? done()
    : refuse(
        'not-allowed',
        'Seul le secrétariat de l’association confie des tâches. Demandez-lui cette modification.',
      );
}

/** Who may say that a task is done: whoever has it, and whoever gives tasks. */
export function mayFinishTask(actor: Actor, task: TaskFacts): Outcome<undefined> {
  return actor.personId === task.personId || mayGiveTasks(actor).done
    ? done()
    : refuse(
        'not-allowed',
        'Seule la personne à qui cette tâche est confiée, ou le secrétariat, la termine.',
      );
}

/** Who may give up a task or open it again: coordination. */
export function mayGiveUpTasks(actor: Actor): Outcome<undefined> {
  return actor.role === 'coordination'
    ? done()
    : refuse('not-allowed', 'Seule la coordination annule ou rouvre une tâche. Demandez-le-lui.');
}
