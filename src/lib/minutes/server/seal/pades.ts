import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { signDetached, type SigningKey } from './cms.ts';

/** As wide as any offset in a document that can be kept. */
const OFFSET = 9_999_999_999;
/** Bytes of a signature besides its certificates: attributes, names, RSA of up to 8192 bits. */
const ROOM = 4096;

export interface Seal {
  /** ISO instant. */
  readonly at: string;
  /** Who seals, and why, as readers of PDF show it. */
  readonly name: string;
  readonly reason: string;
}

/** "D:20261128143000Z" */
function pdfDate(instant: string): string {
  const { year, month, day, hour, minute, second } = Temporal.Instant.from(instant).toZonedDateTimeISO('UTC');
  const two = (value: number) => String(value).padStart(2, '0');
  return `D:${year}${two(month)}${two(day)}${two(hour)}${two(minute)}${two(second)}Z`;
}

/** The document with an invisible signature field, whose place is kept free. */
async function prepared(pdf: Uint8Array, { at, name, reason }: Seal, room: number): Promise<Buffer> {
  // Loaded when a first PV is sealed: hundreds of files, that a server need not read to start.
  const { PDFArray, PDFDocument, PDFHexString, PDFName, PDFString } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const page = document.getPages().at(-1)!;
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, OFFSET, OFFSET, OFFSET],
      Contents: PDFHexString.of('0'.repeat(2 * room)),
      M: PDFString.of(pdfDate(at)),
      Name: PDFHexString.fromText(name),
      Reason: PDFHexString.fromText(reason),
    }),
  );
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFHexString.fromText('Sceau'),
      TU: PDFHexString.fromText('Sceau électronique de l’association'),
      Rect: [0, 0, 0, 0],
      // Printed and locked.
      F: 132,
      V: signature,
      P: page.ref,
    }),
  );
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  if (annotations) annotations.push(field);
  else page.node.set(PDFName.of('Annots'), context.obj([field]));
  // There are signatures, and the document is only ever added to.
  catalog.set(PDFName.of('AcroForm'), context.register(context.obj({ SigFlags: 3, Fields: [field] })));
  const bytes = await document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
  return Buffer.from(bytes);
}

/**
 * Signs a PDF as PAdES B-B (ETSI EN 319 142-1): everything but the place of the signature itself is covered, so that a
 * reader tells when one byte has changed. Answers the document with its signature.
 */
export async function signPdf(pdf: Uint8Array, key: SigningKey, seal: Seal): Promise<Buffer> {
  const room = ROOM + key.chain.reduce((sum, { length }) => sum + length, 0);
  const bytes = await prepared(pdf, seal, room);
  const placeholder = `<${'0'.repeat(2 * room)}>`;
  const from = bytes.indexOf(placeholder);
  const range = /\/ByteRange \[ 0 9999999999 9999999999 9999999999 \]/.exec(bytes.toString('latin1'));
  if (from < 0 || !range) throw new Error('The place of the signature was not written.');
  const to = from + placeholder.length;
  const written = `/ByteRange [ 0 ${from} ${to} ${bytes.length - to}`.padEnd(range[0].length - 1);
  bytes.write(`${written}]`, range.index, 'latin1');
  const digest = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest();
  const signature = signDetached(digest, key).toString('hex');
  if (signature.length > 2 * room) throw new Error('The signature does not fit its place.');
  bytes.write(signature, from + 1, 'latin1');
  return bytes;
}
