import type { HouseStyle } from '#lib/associations/rules/house-style.ts';
import type { Office } from '#lib/bodies/offices.ts';
import type { Verdict } from '#lib/decisions/rules/verdict.ts';
import type { RichText } from '#lib/documents/rich-text.ts';
import type { Civility } from '#lib/kernel/french.ts';
import type { Sector } from '#lib/kernel/sectors.ts';
import type { Presence } from '#lib/meetings/rules/quorum.ts';
import type { AttendanceState, MeetingKind } from '#lib/meetings/vocabulary.ts';
import type { Complements } from './complements.ts';
import type { MinutesEvent } from './movements.ts';
import type { GivenTask } from './tasks.ts';

/** All that a PV says, as plain data: the document is written from it alone, so that it can be written again. */
export interface MinutesSnapshot {
  readonly association: {
    readonly name: string;
    /** "ASBL" */
    readonly legalForm: string;
    /** What the law wants on every document (CSA 2:20): seat, number, register. */
    readonly letterhead: readonly string[];
  };
  /** As it stood when the PV was written; none in what was kept before there were styles. */
  readonly style?: HouseStyle;
  readonly body: { readonly code: string; readonly name: string };
  readonly kind: MeetingKind;
  /** ISO day. */
  readonly heldOn: string;
  /** Local time; null when only the day is known. */
  readonly startsAt: string | null;
  readonly place: string | null;
  readonly theme: string | null;
  /** How its members were called to it. */
  readonly notice: {
    /** The ISO day on which they were told of its day; null when nothing left from here. */
    readonly sentOn: string | null;
    /** Why something left after its delay. */
    readonly lateReasons: readonly string[];
    /** The ISO day of the meeting that lacked its quorum, when this one is the second. */
    readonly secondOf: string | null;
  };
  readonly chair: (NamedPerson & { readonly office: Office }) | null;
  readonly secretary: NamedPerson | null;
  /** Those entitled to sit on the day, in the order of the list. */
  readonly attendance: readonly AttendingPerson[];
  /** Organisations whose seat has no representative. */
  readonly vacant: readonly string[];
  readonly presences: readonly Presence[];
  /** People came or went: the presences and the quorum are those of the opening. Not said in what was kept before. */
  readonly presencesOf?: 'opening';
  /** What the quorum of an ordinary decision says of these; null when nobody's presence was recorded. */
  readonly quorum: readonly string[] | null;
  /** The agenda in the order in which it is called. */
  readonly items: readonly MinutesItem[];
  /** The sitting, where one was opened: its hours, and what happened in it in order. */
  readonly sitting: MinutesSitting | null;
  /** What the secretary added to the sentences written from all this; none where nothing was added. */
  readonly complements?: Complements;
  /** Complements of sentences that are not there any more. Never in a version that was sent. */
  readonly lostComplements?: readonly string[];
  /** ISO instant of the last thing recorded. */
  readonly recordedAt: string;
}

export interface MinutesSitting {
  /** ISO instants. */
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly tellers: readonly NamedPerson[];
  /** What happened before the first item. */
  readonly events: readonly MinutesEvent[];
}

export interface NamedPerson {
  readonly name: string;
  readonly civility: Civility;
}

export interface AttendingPerson extends NamedPerson {
  readonly sector: Sector;
  readonly office: Office;
  readonly organisation: string;
  readonly voting: boolean;
  /** Null: not recorded. */
  readonly state: AttendanceState | null;
  /** Who voted for them all along, by a proxy; null where nobody did, or not at every vote. */
  readonly representedBy: string | null;
}

export interface MinutesItem {
  /** Its own mark: "5", "c". */
  readonly mark: string;
  /** 1 at the top. */
  readonly depth: number;
  readonly title: string;
  readonly notes: RichText | null;
  readonly treated: boolean;
  /** Dealt with behind closed doors: the public version says no more than its title. */
  readonly closedDoor: boolean;
  /** `byLaw` false: declared in another body than the board, of which alone the Code speaks. */
  readonly conflicts: readonly {
    readonly person: NamedPerson;
    readonly nature: string;
    readonly byLaw?: false;
  }[];
  /** What happened while it was before the meeting, in order. */
  readonly events: readonly MinutesEvent[];
  readonly decisions: readonly MinutedDecision[];
  /** What was never put to the vote, and why: "Amendement 2 : tombe sans vote, car…". */
  readonly fallen: readonly string[];
  /** What somebody was given to do; `dueOn` is an ISO day. */
  readonly tasks: readonly GivenTask[];
}

export interface MinutedDecision {
  /** "CA-2022-3": the same in the register, in an extract and here. */
  readonly reference: string;
  readonly proposal: string;
  readonly verdict: Verdict;
  /**
   * Who voted by proxy at this vote, as it was kept when it closed; null for a vote recorded before that was kept. Said with
   * the vote only where the list of those present does not say it already.
   */
  readonly represented: readonly { readonly person: NamedPerson; readonly holder: string }[] | null;
  /** "Ont voté pour : …": who voted what in a roll call; empty for any other vote. */
  readonly named: readonly string[];
  /** Of an amendment or a part: the text that was discussed, and how deep it stands under it. */
  readonly under?: DiscussedText;
  /** Of a vote on several items: their marks, and whether this is the first of them, where the count stands. */
  readonly together?: { readonly numbers: readonly string[]; readonly first: boolean };
}

/** A text before the meeting as it was brought, that amendments change or parts divide. */
export interface DiscussedText {
  readonly depth: number;
  /** "Texte", "Texte 2". */
  readonly name: string;
  readonly text: string;
  /** Who proposed it, in words; empty: not said. */
  readonly author: string;
}
