import { resolve } from '$app/paths';

export const writtenAddresses = {
  writtenDecisions: (association: string) => resolve('/[association]/meetings/written', { association }),
  newWrittenDecision: (association: string) =>
    resolve('/[association]/meetings/written/new', { association }),
  writtenDecision: (association: string, procedure: string, saved?: 'saved') =>
    resolve('/[association]/meetings/written/[procedure]', { association, procedure }) +
    (saved ? '?saved' : ''),
  writtenDocument: (association: string, procedure: string) =>
    resolve('/[association]/meetings/written/[procedure]/decision.pdf', { association, procedure }),
  writtenLetter: (association: string, procedure: string, mandate: string) =>
    resolve('/[association]/meetings/written/[procedure]/letters/[mandate]', {
      association,
      procedure,
      mandate,
    }),
  writtenLink: (association: string, token: string, saved?: 'saved') =>
    resolve('/(public)/[association]/written/[token]', { association, token }) + (saved ? '?saved' : ''),
};
