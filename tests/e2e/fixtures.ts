import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { copyDatabase, type DatabaseFacts } from '../fixtures/test-server.ts';
import { keepPages } from './kept-browsers.ts';
import { serve } from './server.ts';

export { expect } from '@playwright/test';

type PersonaKey = 'coordinator' | 'assistant' | 'chair' | 'public-member' | 'evaluator' | 'candidate';

interface Collegial {
  /** Where this worker's own demonstration is served. */
  readonly address: string;
  readonly databaseUrl: string;
}

/** Whether the test that runs asks for the browser of a desk, with its scripts. */
let asksForUsual = false;

interface TestFixtures {
  /** Looks at what the test asks for, before its first browser. */
  usual: void;
  /** Enters the demonstration as someone of its story, in the context of the page or in another one. */
  signIn: (persona: PersonaKey, context?: BrowserContext) => Promise<void>;
  /** A browser of someone else. */
  other: (persona: PersonaKey) => Promise<Page>;
}

/** The built application, on a copy of the demonstration of its own: one per worker, on a port of its choice. */
export const test = base.extend<TestFixtures, { collegial: Collegial }>({
  collegial: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the dependencies in this pattern: there are none.
    async ({}, use, { workerIndex }) => {
      const facts = JSON.parse(process.env.COLLEGIAL_TEST_DATABASE!) as DatabaseFacts;
      const database = await copyDatabase(facts, String(workerIndex));
      const server = await serve(database.url);
      await use({ address: server.address, databaseUrl: database.url });
      await server.stop();
      await database.drop();
    },
    { scope: 'worker' },
  ],
  browser: [
    async ({ browser }, use) => {
      keepPages(
        browser,
        () => asksForUsual,
        () => base.info().errors.length === 0,
      );
      await use(browser);
    },
    { scope: 'worker' },
  ],
  usual: [
    async ({ javaScriptEnabled, isMobile, hasTouch }, use) => {
      asksForUsual = javaScriptEnabled !== false && !isMobile && !hasTouch;
      await use();
    },
    { auto: true },
  ],
  page: async ({ page, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) awaitScript(page);
    await use(page);
  },
  baseURL: async ({ collegial }, use) => use(collegial.address),
  signIn: async ({ collegial, context: own }, use) => {
    await use(async (persona, context = own) => {
      const answer = await context.request.post(`${collegial.address}/demonstration?/enter`, {
        form: { persona },
        headers: { origin: collegial.address, accept: 'text/html' },
      });
      if (!answer.ok()) throw new Error(`${persona} could not enter: ${answer.status()}`);
    });
  },
  other: async ({ browser, collegial, signIn }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (persona) => {
      const context = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: true });
      contexts.push(context);
      await signIn(persona, context);
      const page = await context.newPage();
      awaitScript(page);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

const awaited = new WeakSet<Page>();

/** From now on, a page that was opened has run its script when `goto` and `reload` end: SvelteKit's announcer is there. */
function awaitScript(page: Page): void {
  if (awaited.has(page)) return;
  awaited.add(page);
  const announcer = () => page.locator('#svelte-announcer').waitFor({ state: 'attached' });
  const { goto, reload } = page;
  page.goto = async (...options) => {
    const answer = await goto.apply(page, options);
    await announcer();
    return answer;
  };
  page.reload = async (...options) => {
    const answer = await reload.apply(page, options);
    await announcer();
    return answer;
  };
}
