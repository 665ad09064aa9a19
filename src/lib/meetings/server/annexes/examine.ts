import { inspectPart } from '#lib/documents/pack/pool.ts';
import type { Fault } from '#lib/documents/pack/parts.ts';
import { refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { MEGABYTE, type FileConfiguration } from '#lib/platform/files/configuration.ts';
import { examineFile, type ExaminedFile } from '#lib/platform/files/examine.ts';
import type { ReceivedFile } from '#lib/platform/files/receive.ts';
import { partKindOf } from '../../pack.ts';

/** Longest file of a form, in bytes. */
export function longestFile({ maxMegabytes }: FileConfiguration): number {
  return maxMegabytes * MEGABYTE;
}

const FAULTS: Readonly<Record<Fault, string>> = {
  encrypted:
    'Ce PDF demande un mot de passe\u00a0: il ne pourrait pas entrer dans le dossier de séance. Enregistrez-le sans mot de passe, puis renvoyez-le.',
  broken:
    'Ce fichier est abîmé\u00a0: il ne s’ouvre pas. Enregistrez-le à nouveau depuis le programme qui l’a fait, puis renvoyez-le.',
  'too-large':
    'Cette image a trop de points pour être montrée. Enregistrez-la en plus petit, puis renvoyez-la.',
};

/** Looks at a received file as `examineFile` does, and refuses a PDF or an image that no pack could show. */
export async function examineAnnex(
  received: ReceivedFile,
  configuration: FileConfiguration,
): Promise<Outcome<ExaminedFile>> {
  if (received.tooLong)
    return refuse(
      'file-too-long',
      `Ce fichier est trop lourd\u00a0: ${configuration.maxMegabytes}\u00a0Mo au plus. Réduisez ses images, ou partagez-le en plusieurs fichiers.`,
    );
  const examined = await examineFile(received, configuration.antivirus);
  if (!examined.done) return examined;
  const kind = partKindOf(examined.value.mediaType);
  const fault = kind === 'sheet' ? null : await inspectPart(kind, received.path);
  return fault ? refuse(`file-${fault}`, FAULTS[fault]) : examined;
}
