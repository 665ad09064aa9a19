import type postgres from 'postgres';

/** A statement with more values than this is one of many lengths: PostgreSQL would keep each of them. */
const MOST_VALUES = 50;

/** A client, a transaction or a savepoint; the last argument of what opens another is what runs inside. */
type Client = Pick<postgres.Sql, 'unsafe'>;
type Open = (...all: unknown[]) => Promise<unknown>;

/**
 * Lets each connection keep the statements it has run, as it does for those written by hand: Drizzle asks that each be
 * read and planned anew, which takes another exchange with PostgreSQL and a third of its time. The client itself is
 * changed and answered. What is kept goes with its connection, which lives an hour at most.
 */
export function keepStatements<T extends Client>(client: T): T {
  const { unsafe } = client;
  const kept: Client['unsafe'] = (query, parameters = [], options = {}) =>
    unsafe(query, parameters, {
      ...options,
      prepare: parameters.length > 0 && parameters.length <= MOST_VALUES,
    });
  const openers = client as { begin?: Open; savepoint?: Open };
  const inside =
    (open: Open): Open =>
    (...all) => {
      const work = all.pop() as (within: Client) => unknown;
      return open(...all, (within: Client) => work(keepStatements(within)));
    };
  if (openers.begin) openers.begin = inside(openers.begin);
  if (openers.savepoint) openers.savepoint = inside(openers.savepoint);
  return Object.assign(client, { unsafe: kept });
}
