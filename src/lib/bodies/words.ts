import { officeTitle, type Civility } from '#lib/kernel/french.ts';
import type { Office } from './offices.ts';

/** "présidente", "trésorier": the office as it is said of this person; nothing for an ordinary member. */
export function officeWord(office: Office, civility: Civility): string {
  return office === 'member' ? '' : officeTitle(office, civility);
}
