import { localTimeInWords } from '#lib/kernel/days.ts';
import { agree, called, capital, type Person } from '#lib/kernel/french.ts';

/** Something that happened during a sitting, as the minutes tell it: at an item, or before the first one (null). */
export interface MinutesEvent {
  readonly kind: 'suspended' | 'resumed' | 'arrival' | 'departure' | 'incident';
  /** ISO instant. */
  readonly at: string;
  /** Its full number: "5.c". */
  readonly number: string | null;
  readonly person: Person | null;
  readonly remote: boolean;
  readonly text: string | null;
}

/** "Madame Alix Abrassart arrive à 14 h 12, pendant le point 3.": what happened, in one sentence, with its hour. */
export function eventSentence({ kind, at, number, person, remote, text }: MinutesEvent): string {
  const hour = localTimeInWords(at);
  const when = number === null ? 'avant le premier point' : `pendant le point\u00a0${number}`;
  if (kind === 'suspended') return `La séance est suspendue à ${hour}.`;
  if (kind === 'resumed') return `La séance reprend à ${hour}.`;
  if (kind === 'incident') return `Incident technique, à ${hour}\u00a0: ${ended(text!)}`;
  const who = capital(called(person!));
  if (kind === 'departure') return `${who} quitte la séance à ${hour}, ${when}.`;
  return `${who} rejoint la séance${remote ? ' à distance' : ''} à ${hour}, ${when}.`;
}

/**
 * A declaration and its effect, as the law wants them in the minutes of a board (CSA 9:8, R-COI-01 and R-COI-02); `byLaw`
 * false: of another body, of which that article does not speak.
 */
export function conflictSentence(person: Person, nature: string, byLaw = true): string {
  const { civility } = person;
  const who = capital(called(person));
  const set = agree(civility, 'Elle ne prend part', 'Il ne prend part', 'Cette personne ne prend part');
  return `${who} déclare un conflit d’intérêts${byLaw ? ' (CSA 9:8)' : ''}\u00a0: ${ended(nature)} ${set} ni au débat ni au vote sur ce point.`;
}

/** "Bastien Bodelet, représenté par Camille Collignon": under the name of whoever is away. */
export function representedBy({ civility }: Person, holder: string): string {
  return `${agree(civility, 'représentée', 'représenté', 'avec procuration')} ${civility === null ? 'à' : 'par'} ${holder}`;
}

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
