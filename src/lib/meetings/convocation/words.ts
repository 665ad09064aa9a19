import { dayInFigures, localDay, localTimeInWords } from '#lib/kernel/days.ts';
import { count, joinList, typography } from '#lib/kernel/french.ts';
import type { Recipient } from './content.ts';

type Channelled = Pick<Recipient, 'channel' | 'address' | 'name'>;

/** "18 messages et 2 lettres": what leaves, or left. */
export function sendingInWords({
  mails,
  letters,
}: {
  readonly mails: number;
  readonly letters: number;
}): string {
  return joinList([
    ...(mails > 0 || letters === 0 ? [count(mails, 'message', 'messages')] : []),
    ...(letters > 0 ? [count(letters, 'lettre', 'lettres')] : []),
  ]);
}

export function countChannels(recipients: readonly Channelled[]): { mails: number; letters: number } {
  const mails = recipients.filter(({ channel }) => channel === 'mail').length;
  return { mails, letters: recipients.length - mails };
}

/** So many names are said; of more, how many they are. */
const NAMED = 4;

/** "18 messages et 2 lettres ; il manque l’adresse de A et B": what will leave, and what it lacks. */
export function callInWords(recipients: readonly Channelled[]): string {
  const missing = recipients.filter(({ address }) => address === null).map(({ name }) => typography(name));
  const sending = sendingInWords(countChannels(recipients));
  if (missing.length === 0) return sending;
  const whose =
    missing.length > NAMED
      ? [...missing.slice(0, NAMED - 1), `${missing.length - NAMED + 1}\u00a0autres`]
      : missing;
  return `${sending}\u00a0; il manque l’adresse de ${joinList(whose)}`;
}

/** "02.03.2026 à 9 h 05" */
export function momentInFigures(instant: string): string {
  return `${dayInFigures(localDay(instant))} à ${localTimeInWords(instant)}`;
}
