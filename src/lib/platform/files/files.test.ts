import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { doneValue, refusalOf } from '../../../../tests/fixtures/account-house.ts';
import { openRelay, type AssociationFixture, type Relay } from '../../../../tests/fixtures/relay.ts';
import { readFileConfiguration } from './configuration.ts';
import { examineFile, type ExaminedFile } from './examine.ts';
import { cleanName, titleFrom } from './names.ts';
import { receiveForm, type ReceivedForm } from './receive.ts';
import { dropFile, readBytes, storeFile } from './store.ts';
import { fileChunks } from './tables.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'collegial-files-'))));
afterAll(() => rm(folder, { recursive: true }));

let written = 0;
async function onDisk(content: Uint8Array | string, name = 'x'): Promise<{ path: string; name: string }> {
  const path = join(folder, String((written += 1)));
  await writeFile(path, content);
  return { path, name };
}

const office = (type: string) =>
  zipSync({
    '[Content_Types].xml': Buffer.from(
      `<Types><Override PartName="/word/document.xml" ContentType="${type}.main+xml"/></Types>`,
    ),
    'word/document.xml': Buffer.from('<w/>'),
  });
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odt = zipSync({ mimetype: [Buffer.from('application/vnd.oasis.opendocument.text'), { level: 0 }] });

describe('what a file is', () => {
  it.each<[string, Uint8Array | string, string, string]>([
    ['%PDF', '%PDF-1.7\n%x', 'comptes.exe', 'comptes.pdf'],
    ['docx', office(DOCX), 'Note', 'Note.docx'],
    ['odt', odt, '../../etc/pas swd\u202e.pdf', 'pas swd.odt'],
    ['gif', 'GIF89a\u0001\0\u0001\0\0\0\0', '.htaccess', 'htaccess.gif'],
  ])('%s by its content, under a clean name', async (_, content, sent, name) => {
    expect(doneValue(await examineFile(await onDisk(content, sent), null))).toMatchObject({
      name,
      scan: 'not-scanned',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each<[string, Uint8Array | string]>([
    ['Ce fichier est vide', ''],
    ['C’est un programme', Buffer.concat([Buffer.from('7f454c460201', 'hex'), Buffer.alloc(100)])],
    ['C’est une archive', zipSync({ 'a.txt': Buffer.from('a') })],
    ['C’est un document Office avec macros', office('application/vnd.ms-word.document.macroEnabled')],
    ['C’est une page web', '<!DOCTYPE html><script>alert(1)</script>'],
    ['C’est une page web', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['C’est un texte simple', 'Nom;Secteur\nAn;public'],
    [
      'C’est un document d’un ancien Office',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    ],
    ['C’est un fichier d’un format inconnu', Buffer.from([0, 1, 2, 3, 4, 5])],
  ])('refuses and names: %s', async (sentence, content) => {
    expect(await examineFile(await onDisk(content, 'facture.pdf'), null)).toMatchObject({
      refusal: { sentence: expect.stringContaining(sentence) },
    });
  });

  it('any name becomes one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
        const name = cleanName(sent, 'pdf');
        expect(name).toMatch(/^[^/\\\p{Cc}<>:"|?*.][^/\\\p{Cc}<>:"|?*]*\.pdf$/u);
        expect(name.isWellFormed()).toBe(true);
        expect(titleFrom(name)).not.toBe('');
      }),
    );
    expect(titleFrom('budget_2023-v2.final.pdf')).toBe('Budget 2023-v2.final');
  });
});

describe('the antivirus', () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = undefined;
  });

  /** Speaks clamd's INSTREAM and recognises one word. */
  async function startClamd(answerTo: (content: Buffer) => string | null, at: number | string = 0) {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      let received = Buffer.alloc(0);
      socket.on('data', (piece) => {
        received = Buffer.concat([received, Buffer.from(piece)]);
        const command = 'zINSTREAM\0';
        if (received.length < command.length) return;
        if (received.toString('latin1', 0, command.length) !== command)
          return socket.end('UNKNOWN COMMAND\0');
        const content: Buffer[] = [];
        for (let at = command.length; at + 4 <= received.length;) {
          const length = received.readUInt32BE(at);
          if (length === 0) {
            const answer = answerTo(Buffer.concat(content));
            if (answer === null) socket.destroy();
            else socket.end(`${answer}\0`);
            return;
          }
          content.push(received.subarray(at + 4, at + 4 + length));
          at += 4 + length;
        }
      });
    });
    await new Promise<void>((resolve) => server!.listen(at, () => resolve()));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'x')]);
  const look = (content: Buffer) =>
    content.includes('EICAR') ? 'stream: Eicar-Signature FOUND' : 'stream: OK';

  it('receives the file as it is, and says clean, by TCP and by a socket of the system', async () => {
    let seen = Buffer.alloc(0);
    const port = await startClamd((content) => ((seen = Buffer.from(content)), 'stream: OK'));
    const file = await onDisk(PDF);
    expect(doneValue(await examineFile(file, { host: '127.0.0.1', port })).scan).toBe('clean');
    expect(seen.equals(PDF)).toBe(true);
    server!.close();
    const path = join(folder, 'clamd.sock');
    await startClamd(look, path);
    expect(doneValue(await examineFile(file, { path })).scan).toBe('clean');
  });

  it('an infected file is refused by the name of what was found', async () => {
    const port = await startClamd(look);
    const file = await onDisk(Buffer.concat([PDF, Buffer.from('EICAR')]));
    expect(await examineFile(file, { host: '127.0.0.1', port })).toMatchObject({
      refusal: { code: 'file-infected', sentence: expect.stringContaining('Eicar-Signature') },
    });
  });

  it.each<[string, string | null]>([
    ['hangs up', null],
    ['has enough', 'INSTREAM size limit exceeded. ERROR'],
    ['says nothing', ''],
  ])('nothing is kept when it %s', async (_, answer) => {
    const port = await startClamd(() => answer);
    expect(await examineFile(await onDisk(PDF), { host: '127.0.0.1', port })).toMatchObject({
      refusal: { code: 'antivirus-unreachable', sentence: expect.stringContaining('Réessayez') },
    });
  });

  it('nor when nobody is there', async () => {
    const port = await startClamd(look);
    server!.close();
    const outcome = await examineFile(await onDisk(PDF), { host: '127.0.0.1', port });
    expect(refusalOf(outcome)).toBe('antivirus-unreachable');
  });
});

describe('readFileConfiguration', () => {
  it.each<[{ MAX_UPLOAD_MB?: string; CLAMAV?: string }, unknown]>([
    [{}, { maxMegabytes: 25, antivirus: null }],
    [
      { MAX_UPLOAD_MB: '40', CLAMAV: 'clam.lan:3310' },
      { maxMegabytes: 40, antivirus: { host: 'clam.lan', port: 3310 } },
    ],
    [{ CLAMAV: '[::1]:3310' }, { maxMegabytes: 25, antivirus: { host: '::1', port: 3310 } }],
    [{ CLAMAV: '/run/clamav/clamd.ctl' }, { maxMegabytes: 25, antivirus: { path: '/run/clamav/clamd.ctl' } }],
  ])('%j', (environment, expected) => {
    expect(doneValue(readFileConfiguration(environment))).toEqual(expected);
  });

  it.each([
    { MAX_UPLOAD_MB: '0' },
    { MAX_UPLOAD_MB: 'x' },
    { MAX_UPLOAD_MB: '1.5' },
    { CLAMAV: 'clam' },
    { CLAMAV: 'clam:0' },
  ])('refuses %j', (environment) => expect(readFileConfiguration(environment).done).toBe(false));
});

describe('receiving a form', () => {
  /** A request whose body comes in pieces of so many bytes. */
  function inPieces(body: Uint8Array, contentType: string, size: number): Request {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < body.length; at += size) controller.enqueue(body.slice(at, at + size));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { 'content-type': contentType } };
    return new Request('http://localhost/', init as RequestInit);
  }

  async function multipart(form: FormData): Promise<{ body: Uint8Array; contentType: string }> {
    const request = new Request('http://localhost/', { method: 'POST', body: form });
    return {
      body: new Uint8Array(await request.arrayBuffer()),
      contentType: request.headers.get('content-type')!,
    };
  }

  async function told(form: ReceivedForm | null) {
    return (
      form && {
        fields: form.fields,
        files: await Promise.all(
          form.files.map(async ({ path, ...rest }) => ({ ...rest, content: await readFile(path, 'latin1') })),
        ),
      }
    );
  }

  it('gives back the same fields and files, however the body is cut', async () => {
    const form = new FormData();
    form.set('title', 'Budget «\u00a0été\u00a0»');
    const tricky = '\r\n--\r\n------\r\n\r\n--x\r\n';
    form.append('files', new File([tricky], 'été.pdf'));
    form.append('files', new File([], ''));
    form.append('files', new File(['y'.repeat(41)], 'long.pdf'));
    form.append('files', new File(['y'.repeat(40)], 'juste.pdf'));
    form.set('confidential', 'on');
    const { body, contentType } = await multipart(form);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const received = await receiveForm(inPieces(body, contentType, size), { fileBytes: 40 }, told);
      expect(received!.fields).toMatchObject({ title: 'Budget «\u00a0été\u00a0»', confidential: 'on' });
      expect(received!.files).toMatchObject([
        { field: 'files', name: 'été.pdf', tooLong: false, content: tricky },
        { name: 'long.pdf', tooLong: true },
        { name: 'juste.pdf', tooLong: false, content: 'y'.repeat(40) },
      ]);
    }
  });

  it('says null for what is no such form, or stops short', async () => {
    const form = new FormData();
    form.set('files', new File(['abc'], 'a.pdf'));
    const { body, contentType } = await multipart(form);
    for (const [cut, type] of [
      [body.slice(0, -5), contentType],
      [body, 'multipart/form-data'],
      [body, 'application/x-www-form-urlencoded'],
      [Buffer.concat([Buffer.from(`--x\r\n`), Buffer.alloc(20_000, 'h')]), 'multipart/form-data; boundary=x'],
    ] as const)
      expect(await receiveForm(inPieces(cut, type, 10), { fileBytes: 40 }, told)).toBeNull();
  });
});

describe('keeping a file', () => {
  let relay: Relay;
  let here: AssociationFixture;
  beforeAll(async () => {
    relay = await openRelay();
    here = await relay.found('relais', 'common');
  });
  afterAll(() => relay.close());

  it('in chunks, of which any range is read back; dropped, nothing is left', async () => {
    const content = Buffer.alloc(600_000);
    for (let at = 0; at < content.length; at += 1) content[at] = (at * 31) % 251;
    const file = {
      ...(await onDisk(content)),
      mediaType: 'application/pdf',
      size: content.length,
      sha256: 'f'.repeat(64),
      scan: 'clean',
    } as ExaminedFile;
    const by = { associationId: here.associationId, name: 'An', now: relay.house.clock.now() };
    const fileId = await here.inside((tx) => storeFile(tx, file, by));
    const chunks = await here.inside((tx) => tx.select().from(fileChunks));
    expect(chunks.map((chunk) => chunk.content.length)).toEqual([262_144, 262_144, 75_712]);
    const range = async (first: number, last: number) =>
      Buffer.concat(
        await Array.fromAsync(readBytes(relay.house.db, here.associationId, fileId, first, last)),
      );
    for (const [first, last] of [
      [0, 599_999],
      [0, 0],
      [262_143, 262_144],
      [262_144, 524_287],
      [599_999, 599_999],
    ] as const)
      expect((await range(first, last)).equals(content.subarray(first, last + 1))).toBe(true);
    await here.inside((tx) => dropFile(tx, fileId));
    expect(await here.inside((tx) => tx.select().from(fileChunks))).toEqual([]);
  });
});
