import { ClusterError } from '#lib/platform/cluster/errors.ts';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const HELP = `Usage : npm run collegial -- <commande>

  serve                                ouvre l’application (npm start)
  demo                                 ouvre la démonstration (npm run demo)
  dev                                  ouvre l’application pour la développer (npm run dev)
  sign-in-link --email <adresse>       imprime un lien de connexion à usage unique
  reset-second-factor --email <adresse>
                                       retire le second facteur d’un compte qui a tout perdu
  mail-returned                        lit un avis de non-remise sur l’entrée standard (voir README)
  verify                               vérifie le journal de chaque association

sign-in-link, mail-returned et verify travaillent sur la démonstration si l’on ajoute --demo.

Les réglages sont des variables : DATABASE_URL, DATA_DIR, HOST, PORT, PUBLIC_ADDRESS, TRUST_PROXY, SMTP_URL, MAIL_FROM,
MAIL_RETURN_PATH, CLAMAV, MAX_UPLOAD_MB, LOG_LEVEL. Le README dit leur sens.`;

/** Each command loads only what it needs: a sign-in link should not wait for a web server. */
async function run(name: string | undefined, words: string[]): Promise<number> {
  switch (name) {
    case 'serve': {
      const configuration = readConfiguration(process.env);
      const { onDatabase } = await import('./database.ts');
      const { serve } = await import('./serve.ts');
      await onDatabase('real', (url) => serve(url, configuration, 'real'));
      return 0;
    }
    case 'demo': {
      const { demonstrate } = await import('./demonstrate.ts');
      await demonstrate(readConfiguration(process.env));
      return 0;
    }
    case 'dev': {
      const { develop } = await import('./develop.ts');
      await develop();
      return 0;
    }
    case 'sign-in-link': {
      const { printSignInLink } = await import('./sign-in-link.ts');
      return printSignInLink(words, readConfiguration(process.env));
    }
    case 'reset-second-factor': {
      const { resetSecondFactor } = await import('./reset-second-factor.ts');
      return resetSecondFactor(words, readConfiguration(process.env));
    }
    case 'mail-returned': {
      const { mailReturned } = await import('./mail-returned.ts');
      return mailReturned(words, process.env);
    }
    case 'verify': {
      const { verify } = await import('./verify.ts');
      return verify(words);
    }
    default:
      console.log(HELP);
      return name === undefined || name === 'help' || name === '--help' ? 0 : 2;
  }
}

try {
  process.exitCode = await run(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof ClusterError || error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
