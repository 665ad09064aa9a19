import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { pdfOf, pngOf } from '../fixtures/sample-files.ts';
import { expect, test } from './fixtures.ts';
import { createMeeting } from './meetings.ts';

const pdf = async (name: string, words: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(await pdfOf([words])),
});
const program = {
  name: 'facture.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('<!doctype html><script>alert(1)</script>'),
};

async function send(page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) {
  await page.getByLabel('Fichiers').setInputFiles(files);
  await page.getByRole('button', { name: 'Ajouter ces fichiers' }).click();
}

test('annexes jointes, l’une confidentielle, l’autre refusée ; le dossier se prépare, puis n’est plus à jour', async ({
  page,
  signIn,
  other,
}) => {
  await signIn('coordinator');
  const address = await createMeeting(page, { items: { 'Comptes 2022': 'decision' } });
  await page.getByRole('link', { name: 'Comptes 2022', exact: true }).click();
  await page.getByRole('link', { name: 'Ajouter une annexe à ce point' }).click();
  await expect(page.getByLabel('Où les joindre')).toHaveValue(/^[0-9a-f-]{36}$/);
  await page.getByRole('checkbox', { name: 'Confidentielle' }).check();
  await send(page, [await pdf('Dossier_secret.exe', 'Secret'), program]);
  await expect(page.locator('[aria-labelledby="error-summary-title"]')).toContainText(
    '« facture.pdf » n’est pas joint. C’est une page web',
    // The first PDF of a server waits for the worker that opens it.
    { timeout: 120_000 },
  );
  await expect(page.getByText('1 annexe ajoutée.')).toBeVisible();
  // What was chosen beside the files stays, for the one that must be sent again.
  await expect(page.getByRole('checkbox', { name: 'Confidentielle' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Confidentielle' }).uncheck();
  await send(page, [
    await pdf('Note.pdf', 'Note'),
    { name: 'Plan.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(30, 20)) },
  ]);
  await expect(page.getByText('2 annexes ajoutées.')).toBeVisible();

  const section = page.getByRole('region', { name: /^Point 1/ });
  await expect(section.getByRole('listitem').first()).toContainText('Dossier secret');
  await section.getByRole('button', { name: 'Descendre « Dossier secret »' }).click();
  await expect(section.getByRole('listitem').first()).toContainText('Note');

  await page.getByRole('button', { name: /^Préparer le dossier\W+Dossier complet/ }).click();
  await expect(page.getByRole('link', { name: /^Ouvrir le dossier\W+Dossier complet/ })).toBeVisible({
    timeout: 120_000,
  });
  const pack = await page.request.get(`${address}/pack.pdf`);
  expect([pack.status(), pack.headers()['content-type']]).toEqual([200, 'application/pdf']);

  const href = (await section
    .getByRole('link', { name: 'Dossier secret', exact: true })
    .getAttribute('href'))!;
  const whole = await page.request.get(href);
  expect(whole.headers()).toMatchObject({
    'content-disposition': /^inline; filename="Dossier_secret.pdf"/.exec(
      whole.headers()['content-disposition']!,
    )?.input,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
  expect(whole.headers()['content-security-policy']).toContain("default-src 'none'");
  const part = await page.request.get(href, { headers: { range: 'bytes=1-3' } });
  expect([part.status(), await part.text()]).toEqual([206, 'PDF']);
  expect((await page.request.get(href, { headers: { range: 'bytes=99999999-' } })).status()).toBe(416);

  await page.getByRole('link', { name: /^Modifier\W+Note/ }).click();
  await page.getByLabel('Nouvelle version').setInputFiles(await pdf('Note2.pdf', 'Note corrigée'));
  await page.getByRole('button', { name: 'Remplacer ce fichier' }).click();
  await expect(page.getByText(/version 2 du/)).toBeVisible();
  await expect(page.getByText('Le dossier n’est plus à jour').first()).toBeVisible();

  const stranger = await other('candidate');
  for (const path of [`${address}/annexes`, href, `${address}/pack.pdf`])
    expect((await stranger.request.get(path)).status()).toBe(404);
  const member = await other('public-member');
  await member.goto(`${address}/annexes`);
  await expect(member.getByRole('button', { name: 'Ajouter ces fichiers' })).toHaveCount(0);
  await expect(member.getByRole('link', { name: /^Modifier/ })).toHaveCount(0);
});

test.describe('sans JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('un fichier oublié, trop lourd, puis joint, renommé et retiré ; le dossier se recharge à la main', async ({
    page,
    signIn,
  }) => {
    await signIn('coordinator');
    const address = await createMeeting(page);
    await page.goto(`${address}/annexes`);
    await page.getByRole('button', { name: 'Ajouter ces fichiers' }).click();
    await expect(page.getByText('Choisissez au moins un fichier.').first()).toBeVisible();
    await writeFile(test.info().outputPath('lourd.pdf'), Buffer.alloc(26_000_000, 'x'));
    await send(page, test.info().outputPath('lourd.pdf'));
    await expect(page.getByText(/trop lourd\s:\s25\sMo au plus/).first()).toBeVisible();
    await send(page, await pdf('Budget.pdf', 'Budget'));
    await expect(page.getByText('1 annexe ajoutée.')).toBeVisible();
    await page.getByRole('link', { name: /^Modifier\W+Budget/ }).click();
    await page.getByLabel('Titre').fill('');
    await page.getByRole('button', { name: 'Enregistrer cette annexe' }).click();
    await expect(page.getByText('Donnez un titre à cette annexe.').first()).toBeVisible();
    await page.getByLabel('Titre').fill('Budget 2023');
    await page.getByRole('button', { name: 'Enregistrer cette annexe' }).click();
    await expect(page.getByRole('link', { name: 'Budget 2023', exact: true })).toBeVisible();
    await page.getByRole('button', { name: /^Préparer le dossier/ }).click();
    await expect(async () => {
      await page.goto(`${address}/annexes`);
      await expect(page.getByRole('link', { name: /^Ouvrir le dossier/ })).toBeVisible({ timeout: 200 });
    }).toPass({ timeout: 120_000 });
    await page.getByRole('link', { name: /^Modifier\W+Budget 2023/ }).click();
    await page.getByText('Retirer cette annexe').first().click();
    await page.getByRole('button', { name: 'Oui, retirer cette annexe' }).click();
    await expect(page.getByText('Aucune annexe n’est jointe.')).toBeVisible();
    await page.getByRole('link', { name: 'Budget 2023' }).click();
    await expect(page.getByText('Cette annexe est retirée de la réunion.')).toBeVisible();
  });
});
