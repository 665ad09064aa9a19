import { resolve } from '$app/paths';

/** The addresses of elections. */
export const electionsAddresses = {
  election: (association: string, meeting: string, item: string) =>
    resolve('/[association]/meetings/[meeting]/items/[item]/election', { association, meeting, item }),
};
