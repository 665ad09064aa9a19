import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import type { DecisionKind } from '#lib/kernel/decision-kinds.ts';
import type { CalendarMeeting } from '../calendar-file.ts';
import type { Gathering } from '../rules/convocation.ts';
import type { Capacity, ItemNature, MeetingKind } from '../vocabulary.ts';

/** An item as whoever is called reads it. */
export interface NoticeItem {
  readonly number: string;
  readonly depth: number;
  readonly title: string;
  readonly nature: ItemNature;
  readonly decisionKind: DecisionKind | null;
  readonly presenter: string;
  readonly minutes: number | null;
  /** What members read before the meeting: plain paragraphs. */
  readonly text: string;
  /** Debated without guests. */
  readonly closedDoor: boolean;
  /** Added after the notice: why. */
  readonly lateReason: string | null;
  /** The quorum and the majority that apply, with their source; null for an ordinary decision. */
  readonly rule: string | null;
  /** ISO instant until which members vote on it before the meeting; without it, they do not. */
  readonly voteBeforeUntil?: string;
}

/**
 * All that a notice says, the same for everybody: kept as it was said, so that what was sent can be shown again. Days and
 * instants are ISO.
 */
export interface NoticeContent {
  readonly association: {
    readonly slug: string;
    readonly name: string;
    readonly shortName: string;
    readonly legalForm: string;
    /** What the law wants on every document and message (CSA 2:20). */
    readonly letterhead: readonly string[];
  };
  readonly body: { readonly code: string; readonly name: string; readonly kind: BodyKind };
  readonly meeting: Gathering &
    CalendarMeeting & {
      readonly kind: MeetingKind;
      /** The day of the meeting that lacked its quorum, when this one is the second. */
      readonly secondOf: string | null;
      readonly cancelReason: string | null;
    };
  readonly items: readonly NoticeItem[];
  /** Who may hold a proxy, in a sentence; null: nobody may. */
  readonly proxies: string | null;
  /** The rule of an ordinary decision, in a sentence. */
  readonly ordinaryRule: string;
  /** What allows members to vote before the meeting, where an item says so: "statuts, art. 14". */
  readonly voteBeforeSource?: string;
}

/** One person told, as letters and messages call them. */
export interface Recipient {
  /** The mandate by which they are told; null for the auditor. */
  readonly mandateId: string | null;
  readonly personId: string | null;
  readonly capacity: Capacity;
  readonly name: string;
  readonly civility: 'madame' | 'monsieur' | null;
  readonly organisation: string | null;
  readonly channel: 'mail' | 'letter';
  /** The e-mail address for a message, the postal one for a letter; null when it is missing. */
  readonly address: string | null;
  /** Whether they sit in the body itself, and so may answer and read its documents. */
  readonly sits: boolean;
}

/** What is left of the agenda for this person: what is debated without guests is only announced to them. */
export function itemsFor(content: NoticeContent, capacity: Capacity): readonly NoticeItem[] {
  if (capacity !== 'guest') return content.items;
  return content.items.map((item) => (item.closedDoor ? { ...item, text: '' } : item));
}
