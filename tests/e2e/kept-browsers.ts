import type { Browser, BrowserContext, BrowserContextOptions, Page, ViewportSize } from '@playwright/test';

/** A page of the site without script: what waits between two tests stays at it, so that its storage can be emptied. */
const REST = '/favicon.svg';
const HEARD = ['console', 'pageerror', 'request', 'response', 'requestfailed', 'dialog', 'popup', 'download'];

interface Kept {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly viewport: ViewportSize | null;
  readonly close: BrowserContext['close'];
}

/**
 * Lets the browser keep the page of a test that passed for the next one that asks for the same kind of browser, emptied of
 * all that a site can leave behind: opening the first page of a new one takes three times as long as any other.
 * Only where `plain` says that the test asks for nothing else than usual: what it asks of its browsers is not among the
 * options read here. `passing` tells whether nothing has failed until now in the test: else what it used is closed, with its
 * pictures taken.
 */
export function keepPages(browser: Browser, plain: () => boolean, passing: () => boolean): void {
  const waiting = new Map<string, Kept[]>();
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options = {}) => {
    if (!plain() || options.javaScriptEnabled === false) return open(options);
    const kind = JSON.stringify(options);
    const kept = waiting.get(kind)?.pop() ?? (await opened(options));
    lend(kept, async () => {
      if (passing() && (await emptied(kept))) waiting.set(kind, [...(waiting.get(kind) ?? []), kept]);
      else await kept.close();
    });
    return kept.context;
  };

  async function opened(options: BrowserContextOptions): Promise<Kept> {
    const context = await open(options);
    const page = await context.newPage();
    return { context, page, viewport: page.viewportSize(), close: context.close.bind(context) };
  }
}

/** The first page asked for is the kept one; to close gives back. */
function lend({ context, page }: Kept, giveBack: () => Promise<void>): void {
  const { newPage } = Object.getPrototypeOf(context) as BrowserContext;
  let lent = false;
  context.newPage = async () => {
    if (lent) return newPage.call(context);
    lent = true;
    return page;
  };
  context.close = giveBack;
}

/** Whether it is as new but for what the browser has read: no page, listener, cookie, storage, route or emulation left. */
async function emptied({ context, page, viewport }: Kept): Promise<boolean> {
  if (page.isClosed() || page.url() === 'about:blank' || context.serviceWorkers().length > 0) return false;
  try {
    for (const another of context.pages()) if (another !== page) await another.close();
    for (const event of HEARD) page.removeAllListeners(event as 'console');
    await context.unrouteAll();
    await page.unrouteAll();
    // As it was at first: a test may have it wait for the script of a page.
    const { goto } = Object.getPrototypeOf(page) as Page;
    await goto.call(page, new URL(REST, page.url()).href);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: 'light', media: null, reducedMotion: 'reduce' });
    if (viewport) await page.setViewportSize(viewport);
    return true;
  } catch {
    return false;
  }
}
