import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startDemonstration, stop } from '../fixtures/demonstration-process.ts';
import { reachableFolder } from '../fixtures/folders.ts';
import { findChromium } from '../tools.ts';

// The pictures of the README, taken from a fresh demonstration: npm run build && node tests/pictures/take.ts

const folder = join(import.meta.dirname);
const dataDir = reachableFolder('collegial-pictures-');
const server = await startDemonstration(dataDir);
const browser = await chromium.launch({
  executablePath: findChromium()!,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'fr-BE' });
  await page.goto(`${server.address}/demonstration`);
  await page.getByRole('button', { name: /Isaline Jadot/ }).click();
  const meetings = `${server.address}/rslux/meetings?body=CA`;
  const open = async (day: string) => {
    await page.goto(meetings);
    await page.getByRole('link', { name: new RegExp(day) }).click();
    await page.waitForURL(/meetings\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: 'Ordre du jour' }).waitFor();
  };
  const shoot = (name: string, of: Page = page) => of.screenshot({ path: join(folder, `${name}.png`) });

  await open('21.novembre');
  await shoot('agenda');

  await page.setViewportSize({ width: 390, height: 780 });
  await page.getByRole('link', { name: 'Présences' }).click();
  await page.getByRole('button', { name: /Noter présents/ }).click();
  await page.getByText('Quorum atteint').waitFor({ state: 'attached' });
  await page.evaluate(() => scrollTo(0, 0));
  await shoot('attendance');

  await page.setViewportSize({ width: 1280, height: 860 });
  await page.goto(`${server.address}/rslux`);
  await page.getByRole('heading', { name: 'À suivre' }).waitFor();
  await shoot('desk');

  await page.goto(`${server.address}/rslux/bodies/CA`);
  await page.getByRole('heading', { name: 'Présidence et mandatures' }).waitFor();
  await shoot('body');

  await page.getByRole('link', { name: 'Préparer ce renouvellement' }).click();
  await page.getByRole('button', { name: 'Préparer ce renouvellement' }).click();
  await page.getByRole('heading', { name: 'La composition proposée' }).scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const title = [...document.querySelectorAll('h2')].find((h2) => h2.textContent === 'Ce qu’il faut');
    scrollTo(0, title!.getBoundingClientRect().top + scrollY - 40);
  });
  await shoot('renewal');

  await open('24.février');
  const minutes = `${new URL(page.url()).pathname}/minutes.pdf`;
  await page.getByRole('link', { name: 'Approbation ROI CA et AG' }).click();
  await page.getByText('n’est pas adoptée').waitFor();
  await shoot('vote');

  const pdf = await page.request.get(new URL(minutes!, server.address).href);
  writeFileSync(join(dataDir, 'minutes.pdf'), await pdf.body());
  execFileSync('pdftoppm', [
    '-r',
    '90',
    '-png',
    '-f',
    '1',
    '-singlefile',
    join(dataDir, 'minutes.pdf'),
    join(folder, 'minutes'),
  ]);
} finally {
  await browser.close();
  await stop(server);
  rmSync(dataDir, { recursive: true, force: true });
}
