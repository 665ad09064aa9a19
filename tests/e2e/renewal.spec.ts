import type { Page } from '@playwright/test';
import { beginAgain } from './demonstration.ts';
import { expect, test } from './fixtures.ts';

/** Prepares the renewal of a body on a day and stays on its page. */
async function prepare(page: Page, code: string, on: string): Promise<void> {
  await page.goto(`/rslux/bodies/${code}/renewals`);
  await page.getByLabel('Premier jour de la nouvelle composition').fill(on);
  await page.getByRole('button', { name: 'Préparer ce renouvellement' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Renouvellement du/ })).toBeVisible();
}

/** Gives the person of this place an office. */
async function giveOffice(page: Page, person: string, office: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^Modifier\\W+${person}`) }).click();
  await page.getByLabel('Fonction', { exact: true }).selectOption({ label: office });
  await page.getByRole('button', { name: 'Enregistrer cette place' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Renouvellement du/ })).toBeVisible();
}

test('le renouvellement de décembre 2024 : ce qui finit, ce qu’il faut, le projet repris, puis appliqué', async ({
  page,
  signIn,
}) => {
  // Another test of this worker may have prepared the same renewal.
  await beginAgain(page);
  await signIn('coordinator');
  await page.goto('/rslux/bodies/CA');
  const note = page.getByRole('note').filter({ hasText: 'Au renouvellement' });
  await note.getByRole('link', { name: 'Préparer ce renouvellement' }).click();
  await expect(page.getByLabel('Premier jour de la nouvelle composition')).toHaveValue('2024-12-02');
  await page.getByRole('button', { name: 'Préparer ce renouvellement' }).click();
  await expect(page.getByText('La vice-présidence passe au secteur public.')).toBeVisible();
  await expect(page.getByText(/la présidence passe au secteur associatif et/).first()).toBeVisible();
  await expect(page.getByText(/Ni présidence ni vice-présidence/)).toBeVisible();

  await giveOffice(page, 'Alix Abrassart', 'Présidence');
  await expect(page.getByText('À corriger avant d’appliquer').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Appliquer ce renouvellement' })).toHaveCount(0);
  await giveOffice(page, 'Alix Abrassart', 'Vice-présidence');
  await giveOffice(page, 'Wivine Warnier', 'Présidence');

  await page.getByRole('button', { name: 'Appliquer ce renouvellement' }).click();
  await expect(page.getByText(/dites quand et par qui elle a été prise/).first()).toBeVisible();
  await page.getByLabel('Décision, en quelques mots').fill('AG du 2 décembre 2024');
  await page.getByRole('button', { name: 'Appliquer ce renouvellement' }).click();
  await expect(page.getByText('Appliqué par : AG du 2 décembre 2024')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Modifier/ })).toHaveCount(0);
  await page.getByRole('link', { name: /^Voir la composition/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Wivine Warnier' })).toContainText('présidente');
});

test('sans JavaScript et à deux : une place modifiée entre-temps montre les deux, puis le projet est abandonné', async ({
  other,
  browser,
  collegial,
  signIn,
}) => {
  const bare = await browser.newContext({ baseURL: collegial.address, javaScriptEnabled: false });
  await signIn('assistant', bare);
  const page = await bare.newPage();
  await prepare(page, 'CG', '2026-01-01');
  await page
    .getByRole('link', { name: /^Modifier/ })
    .first()
    .click();
  const colleague = await other('coordinator');
  await colleague.goto(page.url());
  await colleague.getByRole('radio', { name: /^Laisser vide/ }).check();
  await colleague.getByRole('button', { name: 'Enregistrer cette place' }).click();
  await expect(colleague.getByRole('heading', { level: 1, name: /^Renouvellement du/ })).toBeVisible();

  await page.getByRole('radio', { name: /^Proposer/ }).check();
  await page.getByLabel('Organisation', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Personne', { exact: true }).selectOption('vacant');
  await page.getByRole('button', { name: 'Enregistrer cette place' }).click();
  await expect(page.getByText(/Quelqu’un a modifié ce projet entre-temps/).first()).toBeVisible();
  await expect(page.getByRole('note').filter({ hasText: 'Enregistré' })).toContainText('Personne.');
  await page.getByRole('button', { name: 'Enregistrer cette place' }).click();
  await expect(page.getByText('La coordination applique ce renouvellement')).toBeVisible();
  await page.getByText('Abandonner ce projet').first().click();
  await page.getByRole('button', { name: 'Abandonner ce projet' }).click();
  await expect(page.getByText('Aucun renouvellement n’est encore préparé')).toBeVisible();
  await bare.close();
});

test('l’AG ne renouvelle que ses fonctions, et un membre ne voit rien d’un projet', async ({
  page,
  other,
  signIn,
}) => {
  await signIn('coordinator');
  await prepare(page, 'AG', '2024-12-02');
  await expect(page.getByText('Cette instance se compose de plein droit')).toBeVisible();
  await page.getByRole('link', { name: /^Modifier\W+Wivine Warnier/ }).click();
  await expect(page.getByLabel('Fonction', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Organisation', { exact: true })).toHaveCount(0);
  const member = await other('public-member');
  for (const path of [new URL(page.url()).pathname, '/rslux/bodies/AG/renewals'])
    expect((await member.goto(path))?.status()).toBe(403);
  await member.goto('/rslux/bodies/CA');
  await expect(member.getByRole('link', { name: 'Préparer ce renouvellement' })).toHaveCount(0);
});
