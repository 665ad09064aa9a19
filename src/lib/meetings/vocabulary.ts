export const MEETING_KINDS = ['ordinary', 'extraordinary'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const ITEM_NATURES = [
  'information',
  'discussion',
  'decision',
  'approval',
  'election',
  'admission',
  'selection',
] as const;
export type ItemNature = (typeof ITEM_NATURES)[number];

/** What the law treats apart among ordinary decisions (CSA 9:12, 9:14). */
export const ITEM_SUBJECTS = ['accounts', 'budget'] as const;
export type ItemSubject = (typeof ITEM_SUBJECTS)[number];

/** Whether something is put to the vote on an item of this nature. */
export function isForDecision(nature: ItemNature): boolean {
  return nature !== 'information' && nature !== 'discussion';
}

/** What became of an item: taken up in the sitting, or not. */
export const TREATMENTS = ['treated', 'not-treated'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Presence of someone entitled to sit; remote: takes part from afar; left: was there, and is gone. */
export const ATTENDANCE_STATES = ['present', 'remote', 'left', 'excused', 'absent'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

/** Whether someone in this state debates and votes at this moment: from afar is as good as in the room (CSA 9:16/1). */
export function takesPart(state: AttendanceState | null): boolean {
  return state === 'present' || state === 'remote';
}

/** What someone says before the meeting of their coming. */
export const REPLIES = ['in-person', 'remote', 'excused', 'represented'] as const;
export type Reply = (typeof REPLIES)[number];

/** How something said by a member reached us: by their own hand, through the secretary, on signed paper. */
export const CHANNELS = ['member', 'secretary', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A sitting begins when it is opened; before that, its meeting is only planned. */
export const SITTING_STATES = ['open', 'suspended', 'closed'] as const;
export type SittingState = (typeof SITTING_STATES)[number];

/** What happens in a sitting, in the order in which it happens. */
export const SITTING_EVENTS = [
  'opened',
  'suspended',
  'resumed',
  'closed',
  'item-begun',
  'arrival',
  'departure',
  'incident',
] as const;
export type SittingEventKind = (typeof SITTING_EVENTS)[number];

export const NOTICE_KINDS = ['notice', 'change', 'reminder', 'cancellation'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** In which capacity someone is told of a meeting (CSA 9:14 for the assembly). */
export const CAPACITIES = ['member', 'director', 'auditor', 'guest'] as const;
export type Capacity = (typeof CAPACITIES)[number];

export const DATE_ANSWERS = ['yes', 'if-need-be', 'no'] as const;
export type DateAnswer = (typeof DATE_ANSWERS)[number];

/** What a number of members may ask together: an item (CSA 9:14, a twentieth) or an assembly (CSA 9:13, a fifth). */
export const REQUEST_KINDS = ['item', 'assembly'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Who a pack is made for: whoever may read everything, or whoever may not read confidential annexes. */
export const AUDIENCES = ['confidential', 'open'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a personal link opens. */
export const LINK_PURPOSES = ['meeting', 'date-poll', 'written-procedure', 'minutes'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** open: to do · done: whoever has it says so · cancelled: given up. */
export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];
