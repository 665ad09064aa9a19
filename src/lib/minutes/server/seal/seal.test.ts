import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../../tests/fixtures/account-house.ts';
import { makeCertificate, readCertificate, type ReadCertificate } from './certificate.ts';
import { isSignedBy } from './check.ts';
import { signPdf } from './pades.ts';

const run = promisify(execFile);
const NOW = '2022-11-21T13:00:00Z';
const SEAL = { at: NOW, name: 'Relais social, ASBL', reason: 'Sceau du procès-verbal' };

let folder: string;
let certificate: ReadCertificate;
let sealed: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collegial-seal-'));
  certificate = await makeCertificate('Relais social « Les Éveils », ASBL', NOW);
  const document = await PDFDocument.create();
  document.addPage();
  sealed = await signPdf(await document.save(), certificate, SEAL);
});
afterAll(() => rm(folder, { recursive: true }));

/** What poppler says of the signature of a document. */
async function pdfsig(pdf: Uint8Array): Promise<string> {
  const path = join(folder, 'sealed.pdf');
  await writeFile(path, pdf);
  return (await run('pdfsig', ['-nocert', path]).catch((error: { stdout: string }) => error)).stdout;
}

/** The same with one byte changed, at a place of the text of the document. */
function changed(pdf: Buffer, at: number): Buffer {
  const copy = Buffer.from(pdf);
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('the signature of a sealed PV', () => {
  it('is valid for a reader of PDF, and no more once one byte is changed or added', async () => {
    const said = await pdfsig(sealed);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
    expect(said).toContain('Les Éveils');
    const tampered = changed(sealed, 20);
    expect(await pdfsig(tampered)).not.toContain('Signature is Valid.');
    expect(await pdfsig(Buffer.concat([sealed, Buffer.from('%')]))).not.toContain('Total document signed');
  });

  it('is checked the same way here', async () => {
    expect(isSignedBy(sealed, certificate.fingerprint)).toBe(true);
    for (const at of [20, sealed.length - 10, sealed.indexOf('/Contents <') + 400])
      expect(isSignedBy(changed(sealed, at), certificate.fingerprint)).toBe(false);
    expect(isSignedBy(Buffer.concat([sealed, Buffer.from('%')]), certificate.fingerprint)).toBe(false);
    expect(isSignedBy(sealed, '0'.repeat(64))).toBe(false);
    expect(isSignedBy(Buffer.from('%PDF-1.7'), certificate.fingerprint)).toBe(false);
  });
});

describe('a certificate', () => {
  it('made here names the association for ten years', () => {
    expect(certificate).toMatchObject({
      subject: 'Relais social « Les Éveils », ASBL',
      issuer: 'Relais social « Les Éveils », ASBL',
      notBefore: NOW,
      notAfter: '2032-11-21T13:00:00Z',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  /** A PKCS#12 as other programs write it. */
  async function exported(key: string[], ...more: string[]): Promise<Buffer> {
    const path = (name: string) => join(folder, name);
    const request = ['req', '-x509', '-nodes', '-subj', '/CN=ASBL Le Pont', '-keyout', path('key.pem')];
    await run('openssl', [...request, ...key, '-days', '30', '-out', path('own.pem')]);
    const content = ['-inkey', path('key.pem'), '-in', path('own.pem'), '-passout', 'pass:sésame', ...more];
    await run('openssl', ['pkcs12', '-export', ...content, '-out', path('own.p12')]);
    return readFile(path('own.p12'));
  }

  it('uploaded with its password signs as well', async () => {
    const file = await exported(['-newkey', 'rsa:2048']);
    const now = new Date(Date.now() + 60_000).toISOString();
    const read = doneValue(readCertificate(file, 'sésame', now));
    expect(read.subject).toBe('ASBL Le Pont');
    const document = await PDFDocument.create();
    document.addPage();
    const pdf = await signPdf(await document.save(), read, { ...SEAL, at: now });
    expect(isSignedBy(pdf, read.fingerprint)).toBe(true);
    expect(await pdfsig(pdf)).toContain('Signature is Valid.');
    expect(refusalOf(readCertificate(file, 'mauvais', now))).toBe('certificate-unreadable');
    expect(refusalOf(readCertificate(file, 'sésame', '2020-01-01T00:00:00Z'))).toBe('certificate-expired');
  });

  it('is refused without its key, with a short key or one of another kind, and when it is none', async () => {
    const now = new Date(Date.now() + 60_000).toISOString();
    expect(refusalOf(readCertificate(Buffer.from('%PDF'), '', now))).toBe('certificate-unreadable');
    const short = await exported(['-newkey', 'rsa:1024']);
    expect(refusalOf(readCertificate(short, 'sésame', now))).toBe('certificate-key');
    const curve = await exported(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']);
    expect(refusalOf(readCertificate(curve, 'sésame', now))).toBe('certificate-key');
    const alone = await exported(['-newkey', 'rsa:2048'], '-nokeys');
    expect(refusalOf(readCertificate(alone, 'sésame', now))).toBe('certificate-without-key');
  });
});
