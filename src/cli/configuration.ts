import { longestRequest, readFileConfiguration } from '#lib/platform/files/configuration.ts';
import { readMailConfiguration } from '#lib/platform/mail/configuration.ts';

export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** What people type, without a trailing slash. */
  readonly publicAddress: string;
  /** A proxy in front says who the client is (X-Forwarded-For) and is the only one that can reach the server. */
  readonly behindProxy: boolean;
  /** Longest request where files are received, in bytes. */
  readonly longestRequest: number;
}

export class ConfigurationError extends Error {}

/** Reads and checks the variables of the environment; every fault is told in words before anything starts. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const host = environment.HOST || '127.0.0.1';
  const port = Number(environment.PORT || '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigurationError(`PORT doit être un nombre de 0 à 65535 ; reçu : « ${environment.PORT} ».`);
  const shown = host.includes(':') ? `[${host}]` : host;
  const publicAddress = environment.PUBLIC_ADDRESS || `http://${shown}:${port}`;
  let url: URL;
  try {
    url = new URL(publicAddress);
  } catch {
    throw new ConfigurationError(
      `PUBLIC_ADDRESS doit être une adresse complète, par exemple https://gouvernance.exemple.be ; reçu : « ${publicAddress} ».`,
    );
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.pathname !== '/')
    throw new ConfigurationError(
      'PUBLIC_ADDRESS doit commencer par http:// ou https:// et ne pas avoir de chemin.',
    );
  const mail = readMailConfiguration(environment);
  if (!mail.done) throw new ConfigurationError(mail.refusal.sentence);
  const files = readFileConfiguration(environment);
  if (!files.done) throw new ConfigurationError(files.refusal.sentence);
  return {
    host,
    port,
    publicAddress: url.origin,
    behindProxy: environment.TRUST_PROXY === '1',
    longestRequest: longestRequest(files.value),
  };
}
