import {
  KEPT,
  KEPT_AT,
  keepable,
  MAY_KEEP,
  onAnswer,
  outdated,
  type Keepable,
  type KeepRequest,
} from '#lib/platform/offline/keeping.ts';

/**
 * Keeps the packs that were opened and the personal page of a meeting readable without network, and nothing else: every
 * other page stays with the network and its "no-store". Forgets all at sign-out.
 */
const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;

const SIGN_OUT = '/sign-out';

const kindOf = (url: string) => keepable(new URL(url).pathname);

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([worker.clients.claim(), prune()]));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  // Seen on its way to the server, so that a page without script forgets too.
  if (request.method === 'POST' && url.pathname === SIGN_OUT) event.waitUntil(caches.delete(KEPT));
  const kind = request.method === 'GET' ? keepable(url.pathname) : null;
  if (kind === null) return;
  event.respondWith(kind === 'asset' ? assetOf(request) : answerTo(event, kind));
});

worker.addEventListener('message', (event) => {
  const { keep, assets } = event.data as KeepRequest;
  const kind = kindOf(keep);
  if (kind !== 'page') return;
  event.waitUntil(keepPage(keep, assets).then((kept) => event.ports[0]?.postMessage(kept)));
});

/** The network first; without it, the copy. The page does not wait until its copy is written. */
async function answerTo(event: FetchEvent, kind: Keepable): Promise<Response> {
  const { request } = event;
  try {
    const answer = await fetch(request);
    const copy = answer.clone();
    event.waitUntil(settle(request.url, kind, copy).then(prune));
    return answer;
  } catch (failure) {
    const copy = await copyOf(request.url);
    if (copy) return copy;
    throw failure;
  }
}

/** The copy of an address, unless it is out of date. */
async function copyOf(url: string): Promise<Response | undefined> {
  await prune();
  return caches.match(url, { cacheName: KEPT });
}

/** These files never change: a copy is as good as they are. */
async function assetOf(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: KEPT })) ?? fetch(request);
}

async function keepPage(url: string, assets: readonly string[]): Promise<boolean> {
  const wanted = [url, ...assets.filter((asset) => kindOf(asset) === 'asset')];
  const kept = await Promise.all(wanted.map(async (each) => settle(each, kindOf(each)!, await fetch(each))));
  await prune();
  return kept[0]!;
}

/** Keeps, forgets or leaves the copy of an address, as its answer asks. Answers whether there is one now. */
async function settle(url: string, kind: Keepable, answer: Response): Promise<boolean> {
  const todo = onAnswer(kind, {
    status: answer.status,
    type: answer.headers.get('content-type'),
    mark: answer.headers.get(MAY_KEEP),
  });
  const cache = await caches.open(KEPT);
  if (todo === 'forget') await cache.delete(url);
  if (todo === 'keep') {
    const headers = new Headers(answer.headers);
    headers.set(KEPT_AT, String(Date.now()));
    await cache.put(url, new Response(await answer.blob(), { headers }));
  }
  return todo === 'keep';
}

async function prune(): Promise<void> {
  const cache = await caches.open(KEPT);
  const copies = await Promise.all(
    (await cache.keys()).map(async ({ url }) => ({
      url,
      kind: kindOf(url) ?? 'asset',
      keptAt: Number((await cache.match(url))?.headers.get(KEPT_AT)),
    })),
  );
  for (const url of outdated(copies, Date.now())) await cache.delete(url);
}
