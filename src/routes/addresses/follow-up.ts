import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

interface TaskQuery {
  readonly state?: string | undefined;
  readonly mine?: string | undefined;
  readonly body?: string | undefined;
  readonly person?: string | undefined;
  readonly page?: number | undefined;
}

interface PublicQuery {
  readonly text?: string | undefined;
  readonly body?: string | undefined;
  readonly year?: number | undefined;
  readonly page?: number | undefined;
}

const pageText = (page: number | undefined) => (page === undefined || page === 1 ? undefined : String(page));

/** The addresses of tasks and of public decisions. */
export const followUpAddresses = {
  tasks: (association: string, { page, ...words }: TaskQuery = {}) =>
    resolve('/[association]/decisions/tasks', { association }) +
    queryText({ ...words, page: pageText(page) }),
  taskLink: (association: string, token: string, saved?: 'saved') =>
    resolve('/(public)/[association]/task/[token]', { association, token }) + (saved ? '?saved' : ''),
  publicDecisions: (association: string, { page, year, ...words }: PublicQuery = {}) =>
    resolve('/(public)/[association]/public/decisions', { association }) +
    queryText({ ...words, year: year === undefined ? undefined : String(year), page: pageText(page) }),
  publicDecision: (association: string, reference: string) =>
    resolve('/(public)/[association]/public/decisions/[reference]', { association, reference }),
  publicData: (association: string) =>
    resolve('/(public)/[association]/public/deliberations.csv', { association }),
  publicFeed: (association: string) =>
    resolve('/(public)/[association]/public/decisions.atom', { association }),
};
