import { resolve } from '$app/paths';
import { queryText } from './query-text.ts';

export interface RegisterQuery {
  readonly text?: string | undefined;
  readonly body?: string | undefined;
  readonly year?: number | undefined;
  readonly kind?: string | undefined;
  readonly outcome?: string | undefined;
  readonly page?: number | undefined;
}

const query = ({ year, page, ...words }: RegisterQuery) =>
  queryText({
    ...words,
    year: year === undefined ? undefined : String(year),
    page: page === undefined || page === 1 ? undefined : String(page),
  });

/** The addresses of the register of decisions. */
export const registerAddresses = {
  register: (association: string, asked: RegisterQuery = {}) =>
    resolve('/[association]/decisions', { association }) + query(asked),
  registerFile: (association: string, format: 'csv' | 'xlsx' | 'json' | 'pdf', asked: RegisterQuery = {}) =>
    resolve('/[association]/decisions/register/[file]', { association, file: `registre.${format}` }) +
    query(asked),
};
