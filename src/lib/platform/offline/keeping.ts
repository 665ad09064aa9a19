/** The copies that a browser keeps to be read without network. Pure: what the worker does with them is its own. */
export const KEPT = 'collegial-kept-1';
/** Set by the server on a page that may be kept; when it was kept, on the copy. */
export const MAY_KEEP = 'x-keep-offline';
export const KEPT_AT = 'x-kept-at';

/** What a page asks of the worker: to keep it, with the files that draw it. */
export interface KeepRequest {
  readonly keep: string;
  readonly assets: readonly string[];
}

export type Keepable = 'pack' | 'page' | 'asset';

const LIFE = 30 * 24 * 60 * 60 * 1000;
/** Of each kind; a page is drawn by some forty files. */
const MOST: Readonly<Record<Keepable, number>> = { pack: 5, page: 5, asset: 200 };

/** What of the application may be kept: packs, the personal page of a meeting, the files that draw it. Nothing else. */
export function keepable(pathname: string): Keepable | null {
  if (/^\/[\w-]+\/(?:meetings\/[\da-f-]{36}|m\/[\w-]+)\/pack\.pdf$/.test(pathname)) return 'pack';
  if (/^\/[\w-]+\/m\/[\w-]{20,}$/.test(pathname)) return 'page';
  return pathname.startsWith('/_app/immutable/') ? 'asset' : null;
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  /** The value of `MAY_KEEP`. */
  readonly mark: string | null;
}

/** What to do with the copy of an address when the network answered: put this in its place, forget it, leave it. */
export function onAnswer(kind: Keepable, { status, type, mark }: Answer): 'keep' | 'forget' | 'leave' {
  if ([403, 404, 410].includes(status)) return 'forget';
  if (status !== 200) return 'leave';
  if (kind === 'pack') return type?.startsWith('application/pdf') ? 'keep' : 'leave';
  if (kind === 'page') return mark === 'yes' ? 'keep' : 'forget';
  return 'keep';
}

export interface Copy {
  readonly url: string;
  readonly kind: Keepable;
  /** Milliseconds. */
  readonly keptAt: number;
}

/** Which copies to forget at this moment (milliseconds): those of more than thirty days, and the oldest beyond a few. */
export function outdated(copies: readonly Copy[], now: number): string[] {
  const seen = { pack: 0, page: 0, asset: 0 };
  return copies
    .toSorted((a, b) => b.keptAt - a.keptAt)
    .filter(({ kind, keptAt }) => {
      seen[kind] += 1;
      return now - keptAt > LIFE || seen[kind] > MOST[kind];
    })
    .map(({ url }) => url);
}
