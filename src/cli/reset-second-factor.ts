import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { resetSecondFactors } from '#lib/accounts/server/second-factor.ts';
import { openHouse } from '#lib/platform/open-house.ts';
import { ConfigurationError, type Configuration } from './configuration.ts';
import { onDatabase } from './database.ts';

/** Takes every second factor of an account away, when telephone and recovery codes are lost. Answers 1 when refused. */
export async function resetSecondFactor(words: string[], configuration: Configuration): Promise<number> {
  const { values } = parseArgs({ args: words, options: { email: { type: 'string' } } });
  const { email } = values;
  if (!email)
    throw new ConfigurationError(
      'Donnez l’adresse : npm run collegial -- reset-second-factor --email prenom.nom@exemple.be',
    );
  return onDatabase('real', async (url) => {
    const house = await openHouse({
      url,
      publicAddress: configuration.publicAddress,
      log: pino({ enabled: false }),
    });
    try {
      const outcome = await resetSecondFactors(house, email);
      if (!outcome.done) {
        console.error(outcome.refusal.sentence);
        return 1;
      }
      console.log('Le second facteur est retiré et le compte est déconnecté partout.');
      return 0;
    } finally {
      await house.connection.close();
    }
  });
}
