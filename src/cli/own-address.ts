import type { IncomingHttpHeaders } from 'node:http';
import type { Configuration } from './configuration.ts';

type Place = Pick<Configuration, 'publicAddress' | 'behindProxy'>;

const READ = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The host of the application for this request. Behind a proxy, which may pass on another one, that of its address. */
export function ownHost({ host }: IncomingHttpHeaders, { publicAddress, behindProxy }: Place): string {
  return behindProxy || !host ? new URL(publicAddress).host : host;
}

/**
 * Why a request that changes something is not taken: the page that sends it was opened at another address, as with a
 * link on another site, or a proxy that is not told. Null when it is taken.
 */
export function foreignOrigin(method: string, headers: IncomingHttpHeaders, place: Place): string | null {
  const own = `${new URL(place.publicAddress).protocol}//${ownHost(headers, place)}`;
  const { origin } = headers;
  if (READ.has(method) || origin === undefined || origin === own) return null;
  return `Cet envoi vient d’une autre adresse que celle de Collégial, et n’est pas enregistré. Ouvrez la page par ${place.publicAddress}, puis recommencez.`;
}
