import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

const recipientOf = (mandateId: string | null) => mandateId ?? 'auditor';

/** The addresses of convocation. `round`: one of the sendings; none: what would leave now. */
export const convocationAddresses = {
  convocation: (
    association: string,
    meeting: string,
    query: { show?: string | undefined; round?: string | undefined; done?: string | undefined } = {},
  ) => resolve('/[association]/meetings/[meeting]/convocation', { association, meeting }) + queryText(query),
  reviewConvocation: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/convocation/review', { association, meeting }),
  convocationOf: (association: string, meeting: string, mandateId: string | null, round?: string) =>
    resolve('/[association]/meetings/[meeting]/convocation/[recipient]', {
      association,
      meeting,
      recipient: recipientOf(mandateId),
    }) + queryText({ round }),
  letter: (association: string, meeting: string, mandateId: string | null, round?: string) =>
    resolve('/[association]/meetings/[meeting]/convocation/[recipient]/letter.pdf', {
      association,
      meeting,
      recipient: recipientOf(mandateId),
    }) + queryText({ round }),
  letters: (association: string, meeting: string, round?: string) =>
    resolve('/[association]/meetings/[meeting]/convocation/letters.pdf', { association, meeting }) +
    queryText({ round }),
  secondMeeting: (association: string, meeting: string) =>
    resolve('/[association]/meetings/[meeting]/second', { association, meeting }),
};
