import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

/** The addresses of sitting. */
export const sittingAddresses = {
  sitting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/sitting', { association, meeting }),
  /** The list to sign. */
  sheet: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/sheet.pdf', { association, meeting }),
  /** What the code of the room opens: whoever is there says so. */
  here: (association: string, meeting: string, code?: string) =>
    resolve('/[association]/meetings/[meeting]/here', { association, meeting }) + queryText({ code }),
  /** Where the tellers of a vote on paper enter what they found. */
  counting: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]/count', { association, meeting, item }),
  rollCall: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/attendance', { association, meeting }) + '?roll',
};
