import { m } from '#lib/paraglide/messages.js';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { AttendanceState, Channel, ItemNature, ItemSubject } from './vocabulary.ts';

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

/** What is decided on an item, in words. */
export const KIND_NAMES: Readonly<Record<DecisionKind, () => string>> = {
  ordinary: m.decision_kind_ordinary,
  statutes: m.decision_kind_statutes,
  purpose: m.decision_kind_purpose,
  exclusion: m.decision_kind_exclusion,
  dissolution: m.decision_kind_dissolution,
};

/** What an item is about, where that has rules of its own; '': something else. */
export const SUBJECT_NAMES: Readonly<Record<ItemSubject | '', () => string>> = {
  '': m.agenda_subject_other,
  accounts: m.agenda_subject_accounts,
  budget: m.agenda_subject_budget,
};

/** How what a member said reached the association, in words. */
export const VIA_NAMES: Readonly<Record<Channel, () => string>> = {
  member: m.sitting_via_member,
  secretary: m.sitting_via_secretary,
  paper: m.sitting_via_paper,
};

/** Where someone stands, in a word. */
export const STATE_NAMES: Readonly<Record<AttendanceState, () => string>> = {
  present: m.attendance_present,
  remote: m.attendance_remote,
  left: m.attendance_left,
  excused: m.attendance_excused,
  absent: m.attendance_absent,
};
