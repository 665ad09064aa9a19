import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

/** The addresses of annexes. */
export const annexesAddresses = {
  annexes: (association: string, meeting: string, query: { item?: string } = {}) =>
    resolve('/[association]/meetings/[meeting]/annexes', { association, meeting }) + queryText(query),
  /** Its file, in the last version unless another one is asked for. */
  annex: (association: string, meeting: string, annex: string, version?: number) =>
    resolve('/[association]/meetings/[meeting]/annexes/[annex]', { association, meeting, annex }) +
    queryText({ version: version?.toString() }),
  changeAnnex: (association: string, meeting: string, annex: string) =>
    resolve('/[association]/meetings/[meeting]/annexes/[annex]/edit', { association, meeting, annex }),
  /** The pack that is due to whoever asks; the staff may ask for the one without confidential annexes. */
  pack: (association: string, meeting: string, audience?: 'open' | 'confidential') =>
    resolve('/[association]/meetings/[meeting]/pack.pdf', { association, meeting }) + queryText({ audience }),
};
