import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ReceivedFile {
  /** The field of the form. */
  readonly field: string;
  /** As the sender calls it. */
  readonly name: string;
  readonly path: string;
  /** Longer than allowed: nothing of it is kept. */
  readonly tooLong: boolean;
}

export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
}

interface Limits {
  /** Bytes of one file. */
  readonly fileBytes: number;
}

const MOST_FILES = 50;
const LONGEST_FIELD = 20_000;
const LONGEST_HEAD = 8_000;

/**
 * Receives a form with files (multipart/form-data) without ever holding one in memory: each goes to the disk as it comes,
 * and is no longer written past the limit; what follows it in the form is still received. The files are there as long as
 * `work` runs. Null is given to `work` for what is not such a form, or stops short.
 */
export async function receiveForm<T>(
  request: Request,
  limits: Limits,
  work: (form: ReceivedForm | null) => Promise<T>,
): Promise<T> {
  const boundary = /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(
    request.headers.get('content-type') ?? '',
  );
  if (!boundary || !request.body) return work(null);
  const folder = await mkdtemp(join(tmpdir(), 'collegial-upload-'));
  try {
    const reader = new FormReader(folder, limits);
    return await work(await reader.read(request.body, (boundary[1] ?? boundary[2])!));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The part being received: a field, gathered, or a file, written. */
interface Part {
  readonly field: string;
  readonly file: { readonly name: string; readonly path: string; readonly handle: FileHandle } | null;
  pieces: Uint8Array[];
  length: number;
}

class FormReader {
  readonly #folder: string;
  readonly #limits: Limits;
  readonly #fields: Record<string, string> = {};
  readonly #files: ReceivedFile[] = [];

  constructor(folder: string, limits: Limits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  async read(body: ReadableStream<Uint8Array>, boundary: string): Promise<ReceivedForm | null> {
    const delimiter = Buffer.from(`\r\n--${boundary}`);
    // The first boundary has no line before it.
    let rest: Buffer = Buffer.from('\r\n');
    let part: Part | null = null;
    let state: 'content' | 'boundary' | 'head' | 'complete' | 'damaged' = 'content';
    // To its very end, whatever is found: a body left unread would take the answer down with its connection.
    for await (const piece of body) {
      rest = Buffer.concat([rest, piece]);
      while (state !== 'complete' && state !== 'damaged') {
        if (state === 'content') {
          const at = rest.indexOf(delimiter);
          const sure = at === -1 ? Math.max(0, rest.length - delimiter.length) : at;
          if (part) await this.#take(part, rest.subarray(0, sure));
          rest = rest.subarray(sure);
          if (at === -1) break;
          if (part) await this.#end(part);
          part = null;
          rest = rest.subarray(delimiter.length);
          state = 'boundary';
        } else if (state === 'boundary') {
          if (rest.length < 2) break;
          state = rest.toString('latin1', 0, 2) === '--' ? 'complete' : 'head';
          rest = rest.subarray(2);
        } else {
          const at = rest.indexOf('\r\n\r\n');
          if (at === -1 && rest.length <= LONGEST_HEAD) break;
          if (at === -1) {
            state = 'damaged';
            break;
          }
          part = await this.#begin(rest.toString('utf8', 0, at));
          rest = rest.subarray(at + 4);
          // The boundary may follow at once: an empty part.
          state = 'content';
        }
      }
      if (state === 'complete' || state === 'damaged') rest = Buffer.alloc(0);
    }
    await part?.file?.handle.close();
    return state === 'complete' ? { fields: this.#fields, files: this.#files } : null;
  }

  /** Null for a part without name, and for one file too many: they are passed over. */
  async #begin(head: string): Promise<Part | null> {
    const field = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (field === undefined) return null;
    const name = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined) return { field, file: null, pieces: [], length: 0 };
    if (this.#files.length >= MOST_FILES) return null;
    const path = join(this.#folder, String(this.#files.length));
    return { field, file: { name, path, handle: await open(path, 'w', 0o600) }, pieces: [], length: 0 };
  }

  async #take(part: Part, piece: Uint8Array): Promise<void> {
    part.length += piece.length;
    if (!part.file) {
      if (part.length <= LONGEST_FIELD) part.pieces.push(Buffer.from(piece));
    } else if (part.length <= this.#limits.fileBytes) {
      await part.file.handle.write(piece);
    }
  }

  async #end(part: Part): Promise<void> {
    if (!part.file) {
      this.#fields[part.field] = Buffer.concat(part.pieces).toString('utf8');
      return;
    }
    const { name, path, handle } = part.file;
    await handle.close();
    // A browser sends an empty file without name where none was chosen.
    if (name === '' && part.length === 0) return;
    const tooLong = part.length > this.#limits.fileBytes;
    this.#files.push({ field: part.field, name, path, tooLong });
  }
}
