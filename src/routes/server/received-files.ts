import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { error, type RequestEvent } from '@sveltejs/kit';
import { done, refuse, type Outcome, type Refusal } from '#lib/kernel/refusals.ts';
import { examineAnnex, longestFile } from '#lib/meetings/server/annexes/examine.ts';
import {
  longestRequest,
  MEGABYTE,
  readFileConfiguration,
  type FileConfiguration,
} from '#lib/platform/files/configuration.ts';
import type { ExaminedFile } from '#lib/platform/files/examine.ts';
import { receiveForm } from '#lib/platform/files/receive.ts';

/** Longest file received, in megabytes, for the hint beside the field. */
export function longestInMegabytes(): number {
  return configuration().maxMegabytes;
}

function configuration(): FileConfiguration {
  const read = readFileConfiguration(process.env);
  // The command line has told this fault in words before the server started.
  if (!read.done) throw new Error(read.refusal.sentence);
  return read.value;
}

interface Sent {
  readonly fields: Readonly<Record<string, string>>;
  /** Why a file was not kept, under the name that its sender gave it. */
  readonly refused: readonly { readonly name: string; readonly refusal: Refusal }[];
  readonly kept: number;
}

/**
 * Receives a form with files and lets `keep` keep each one that passes examination. A file that is refused takes neither
 * the others nor the fields with it.
 */
export async function receiveFiles(
  event: RequestEvent,
  keep: (file: ExaminedFile, fields: Sent['fields']) => Promise<Outcome<unknown>>,
): Promise<Sent> {
  const limits = configuration();
  const most = longestRequest(limits);
  // Unread: the server would cut the connection at its limit, and nobody would be told why.
  if (Number(event.request.headers.get('content-length')) > most)
    return { fields: {}, kept: 0, refused: [{ name: '', refusal: tooMuch(limits) }] };
  return receiveForm(event.request, { fileBytes: longestFile(limits) }, async (form) => {
    if (!form) error(400, 'L’envoi s’est arrêté en route. Revenez à la page, puis renvoyez vos fichiers.');
    const refused: { name: string; refusal: Refusal }[] = [];
    let kept = 0;
    for (const received of form.files) {
      const { name } = received;
      const examined = await examineAnnex(received, limits);
      const outcome = examined.done ? await keep(examined.value, form.fields) : examined;
      if (outcome.done) kept += 1;
      else refused.push({ name, refusal: outcome.refusal });
      if (!outcome.done && outcome.refusal.code === 'antivirus-unreachable')
        event.locals.house.log.error({ details: outcome.refusal.details }, 'the antivirus cannot be asked');
    }
    return { fields: form.fields, refused, kept };
  });
}

function tooMuch({ maxMegabytes }: FileConfiguration): Refusal {
  return refuse(
    'request-too-long',
    `Cet envoi est trop lourd\u00a0: ${4 * maxMegabytes}\u00a0Mo au plus à la fois, ${maxMegabytes}\u00a0Mo par fichier. Envoyez vos fichiers en plusieurs fois.`,
  ).refusal;
}

/** SHA-256, hexadecimal, of the one file that was sent, which is not kept. Refuses a form without file, or too heavy. */
export async function receivedHash(event: RequestEvent): Promise<Outcome<string>> {
  const limits = configuration();
  if (Number(event.request.headers.get('content-length')) > longestRequest(limits))
    return { done: false, refusal: tooMuch(limits) };
  return receiveForm(event.request, { fileBytes: longestFile(limits) }, async (form) => {
    const file = form?.files[0];
    if (!file) return refuse('no-file', 'Choisissez le document à vérifier.');
    if (file.tooLong) return { done: false, refusal: tooMuch(limits) };
    const hash = createHash('sha256');
    for await (const piece of createReadStream(file.path) as AsyncIterable<Buffer>) hash.update(piece);
    return done(hash.digest('hex'));
  });
}

/** The bytes of the one file that was sent, and the fields beside it. Refuses a form without file, or too heavy. */
export async function receivedBytes(
  event: RequestEvent,
): Promise<Outcome<{ readonly bytes: Uint8Array; readonly fields: Readonly<Record<string, string>> }>> {
  const limits = configuration();
  if (Number(event.request.headers.get('content-length')) > longestRequest(limits))
    return { done: false, refusal: tooMuch(limits) };
  return receiveForm(event.request, { fileBytes: MEGABYTE }, async (form) => {
    const file = form?.files[0];
    if (!form || !file) return refuse('no-file', 'Choisissez un fichier.', { field: 'file' });
    if (file.tooLong)
      return refuse('file-too-long', 'Ce fichier est bien trop lourd pour un certificat.', { field: 'file' });
    return done({ bytes: await readFile(file.path), fields: form.fields });
  });
}
