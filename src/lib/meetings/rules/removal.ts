import { dayInWords } from '#lib/kernel/days.ts';
import { joinList } from '#lib/kernel/french.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** What a meeting has left behind, each with its words in a sentence. */
const TRACES = {
  sent: 'sa convocation est partie',
  sitting: 'sa séance a été ouverte',
  attendance: 'des présences sont notées',
  notes: 'des notes sont prises',
  decisions: 'des décisions sont enregistrées',
  propositions: 'des textes y sont à mettre aux voix',
  elections: 'une élection y a été ouverte',
  answers: 'des membres ont déjà répondu, donné procuration ou posé une question',
  requests: 'des membres y ont proposé un point',
  annexes: 'des annexes y sont jointes',
  polled: 'elle vient d’un sondage de dates',
  carried: 'un de ses points est repris ailleurs',
  second: 'une seconde réunion s’appuie sur elle',
} as const;

export type Trace = keyof typeof TRACES;
export const TRACE_NAMES = Object.keys(TRACES) as Trace[];

/**
 * Whether a meeting that was planned by mistake may go as if it had never been: only while nothing was sent and nothing
 * recorded. Refuses with all that stands in the way; such a meeting is cancelled, so that everyone knows.
 */
export function checkRemoval(heldOn: string, traces: readonly Trace[]): Outcome<undefined> {
  if (traces.length === 0) return done();
  return refuse(
    'meeting-left-traces',
    `Impossible de supprimer la réunion du ${dayInWords(heldOn)}\u00a0: ${joinList(traces.map((trace) => TRACES[trace]))}. Annulez-la plutôt\u00a0: elle reste au calendrier, et chacun sait qu’elle n’a pas lieu.`,
    { details: { traces } },
  );
}
