import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { signInLink } from '#lib/accounts/server/sign-in.ts';
import { openHouse } from '#lib/platform/open-house.ts';
import { ConfigurationError, type Configuration } from './configuration.ts';
import { onDatabase } from './database.ts';

/** Prints a one-time link for an account: for the first start, and for a lost mailbox. Answers 1 when refused. */
export async function printSignInLink(words: string[], configuration: Configuration): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { email: { type: 'string' }, demo: { type: 'boolean', default: false } },
  });
  const { email } = values;
  if (!email)
    throw new ConfigurationError(
      'Donnez l’adresse : npm run collegial -- sign-in-link --email prenom.nom@exemple.be',
    );
  return onDatabase(values.demo ? 'demonstration' : 'real', async (url) => {
    const house = await openHouse({
      url,
      publicAddress: configuration.publicAddress,
      log: pino({ enabled: false }),
    });
    try {
      const outcome = await signInLink(house, email);
      if (!outcome.done) {
        console.error(outcome.refusal.sentence);
        return 1;
      }
      console.log(outcome.value.address);
      return 0;
    } finally {
      await house.connection.close();
    }
  });
}
