import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

/** The addresses of sitting. */
export const sittingAddresses = {
  sitting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/sitting', { association, meeting }),
  /** The same, at what closes it. */
  closeSitting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/sitting', { association, meeting }) + '?close#close',
  /** The list to sign. */
  sheet: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/sheet.[format]', { association, meeting, format: 'pdf' }),
  /** What the code of the room opens: whoever is there says so. */
  here: (association: string, meeting: string, code?: string) =>
    resolve('/(public)/[association]/meetings/[meeting]/here', { association, meeting }) +
    queryText({ code }),
  /** Where it is noted who represents someone. */
  representing: (association: string, meeting: string, mandate: string) =>
    resolve('/[association]/meetings/[meeting]/attendance', { association, meeting }) +
    `?for=${mandate}#m-${mandate}`,
  /** Where the tellers of a vote on paper enter what they found. */
  counting: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]/count', { association, meeting, item }),
  rollCall: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/attendance', { association, meeting }) + '?roll',
};
