import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** Where a ClamAV daemon listens. */
export type Clamd = { readonly host: string; readonly port: number } | { readonly path: string };

export interface FileConfiguration {
  /** Longest file received, in megabytes. */
  readonly maxMegabytes: number;
  /** Null: received files are kept without being scanned. */
  readonly antivirus: Clamd | null;
}

const DEFAULT_MEGABYTES = 25;
const LARGEST_MEGABYTES = 200;

/** Bytes of a megabyte, as people and their systems count them. */
export const MEGABYTE = 1_000_000;

/** Longest request of one sending, in bytes: a few of the longest files at once, and the form around them. */
export function longestRequest({ maxMegabytes }: Pick<FileConfiguration, 'maxMegabytes'>): number {
  return (4 * maxMegabytes + 1) * MEGABYTE;
}

/**
 * Reads `MAX_UPLOAD_MB` (25 unless told otherwise) and `CLAMAV`: "127.0.0.1:3310", "[::1]:3310" or the path of a socket
 * of the system, "/run/clamav/clamd.ctl". Refuses what cannot be understood: a wrong address would else be a scan that
 * nobody does.
 */
export function readFileConfiguration(environment: {
  readonly MAX_UPLOAD_MB?: string | undefined;
  readonly CLAMAV?: string | undefined;
}): Outcome<FileConfiguration> {
  const size = environment.MAX_UPLOAD_MB?.trim();
  const maxMegabytes = size ? Number(size) : DEFAULT_MEGABYTES;
  if (!Number.isInteger(maxMegabytes) || maxMegabytes < 1 || maxMegabytes > LARGEST_MEGABYTES)
    return refuse(
      'max-upload-invalid',
      `MAX_UPLOAD_MB doit être un nombre de 1 à ${LARGEST_MEGABYTES} ; reçu : « ${size} ».`,
      { field: 'MAX_UPLOAD_MB' },
    );
  const address = environment.CLAMAV?.trim();
  if (!address) return done({ maxMegabytes, antivirus: null });
  if (address.startsWith('/')) return done({ maxMegabytes, antivirus: { path: address } });
  const found = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i.exec(address);
  const port = Number(found?.[3]);
  if (!found || port < 1 || port > 65_535)
    return refuse(
      'clamav-invalid',
      `CLAMAV doit donner l’adresse d’un ClamAV, par exemple 127.0.0.1:3310 ou /run/clamav/clamd.ctl ; reçu : « ${address} ».`,
      { field: 'CLAMAV' },
    );
  return done({ maxMegabytes, antivirus: { host: (found[1] ?? found[2])!, port } });
}
