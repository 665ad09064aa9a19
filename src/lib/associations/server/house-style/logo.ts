import type { Document, Logo } from '#lib/documents/blocks.ts';
import { readLogo } from '#lib/documents/logo.ts';
import { renderPdf } from '#lib/documents/pdf.ts';
import { done, refuse, type Outcome } from '#lib/kernel/refusals.ts';

/** A logo that was seen on paper once: a picture that is damaged inside is refused here, and not by the next PV. */
export async function checkedLogo(bytes: Uint8Array): Promise<Outcome<Logo>> {
  const read = readLogo(bytes);
  if (!read.done) return read;
  const trial: Document = {
    title: 'Logo',
    language: 'fr',
    author: '',
    created: '2000-01-01T00:00:00Z',
    letterhead: { logo: read.value, name: '', lines: [], reference: [] },
    footer: { left: '' },
    blocks: [],
  };
  try {
    await renderPdf(trial);
    return done(read.value);
  } catch {
    return refuse(
      'logo-damaged',
      'Impossible de prendre ce logo\u00a0: l’image est abîmée ou enregistrée d’une façon que le papier ne connaît pas. Enregistrez-la à nouveau en PNG ou en JPEG.',
      { field: 'logo' },
    );
  }
}
