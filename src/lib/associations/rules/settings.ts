import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { COLLEGE_RULES, type CollegeSettings } from './settings/colleges.ts';
import type { Definition, Definitions } from './settings/definition.ts';
import { MANDATES, type MandateSettings } from './settings/mandates.ts';
import { MEETINGS, type MeetingSettings } from './settings/meetings.ts';
import { MEMBERS, type MemberSettings } from './settings/members.ts';
import { MESSAGES, type MessageSettings } from './settings/messages.ts';
import { PARTICIPATION, type ParticipationSettings } from './settings/participation.ts';
import { PRESIDENCY, type PresidencySettings } from './settings/presidency.ts';
import { PUBLICATION, type PublicationSettings } from './settings/publication.ts';
import { QUORUM, type QuorumSettings } from './settings/quorum.ts';
import { REGIME, type RegimeSettings } from './settings/regime.ts';
import { REPORTS, type ReportSettings } from './settings/reports.ts';
import { VOTES, type VoteSettings } from './settings/votes.ts';

/** The type of the value of each setting of the statutes. */
export type SettingValues = RegimeSettings &
  MeetingSettings &
  QuorumSettings &
  VoteSettings &
  ParticipationSettings &
  CollegeSettings &
  PresidencySettings &
  MandateSettings &
  MemberSettings &
  ReportSettings &
  PublicationSettings &
  MessageSettings;
export type SettingKey = keyof SettingValues;

/** The headings under which a page lists the settings, in its order. */
const GROUPS: readonly (readonly [string, Partial<Definitions<SettingValues>>])[] = [
  ['Régime', REGIME],
  ['Réunions et convocation', MEETINGS],
  ['Quorum', QUORUM],
  ['Votes', VOTES],
  ['Procurations et participation', PARTICIPATION],
  ['Collèges et parité', COLLEGE_RULES],
  ['Présidence', PRESIDENCY],
  ['Mandats', MANDATES],
  ['Membres', MEMBERS],
  ['Exercice et rapports', REPORTS],
  ['Publication', PUBLICATION],
  ['Messages', MESSAGES],
];

/** Every setting of the statutes that the product uses, in the order of a page that lists them. */
export const SETTINGS: Definitions<SettingValues> = {
  ...REGIME,
  ...MEETINGS,
  ...QUORUM,
  ...VOTES,
  ...PARTICIPATION,
  ...COLLEGE_RULES,
  ...PRESIDENCY,
  ...MANDATES,
  ...MEMBERS,
  ...REPORTS,
  ...PUBLICATION,
  ...MESSAGES,
};

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

const HEADINGS = new Map(
  GROUPS.flatMap(([heading, definitions]) => Object.keys(definitions).map((key) => [key, heading])),
);

/** The heading under which a page lists a setting. */
export function headingOf(key: SettingKey): string {
  return HEADINGS.get(key)!;
}

/** Whether the statutes can say this of such a body; of the association as a whole (null), they can say everything. */
export function appliesTo(key: SettingKey, bodyKind: BodyKind | null): boolean {
  const { where }: Pick<Definition<unknown>, 'where'> = SETTINGS[key];
  if (where === undefined || bodyKind === null) return true;
  return where !== 'association' && where.includes(bodyKind);
}
