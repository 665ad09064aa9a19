import type { BodyKind } from '#lib/kernel/body-kinds.ts';
import { dayInWords } from '#lib/kernel/days.ts';
import { officeTitle, type Civility } from '#lib/kernel/french.ts';
import type { Office } from './offices.ts';

/** "présidente", "trésorier": the office as it is said of this person; nothing for an ordinary member. */
export function officeWord(office: Office, civility: Civility): string {
  return office === 'member' ? '' : officeTitle(office, civility);
}

/** Offices as a list offers them, whoever holds them. */
export const OFFICE_NAMES: Readonly<Record<Office, string>> = {
  chair: 'Présidence',
  'vice-chair': 'Vice-présidence',
  treasurer: 'Trésorerie',
  member: 'Membre',
  invited: 'Personne invitée',
};

/** "à partir du 24 juin 2021", "du 1er janvier 2021 au 20 novembre 2022": the ISO days of a mandate. */
export function periodInWords({ from, to }: { from: string; to: string | null }): string {
  return to === null ? `à partir du ${dayInWords(from)}` : `du ${dayInWords(from)} au ${dayInWords(to)}`;
}

/** Kinds of bodies as a list offers them. */
export const BODY_KIND_NAMES: Readonly<Record<BodyKind, string>> = {
  'general-assembly': 'Assemblée générale',
  board: 'Organe d’administration (CA)',
  'management-committee': 'Comité de gestion ou bureau',
  'consultation-committee': 'Comité de concertation',
  'working-group': 'Groupe de travail',
};
