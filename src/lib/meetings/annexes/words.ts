import { dayInWords, localDay } from '#lib/kernel/days.ts';
import { KINDS, isKept } from '#lib/platform/files/kinds.ts';
import { MEGABYTE } from '#lib/platform/files/configuration.ts';

/** "PDF, 1,2 Mo": what is to be opened, and how much of it there is. */
export function fileInWords({ mediaType, size }: { mediaType: string; size: number }): string {
  const kind = isKept(mediaType) ? KINDS[mediaType].extension.toLocaleUpperCase('fr') : 'Fichier';
  return `${kind}, ${sizeInWords(size)}`;
}

function sizeInWords(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.max(1, Math.round(bytes / 1000))}\u00a0ko`;
  const tenths = Math.round((bytes * 10) / MEGABYTE);
  return `${Math.floor(tenths / 10)},${tenths % 10}\u00a0Mo`;
}

/** "7 novembre 2022": the local day of an instant. */
export function dayOf(instant: string): string {
  return dayInWords(localDay(instant));
}
