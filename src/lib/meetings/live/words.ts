import { localTimeInWords } from '#lib/kernel/days.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Stage } from '../server/live/stage.ts';

/** "en séance depuis 14 h 06": where a sitting is, in a few words. */
export function stageInWords({
  state,
  openedAt,
  closedAt,
}: Pick<Stage, 'state' | 'openedAt' | 'closedAt'>): string {
  switch (state) {
    case 'planned':
      return m.live_planned();
    case 'cancelled':
      return m.live_cancelled();
    case 'open':
      return m.live_open_since({ hour: localTimeInWords(openedAt!) });
    case 'suspended':
      return m.live_suspended();
    case 'closed':
      return m.live_closed_at({ hour: localTimeInWords(closedAt!) });
  }
}
