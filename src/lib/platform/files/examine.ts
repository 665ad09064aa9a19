import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { scanFile } from './antivirus.ts';
import type { Clamd } from './configuration.ts';
import { isKept, KINDS, strangerInWords, type MediaType } from './kinds.ts';
import { cleanName } from './names.ts';

/** A file on the disk of which everything that must be known is known: nothing else can be stored. */
export interface ExaminedFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly scan: 'clean' | 'not-scanned';
}

/**
 * Says what a received file is by its content, whatever its name claims, and has it scanned where there is an antivirus.
 * Refuses an empty file, a kind that is not kept (named), an infected one, and one that the antivirus could not look at.
 */
export async function examineFile(
  received: { readonly path: string; readonly name: string },
  antivirus: Clamd | null,
): Promise<Outcome<ExaminedFile>> {
  const { path } = received;
  const { size } = await stat(path);
  if (size === 0)
    return refuse('file-empty', 'Ce fichier est vide. Vérifiez-le sur votre ordinateur, puis renvoyez-le.');
  const found = (await fileTypeFromFile(path))?.mime ?? (await textType(path));
  if (found === null || !isKept(found))
    return refuse(
      'file-kind',
      `C’est ${strangerInWords(found)}. Envoyez un PDF, un document Word, Excel, PowerPoint ou LibreOffice, ou une image PNG, JPEG, WebP ou GIF.`,
    );
  const scan = antivirus ? await scanFile(path, antivirus) : null;
  if (scan?.result === 'infected')
    return refuse(
      'file-infected',
      `L’antivirus y a trouvé «\u00a0${scan.signature}\u00a0». Ce fichier n’est pas gardé\u00a0: prévenez la personne qui vous l’a donné.`,
    );
  if (scan?.result === 'unknown')
    return refuse(
      'antivirus-unreachable',
      'L’antivirus ne répond pas\u00a0: ce fichier n’est pas gardé. Réessayez dans quelques minutes\u00a0; si cela continue, prévenez la personne qui tient le serveur.',
      { details: { reason: scan.reason } },
    );
  return done({
    path,
    name: cleanName(received.name, KINDS[found].extension),
    mediaType: found,
    size,
    sha256: await hashOf(path),
    scan: scan ? 'clean' : 'not-scanned',
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}

/** Text has no signature: whether the beginning can be read as such is the only sign. */
async function textType(path: string): Promise<string | null> {
  const pieces = createReadStream(path, { end: 4095 });
  const beginning = Buffer.concat(await Array.fromAsync(pieces as AsyncIterable<Buffer>));
  const text = new TextDecoder().decode(beginning);
  if (/(?!\s)\p{Cc}/u.test(text)) return null;
  return /^\s*<(!doctype html|html|svg|\?xml)/i.test(text) ? 'text/html' : 'text/plain';
}
