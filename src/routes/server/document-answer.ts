import { error } from '@sveltejs/kit';
import type { Document } from '#lib/documents/blocks.ts';
import { formatNamed, type Format } from '#lib/documents/format-names.ts';
import { MEDIA_TYPES, writeDocument } from '#lib/documents/formats.ts';
import { notFound } from '#lib/kernel/refusals.ts';

/** The format of an address; what is no format of ours does not exist. */
export function formatIn(params: { readonly format: string }): Format {
  return formatNamed(params.format) ?? error(404, notFound().refusal.sentence);
}

/** A page made here that runs nothing and fetches nothing: its own look, and its own logo. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const OF_PAGES = `${NOTHING}; style-src 'unsafe-inline'; img-src data:`;

/** Answers with a document in a format, under this name without extension: shown, or kept where no browser shows it. */
export async function answerWithDocument(
  document: Document,
  format: Format,
  name: string,
): Promise<Response> {
  return new Response(await writeDocument(document, format), {
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `${format === 'docx' ? 'attachment' : 'inline'}; filename="${name}.${format}"`,
      'x-content-type-options': 'nosniff',
      ...(format === 'html' && { 'content-security-policy': OF_PAGES }),
    },
  });
}
