export const MEETING_KINDS = ['ordinary', 'extraordinary'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const ITEM_NATURES = ['information', 'discussion', 'decision'] as const;
export type ItemNature = (typeof ITEM_NATURES)[number];

export const ATTENDANCE_STATES = ['present', 'excused', 'absent'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];
