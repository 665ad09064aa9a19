import { m } from '#lib/paraglide/messages.js';
import type { AttendanceState, ItemNature } from './vocabulary.ts';

/** What is asked of the meeting on an item, in a word. */
export const NATURE_NAMES: Readonly<Record<ItemNature, () => string>> = {
  information: m.item_nature_information,
  discussion: m.item_nature_discussion,
  decision: m.item_nature_decision,
  approval: m.item_nature_approval,
  election: m.item_nature_election,
  admission: m.item_nature_admission,
  selection: m.item_nature_selection,
};

/** Where someone stands, in a word. */
export const STATE_NAMES: Readonly<Record<AttendanceState, () => string>> = {
  present: m.attendance_present,
  remote: m.attendance_remote,
  left: m.attendance_left,
  excused: m.attendance_excused,
  absent: m.attendance_absent,
};
