import { dayInWords } from '#lib/kernel/days.ts';
import { refuse, type Outcome } from '#lib/kernel/refusals.ts';
import type { SittingState } from '../vocabulary.ts';
import { checkNotClosed } from './sitting.ts';

/**
 * Whether members may say, by the code of the room, that they are there: from the day of the meeting on, so that they do
 * while they come in, until the sitting is closed. `today` and `heldOn` are ISO days; `state` null: not opened yet.
 */
export function checkArrival(
  state: SittingState | null,
  { heldOn, cancelledAt }: { readonly heldOn: string; readonly cancelledAt: string | null },
  today: string,
): Outcome<undefined> {
  if (cancelledAt !== null)
    return refuse('meeting-cancelled', 'Cette réunion est annulée\u00a0: personne n’y est attendu.');
  if (state === null && today !== heldOn)
    return refuse(
      'not-the-day',
      `Ce code sert le jour de la réunion, le ${dayInWords(heldOn)}\u00a0: revenez ce jour-là, dans la salle.`,
    );
  return checkNotClosed(state);
}
