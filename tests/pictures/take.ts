import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startDemonstration, stop } from '../fixtures/demonstration-process.ts';
import { createMeeting, everyonePresent, recordVote } from '../e2e/meetings.ts';
import { openVote } from '../e2e/votes.ts';
import { reachableFolder } from '../fixtures/folders.ts';
import { findChromium } from '../tools.ts';

// The pictures of the README, taken from a fresh demonstration: npm run build && node tests/pictures/take.ts

const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 780 };

const folder = join(import.meta.dirname);
const dataDir = reachableFolder('collegial-pictures-');
/** Scrolls a page to one of its parts. */
const toTop = (page: Page, title: string) =>
  page.evaluate((words) => {
    const heading = [...document.querySelectorAll('h2')].find((h2) => h2.textContent === words);
    scrollTo(0, heading!.getBoundingClientRect().top + scrollY - 40);
  }, title);

const server = await startDemonstration(dataDir);
const browser = await chromium.launch({
  executablePath: findChromium()!,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: DESKTOP, locale: 'fr-BE', baseURL: server.address });
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

  await page.setViewportSize(PHONE);
  await page.getByRole('link', { name: 'Présences' }).click();
  await page.getByRole('button', { name: /Noter présents/ }).click();
  await page.getByText('Quorum atteint').waitFor({ state: 'attached' });
  await page.evaluate(() => scrollTo(0, 0));
  await shoot('attendance');

  await page.setViewportSize(DESKTOP);
  await page.goto(`${server.address}/rslux`);
  await page.getByRole('heading', { name: 'À suivre' }).waitFor();
  await shoot('desk');

  await page.goto(`${server.address}/rslux/bodies/CA`);
  await page.getByRole('heading', { name: 'Présidence et mandatures' }).waitFor();
  await shoot('body');

  await page.getByRole('link', { name: 'Préparer ce renouvellement' }).click();
  await page.getByRole('button', { name: 'Préparer ce renouvellement' }).click();
  await page.getByRole('heading', { name: 'La composition proposée' }).scrollIntoViewIfNeeded();
  await toTop(page, 'Ce qu’il faut');
  await shoot('renewal');

  await open('24.février');
  const minutes = `${new URL(page.url()).pathname}/minutes.pdf`;
  await page.getByRole('link', { name: 'Approbation ROI CA et AG' }).click();
  await page.getByText('n’est pas adoptée').waitFor();
  await toTop(page, 'Décisions');
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

  // A member votes on their phone, in the board of the story.
  const member = await browser.newPage({ viewport: PHONE, locale: 'fr-BE', baseURL: server.address });
  await member.goto('/demonstration');
  await member.getByRole('button', { name: /Alix Abrassart/ }).click();
  await member.waitForURL(/rslux/);
  await open('21.novembre');
  const board = new URL(page.url()).pathname;
  await page.goto(`${board}/attendance`);
  await page.getByRole('button', { name: 'Enregistrer le bureau' }).click();
  await page.goto(`${board}/sitting`);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await page.getByRole('button', { name: 'Ouvrir la séance' }).waitFor({ state: 'hidden' });
  await page.goto(`${board}/console`);
  await page.getByRole('listitem').filter({ hasText: 'budget 2023' }).getByRole('button').click();
  await page.getByRole('heading', { level: 1, name: /budget 2023/ }).waitFor();
  await openVote(page, board, 'Le CA approuve le budget 2023 (exemple inventé).', 'Nominatif');
  await member.goto(`${board}/follow`);
  await member.getByText('En direct').first().waitFor();
  await toTop(member, 'Vote en cours');
  await shoot('vote-phone', member);

  // A PV goes all its way: sent, approved by the next board, signed by two, sealed.
  const next = await createMeeting(page, { day: '2022-11-21', hour: '05:00' });
  await open('24.février');
  const sealed = `${new URL(page.url()).pathname}/minutes`;
  await page.goto(sealed);
  await page.getByRole('button', { name: 'Envoyer le PV aux membres' }).click();
  await page.getByText('L’approbation est ajoutée à l’ordre du jour').waitFor();
  await page.goto(`${next}/attendance`);
  await everyonePresent(page);
  await page.goto(next);
  await page.getByRole('link', { name: /^Approbation du procès-verbal du 24/ }).click();
  const all = { Pour: 9 };
  await recordVote(page, 'Le PV est approuvé tel que présenté.', { public: all, associative: all });
  await page.getByText(/La proposition est adoptée/).waitFor();
  for (const signer of [member, page]) {
    await signer.goto(sealed);
    await signer.getByRole('link', { name: 'Signer ce PV' }).click();
    await signer.getByLabel('J’ai lu ce PV et je le signe').check();
    await signer.getByRole('button', { name: 'Signer' }).click();
    await signer
      .getByText(/^Signé le/)
      .first()
      .waitFor();
  }
  await page.goto(sealed);
  await page.getByText('Sceller le PV').click();
  await page.getByRole('button', { name: 'Sceller pour de bon' }).click();
  await page
    .getByText(/^Scellé le .* par/)
    .first()
    .waitFor();
  await page.goto(sealed);
  await page.evaluate(() => scrollTo(0, 0));
  await shoot('sealed');
} finally {
  await browser.close();
  await stop(server);
  rmSync(dataDir, { recursive: true, force: true });
}
