import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { defineConfig } from 'vitest/config';

/** Milliseconds: real work, on machines that also do other things. A limit for what hangs, no measure. */
const HANGS = 240_000;

/** Libraries that only some pages need: left out of the file that every page loads. */
const SOME_PAGES = /node_modules\/(zod|temporal-polyfill|sveltekit-superforms)\//;

/** Where the messages that are built stand, one module each: apart from those that tests and types read meanwhile. */
const BUILT_MESSAGES = fileURLToPath(new URL('./.svelte-kit/paraglide', import.meta.url));

/** Tests read the messages as `npm run messages`, which says the same strategy, compiled them before. */
const messagesAt = (outdir: string) =>
  process.env.VITEST
    ? []
    : paraglideVitePlugin({
        project: './src/messages/project.inlang',
        outdir,
        strategy: ['cookie', 'baseLocale'],
      });

export default defineConfig(({ command }) => ({
  resolve: { alias: command === 'build' ? { '#lib/paraglide': BUILT_MESSAGES } : {} },
  plugins: [
    messagesAt(command === 'build' ? BUILT_MESSAGES : './src/lib/paraglide'),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // Only where there is something to keep: those pages register it.
      serviceWorker: { register: false },
      // Nonces rather than hashes: pages are rendered per request, and no inline handler is ever allowed.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // One attribute, known by its hash: the one that hides SvelteKit's announcer of pages.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          // What a component takes from a rule or a form must not bring the libraries of everything else in that file.
          treeshake: { moduleSideEffects: [{ test: /\/src\/lib\/.*\.ts$/, sideEffects: false }] },
          output: {
            codeSplitting: {
              // By itself the bundler gives a file of a few hundred bytes to each message and helper that two pages share:
              // dozens of them for one page. What tells the browser's part of SvelteKit where and what it is stays a file of
              // its own: it must have run before any other is read.
              groups: [
                { name: 'payload', test: /\/runtime\/client\/payload\.js/, priority: 3 },
                { name: 'common', test: (id: string) => !SOME_PAGES.test(id), minShareCount: 8, priority: 2 },
                {
                  name: 'words',
                  test: /\/paraglide\/messages\//,
                  minShareCount: 2,
                  priority: 1,
                  entriesAware: true,
                  entriesAwareMergeThreshold: 25_000,
                },
              ],
            },
          },
        },
      },
    },
  },
  test: {
    // A test waits for PostgreSQL and for Poppler as much as it computes: two cores have work for four.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // Pure functions leave nothing behind: one process reads them all, and loads each module once.
          isolate: false,
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/server/**', 'src/lib/{platform,documents}/**', 'src/cli/**'],
          setupFiles: ['tests/fixtures/seed.ts'],
          testTimeout: HANGS,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          environment: 'node',
          isolate: false,
          include: [
            'src/**/server/**/*.test.ts',
            'src/lib/platform/**/*.test.ts',
            // No database there, but real files, which take their time beside what waits for it.
            'src/lib/documents/**/*.test.ts',
            'src/cli/**/*.test.ts',
            'tests/{faults,print,matrix}/**/*.test.ts',
          ],
          globalSetup: ['tests/fixtures/cluster.ts'],
          setupFiles: ['tests/fixtures/seed.ts'],
          testTimeout: HANGS,
          hookTimeout: HANGS,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/lib/**/rules.ts', 'src/lib/**/rules/**/*.ts'],
      thresholds: { branches: 100 },
      reporter: ['text-summary'],
    },
  },
}));
