import { m } from '#lib/paraglide/messages.js';
import type { UndoableAct } from './server/agenda/last-change.ts';

/** What was just done to an agenda, beside the button that undoes it. */
export const UNDO_SENTENCES: Readonly<Record<UndoableAct, () => string>> = {
  'agenda-item.added': m.agenda_done_added,
  'agenda-item.changed': m.agenda_done_changed,
  'agenda-item.moved': m.agenda_done_moved,
  'agenda-item.removed': m.agenda_done_removed,
  'agenda.copied': m.agenda_done_copied,
  'agenda.carried-over': m.agenda_done_carried,
};
