import type { RequestEvent } from '@sveltejs/kit';
import { isShown } from '#lib/platform/files/kinds.ts';
import { readBytes, type StoredFile } from '#lib/platform/files/store.ts';

/**
 * What is in a file was written by others: it is shown apart from this site, runs nothing, and is embedded nowhere. The
 * viewers of PDF that browsers bring refuse a sandbox; they run the programs of a PDF apart in any case.
 */
function policyOf(mediaType: string): string {
  const nothing = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";
  return mediaType === 'application/pdf'
    ? `${nothing}; object-src 'self'; style-src 'unsafe-inline'`
    : `sandbox; ${nothing}`;
}

/** Answers with a stored file, whole or in the one range that was asked for, a piece at a time. */
export function answerWithFile(event: RequestEvent, associationId: string, file: StoredFile): Response {
  const headers = new Headers({
    'content-type': file.mediaType,
    'content-disposition': dispositionOf(file),
    'content-security-policy': policyOf(file.mediaType),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
  });
  const range = rangeOf(event.request, file);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  headers.set('content-length', String(last - first + 1));
  if (range) headers.set('content-range', `bytes ${first}-${last}/${file.size}`);
  const bytes = readBytes(event.locals.house.db, associationId, file.id, first, last);
  return new Response(streamOf(bytes), { status: range ? 206 : 200, headers });
}

/** Reads on only when the one who receives is ready; leaves off when they are gone. */
function streamOf(bytes: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return();
    },
  });
}

/** Two names: one that every program reads, and the exact one (RFC 6266). */
function dispositionOf({ name, mediaType }: StoredFile): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${isShown(mediaType) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** The one range of a request; null where the whole file is asked for, in words that we do not know among others. */
function rangeOf(
  request: Request,
  { size, sha256 }: StoredFile,
): { first: number; last: number } | 'unsatisfiable' | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const known = request.headers.get('if-range');
  if (!asked || (asked[1] === '' && asked[2] === '') || (known !== null && known !== `"${sha256}"`))
    return null;
  const [from, to] = [asked[1], asked[2]];
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}
