import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Clamd } from './configuration.ts';

export type Scan =
  | { readonly result: 'clean' }
  /** `signature`: what was recognised, as the antivirus names it. */
  | { readonly result: 'infected'; readonly signature: string }
  /** Unreachable, silent, or unable to say: nothing is known of the file. */
  | { readonly result: 'unknown'; readonly reason: string };

/** Milliseconds without a sign of life from the antivirus. */
const SILENCE = 30_000;

/**
 * Has a file scanned by ClamAV: command INSTREAM, each piece after its length as four bytes, a length of zero at the end,
 * one line as answer. Never throws: whatever goes wrong is `unknown`, and what is unknown is not kept.
 */
export async function scanFile(path: string, clamd: Clamd, silence = SILENCE): Promise<Scan> {
  const socket = 'path' in clamd ? connect(clamd.path) : connect(clamd.port, clamd.host);
  try {
    const answer = readAnswer(socket, silence);
    // Either may fail first: the one that is not awaited must not end the process.
    answer.catch(() => undefined);
    await Promise.race([sendFile(socket, path), answer]);
    return readVerdict(await answer);
  } catch (error) {
    return { result: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    socket.destroy();
  }
}

function readVerdict(answer: string): Scan {
  if (/: OK$/.test(answer)) return { result: 'clean' };
  const infected = /: (.+) FOUND$/.exec(answer);
  if (infected) return { result: 'infected', signature: infected[1]! };
  return { result: 'unknown', reason: answer === '' ? 'No answer.' : answer };
}

function readAnswer(socket: Socket, silence: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(silence, () => socket.destroy(new Error('The antivirus kept silent.')));
    socket.on('data', (text) => {
      answer += String(text);
      if (/[\0\n]/.test(answer)) resolve(answer.replace(/[\0\n].*$/s, ''));
    });
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The antivirus hung up.')));
  });
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await write(socket, Buffer.concat([length, piece]));
  }
  await write(socket, Buffer.alloc(4));
}

function write(socket: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.write(piece, (error) => (error ? reject(error) : resolve())),
  );
}
