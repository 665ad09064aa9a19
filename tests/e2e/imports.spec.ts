import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const file = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\r\n'), 'latin1'),
});

async function send(page: Page, content: RegExp, upload: ReturnType<typeof file>): Promise<void> {
  await page.goto('/rslux/imports');
  await page.getByRole('radio', { name: content }).check();
  await page.getByLabel('Fichier', { exact: true }).setInputFiles(upload);
  await page.getByRole('button', { name: 'Envoyer et voir les colonnes' }).click();
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'avec JavaScript' : 'sans JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('importer un fichier, puis l’annuler', async ({ page, signIn }) => {
      const name = `Atelier d'Étalle ${javaScriptEnabled}`;
      await signIn('coordinator');
      await send(
        page,
        /^Organisations/,
        file('liste.csv', [
          'Dénomination;Collège;N° BCE;Ville;Divers',
          `${name};associatif;;Étalle;a`,
          'Faux numéro;public;0123.456.748;Arlon;b',
          'C.P.A.S. de Bastogne;;;Bastogne-sur-Wiltz;',
        ]),
      );
      await test.step('les colonnes devinées se confirment', async () => {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Les colonnes du fichier');
        await expect(page.getByLabel('N° BCE')).toHaveValue('enterpriseNumber');
        await expect(page.getByLabel('Divers')).toHaveValue('');
        await page.getByLabel('Dénomination').selectOption('');
        await page.getByRole('button', { name: 'Voir ce qui changera' }).click();
        await expect(page.getByText('Dites quelle colonne donne « Nom »')).toBeVisible();
        await expect(page.getByLabel('Ville')).toHaveValue('municipality');
        await page.getByLabel('Dénomination').selectOption('name');
        await page.getByRole('button', { name: 'Voir ce qui changera' }).click();
      });
      await test.step('l’aperçu dit ce qui sera fait, et rien n’est écrit', async () => {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce que l’import fera');
        await expect(page.getByRole('row', { name: /Faux numéro/ })).toContainText('n’existe pas');
        await expect(page.getByRole('row', { name: /C\.P\.A\.S\. de Bastogne/ })).toContainText(
          '→ Bastogne-sur-Wiltz',
        );
        await page.getByRole('button', { name: 'Importer', exact: true }).click();
        await expect(page.getByText('Cochez la case pour importer les autres').first()).toBeVisible();
        if (javaScriptEnabled) {
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id }) => id)).toEqual([]);
        }
      });
      await page.getByLabel('Importer sans les lignes refusées').check();
      await page.getByRole('button', { name: 'Importer', exact: true }).click();
      await expect(page.getByText('Importé : 1 ajout et 1 modification.')).toBeVisible();
      const done = page.url();
      await page.goto(`/rslux/organisations?name=${encodeURIComponent(name)}`);
      await expect(page.getByRole('link', { name })).toBeVisible();

      await page.goto(done);
      await page.locator('summary').filter({ hasText: 'Annuler cet import' }).click();
      await page.getByRole('button', { name: 'Annuler cet import' }).click();
      await expect(page.getByText('Cet import est annulé')).toBeVisible();
      await page.goto('/rslux/imports');
      await expect(page.getByRole('row', { name: /liste\.csv/ }).first()).toContainText('Annulé.');
      await page.goto(`/rslux/organisations?name=${encodeURIComponent(name)}`);
      await expect(page.getByText('Aucune organisation ne répond')).toBeVisible();
    });

    test('un fichier trop lourd ou d’un autre genre est refusé en clair', async ({ page, signIn }) => {
      await signIn('coordinator');
      await send(page, /^Personnes/, file('lourd.csv', ['Nom', 'x'.repeat(3_000_000)]));
      await expect(page.getByText('Ce fichier est trop lourd : 1 Mo au plus.').first()).toBeVisible();
      await send(page, /^Personnes/, file('lettre.pdf', ['%PDF-1.7']));
      await expect(page.getByText('C’est un PDF, pas un tableau.').first()).toBeVisible();
    });
  });

test('un export se réimporte sans rien changer ; il n’est ouvert qu’à l’équipe', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  await page.goto('/rslux/organisations');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Mandats XLSX' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^mandats-\d{4}-\d\d-\d\d\.xlsx$/);
  await send(page, /^Mandats/, {
    name: 'mandats.xlsx',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(await download.path()),
  });
  await page.getByRole('button', { name: 'Voir ce qui changera' }).click();
  await expect(page.getByText('Ce fichier ne crée et ne change rien')).toBeVisible();
  const answer = await page.request.get('/rslux/exports/people.csv');
  expect(answer.headers()).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': expect.stringContaining('attachment; filename="personnes-'),
    'x-content-type-options': 'nosniff',
  });

  const member = await other('public-member');
  expect((await member.request.get('/rslux/exports/people.csv')).status()).toBe(404);
  expect((await member.goto('/rslux/imports'))?.status()).toBe(404);
  expect((await member.goto(page.url()))?.status()).toBe(404);
  await member.goto('/rslux/organisations');
  await expect(member.getByRole('link', { name: 'Importer un fichier' })).toHaveCount(0);
  const assistant = await other('assistant');
  expect((await assistant.request.get('/rslux/exports/people.xlsx')).status()).toBe(200);
  expect((await assistant.goto('/rslux/imports'))?.status()).toBe(403);
});
