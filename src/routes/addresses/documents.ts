import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';
import type { Format } from '#lib/documents/format-names.ts';

const withDecisions = (decisions: readonly string[]) =>
  decisions.length === 0 ? '' : `?${new URLSearchParams(decisions.map((each) => ['decision', each]))}`;

/** The addresses of what can be had on paper. */
export const documentsAddresses = {
  documents: (association: string, meeting: string, decisions: readonly string[] = []) =>
    resolve('/[association]/meetings/[meeting]/documents', { association, meeting }) +
    withDecisions(decisions) +
    (decisions.length === 0 ? '' : '#extract'),
  /** The PV as it stands. */
  minutes: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/minutes.[format]', { association, meeting, format: 'pdf' }),
  houseStyle: (association: string, done?: 'adopted') =>
    resolve('/[association]/settings/house-style', { association }) + (done ? `?${done}` : ''),
  stylePreview: (association: string, version: number, document: 'minutes' | 'extract', format: Format) =>
    resolve('/[association]/settings/house-style/preview.[format]', { association, format }) +
    queryText({ version: String(version), document }),
  /** The register of a year, bound; of all bodies where none is named. */
  boundRegister: (association: string, year: number, body: string | undefined, format: Format) =>
    resolve('/[association]/decisions/register/bound.[format]', { association, format }) +
    queryText({ year: String(year), body }),
  meetingDocument: (
    association: string,
    meeting: string,
    document: 'minutes' | 'sheet' | 'public' | 'extract',
    format: Format,
    decisions: readonly string[] = [],
  ) =>
    resolve(`/[association]/meetings/[meeting]/${document}.[format]`, { association, meeting, format }) +
    withDecisions(decisions),
};
