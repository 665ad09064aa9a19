/** What a browser has not taken yet; one that takes nothing any more is let go, and comes back when it can. */
const QUEUE = 32;
/** Milliseconds after which a browser tries again. */
const RETRY = 2000;

export interface EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** An event of this name; its identifier comes back with the browser when the connection was lost. */
  send(event: string, id: number): void;
  /** A comment, so that nobody on the way takes the silence for an end. */
  breathe(): void;
  end(): void;
}

export interface EventStreams {
  /** Null when this process holds as many as it can. `closed` runs once, whoever closes. */
  open(closed: () => void): EventStream | null;
  /** Ends them all, so that the process can stop; the browsers go to another one, or wait for this one to be back. */
  endAll(): void;
}

/** The streams of server-sent events of a process, `most` at once. */
export function openEventStreams(most: number): EventStreams {
  const open = new Set<EventStream>();
  const encoder = new TextEncoder();
  let ended = false;
  return {
    open(closed) {
      if (ended || open.size >= most) return null;
      let controller: ReadableStreamDefaultController<Uint8Array>;
      const forget = () => {
        if (open.delete(stream)) closed();
      };
      const write = (text: string) => {
        if (!open.has(stream)) return;
        controller.enqueue(encoder.encode(text));
        if (controller.desiredSize! < 0) stream.end();
      };
      const body = new ReadableStream<Uint8Array>(
        { start: (given) => void (controller = given), cancel: forget },
        new CountQueuingStrategy({ highWaterMark: QUEUE }),
      );
      const stream: EventStream = {
        body,
        send: (event, id) => write(`event: ${event}\nid: ${id}\ndata: ${id}\n\n`),
        breathe: () => write(':\n\n'),
        end() {
          if (!open.has(stream)) return;
          forget();
          controller.close();
        },
      };
      open.add(stream);
      write(`retry: ${RETRY}\n\n`);
      return stream;
    },
    endAll() {
      ended = true;
      for (const stream of open) stream.end();
    },
  };
}

/** Not kept, not gathered, not rewritten on the way. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;
