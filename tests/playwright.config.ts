import { defineConfig } from '@playwright/test';
import { findChromium } from './tools.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: '../test-results',
  // Browsers wait more than they compute: four keep two cores busy.
  workers: 4,
  // What fails is tried once more, and told as unsteady when it then passes.
  retries: 1,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 300_000,
  // Limits for what hangs, no measures: machines also do other things.
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    locale: 'fr-BE',
    timezoneId: 'Europe/Brussels',
    viewport: { width: 1360, height: 900 },
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
  },
});
