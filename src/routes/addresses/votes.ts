import { resolve } from '$app/paths';

/** The addresses of votes taken on screens. */
export const votesAddresses = {
  /** What is known of a vote, and where a receipt is checked. */
  vote: (association: string, meeting: string, vote: string) =>
    resolve('/[association]/meetings/[meeting]/votes/[vote]', { association, meeting, vote }),
  /** What a secret vote protects, and what it does not. */
  secretVote: (association: string) => resolve('/[association]/meetings/secret-vote', { association }),
  /** Voting from a mail, without signing in. */
  personalVote: (association: string, token: string) =>
    resolve('/(public)/[association]/m/[token]/vote', { association, token }),
};
